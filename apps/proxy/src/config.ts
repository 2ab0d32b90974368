import { resolve } from 'node:path'
import * as z from 'zod'
import { fileToken } from './fileToken.ts'
import { defaultLimits } from './limits.ts'
import type { ProxySettings } from './server.ts'
import { fixedToken, TokenError, type TokenSource } from './token.ts'

const repository = resolve(import.meta.dirname, '../../..')
const apiOrigin = 'https://app.getcensus.com'
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port number')

const hosts = z
  .string()
  .transform((list) => list.split(',').map((host) => host.trim().toLowerCase()))
  .refine(
    (list) => list.every((host) => /^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/.test(host)),
    'must be host names with ports, separated by commas',
  )

const origin = z.string().transform((text, context) => {
  const url = URL.parse(text)
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (!url || !/^https?:$/.test(url.protocol))
    return refuse('must be an address such as ' + apiOrigin)
  if (url.username || url.password) return refuse('must not hold a user name or password')
  if (url.pathname !== '/' || url.search || url.hash) return refuse('must end after host and port')
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) return refuse('must be https')
  return url.origin
})

const notEmpty = z.string().min(1, 'is empty')

const environmentSchema = z.object({
  PORT: port.default(4600),
  HOST: notEmpty.default('127.0.0.1'),
  CENSUS_API_TOKEN: z.string().optional(),
  CENSUS_API_TOKEN_FILE: notEmpty.optional(),
  CENSUS_BASE_URL: origin.optional(),
  ALLOWED_HOSTS: hosts.optional(),
  DATA_DIR: notEmpty.default('./data'),
  SANDBOX_PORT: port.default(4610),
  SANDBOX_TOKEN: z.string().default('sandbox-token'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
type Environment = z.infer<typeof environmentSchema>

/** What the environment says, checked. */
export interface Config {
  settings: Omit<ProxySettings, 'log'>
  logLevel: string
  /** What the operator should know, though it does not stop the start. */
  warnings: string[]
}

/** A variable whose value stops the start. The message names it and never shows a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(variable: string, reason: string) {
    super(`${variable} ${reason}`)
  }
}

/**
 * Reads the proxy's settings from environment variables. Source: DESIGN 4, "Environment".
 *
 * @throws ConfigError at the first variable that cannot be used.
 */
export function parseConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(variables)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(String(issue?.path[0]), issue?.message ?? 'is not valid')
  }
  const env = parsed.data
  const token = apiToken(env)
  const warnings: string[] = []
  if (!token && env.CENSUS_BASE_URL !== undefined) {
    throw new ConfigError('CENSUS_BASE_URL', 'needs CENSUS_API_TOKEN or CENSUS_API_TOKEN_FILE')
  }
  if (!loopback.test(env.HOST)) {
    if (token) {
      throw new ConfigError(
        'HOST',
        'must be a loopback address: the proxy has no sign-in, and whoever reaches it uses the token',
      )
    }
    warnings.push(`HOST ${env.HOST} can be reached from other machines, and there is no sign-in.`)
  }
  return {
    settings: {
      host: env.HOST,
      port: env.PORT,
      upstream: token
        ? { origin: env.CENSUS_BASE_URL ?? apiOrigin, sandbox: false }
        : { origin: `http://127.0.0.1:${env.SANDBOX_PORT}`, sandbox: true },
      token: token ?? tokenFrom('SANDBOX_TOKEN', () => fixedToken(env.SANDBOX_TOKEN)),
      allowedHosts: env.ALLOWED_HOSTS ?? 'loopback',
      dataDir: resolve(repository, env.DATA_DIR),
      webRoot: resolve(repository, 'apps/web/dist'),
      limits: defaultLimits,
    },
    logLevel: env.LOG_LEVEL,
    warnings,
  }
}

function apiToken(env: Environment): TokenSource | undefined {
  const { CENSUS_API_TOKEN: text, CENSUS_API_TOKEN_FILE: file } = env
  if (text !== undefined && file !== undefined) {
    throw new ConfigError('CENSUS_API_TOKEN_FILE', 'and CENSUS_API_TOKEN are both set: use one')
  }
  if (text !== undefined) return tokenFrom('CENSUS_API_TOKEN', () => fixedToken(text))
  if (file === undefined) return undefined
  return tokenFrom(
    'CENSUS_API_TOKEN_FILE',
    () => fileToken(resolve(repository, file)),
    'names a file that ',
  )
}

/** `what` stands before what is wrong with the token: the variable may only name where it is. */
function tokenFrom(variable: string, read: () => TokenSource, what = ''): TokenSource {
  try {
    return read()
  } catch (error) {
    // The message of any other error may hold what was read.
    const wrong = error instanceof TokenError ? error.message : 'cannot be read'
    throw new ConfigError(variable, what + wrong)
  }
}
