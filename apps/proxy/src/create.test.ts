import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Creates } from './create.ts'
import { ProxyError } from './errors.ts'
import { Gate } from './gate.ts'
import { Journal } from './journal.ts'
import type { UpstreamResult } from './upstream.ts'

const key = '3b241101-e2bb-4255-8caf-4136c566a962'
const created: UpstreamResult = {
  kind: 'answered',
  answer: { status: 201, headers: {}, body: '{"data":{"sync_id":5}}' },
}
const answered = (status: number): UpstreamResult => ({
  kind: 'answered',
  answer: { status, headers: {}, body: '{"status":"error"}' },
})
const failed = (reached: number | 'sent' | 'not sent'): UpstreamResult => ({
  kind: 'failed',
  error: new ProxyError('upstream_unreachable'),
  reached,
})

let folder: string
let now: Date
let journal: Journal
let sent: string[]
let upstream: () => UpstreamResult | Promise<UpstreamResult>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'creates-'))
  now = new Date('2026-11-23T10:00:00Z')
  journal = new Journal(folder, () => now)
  sent = []
  upstream = () => created
})
afterEach(() => {
  journal.close()
  rmSync(folder, { recursive: true })
})

async function send(body: string): Promise<UpstreamResult> {
  sent.push(body)
  return upstream()
}

function startCreates(): Creates {
  const gate = new Gate({ places: 4, seats: 4 })
  return new Creates({ journal, gate, log: pino({ level: 'silent' }), send })
}

