import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { example, syncPayload } from './payloads.ts'
import { ProxyUnderTest } from './proxyUnderTest.ts'
import { json } from './recordingUpstream.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start()
})
afterAll(() => proxy.stop())
afterEach(() => expectInvariants(proxy))

/** The three requests with a JSON body. */
const create = () => ({ line: 'POST /api/v1/syncs', headers: [`Idempotency-Key: ${randomUUID()}`] })
const validate = () => ({ line: 'POST /api/v1/syncs', headers: [] })
const update = () => ({ line: 'PATCH /api/v1/syncs/7', headers: [] })
const requests = [
  { kind: 'a create', of: create },
  { kind: 'a validation', of: validate },
  { kind: 'an update', of: update },
]

/** A payload with something more at its beginning. */
const around = (inner: string) => syncPayload(false).replace('{', `{${inner},`)

/** Sends bytes as the body, whatever they are. */
async function sendBody(request: ReturnType<typeof create>, body: Buffer | string) {
  const bytes = Buffer.from(body)
  const head = proxy.request(request.line, [
    'Content-Type: application/json',
    `Content-Length: ${bytes.length}`,
    ...request.headers,
  ])
  return proxy.send(Buffer.concat([Buffer.from(head, 'latin1'), bytes]))
}

describe.each(requests)('$kind with a body over the limit of 4 MiB', ({ of }) => {
  it('D1: is refused by its length before it is read', async () => {
    const client = proxy.connect()
    client.write(
      proxy.request(of().line, [
        'Content-Type: application/json',
        `Content-Length: ${4 * 1024 * 1024 + 1}`,
        ...of().headers,
      ]),
    )
    await client.untilEnded()
    const [answer] = client.answers
    expectOwnError(proxy, answer, { status: 413 })
    expect(proxy.upstream.received).toBe('')
  })

  it('D2: is refused at the limit when it comes in chunks', async () => {
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const client = proxy.connect()
    client.write(
      proxy.request(of().line, [
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
        ...of().headers,
      ]),
    )
    for (let sent = 0; sent <= 4 * 1024 * 1024; sent += chunk.length) {
      client.write('10000\r\n').write(chunk).write('\r\n')
    }
    await client.untilAnswers(1)
    // The rest of the body may meet a closed connection, and then the answer is lost on the way.
    expect(client.answers.map(({ status }) => status)).toEqual(
      client.ending === 'reset' ? expect.any(Array) : [413],
    )
    expect(proxy.upstream.received).toBe('')
  })
})

describe.each(requests)('$kind whose body is no JSON object', ({ of }) => {
  it.each([
    { name: 'nothing at all', body: '' },
    { name: 'blanks', body: '  \n ' },
    { name: 'an object cut short', body: '{"label":"Acme","paused":tr' },
    { name: 'two values', body: '{"label":"Acme"}{}' },
    { name: 'a comment', body: '{/* Acme */}' },
    { name: 'a trailing comma', body: '{"label":"Acme",}' },
    { name: 'single quotes', body: "{'label':'Acme'}" },
    { name: 'a raw line end in a text', body: '{"label":"Acme\n"}' },
    { name: 'NaN', body: '{"label":"Acme","a":NaN}' },
    { name: 'a leading zero', body: '{"label":"Acme","a":01}' },
    { name: 'a byte order mark', body: '\ufeff{"paused":true}' },
    { name: 'UTF-16', body: Buffer.from('{"paused":true}', 'utf16le') },
    { name: 'bytes that are no UTF-8', body: Buffer.from('7b226c6162656c223a22c328227d', 'hex') },
    { name: 'a surrogate in UTF-8', body: Buffer.from('7b226c6162656c223a22eda080227d', 'hex') },
    { name: 'a form', body: 'paused=true' },
  ])('D4: $name is 400 and its content is not repeated', async ({ body }) => {
    const answer = await sendBody(of(), body)
    expectOwnError(proxy, answer, { status: 400 })
    expect(answer?.text).not.toContain('Acme')
    expect(proxy.upstream.received).toBe('')
  })

  it.each(['null', '[]', '"x"', '1', 'true', '[{"paused":true}]'])(
    'D4: %s is refused',
    async (body) => {
      const answer = await sendBody(of(), body)
      expect([400, 422]).toContain(answer?.status)
      expectOwnError(proxy, answer, { status: answer!.status })
      expect(proxy.upstream.received).toBe('')
    },
  )
})

