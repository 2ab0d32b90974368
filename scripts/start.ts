import { buildWeb } from './build.ts'
import { install } from './install.ts'
import {
  needsSandbox,
  proxyAddress,
  proxyServer,
  requireFreePorts,
  sandboxServer,
} from './product.ts'
import { loadEnvironmentFile } from './repository.ts'
import { runUntilStopped } from './runUntilStopped.ts'

await runUntilStopped(async (servers, stopping) => {
  loadEnvironmentFile()
  const env = { NODE_ENV: 'production', ...process.env }
  await requireFreePorts(env, 'npm start')
  await install('start', stopping)
  await buildWeb(stopping)
  if (needsSandbox(env)) await servers.start(sandboxServer(env))
  await servers.start(proxyServer(env))
  return `Sync Builder is ready: ${proxyAddress(env)}`
})
