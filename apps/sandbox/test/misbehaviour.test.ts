import { connect } from 'node:net'
import type { JsonObject } from '@sync-builder/schema'
import * as z from 'zod'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byHandExample } from './examples.ts'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await runSandbox()
})
afterEach(() => sandbox[Symbol.asyncDispose]())

function misbehave(fault: JsonObject, more: JsonObject = {}): Promise<unknown> {
  return sandbox.control('POST', '/misbehave', { ...more, fault })
}

async function syncCount(): Promise<number> {
  const { body } = await sandbox.get('/syncs')
  return z.object({ pagination: z.object({ total_records: z.number() }) }).parse(body).pagination
    .total_records
}

/** The bytes that come back before the connection ends, however it ends. */
function rawGet(path: string): Promise<string> {
  const { hostname, port } = new URL(sandbox.url)
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-for-tests\r\nConnection: close\r\n\r\n`,
      )
    })
    socket.on('data', (chunk) => (text += chunk.toString()))
    // A reset is one of the ways in which it may end.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

describe('a fault', () => {
  it.each([401, 429, 500, 503])('answers %i with its headers and body', async (status) => {
    await misbehave({ type: 'status', status, headers: { 'retry-after': '7' }, body: { status } })
    const answer = await sandbox.get('/workspace')
    expect(answer).toMatchObject({ status, body: { status } })
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(await sandbox.get('/workspace')).toMatchObject({ status: 200 })
  })

  it('sends a text as it is', async () => {
    await misbehave({
      type: 'status',
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<h1>Bad gateway</h1>',
    })
    expect(await rawGet('/workspace').then((text) => text.split('\r\n\r\n')[1])).toBe(
      '<h1>Bad gateway</h1>',
    )
  })

  it('resets before anything is done', async () => {
    const before = await syncCount()
    await misbehave({ type: 'reset' }, { match: { method: 'POST' } })
    await expect(sandbox.post('/syncs', byHandExample)).rejects.toThrow()
    expect(await syncCount()).toBe(before)
  })

  it('cuts the body short of its announced length', async () => {
    await misbehave({ type: 'truncate' })
    const [head = '', body = ''] = (await rawGet('/workspace')).split('\r\n\r\n')
    const announced = Number(/content-length: (\d+)/i.exec(head)?.[1])
    expect(head).toContain('200 OK')
    expect(body.length).toBeGreaterThan(0)
    expect(body.length).toBeLessThan(announced)
  })

  it('answers later', async () => {
    await misbehave({ type: 'delay', ms: 60 })
    const started = performance.now()
    expect(await sandbox.get('/workspace')).toMatchObject({ status: 200 })
    expect(performance.now() - started).toBeGreaterThan(50)
  })

  it('never answers, until the client leaves', async () => {
    await misbehave({ type: 'hang' })
    const answer = fetch(`${sandbox.url}/workspace`, { signal: AbortSignal.timeout(80) })
    await expect(answer).rejects.toThrow(/timeout/i)
  })

  it.each(['create-then-504', 'create-then-reset'])('%s creates before it fails', async (type) => {
    const before = await syncCount()
    await misbehave({ type }, { match: { method: 'POST', path: '/api/v1/syncs' } })
    const answered = await sandbox.post('/syncs', byHandExample).then(
      ({ status }) => status,
      () => 'reset',
    )
    expect(answered).toBe(type === 'create-then-504' ? 504 : 'reset')
    expect(await syncCount()).toBe(before + 1)
  })

  it('meets only the requests that match, as often as asked', async () => {
    await misbehave(
      { type: 'status', status: 500 },
      { match: { method: 'get', path: '/api/v1/sources/*' }, times: 2 },
    )
    expect((await sandbox.get('/datasets')).status).toBe(200)
    expect((await sandbox.post('/sources/12/refresh_tables')).status).toBe(200)
    expect((await sandbox.get('/sources/12/tables?per_page=1')).status).toBe(500)
    expect((await sandbox.get('/sources/12')).status).toBe(500)
    expect((await sandbox.get('/sources/12')).status).toBe(200)
  })

  it('is forgotten by DELETE /misbehave', async () => {
    await misbehave({ type: 'status', status: 500 })
    expect(await sandbox.control('DELETE', '/misbehave')).toMatchObject({ status: 204 })
    expect((await sandbox.get('/workspace')).status).toBe(200)
  })

  it.each<JsonObject>([
    {},
    { fault: { type: 'explode' } },
    { fault: { type: 'delay' } },
    { fault: { type: 'reset' }, times: 0 },
  ])('that reads %j is refused with a reason', async (body) => {
    expect(await sandbox.control('POST', '/misbehave', body)).toMatchObject({
      status: 422,
      body: { status: 'error' },
    })
  })
})

describe('the request log', () => {
  it('holds the exact text of what was received, and never the token', async () => {
    const text = '{ "label":"ä",\n "operation": "x" }'
    await sandbox.post('/syncs?a=%20b', text)
    await sandbox.get('/workspace')
    const { body } = await sandbox.control('GET', '/requests')
    expect(body.requests).toMatchObject([
      { method: 'POST', path: '/api/v1/syncs', query: '?a=%20b', body: text },
      { method: 'GET', path: '/api/v1/workspace', query: '', body: '' },
    ])
    expect(JSON.stringify(body)).not.toContain('a-token-for-tests')
  })

  it('is emptied by DELETE /requests', async () => {
    await sandbox.get('/workspace')
    await sandbox.control('DELETE', '/requests')
    expect((await sandbox.control('GET', '/requests')).body).toEqual({ requests: [] })
  })

  it('keeps the last 500', async () => {
    for (let page = 1; page <= 510; page += 1) await sandbox.get(`/nothing?page=${page}`)
    const { body } = await sandbox.control('GET', '/requests')
    const { requests } = z
      .object({ requests: z.array(z.object({ query: z.string() })) })
      .parse(body)
    expect(requests).toHaveLength(500)
    expect(requests.at(-1)?.query).toBe('?page=510')
  })
})

describe('POST /reset', () => {
  it('brings the seed back, ids included', async () => {
    const before = await sandbox.get('/syncs?per_page=100')
    const created = await sandbox.post('/syncs', byHandExample)
    await sandbox.call('DELETE', '/syncs/61')
    expect(await sandbox.control('POST', '/reset')).toMatchObject({ status: 204 })
    expect((await sandbox.get('/syncs?per_page=100')).body).toEqual(before.body)
    expect((await sandbox.post('/syncs', byHandExample)).body).toEqual(created.body)
  })

  it('lets destinations that fail by name begin anew', async () => {
    for (const _ of ['first', 'second']) {
      expect((await sandbox.get('/destinations/41/objects')).status).toBe(429)
      await sandbox.control('POST', '/reset')
    }
  })
})
