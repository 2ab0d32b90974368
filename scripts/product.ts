import { whyUnavailable } from './ports.ts'
import type { Server } from './servers.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * With a token configured, the product speaks to the real API and needs no sandbox. A variable
 * that is set and empty is not left out: the proxy refuses it by name.
 */
export function needsSandbox(env: Environment): boolean {
  return env.CENSUS_API_TOKEN === undefined && env.CENSUS_API_TOKEN_FILE === undefined
}

/** The sandbox as this environment wants it. */
export function sandboxServer(env: Environment): Server {
  return {
    name: 'sandbox',
    args: ['apps/sandbox/src/main.ts'],
    env,
    answersAt: `http://127.0.0.1:${env.SANDBOX_PORT ?? '4610'}/`,
    output: 'show',
  }
}

/** The proxy as this environment wants it. */
export function proxyServer(env: Environment): Server {
  return {
    name: 'proxy',
    args: ['apps/proxy/src/main.ts'],
    env,
    answersAt: `${proxyAddress(env)}/healthz`,
    output: 'show',
  }
}

/** Where a browser on this machine finds the proxy. */
export function proxyAddress(env: Environment): string {
  const host = env.HOST ?? '127.0.0.1'
  const reached = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? host
  const name = reached.includes(':') && !reached.startsWith('[') ? `[${reached}]` : reached
  return `http://${name}:${env.PORT ?? '4600'}`
}

/** Throws, in words, when a port that the product needs is taken. */
export async function requireFreePorts(env: Environment): Promise<void> {
  const needs = [
    { variable: 'PORT', port: env.PORT ?? '4600', host: env.HOST ?? '127.0.0.1' },
    { variable: 'SANDBOX_PORT', port: env.SANDBOX_PORT ?? '4610', host: '127.0.0.1' },
  ].slice(0, needsSandbox(env) ? 2 : 1)
  for (const { variable, port, host } of needs) {
    // What is no port at all is refused by the server itself, which owns the rule.
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) continue
    const why = await whyUnavailable(Number(port), host)
    if (why) {
      throw new Error(
        `${why} Stop it, or choose another: ${variable}=${Number(port) + 100} npm start`,
      )
    }
  }
}
