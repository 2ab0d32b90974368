import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import { createSandbox } from './app.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { seed } from './seed/index.ts'

/** How long answers under way may take once the sandbox is told to stop. */
const graceMs = 2_000

const environment = settingsOrExit()
const sandbox = createSandbox({
  databaseFile: join(environment.DATA_DIR, 'sandbox.sqlite'),
  token: environment.SANDBOX_TOKEN,
  seed,
  // With a control port the clock is the tests'.
  firesByItself: environment.SANDBOX_CONTROL_PORT === undefined,
})

const servers = [await listen('Sandbox', sandbox.api, environment.SANDBOX_PORT)]
if (environment.SANDBOX_CONTROL_PORT !== undefined) {
  servers.push(await listen('Control', sandbox.control, environment.SANDBOX_CONTROL_PORT))
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())

function settingsOrExit(): Environment {
  try {
    return readEnvironment(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

/** Loopback alone: the sandbox's token is no secret. */
function listen(name: string, app: Express, port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(app)
    server.once('error', (error: NodeJS.ErrnoException) => {
      console.error(
        error.code === 'EADDRINUSE' ? `Port ${port} is taken: set another one` : error.message,
      )
      process.exit(1)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const taken = typeof address === 'object' ? address?.port : address
      console.log(`${name} listening on http://127.0.0.1:${taken}`)
      resolve(server)
    })
  })
}

async function stop(): Promise<void> {
  const cut = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), graceMs)
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
  servers.forEach((server) => server.closeIdleConnections())
  await Promise.all(closed)
  clearTimeout(cut)
  await sandbox.close()
}
