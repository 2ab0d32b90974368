import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Journal } from './journal.ts'
import { defaultLimits } from './limits.ts'
import { startProxy, type RunningProxy } from './server.ts'
import { fixedToken } from './token.ts'

const key = '3b241101-e2bb-4255-8caf-4136c566a962'
const payload = {
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [{ from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true }],
  validate_only: false,
}

let folder: string
let upstream: Server
let proxy: RunningProxy
/** Creates that reached the upstream and wait for its answer. */
let asked: ServerResponse[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'server-'))
  asked = []
  upstream = createServer((_request, response) => {
    asked.push(response)
    upstream.emit('asked')
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const address = upstream.address()
  proxy = await startProxy({
    host: '127.0.0.1',
    port: 0,
    upstream: {
      origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      sandbox: true,
    },
    token: fixedToken('tok-1'),
    allowedHosts: 'loopback',
    dataDir: folder,
    webRoot: folder,
    // Longer than a case waits: what ends sooner was ended by the proxy.
    limits: { ...defaultLimits, clientIdleMs: 120_000 },
    log: pino({ level: 'silent' }),
  })
})
afterEach(() => {
  upstream.close()
  upstream.closeAllConnections()
  rmSync(folder, { recursive: true })
})

const create = (signal?: AbortSignal) =>
  fetch(`${proxy.url}/api/v1/syncs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sync-builder': '1',
      'idempotency-key': key,
    },
    body: JSON.stringify(payload),
    ...(signal && { signal }),
  })
const finish = () =>
  asked[0]?.writeHead(201, { 'content-type': 'application/json' }).end('{"data":{"sync_id":5}}')

it('lets a create under way end and gives its answer before it stops', async () => {
  const reached = once(upstream, 'asked')
  const answering = create()
  await reached
  const stopping = proxy.stop()
  await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow('fetch failed')
  finish()
  expect((await answering).status).toBe(201)
  await stopping
})

it('waits for a create whose client has left', async () => {
  const reached = once(upstream, 'asked')
  const client = new AbortController()
  const answering = create(client.signal)
  await reached
  client.abort()
  await expect(answering).rejects.toThrow('aborted')
  const stopping = proxy.stop()
  await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow('fetch failed')
  finish()
  await stopping
  const journal = new Journal(folder, () => new Date())
  expect(journal.find(key)?.answer).toMatchObject({ status: 201, body: '{"data":{"sync_id":5}}' })
  journal.close()
})

it('does not wait for a client that keeps its connection open', async () => {
  const agent = new Agent({ keepAlive: true })
  const answer = await new Promise<IncomingMessage>((resolve) => {
    request(`${proxy.url}/healthz`, { agent }, resolve).end()
  })
  answer.resume()
  await once(answer, 'end')
  await proxy.stop()
  agent.destroy()
})

it('keeps the connection of a client whose GET was refused', async () => {
  const answer = await fetch(`${proxy.url}/api/v1/sources`)
  expect([answer.status, answer.headers.get('connection')]).toEqual([403, 'keep-alive'])
  await proxy.stop()
})
