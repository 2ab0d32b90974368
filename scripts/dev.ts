import { install } from './install.ts'
import { whyUnavailable } from './ports.ts'
import { needsSandbox, proxyServer, requireFreePorts, sandboxServer } from './product.ts'
import { loadEnvironmentFile, root } from './repository.ts'
import { runUntilStopped } from './runUntilStopped.ts'
import type { Server } from './servers.ts'

const webPort = 5173

/** Vite's dev server; it hands `/api` and `/app` to the proxy (apps/web/vite.config.ts). */
const webServer: Server = {
  name: 'web dev server',
  args: ['node_modules/vite/bin/vite.js', '--port', String(webPort), '--strictPort'],
  folder: `${root}/apps/web`,
  answersAt: `http://127.0.0.1:${webPort}/`,
  output: 'show',
}

/** The same server, restarted when one of its files changes. */
function watched(server: Server): Server {
  return { ...server, args: ['--watch', '--watch-preserve-output', ...server.args] }
}

await runUntilStopped(async (servers, stopping) => {
  loadEnvironmentFile()
  const env = { LOG_LEVEL: 'warn', ...process.env }
  await requireFreePorts(env, 'npm run dev')
  const taken = await whyUnavailable(webPort, '127.0.0.1')
  // Whatever answers there would be taken for the server that is to come.
  if (taken) throw new Error(`${taken} The page with hot reload needs it: is it running already?`)
  await install('everything', stopping)
  if (needsSandbox(env)) await servers.start(watched(sandboxServer(env)))
  await servers.start(watched(proxyServer(env)))
  await servers.start(webServer)
  return `Sync Builder with hot reload: ${webServer.answersAt}`
})