describe.each(requests)('$kind with JSON that would not arrive as it was meant', ({ of }) => {
  it.each([
    { name: 'D5 a number beyond all', inner: '"a":1e400', path: ['a'] },
    { name: 'D5 minus zero', inner: '"a":-0', path: ['a'] },
    { name: 'D5 an integer of 20 digits', inner: '"a":12345678901234567890', path: ['a'] },
    {
      name: 'an integer beyond 2^53',
      inner: '"a":[0,{"b":9007199254740993}]',
      path: ['a', 1, 'b'],
    },
    { name: 'a fraction with too many digits', inner: '"a":0.1234567890123456789', path: ['a'] },
    { name: 'a key given twice', inner: '"a":1,"a":2', path: ['a'] },
    { name: 'a key given twice, once escaped', inner: '"a":1,"\\u0061":2', path: ['a'] },
    { name: 'a key given twice deep inside', inner: '"a":[{"b":1,"b":1}]', path: ['a', 0, 'b'] },
  ])('$name is refused with its path', async ({ inner, path }) => {
    const answer = await sendBody(of(), around(inner))
    expectOwnError(proxy, answer, { status: 400 })
    expect(answer?.json()).toMatchObject({
      error: { problems: [expect.objectContaining({ path })] },
    })
    expect(proxy.upstream.received).toBe('')
  })

  it('validate_only given twice is refused, whichever comes last', async () => {
    for (const inner of ['"validate_only":true', '"validate_only":false']) {
      const answer = await sendBody(of(), around(inner))
      expectOwnError(proxy, answer, { status: 400 })
    }
    expect(proxy.upstream.received).toBe('')
  })

  it('D5: 100,000 nested arrays are refused, with the stack whole', async () => {
    const deep = `"a":${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expectOwnError(proxy, await sendBody(of(), around(deep)), { status: 400 })
    expect(proxy.upstream.received).toBe('')
  })

  it('D5: 100,000 nested objects likewise', async () => {
    const deep = `"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    expectOwnError(proxy, await sendBody(of(), around(deep)), { status: 400 })
    expect(proxy.upstream.received).toBe('')
  })
})

describe('L3: a body made to be judged slowly', () => {
  const many = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index)).join(',')
  it.each([
    {
      name: 'wrong settings without end',
      inner: `"advanced_configuration":{${many(140_000, (index) => `"key${index}":[${index}]`)}}`,
    },
    { name: 'unknown keys without end', inner: many(200_000, (index) => `"key${index}":${index}`) },
  ])('of $name keeps nobody else waiting', async ({ inner }) => {
    const slow = proxy.connect().write(proxy.request(update().line, [], `{${inner}}`))
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await proxy.send(proxy.request('GET /api/v1/sources')))?.status).toBe(200)
    }
    await slow.untilAnswers(1)
    expect([200, 422]).toContain(slow.answers[0]?.status)
    proxy.upstream.forget()
    expect((await sendBody(update(), '{"paused":true}'))?.status).toBe(200)
  })
})

