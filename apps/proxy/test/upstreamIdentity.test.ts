import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { LookupFunction } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { ProxyUnderTest } from './proxyUnderTest.ts'
import { selfSigned } from './selfSigned.ts'

const calls = [
  { kind: 'a GET', line: 'GET /api/v1/sources', headers: [], body: undefined },
  { kind: 'an update', line: 'PATCH /api/v1/syncs/7', headers: [], body: '{"paused":true}' },
  { kind: 'a validation', line: 'POST /api/v1/syncs', headers: [], body: syncPayload(true) },
  {
    kind: 'a create',
    line: 'POST /api/v1/syncs',
    headers: [`Idempotency-Key: ${randomUUID()}`],
    body: syncPayload(false),
  },
]

/** A server with a certificate of its own making, for whatever name it is called by. */
let server: Server
let port: number
let asked: string[]
beforeAll(async () => {
  server = createServer(selfSigned('localhost'), (request, response) => {
    asked.push(request.headers.authorization ?? '')
    response.setHeader('content-type', 'application/json')
    response.end('{"data":[]}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const toLoopback: LookupFunction = (_name, { all }, callback) => {
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

describe('G3: an upstream that cannot prove who it is', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start({ origin: `https://localhost:${port}`, resolve: toLoopback })
  })
  afterAll(() => proxy.stop())
  afterEach(async () => {
    vi.unstubAllEnvs()
    await expectInvariants(proxy, { reachable: false })
  })

  it.each(calls)('never gets $kind', async ({ line, headers, body }) => {
    // The second time the process as a whole is told to trust anybody.
    for (const trust of ['1', '0']) {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', trust)
      asked = []
      const answer = await proxy.send(proxy.request(line, headers, body))
      expectOwnError(proxy, answer, { status: 502, code: 'upstream_unreachable' })
      expect(asked).toEqual([])
    }
  })
})

describe('G2: the name of the API', () => {
  it.each(calls)('that leads into a private network gets no $kind', async (call) => {
    let resolved = 0
    let connections = 0
    const count = () => (connections += 1)
    server.on('connection', count)
    const proxy = await ProxyUnderTest.start({
      origin: `https://app.getcensus.com:${port}`,
      resolve: (...question) => {
        resolved += 1
        toLoopback(...question)
      },
    })
    for (const attempt of [1, 2]) {
      const answer = await proxy.send(proxy.request(call.line, call.headers, call.body))
      expectOwnError(proxy, answer, { status: 502, code: 'upstream_unreachable' })
      expect(resolved, 'asked for anew each time').toBe(attempt)
    }
    expect(proxy.logged.join('')).toContain('PRIVATE_ADDRESS')
    expect(connections).toBe(0)
    server.off('connection', count)
    await proxy.stop()
  })

  it.each(calls)('that is never resolved is 504 for $kind', async (call) => {
    const proxy = await ProxyUnderTest.start({
      origin: `https://app.getcensus.com:${port}`,
      limits: { connectMs: 600 },
      resolve: () => undefined,
    })
    const answer = await proxy.send(proxy.request(call.line, call.headers, call.body))
    expectOwnError(proxy, answer, { status: 504, code: 'upstream_timeout' })
    await proxy.stop()
  })
})