describe('a create', () => {
  it('is sent once, and its answer given again', async () => {
    const creates = startCreates()
    const first = await creates.create(key, '{}')
    const again = await creates.create(key, '{}')
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.answer).toEqual(first.answer)
    expect(sent).toEqual(['{}'])
  })

  it('under way is waited for by all who ask with its key', async () => {
    const { promise, resolve } = Promise.withResolvers<UpstreamResult>()
    upstream = () => promise
    const creates = startCreates()
    const asking = Array.from({ length: 20 }, () => creates.create(key, '{}'))
    await expect.poll(() => creates.state(key)?.state).toBe('sent')
    resolve(created)
    const outcomes = await Promise.all(asking)
    expect(new Set(outcomes.map(({ answer }) => answer.body)).size).toBe(1)
    expect(sent).toHaveLength(1)
  })

  it('that waits for its turn is known before it is sent', async () => {
    const { promise, resolve } = Promise.withResolvers<UpstreamResult>()
    upstream = () => promise
    const gate = new Gate({ places: 1, seats: 4 })
    const creates = new Creates({ journal, gate, log: pino({ level: 'silent' }), send })
    const first = creates.create(key, '{}')
    const second = creates.create('9a0d5d7e-3b60-4a4c-8f53-0f6f4f2f7d11', '{}')
    expect(creates.state('9a0d5d7e-3b60-4a4c-8f53-0f6f4f2f7d11')).toEqual({ state: 'sent' })
    resolve(created)
    await Promise.all([first, second])
  })

  it('is known while its body is on its way, and not when that was refused', () => {
    const creates = startCreates()
    const forget = creates.arrive(key)
    const forgetRepeat = creates.arrive(key)
    forget()
    expect(creates.state(key)).toEqual({ state: 'sent' })
    forgetRepeat()
    expect(creates.state(key)).toBeUndefined()
  })

  it('is not sent when its client left before', async () => {
    const creates = startCreates()
    await expect(creates.create(key, '{}', AbortSignal.abort())).rejects.toMatchObject({
      kind: 'client_left',
    })
    expect(creates.state(key)).toBeUndefined()
    expect((await creates.create(key, '{}')).replayed).toBe(false)
    expect(sent).toEqual(['{}'])
  })

  it('that waits for its turn is given up when the last of its clients left', async () => {
    const gate = new Gate({ places: 1, seats: 4 })
    const creates = new Creates({ journal, gate, log: pino({ level: 'silent' }), send })
    const leave = await gate.enter()
    const clients = [1, 2].map(() => new AbortController())
    const asking = clients.map(({ signal }) => creates.create(key, '{}', signal))
    clients[0]?.abort()
    expect(creates.state(key)).toEqual({ state: 'sent' })
    clients[1]?.abort()
    // A new client finds nothing under way, and gets a create of its own.
    const again = creates.create(key, '{}')
    leave()
    expect(await Promise.allSettled(asking)).toMatchObject([
      { status: 'rejected', reason: { kind: 'client_left' } },
      { status: 'rejected', reason: { kind: 'client_left' } },
    ])
    expect((await again).answer.status).toBe(201)
    expect(sent).toEqual(['{}'])
  })

  it('once sent is finished though its client leaves', async () => {
    const { promise, resolve } = Promise.withResolvers<UpstreamResult>()
    upstream = () => promise
    const creates = startCreates()
    const client = new AbortController()
    const asking = creates.create(key, '{}', client.signal)
    await expect.poll(() => sent).toHaveLength(1)
    client.abort()
    resolve(created)
    expect((await asking).answer.status).toBe(201)
    expect(creates.state(key)?.state).toBe('answered')
  })

  it('is on the disk before it is sent', async () => {
    upstream = () => {
      const reader = new Journal(folder, () => now)
      expect(reader.find(key)).toMatchObject({ key, sentAt: '2026-11-23T10:00:00.000Z' })
      reader.close()
      return created
    }
    await startCreates().create(key, '{}')
  })

  it('with the key of another payload is refused, under way and after', async () => {
    const { promise, resolve } = Promise.withResolvers<UpstreamResult>()
    upstream = () => promise
    const creates = startCreates()
    const first = creates.create(key, '{}')
    await expect(creates.create(key, '{"a":1}')).rejects.toMatchObject({ kind: 'key_reused' })
    resolve(created)
    await first
    await expect(creates.create(key, '{"a":1}')).rejects.toMatchObject({ kind: 'key_reused' })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['the connection broke after it was sent', failed('sent')],
    ['the answer said 201 and then broke', failed(201)],
    ['a server failed without the words of the API', failed(500)],
    ['something before the API gave up on it', answered(504)],
    ['it was sent on to where its result can be seen', failed(303)],
    ['it was sent on, nobody knows in which sense', failed(302)],
  ])('whose outcome nobody knows is never sent again: %s', async (_name, result) => {
    upstream = () => result
    const creates = startCreates()
    await expect(creates.create(key, '{}')).rejects.toMatchObject({ kind: 'outcome_unknown' })
    await expect(creates.create(key, '{}')).rejects.toMatchObject({ kind: 'outcome_unknown' })
    expect(creates.state(key)?.state).toBe('unknown')
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['the API could not be reached', failed('not sent')],
    ['the API refused the token', failed(401)],
    ['the API asked to wait', answered(429)],
    ['it was to be sent elsewhere as it is', failed(307)],
  ])('that did nothing may be tried again with its key: %s', async (_name, result) => {
    upstream = () => result
    const creates = startCreates()
    await Promise.allSettled([creates.create(key, '{}')])
    upstream = () => created
    expect((await creates.create(key, '{}')).answer.status).toBe(201)
    expect(sent).toHaveLength(2)
  })

  it('that the API refused or failed in its own words stays so', async () => {
    for (const status of [422, 500]) {
      upstream = () => answered(status)
      const creates = startCreates()
      const itsKey = crypto.randomUUID()
      for (let attempt = 0; attempt < 2; attempt += 1) {
        expect((await creates.create(itsKey, '{}')).answer.status).toBe(status)
      }
    }
    expect(sent).toHaveLength(2)
  })

  it('that was open when the process died is unknown to the next one', async () => {
    upstream = () => new Promise(() => {})
    const died = startCreates()
    void died.create(key, '{}')
    await expect.poll(() => died.state(key)?.state).toBe('sent')

    const next = startCreates()
    expect(next.state(key)).toEqual({ state: 'unknown', sentAt: '2026-11-23T10:00:00.000Z' })
    await expect(next.create(key, '{}')).rejects.toMatchObject({ kind: 'outcome_unknown' })
    expect(sent).toHaveLength(1)
  })

  it('is not sent when it cannot be written down', async () => {
    const creates = startCreates()
    journal.close()
    await expect(creates.create(key, '{}')).rejects.toMatchObject({ kind: 'journal_unavailable' })
    expect(sent).toEqual([])
    journal = new Journal(folder, () => now)
  })

  it('is remembered for more than a day, and not for ever', async () => {
    await startCreates().create(key, '{}')
    now = new Date('2026-11-25T10:00:00Z')
    expect(startCreates().state(key)?.state).toBe('answered')
    now = new Date('2026-12-01T10:00:00Z')
    expect(startCreates().state(key)).toBeUndefined()
  })
})