describe('D8: a body reaches the upstream as the same JSON', () => {
  it.each([
    { name: 'a payload of the builder', body: syncPayload(true) },
    { name: 'the API’s own example', body: example('create-sync.json') },
    { name: 'the example by hand', body: example('create-sync.by-hand.json') },
    {
      name: 'D9 unknown keys, in their places',
      body: syncPayload(true)
        .replace('{', '{"zeta":{"deep":[1,null,"é😀"]},')
        .replace('"to":"email"', '"unknown":true,"to":"email"'),
    },
    {
      name: 'keys that JavaScript gives a meaning',
      body: syncPayload(true).replace(
        '{',
        '{"__proto__":{"a":1},"constructor":{"prototype":{}},"toString":"x","toJSON":"y",',
      ),
    },
    {
      name: 'keys that look like numbers, which JSON.parse would move to the front',
      body: syncPayload(true).replace('{', '{"b":1,"10":2,"9":3,'),
    },
    { name: 'escapes', body: syncPayload(true, 'a"b\\c\u2028\u0000\ud83d\ude00/</script>') },
    { name: 'a text of 1 MB', body: syncPayload(true, 'x'.repeat(1024 * 1024)) },
    {
      name: 'other spellings of the same numbers',
      body: syncPayload(true).replace('{', '{"a":1e2,"b":1.50,"c":0.1,"d":-1E-2,'),
    },
  ])('$name', async ({ body }) => {
    // With a key, so that it does not matter which of the two calls an example makes.
    const answer = await sendBody(create(), body)
    expect(answer?.status).toBe(200)
    const [request] = proxy.upstream.requests
    expect(request?.body).toBe(JSON.stringify(JSON.parse(body)))
    expect(request?.all('content-length')).toEqual([String(Buffer.byteLength(request!.body))])
    expect(request?.all('content-type')).toEqual(['application/json'])
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it('a lone surrogate stays the escape that it was', async () => {
    const body = syncPayload(true, 'placeholder').replace('placeholder', '\\ud800')
    const answer = await sendBody(validate(), body)
    expect([200, 400, 422]).toContain(answer?.status)
    if (answer?.status === 200) {
      expect(proxy.upstream.requests.map((request) => request.body)).toEqual([body])
    } else {
      expect(proxy.upstream.received).toBe('')
    }
  })

  it('an update goes out with the keys it came with, and no others', async () => {
    const body = '{"schedule_hour":3,"future_key":{"b":1,"a":2},"paused":true}'
    expect((await sendBody(update(), body))?.status).toBe(200)
    expect(proxy.upstream.requests.map((request) => [request.method, request.body])).toEqual([
      ['PATCH', body],
    ])
  })

  it('a call without a body goes out without one', async () => {
    const line = 'POST /api/v1/syncs/7/trigger?force_full_sync=true'
    const answer = await proxy.send(proxy.request(line, ['Content-Length: 0']))
    expect(answer?.status).toBe(200)
    const [request] = proxy.upstream.requests
    expect(request?.target).toBe('/api/v1/syncs/7/trigger?force_full_sync=true')
    expect(request?.body).toBe('')
    expect(request?.all('content-length')).toEqual(['0'])
    expect(request?.all('transfer-encoding')).toEqual([])
  })

  it('a call without a body drops one that comes with it', async () => {
    const answer = await proxy.send(proxy.request('POST /api/v1/syncs/7/trigger', [], '{"a":1}'))
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map(({ body }) => body)).toEqual([''])
    expect(proxy.upstream.received).not.toContain('"a"')
  })
})

describe('D10: a check never becomes a create', () => {
  it.each(['"true"', '"false"', '0', '1', 'null', '[]', '{}', '"1"'])(
    'validate_only: %s is 422',
    async (value) => {
      const body = syncPayload(true).replace('"validate_only":true', `"validate_only":${value}`)
      for (const request of [validate(), create()]) {
        const answer = await sendBody(request, body)
        expectOwnError(proxy, answer, { status: 422 })
        expect(answer?.json()).toMatchObject({
          error: { problems: [expect.objectContaining({ path: ['validate_only'] })] },
        })
      }
      expect(proxy.upstream.received).toBe('')
    },
  )

  it('a missing validate_only is 422, also with a key', async () => {
    const body = syncPayload(true).replace(',"validate_only":true', '')
    for (const request of [validate(), create()]) {
      expectOwnError(proxy, await sendBody(request, body), { status: 422 })
    }
    expect(proxy.upstream.received).toBe('')
  })

  it.each(['Validate_Only', 'validate_only ', 'validateOnly'])(
    'another spelling does not count: %s',
    async (key) => {
      const body = syncPayload(true).replace('"validate_only"', JSON.stringify(key))
      expectOwnError(proxy, await sendBody(create(), body), { status: 422 })
      expect(proxy.upstream.received).toBe('')
    },
  )

  it('a validate_only inside __proto__ does not count', async () => {
    const body = syncPayload(true).replace(
      '"validate_only":true',
      '"__proto__":{"validate_only":true}',
    )
    expectOwnError(proxy, await sendBody(validate(), body), { status: 422 })
    expect(proxy.upstream.received).toBe('')
  })

  it('a query cannot say it', async () => {
    const request = { ...create(), line: 'POST /api/v1/syncs?validate_only=false' }
    expectOwnError(proxy, await sendBody(request, syncPayload(true)), { status: 400 })
    expect(proxy.upstream.received).toBe('')
  })

  it('a validation goes out as one, with or without a key, and is not remembered', async () => {
    const key = `Idempotency-Key: ${randomUUID()}`
    proxy.upstream.answer = json({ status: 'success', data: {} })
    for (const headers of [[], [key], [key]]) {
      const answer = await sendBody({ line: 'POST /api/v1/syncs', headers }, syncPayload(true))
      expect(answer?.status).toBe(200)
    }
    expect(proxy.upstream.requests.map(({ body }) => body)).toEqual(
      Array.from({ length: 3 }, () => syncPayload(true)),
    )
  })
})

describe('a body that the schema refuses', () => {
  it.each([
    { name: 'an unknown operation', from: '"upsert"', to: '"replace"', path: ['operation'] },
    {
      name: 'an id as a text',
      from: '"connection_id":15',
      to: '"connection_id":"15"',
      path: ['destination_attributes', 'connection_id'],
    },
    {
      name: 'mappings that are no list',
      from: /"mappings":\[.*?\]/,
      to: '"mappings":{}',
      path: ['mappings'],
    },
    {
      name: 'an unknown kind of source',
      from: '"type":"dataset"',
      to: '"type":"spreadsheet"',
      path: ['source_attributes', 'object', 'type'],
    },
  ])('$name is 422 with the path, and nothing goes upstream', async ({ from, to, path }) => {
    const answer = await sendBody(create(), syncPayload(false).replace(from, to))
    expectOwnError(proxy, answer, { status: 422 })
    expect(answer?.json()).toMatchObject({
      error: { problems: expect.arrayContaining([expect.objectContaining({ path })]) },
    })
    expect(proxy.upstream.received).toBe('')
  })

  it('lists at most a hundred problems', async () => {
    const mappings = JSON.stringify(Array.from({ length: 5_000 }, () => ({ from: 1, to: 2 })))
    const body = syncPayload(false).replace(/"mappings":\[.*?\]/, `"mappings":${mappings}`)
    const answer = await sendBody(create(), body)
    expectOwnError(proxy, answer, { status: 422 })
    expect(answer?.json()).toMatchObject({
      error: {
        problems: expect.toSatisfy(
          (problems) => Array.isArray(problems) && problems.length > 0 && problems.length <= 100,
        ),
      },
    })
    expect(proxy.upstream.received).toBe('')
  })

  it('is not logged', async () => {
    await sendBody(create(), syncPayload(false, 'Sales plan of Acme').replace('"upsert"', '"x"'))
    await sendBody(validate(), syncPayload(true, 'Sales plan of Acme'))
    expect(proxy.logged.join('')).not.toContain('Acme')
    expect(proxy.logged.join('')).not.toContain('user_data')
  })
})

describe('Long bodies that arrive at one time', () => {
  const limit = 1024 * 1024
  let bounded: ProxyUnderTest
  beforeAll(async () => {
    bounded = await ProxyUnderTest.start({ limits: { arrivingBytes: limit } })
  })
  afterAll(() => bounded.stop())
  afterEach(() => expectInvariants(bounded))

  /** A validation with blanks before its payload, of which so many bytes are sent. */
  const begin = (length: number, sent: number) => {
    const head = bounded.request('POST /api/v1/syncs', [
      'Content-Type: application/json',
      `Content-Length: ${length}`,
    ])
    return bounded.connect().write(head).write(Buffer.alloc(sent, ' '))
  }

  it('are refused beyond a common limit, without holding up short ones', async () => {
    bounded.upstream.answer = json({ status: 'success', data: {} })
    const payload = syncPayload(true)
    const first = begin(limit, limit - 200)
    await bounded.send(bounded.request('GET /healthz'))
    const second = begin(limit, limit - 200)
    const refused = await Promise.race([first, second].map((client) => client.untilAnswers(1)))
    expectOwnError(bounded, refused[0], { status: 503, code: 'overloaded' })
    expect(refused[0]?.header('retry-after')).toBe('1')

    const short = begin(payload.length, 0).write(payload)
    expect((await short.untilAnswers(1))[0]?.status).toBe(200)

    // The place that a client leaves, or has used, is free again.
    first.close()
    second.close()
    const padding = limit / 2
    for (let time = 0; time < 3; time++) {
      const long = begin(padding + payload.length, padding).write(payload)
      expect((await long.untilAnswers(1))[0]?.status).toBe(200)
    }
  })
})
