import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectInvariants, expectNoToken, expectOwnError } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { ProxyProcess } from './proxyProcess.ts'
import { ProxyUnderTest, secret } from './proxyUnderTest.ts'
import type { RawAnswer } from './rawClient.ts'
import {
  answerBytes,
  exactly,
  held,
  json,
  RecordingUpstream,
  reset,
  type Answer,
} from './recordingUpstream.ts'

const created = { status: 'created', data: { sync_id: 9 } }
const payload = syncPayload(false)

function createRequest(proxy: ProxyUnderTest | ProxyProcess, key: string, body = payload): string {
  return proxy.request('POST /api/v1/syncs', [`Idempotency-Key: ${key}`], body)
}

function stateOf(
  proxy: ProxyUnderTest | ProxyProcess,
  key: string,
): Promise<RawAnswer | undefined> {
  return proxy.send(proxy.request(`GET /app/creates/${key}`))
}

describe('a create is sent once', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start()
  })
  beforeEach(() => {
    proxy.upstream.answer = json(created, '201 Created')
  })
  afterAll(() => proxy.stop())
  afterEach(() => expectInvariants(proxy))

  const create = (key: string, body?: string) => proxy.send(createRequest(proxy, key, body))

  it('H1: a double click is one POST and two equal answers', async () => {
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const key = randomUUID()
    const clicks = [1, 2].map(() => proxy.connect().write(createRequest(proxy, key)))
    await proxy.upstream.untilRequests(1)
    // A round trip, by the end of which the second click has been read.
    expect((await stateOf(proxy, key))?.json()).toMatchObject({ state: 'sent' })
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    for (const click of clicks) {
      const [got] = await click.untilAnswers(1)
      expect(got?.status).toBe(201)
      expect(got?.json()).toEqual(created)
    }
    expect(proxy.upstream.requests.map(({ body }) => body)).toEqual([payload])
  })

  it('H1: two clicks in one packet likewise', async () => {
    const key = randomUUID()
    const client = proxy.connect().write(createRequest(proxy, key).repeat(2))
    const answers = await client.untilAnswers(2)
    expect(answers.map((got) => [got.status, got.json()])).toEqual([
      [201, created],
      [201, created],
    ])
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('H2: twenty at the same time are one POST, whoever of them stays', async () => {
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const key = randomUUID()
    const clients = Array.from({ length: 20 }, () =>
      proxy.connect().write(createRequest(proxy, key)),
    )
    await proxy.upstream.untilRequests(1)
    // The one that was first is among those that leave.
    for (const client of clients.slice(0, 10)) client.leave()
    expect((await stateOf(proxy, key))?.json()).toMatchObject({ state: 'sent' })
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    for (const client of clients.slice(10)) {
      const [got] = await client.untilAnswers(1)
      expect(got?.status).toBe(201)
      expect(got?.json()).toEqual(created)
    }
    expect(exchanges).toHaveLength(1)
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('a key in other letters is the same key', async () => {
    const key = '3b241101-e2bb-4255-8caf-4136c566abcd'
    expect((await create(key))?.status).toBe(201)
    expect((await create(key.toUpperCase()))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('two keys are two creates', async () => {
    for (const key of [randomUUID(), randomUUID()]) expect((await create(key))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(2)
  })

  it('a replay is the first answer: status, body and headers', async () => {
    const key = randomUUID()
    proxy.upstream.answer = exactly(
      answerBytes(JSON.stringify(created), {
        status: '201 Created',
        headers: ['Content-Type: application/json', 'ETag: "first"'],
      }),
    )
    const first = await create(key)
    proxy.upstream.answer = json({ status: 'created', data: { sync_id: 10 } }, '201 Created')
    const second = await create(key)
    expect([second?.status, second?.text]).toEqual([201, first?.text])
    expect(second?.header('etag')).toBe(first?.header('etag'))
    expect(second?.header('cache-control')).toBe('no-store')
    expect(second?.header('x-request-id')).not.toBe(first?.header('x-request-id'))
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('the same JSON in other whitespace is the same body', async () => {
    const key = randomUUID()
    expect((await create(key))?.status).toBe(201)
    expect((await create(key, JSON.stringify(JSON.parse(payload), null, 2)))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('H3: the same key with another body is 422, in flight and afterwards', async () => {
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const key = randomUUID()
    const first = proxy.connect().write(createRequest(proxy, key))
    await proxy.upstream.untilRequests(1)
    const other = syncPayload(false, 'Another label')
    expectOwnError(proxy, await create(key, other), { status: 422, code: 'key_reused' })
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    await first.untilAnswers(1)
    expectOwnError(proxy, await create(key, other), { status: 422, code: 'key_reused' })
    expect(proxy.upstream.requests.map(({ body }) => body)).toEqual([payload])
  })

  it('a key is known from the head on, and no more when the body is refused', async () => {
    const key = randomUUID()
    const request = createRequest(proxy, key, payload.replace('"upsert"', '"x"'))
    const client = proxy.connect().write(request.slice(0, -5))
    // The head travels in another connection than the question.
    await expect
      .poll(async () => (await stateOf(proxy, key))?.json(), { timeout: 10_000 })
      .toEqual({ state: 'sent' })
    const [answer] = await client.write(request.slice(-5)).untilAnswers(1)
    expect(answer?.status).toBe(422)
    expect((await stateOf(proxy, key))?.status).toBe(404)
  })

  it('a create whose client leaves while its body arrives is not sent', async () => {
    const key = randomUUID()
    const client = proxy.connect().write(createRequest(proxy, key).slice(0, -5))
    await expect
      .poll(async () => (await stateOf(proxy, key))?.status, { timeout: 10_000 })
      .toBe(200)
    client.leave()
    await expect
      .poll(async () => (await stateOf(proxy, key))?.status, { timeout: 10_000 })
      .toBe(404)
    expect(proxy.upstream.requests).toEqual([])
  })

  it.each([
    { name: 'no key', headers: [], code: 'key_required' },
    { name: 'an empty key', headers: ['Idempotency-Key:'], code: 'key_required' },
    {
      name: 'a key of 300 characters',
      headers: [`Idempotency-Key: ${'a'.repeat(300)}`],
      code: 'key_invalid',
    },
    { name: 'a key that is no UUID', headers: ['Idempotency-Key: one'], code: 'key_invalid' },
    {
      name: 'a UUID in braces',
      headers: [`Idempotency-Key: {${randomUUID()}}`],
      code: 'key_invalid',
    },
    {
      name: 'a UUID in quotes',
      headers: [`Idempotency-Key: "${randomUUID()}"`],
      code: 'key_invalid',
    },
    {
      name: 'a UUID and more',
      headers: [`Idempotency-Key: ${randomUUID()}'; drop table creates; --`],
      code: 'key_invalid',
    },
    {
      name: 'two keys',
      headers: [`Idempotency-Key: ${randomUUID()}`, `Idempotency-Key: ${randomUUID()}`],
      code: 'key_invalid',
    },
    {
      name: 'two spellings of a key',
      headers: [`Idempotency-Key: ${randomUUID()}, ${randomUUID()}`],
      code: 'key_invalid',
    },
    {
      name: 'a key under another name',
      headers: [`Idempotency_Key: ${randomUUID()}`, `X-Idempotency-Key: ${randomUUID()}`],
      code: 'key_required',
    },
  ])('H4: $name is 400', async ({ headers, code }) => {
    const answer = await proxy.send(proxy.request('POST /api/v1/syncs', headers, payload))
    expectOwnError(proxy, answer, { status: 400, code })
    expect(proxy.upstream.received).toBe('')
  })

  const lost: { name: string; answer: Answer }[] = [
    { name: 'a reset before the answer', answer: reset('') },
    { name: 'a reset in the answer', answer: reset('HTTP/1.1 201 Created\r\nContent-Le') },
    { name: 'a 504 of a gateway', answer: json({ status: 504 }, '504 Gateway Timeout') },
    {
      name: 'a 502 of a gateway',
      answer: exactly(
        answerBytes('<html>', { status: '502 Bad Gateway', headers: ['Content-Type: text/html'] }),
      ),
    },
    {
      name: 'a 201 that is no JSON',
      answer: exactly(
        answerBytes('<html>', { status: '201 Created', headers: ['Content-Type: text/html'] }),
      ),
    },
    {
      name: 'a 201 cut in its middle',
      answer: (exchange) =>
        exchange.cut(
          'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"data":',
        ),
    },
  ]
  it.each(lost)('H5: $name is an unknown outcome, never sent again', async ({ answer }) => {
    const key = randomUUID()
    proxy.upstream.answer = answer
    expectOwnError(proxy, await create(key), { status: 409, code: 'outcome_unknown' })
    expect((await stateOf(proxy, key))?.json()).toMatchObject({ state: 'unknown' })

    proxy.upstream.answer = json(created, '201 Created')
    expectOwnError(proxy, await create(key), { status: 409, code: 'outcome_unknown' })
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('H8: whoever lost the connection gets the answer with the same key', async () => {
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const key = randomUUID()
    const client = proxy.connect().write(createRequest(proxy, key))
    await proxy.upstream.untilRequests(1)
    client.leave()
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    const again = await create(key)
    expect(again?.status).toBe(201)
    expect(again?.json()).toEqual(created)
    expect((await stateOf(proxy, key))?.json()).toMatchObject({
      state: 'answered',
      answer: { status: 201, body: created },
    })
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it.each([
    '500 Internal Server Error',
    '422 Unprocessable Entity',
    '400 Bad Request',
    '409 Conflict',
  ])('H9: %s is stored and replayed', async (status) => {
    const key = randomUUID()
    const body = { status: 'error', message: 'as the API said it' }
    proxy.upstream.answer = json(body, status)
    for (const attempt of [1, 2]) {
      const answer = await create(key)
      expect(answer?.status, `attempt ${attempt}`).toBe(Number(status.slice(0, 3)))
      expect(answer?.json()).toEqual(body)
    }
    expect(proxy.upstream.requests).toHaveLength(1)
    proxy.upstream.answer = json(created, '201 Created')
    expect((await create(randomUUID()))?.status).toBe(201)
  })

  it('H11: a 429 did nothing: it is passed once, and the same key may try again', async () => {
    const key = randomUUID()
    proxy.upstream.answer = exactly(
      answerBytes('{"status":429}', {
        status: '429 Too Many Requests',
        headers: ['Content-Type: application/json', 'Retry-After: 1'],
      }),
    )
    const refused = await create(key)
    expect([refused?.status, refused?.header('retry-after')]).toEqual([429, '1'])
    expect(proxy.upstream.requests).toHaveLength(1)
    proxy.upstream.answer = json(created, '201 Created')
    expect((await create(key))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(2)
  })

  it('H12: a create never uses a connection that was used before', async () => {
    await proxy.send(proxy.request('GET /api/v1/sources'))
    const before = proxy.upstream.connections
    expect((await create(randomUUID()))?.status).toBe(201)
    expect((await create(randomUUID()))?.status).toBe(201)
    expect(proxy.upstream.connections - before).toBe(2)
  })

  it('a payload that the schema refuses uses up no key', async () => {
    const key = randomUUID()
    expect((await create(key, payload.replace('"upsert"', '"x"')))?.status).toBe(422)
    expect((await stateOf(proxy, key))?.status).toBe(404)
    expect((await create(key))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it.each([
    { path: `/app/creates/${randomUUID()}`, status: 404 },
    { path: '/app/creates/one', status: 400 },
    { path: '/app/creates/', status: 404 },
    { path: "/app/creates/'%20or%201=1", status: 400 },
    { path: '/app/creates/__proto__', status: 400 },
    { path: '/app/creates/%zz', status: 400 },
    { path: '/app/creates/..%2f..', status: 400 },
  ])('GET $path is $status', async ({ path, status }) => {
    expectOwnError(proxy, await proxy.send(proxy.request(`GET ${path}`)), { status })
  })

  it('the journal on the disk holds neither the token nor the payload', async () => {
    proxy.upstream.answer = json({ ...created, echo: `Bearer ${secret}` }, '201 Created')
    expect((await create(randomUUID(), syncPayload(false, 'Acme')))?.status).toBe(201)
    const files = await readdir(proxy.dataDir)
    expect(files).toContain('creates.sqlite')
    for (const file of files) {
      const content = await readFile(join(proxy.dataDir, file), 'latin1')
      expectNoToken(file, content)
      expect(content).not.toContain('Acme')
    }
  })

  it('no state shows what was sent', async () => {
    const key = randomUUID()
    expect((await create(key))?.status).toBe(201)
    expect((await stateOf(proxy, key))?.text).not.toContain('New Signups')
  })
})

describe('a create that cannot be protected is not sent', () => {
  it('H14: not while the journal cannot be written', async () => {
    const proxy = await ProxyUnderTest.start()
    const key = randomUUID()
    const lock = new DatabaseSync(join(proxy.dataDir, 'creates.sqlite'))
    lock.exec('begin immediate')
    const refused = await proxy.send(createRequest(proxy, key))
    expectOwnError(proxy, refused, { status: 503, code: 'journal_unavailable' })
    expect(proxy.upstream.received).toBe('')

    lock.exec('rollback')
    lock.close()
    proxy.upstream.answer = json(created, '201 Created')
    expect((await proxy.send(createRequest(proxy, key)))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(1)
    await expectInvariants(proxy)
    await proxy.stop()
  })

  it('G11: nor while too many calls are under way, and its key stays unused', async () => {
    const proxy = await ProxyUnderTest.start({ limits: { concurrentCalls: 1, queuedCalls: 0 } })
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const busy = proxy.connect().write(proxy.request('GET /api/v1/sources'))
    await proxy.upstream.untilRequests(1)
    const key = randomUUID()
    const refused = await proxy.send(createRequest(proxy, key))
    expectOwnError(proxy, refused, { status: 503, code: 'overloaded' })
    expect((await stateOf(proxy, key))?.status).toBe(404)
    exchanges[0]?.finish(answerBytes('{"data":[]}'))
    await busy.untilAnswers(1)

    proxy.upstream.answer = json(created, '201 Created')
    expect((await proxy.send(createRequest(proxy, key)))?.status).toBe(201)
    expect(proxy.upstream.requests).toHaveLength(2)
    await expectInvariants(proxy)
    await proxy.stop()
  })
})

describe('a proxy that is killed', () => {
  let upstream: RecordingUpstream
  let dataDir: string
  let running: ProxyProcess[]
  beforeEach(async () => {
    upstream = await RecordingUpstream.start()
    dataDir = await mkdtemp(join(tmpdir(), 'proxy-'))
    running = []
  })
  afterEach(async () => {
    await Promise.all(running.map((proxy) => proxy.kill()))
    await upstream.stop()
    await rm(dataDir, { recursive: true, force: true })
    for (const proxy of running) {
      expectNoToken('what clients were sent', proxy.sent)
      expectNoToken('the log', proxy.output)
    }
  })

  async function start(): Promise<ProxyProcess> {
    const proxy = await ProxyProcess.start({
      CENSUS_API_TOKEN: secret,
      CENSUS_BASE_URL: upstream.origin,
      DATA_DIR: dataDir,
    })
    running.push(proxy)
    return proxy
  }

  it('H7: between sending and storing knows after its restart that it does not know', async () => {
    const key = randomUUID()
    const { answer } = held()
    upstream.answer = answer
    const first = await start()
    first.connect().write(createRequest(first, key))
    await upstream.untilRequests(1)
    await first.kill()

    upstream.answer = json(created, '201 Created')
    const second = await start()
    const again = await second.send(createRequest(second, key))
    expect(again?.status).toBe(409)
    expect(again?.json()).toMatchObject({ error: { code: 'outcome_unknown' } })
    expect((await stateOf(second, key))?.json()).toMatchObject({ state: 'unknown' })
    const other = await second.send(createRequest(second, key, syncPayload(false, 'Another')))
    expect(other?.status).toBe(422)
    expect(upstream.requests).toHaveLength(1)

    // The next attempt, with a key of its own, is the operator's to make.
    expect((await second.send(createRequest(second, randomUUID())))?.status).toBe(201)
    expect(upstream.requests).toHaveLength(2)
  })

  it('H1: or of which two run on one folder sends a key once', async () => {
    const key = randomUUID()
    const { answer, exchanges } = held()
    upstream.answer = answer
    const [first, second] = [await start(), await start()]
    const client = first.connect().write(createRequest(first, key))
    await upstream.untilRequests(1)
    const meanwhile = await second.send(createRequest(second, key))
    expect(meanwhile?.status).toBe(409)
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    expect((await client.untilAnswers(1))[0]?.status).toBe(201)
    const afterwards = await second.send(createRequest(second, key))
    expect([afterwards?.status, afterwards?.json()]).toEqual([201, created])
    expect(upstream.requests).toHaveLength(1)
  })

  it('replays after its restart what it had stored', async () => {
    const key = randomUUID()
    upstream.answer = json(created, '201 Created')
    const first = await start()
    expect((await first.send(createRequest(first, key)))?.status).toBe(201)
    await first.kill()

    const second = await start()
    const again = await second.send(createRequest(second, key))
    expect([again?.status, again?.json()]).toEqual([201, created])
    expect(upstream.requests).toHaveLength(1)
  })

  it('L1: with SIGTERM lets a create end, stores it, and exits with 0', async () => {
    const key = randomUUID()
    const { answer, exchanges } = held()
    upstream.answer = answer
    const first = await start()
    const client = first.connect().write(createRequest(first, key))
    await upstream.untilRequests(1)
    const exit = first.terminate()
    await first.until(
      () => first.output.includes('stopping'),
      () => 'the proxy to take the signal',
    )
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    const [got] = await client.untilAnswers(1)
    expect(got?.status).toBe(201)
    // Sooner than Node ends a connection that its client keeps, which is after 5 s.
    const answered = performance.now()
    expect(await exit).toBe(0)
    expect(performance.now() - answered).toBeLessThan(4_500)

    const second = await start()
    expect((await second.send(createRequest(second, key)))?.status).toBe(201)
    expect(upstream.requests).toHaveLength(1)
  })

  it('L1: with SIGTERM lets a create end also after its client has left', async () => {
    const key = randomUUID()
    const { answer, exchanges } = held()
    upstream.answer = answer
    const first = await start()
    const client = first.connect().write(createRequest(first, key))
    await upstream.untilRequests(1)
    client.leave()
    const exit = first.terminate()
    await first.until(
      () => first.output.includes('stopping'),
      () => 'the proxy to take the signal',
    )
    exchanges[0]?.finish(answerBytes(JSON.stringify(created), { status: '201 Created' }))
    expect(await exit).toBe(0)

    const second = await start()
    expect((await second.send(createRequest(second, key)))?.status).toBe(201)
    expect(upstream.requests).toHaveLength(1)
  })
})
