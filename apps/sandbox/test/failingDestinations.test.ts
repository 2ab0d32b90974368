import type { JsonObject } from '@sync-builder/schema'
import * as z from 'zod'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await runSandbox()
})
afterEach(() => sandbox[Symbol.asyncDispose]())

async function idOf(name: string): Promise<number> {
  const { body } = await sandbox.get('/destinations?per_page=100')
  const destinations = z.array(z.object({ id: z.number(), name: z.string() })).parse(body.data)
  return destinations.find((destination) => destination.name === name)?.id ?? 0
}

function contactsTo(connection_id: number): JsonObject {
  return {
    operation: 'upsert',
    source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
    destination_attributes: { connection_id, object: 'contact' },
    mappings: [
      { from: { type: 'column', data: 'email' }, to: 'email', is_primary_identifier: true },
    ],
  }
}

async function syncCount(): Promise<number> {
  const { body } = await sandbox.get('/syncs')
  return z.object({ pagination: z.object({ total_records: z.number() }) }).parse(body).pagination
    .total_records
}

async function timed(work: Promise<{ status: number }>) {
  const started = performance.now()
  const { status } = await work
  return { status, waitedMs: performance.now() - started }
}

describe('Slow CRM', () => {
  it('makes its objects, checks and creates wait, and then serves them', async () => {
    await using slow = await runSandbox({ slowness: 0.02 })
    const id = await idOf('Slow CRM')
    const objects = await timed(slow.get(`/destinations/${id}/objects`))
    const check = await timed(slow.post('/syncs', { ...contactsTo(id), validate_only: true }))
    const create = await timed(slow.post('/syncs', contactsTo(id)))
    expect([objects.status, check.status, create.status]).toEqual([200, 200, 201])
    expect(objects.waitedMs).toBeGreaterThan(55)
    expect(check.waitedMs).toBeGreaterThan(55)
    expect(create.waitedMs).toBeGreaterThan(390)
  })

  it('creates although the client has left', async () => {
    await using slow = await runSandbox({ slowness: 0.01 })
    const id = await idOf('Slow CRM')
    const before = await slow.get('/syncs?per_page=1')
    const left = fetch(`${slow.url}/syncs`, {
      method: 'POST',
      headers: { authorization: 'Bearer a-token-for-tests' },
      body: JSON.stringify({ ...contactsTo(id), label: 'Left alone' }),
      signal: AbortSignal.timeout(60),
    })
    await expect(left).rejects.toThrow(/timeout/i)
    await expect
      .poll(async () => (await slow.get('/syncs?per_page=1')).body, { timeout: 5_000 })
      .not.toEqual(before.body)
  })
})

describe('Rate-limited Ads', () => {
  it('answers every other call 429 with Retry-After, the first included', async () => {
    const path = `/destinations/${await idOf('Rate-limited Ads')}/objects`
    const first = await sandbox.get(path)
    expect(first.status).toBe(429)
    expect(first.headers.get('retry-after')).toBe('2')
    expect((await sandbox.get(path)).status).toBe(200)
    expect((await sandbox.get(path)).status).toBe(429)
  })
})

describe('Rejecting CRM', () => {
  it('lists its objects, and accepts no sync in words that name a field', async () => {
    const id = await idOf('Rejecting CRM')
    expect((await sandbox.get(`/destinations/${id}/objects`)).status).toBe(200)
    for (const validate_only of [true, false]) {
      const refused = await sandbox.post('/syncs', { ...contactsTo(id), validate_only })
      expect(refused.status).toBe(422)
      expect(refused.body.message).toMatch(/^Validation failed: .*email/)
    }
  })
})

describe('Drops after create', () => {
  it('checks as usual, and creates before the connection is reset', async () => {
    const payload = contactsTo(await idOf('Drops after create'))
    const before = await syncCount()
    expect((await sandbox.post('/syncs', { ...payload, validate_only: true })).status).toBe(200)
    await expect(sandbox.post('/syncs', payload)).rejects.toThrow()
    expect(await syncCount()).toBe(before + 1)
  })
})

describe('Expired connection', () => {
  it('is shown as failing its test, and says what is wrong at each call', async () => {
    const id = await idOf('Expired connection')
    const { body } = await sandbox.get(`/destinations/${id}`)
    expect(body).toMatchObject({ data: { last_test_succeeded: false } })
    for (const path of ['objects', 'objects/contact']) {
      const refused = await sandbox.get(`/destinations/${id}/${path}`)
      expect(refused.status).toBe(400)
      expect(refused.body.message).toMatch(/credentials .* expired/)
    }
    expect((await sandbox.post('/syncs', contactsTo(id))).status).toBe(422)
  })
})
