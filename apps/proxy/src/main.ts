import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError, parseConfig } from './config.ts'
import { createLog } from './log.ts'
import { startProxy } from './server.ts'
import { codeOf } from './upstream.ts'

const envFile = resolve(import.meta.dirname, '../../../.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)

try {
  const { settings, logLevel, warnings } = parseConfig(process.env)
  const log = createLog(logLevel)
  for (const warning of warnings) log.warn(warning)
  const proxy = await startProxy({ ...settings, log })
  const stop = (): void => {
    log.info('stopping')
    void proxy.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Last: whoever waits for this line may stop the process at once.
  log.info({ url: proxy.url, upstream: settings.upstream }, 'listening')
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exitCode = 1
}

/** Why the proxy does not start, in one line for the operator. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return 'PORT is in use by another process'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is no address of this machine'
  if (code === 'EACCES') return 'PORT or DATA_DIR may not be used by this user'
  return error instanceof Error ? `cannot start: ${error.message}` : 'cannot start'
}
