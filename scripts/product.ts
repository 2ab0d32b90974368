import { freePort, whyUnavailable } from './ports.ts'
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

/** A place that a server of the product wants to listen at. */
interface Place {
  variable: string
  port: string
  host: string
}

/**
 * Throws, in words, when a port that the product needs is taken: with a line to type that starts
 * `command` elsewhere, all its ports at once.
 */
export async function requireFreePorts(
  env: Environment,
  command: 'npm start' | 'npm run dev',
): Promise<void> {
  const needs: Place[] = [
    { variable: 'PORT', port: env.PORT ?? '4600', host: env.HOST ?? '127.0.0.1' },
    { variable: 'SANDBOX_PORT', port: env.SANDBOX_PORT ?? '4610', host: '127.0.0.1' },
  ].slice(0, needsSandbox(env) ? 2 : 1)
  const faults: string[] = []
  const choices: string[] = []
  for (const { variable, port, host } of needs) {
    // What is no port at all is refused by the server itself, which owns the rule.
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) continue
    const why = await whyUnavailable(Number(port), host)
    if (why) {
      faults.push(why)
      choices.push(`${variable}=${await nextFree(Number(port), host)}`)
    } else if (env[variable] !== undefined) {
      // What was chosen for this start alone is part of the line that starts it again.
      choices.push(`${variable}=${port}`)
    }
  }
  if (faults.length > 0) {
    const them = faults.length === 1 ? 'it' : 'them'
    throw new Error(
      `${faults.join(' ')} Free ${them}, or start on others: ${choices.join(' ')} ${command}`,
    )
  }
}

/** The first port after this one, in steps of 100, where something can listen. */
async function nextFree(port: number, host: string): Promise<number> {
  for (let next = port + 100; next <= 65_535; next += 100) {
    if ((await whyUnavailable(next, host)) === null) return next
  }
  return freePort()
}
