import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { freePort } from '../scripts/ports.ts'
import { proxyAddress, proxyServer } from '../scripts/product.ts'
import { ServerGroup, type Server } from '../scripts/servers.ts'
import { median, type Measurement } from './measurement.ts'

const roundCount = 7
const leaverCount = 5_000
const leaversAtOnce = 50
const settleLimitMs = 10_000

/** What the proxy costs beside no proxy and the plainest one, and what early leavers leave. */
export async function measure(): Promise<Measurement[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'sync-builder-bench-'))
  const servers = new ServerGroup()
  try {
    const upstream = await startPart(servers, 'stand-in API', 'bench/upstream.ts', '/open', {})
    const plain = await startPart(servers, 'plain forwarder', 'bench/plainForwarder.ts', '/open', {
      UPSTREAM: upstream,
    })
    const env = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'fatal',
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      CENSUS_API_TOKEN: 'bench-token-4c1f8e20b7',
      CENSUS_API_TOKEN_FILE: undefined,
      CENSUS_BASE_URL: upstream,
      ALLOWED_HOSTS: undefined,
      DATA_DIR: dataFolder,
    }
    await servers.start({ ...proxyServer(env), output: 'drop' })
    const targets = { direct: upstream, plain, proxy: proxyAddress(env) }
    return [
      ...(await ratios('small GET', '/api/v1/workspace', 2_000, targets)),
      ...(await ratios('200 KB list', '/api/v1/syncs', 300, targets)),
      ...(await earlyLeavers(targets.proxy, upstream)),
    ]
  } finally {
    await servers.stop()
    await rm(dataFolder, { recursive: true })
  }
}

async function startPart(
  servers: ServerGroup,
  name: string,
  file: string,
  path: string,
  env: Server['env'],
): Promise<string> {
  const port = String(await freePort())
  const address = `http://127.0.0.1:${port}`
  const part = { name, args: [file], env: { ...env, PORT: port }, answersAt: address + path }
  await servers.start({ ...part, output: 'drop' })
  return address
}

interface Targets {
  direct: string
  plain: string
  proxy: string
}

/** How much longer the same requests take through the proxy, by medians of rounds in turn. */
async function ratios(
  name: string,
  path: string,
  requestCount: number,
  targets: Targets,
): Promise<Measurement[]> {
  const times = { direct: Array<number>(), plain: Array<number>(), proxy: Array<number>() }
  for (let round = -1; round < roundCount; round++) {
    for (const target of ['direct', 'plain', 'proxy'] as const) {
      const took = await timeOf(targets[target] + path, requestCount)
      // The first round warms up.
      if (round >= 0) times[target].push(took)
    }
  }
  const proxy = median(times.proxy)
  const reported = { unit: 'times', limit: null, direction: '<=' } as const
  return [
    { name: `${name}, by direct`, value: proxy / median(times.direct), ...reported },
    { name: `${name}, by node:http + undici`, value: proxy / median(times.plain), ...reported },
  ]
}

/** Milliseconds that the requests take over 20 connections. */
async function timeOf(url: string, requestCount: number): Promise<number> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: 20 })
  const startedAt = performance.now()
  let left = requestCount
  const work = async () => {
    while (left-- > 0) await get(pool, pathname)
  }
  await Promise.all(Array.from({ length: 20 }, work))
  const took = performance.now() - startedAt
  await pool.close()
  return took
}

async function get(pool: Pool, path: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'GET',
    headers: { 'x-sync-builder': '1' },
  })
  await body.dump({ limit: 10_000_000 })
  if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`)
}

/** Clients that ask for what is never answered, and go. */
async function earlyLeavers(proxy: string, upstream: string): Promise<Measurement[]> {
  for (let done = 0; done < leaverCount; done += leaversAtOnce) {
    await Promise.all(Array.from({ length: leaversAtOnce }, () => askAndLeave(proxy)))
  }
  const open = await untilNoneOpen(upstream)

  const pool = new Pool(proxy, { connections: 10 })
  const asked = Array.from({ length: 100 }, () => get(pool, '/api/v1/workspace'))
  const served = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled')
  await pool.close()
  return [
    {
      name: `upstream connections after ${leaverCount} early leavers`,
      value: open,
      unit: 'connections',
      limit: 0,
      direction: '<=',
    },
    {
      name: 'of the next 100 requests served',
      value: served.length,
      unit: 'requests',
      limit: 100,
      direction: '>=',
    },
  ]
}

async function askAndLeave(proxy: string): Promise<void> {
  const { host, hostname, port } = new URL(proxy)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const request = `GET /api/v1/syncs/1 HTTP/1.1\r\nHost: ${host}\r\nX-Sync-Builder: 1\r\n\r\n`
  await new Promise((resolve) => socket.write(request, resolve))
  // Some leave before the proxy has called the API, some after.
  await pause(Math.random() * 20)
  socket.destroy()
  await once(socket, 'close')
}

/** The connections that the stand-in API still has once they stop going, or after a limit. */
async function untilNoneOpen(upstream: string): Promise<number> {
  const giveUpAt = Date.now() + settleLimitMs
  for (;;) {
    const open: unknown = await (await fetch(`${upstream}/open`)).json()
    if (typeof open !== 'number') throw new Error('The stand-in API does not tell its connections.')
    if (open === 0 || Date.now() > giveUpAt) return open
    await pause(100)
  }
}
