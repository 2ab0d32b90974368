import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectInvariants } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { ProxyUnderTest } from './proxyUnderTest.ts'
import { answerBytes, exactly, held, json, silence } from './recordingUpstream.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start()
})
afterAll(() => proxy.stop())
afterEach(() => expectInvariants(proxy))

/** Head of a PATCH that the proxy would forward, up to the headers that frame its body. */
const patch =
  'PATCH /api/v1/syncs/7 HTTP/1.1\r\nHost: {host}\r\nX-Sync-Builder: 1\r\nContent-Type: application/json\r\n'
const get = 'GET /api/v1/sources HTTP/1.1\r\nHost: {host}\r\nX-Sync-Builder: 1\r\n'
/** What a smuggler hides in the body of another request. */
const hidden = 'DELETE /api/v1/syncs/666 HTTP/1.1\r\nHost: {host}\r\nX-Sync-Builder: 1\r\n\r\n'

describe('a message with more than one reading is refused, and its connection closed', () => {
  it.each([
    {
      id: 'C1 length and chunks',
      bytes: `${patch}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    },
    {
      id: 'C1 chunks and length',
      bytes: `${patch}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
    },
    {
      id: 'C1 on a GET',
      bytes: `${get}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    },
    { id: 'C2 two lengths', bytes: `${patch}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}` },
    {
      id: 'C2 two equal lengths',
      bytes: `${patch}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
    },
    { id: 'C2 a list of lengths', bytes: `${patch}Content-Length: 2, 3\r\n\r\n{}` },
    { id: 'C2 a signed length', bytes: `${patch}Content-Length: +2\r\n\r\n{}` },
    { id: 'C2 a negative length', bytes: `${patch}Content-Length: -2\r\n\r\n{}` },
    { id: 'C2 a hexadecimal length', bytes: `${patch}Content-Length: 0x2\r\n\r\n{}` },
    { id: 'C2 a length with a space in it', bytes: `${patch}Content-Length: 2 2\r\n\r\n{}` },
    { id: 'C2 an empty length', bytes: `${patch}Content-Length: \r\n\r\n{}` },
    {
      id: 'C2 a length beyond 2^64',
      bytes: `${patch}Content-Length: 18446744073709551618\r\n\r\n{}`,
    },
    { id: 'C3 an unknown coding', bytes: `${patch}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n` },
    {
      id: 'C3 chunked not last',
      bytes: `${patch}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    },
    { id: 'C3 identity', bytes: `${patch}Transfer-Encoding: identity\r\n\r\n{}` },
    {
      id: 'C3 two codings, chunked first',
      bytes: `${patch}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
    },
    { id: 'C3 a quoted coding', bytes: `${patch}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n` },
    { id: 'C3 a vertical tab', bytes: `${patch}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n` },
    { id: 'C4 a space before the colon', bytes: `${patch}Content-Length : 2\r\n\r\n{}` },
    {
      id: 'C4 a first header with a leading space',
      bytes: `GET /api/v1/sources HTTP/1.1\r\n Host: {host}\r\nX-Sync-Builder: 1\r\n\r\n`,
    },
    { id: 'C4 a folded header', bytes: `${patch}X-Note: a\r\n b\r\nContent-Length: 2\r\n\r\n{}` },
    { id: 'C4 a folded coding', bytes: `${patch}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n` },
    { id: 'C5 bare LF line ends', bytes: `${get}\r\n`.replaceAll('\r\n', '\n') },
    { id: 'C5 one bare LF', bytes: `${get}X-Note: a\nX-Evil: b\r\n\r\n` },
    { id: 'C5 a bare CR', bytes: `${get}X-Note: a\rX-Evil: b\r\n\r\n` },
    { id: 'C5 CR at the end of the head', bytes: `${get}\r\r\n` },
    {
      id: 'C6 a hexadecimal prefix',
      bytes: `${patch}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n`,
    },
    {
      id: 'C6 a negative chunk',
      bytes: `${patch}Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n`,
    },
    {
      id: 'C6 17 hexadecimal digits',
      bytes: `${patch}Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n`,
    },
    {
      id: 'C6 a chunk longer than it says',
      bytes: `${patch}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`,
    },
    {
      id: 'C6 a chunk that ends in bare LF',
      bytes: `${patch}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n`,
    },
    { id: 'no method', bytes: `/api/v1/sources HTTP/1.1\r\nHost: {host}\r\n\r\n` },
    { id: 'a method in lower case', bytes: get.replace('GET', 'get') + '\r\n' },
    { id: 'another version', bytes: get.replace('HTTP/1.1', 'HTTP/3.0') + '\r\n' },
    { id: 'HTTP/0.9', bytes: 'GET /api/v1/sources\r\n\r\n' },
    { id: 'the preface of HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
    { id: 'the start of TLS', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' },
  ])('$id', async ({ bytes: sent }) => {
    const client = proxy.connect()
    client.write(sent.replaceAll('{host}', proxy.host))
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([400])
    expect(proxy.upstream.received).toBe('')
  })

  it('C3: a coding in capitals is a coding', async () => {
    const answer = await proxy.send(
      `${patch}Transfer-Encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    )
    expect([200, 400]).toContain(answer?.status)
    expect(proxy.upstream.requests).toHaveLength(answer?.status === 200 ? 1 : 0)
  })

  it('C6: a chunk extension is bounded', async () => {
    const client = proxy.connect()
    client.write(
      `${patch}Transfer-Encoding: chunked\r\n\r\n2;ext=${'e'.repeat(100_000)}\r\n{}\r\n0\r\n\r\n`.replaceAll(
        '{host}',
        proxy.host,
      ),
    )
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([
      expect.toSatisfy((status) => status === 400 || status === 413),
    ])
    expect(proxy.upstream.received).toBe('')
  })

  it('a chunked body in order goes upstream with one framing, its trailers dropped', async () => {
    const answer = await proxy.send(
      `${patch}Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n\r\n` +
        '7;note=1\r\n{"pause\r\n8\r\nd":true}\r\n0\r\nAuthorization: Bearer attacker\r\n\r\n',
    )
    expect(answer?.status).toBe(200)
    const [request] = proxy.upstream.requests
    expect(request?.body).toBe('{"paused":true}')
    expect(request?.all('content-length')).toEqual(['15'])
    expect(request?.all('transfer-encoding')).toEqual([])
    expect(proxy.upstream.received).not.toMatch(/attacker|trailer/i)
  })
})

describe('C8: the body of a GET', () => {
  it.each([
    { name: 'a length', body: 'Content-Length: 5\r\n\r\nhello' },
    { name: 'chunks', body: 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n' },
    { name: 'a hidden request', body: `Content-Length: {length}\r\n\r\n${hidden}` },
  ])('with $name never goes upstream', async ({ body }) => {
    const length = hidden.replaceAll('{host}', proxy.host).length
    const client = proxy.connect()
    client.write(
      `${get}Connection: close\r\n${body}`
        .replace('{length}', String(length))
        .replaceAll('{host}', proxy.host),
    )
    await client.untilEnded()
    expect(client.answers).toHaveLength(1)
    const [answer] = client.answers
    expect([200, 400]).toContain(answer?.status)
    expect(proxy.upstream.requests).toHaveLength(answer?.status === 200 ? 1 : 0)
    expect(proxy.upstream.received).not.toMatch(/hello|DELETE|content-length|transfer-encoding/i)
  })

  it('a DELETE takes none either', async () => {
    const answer = await proxy.send(proxy.request('DELETE /api/v1/syncs/7', [], '{"a":1}'))
    expect([200, 400, 413, 415]).toContain(answer?.status)
    expect(proxy.upstream.received).not.toContain('"a"')
  })
})

describe('C9: pipelined requests', () => {
  it('50 in one packet are answered in order, each once upstream', async () => {
    proxy.upstream.answer = ({ request, finish }) =>
      finish(answerBytes(JSON.stringify({ asked: request.target })))
    const targets = Array.from({ length: 50 }, (_, index) => `/api/v1/syncs/${index + 1}`)
    const client = proxy.connect()
    client.write(targets.map((target) => proxy.request(`GET ${target}`)).join(''))
    const answers = await client.untilAnswers(50)
    expect(answers.map((answer) => answer.json())).toEqual(
      targets.map((target) => ({ asked: target })),
    )
    expect(proxy.upstream.requests.map(({ target }) => target).toSorted()).toEqual(
      targets.toSorted(),
    )
  })

  it('an answer that the upstream pads with another is not taken for the next one', async () => {
    const padded = Buffer.concat([answerBytes('{"a":1}'), answerBytes('{"injected":true}')])
    proxy.upstream.answer = exactly(padded)
    const first = await proxy.send(proxy.request('GET /api/v1/syncs/1'))
    proxy.upstream.answer = json({ b: 2 })
    const second = await proxy.send(proxy.request('GET /api/v1/syncs/2'))
    expect(first?.text).not.toContain('injected')
    expect(second?.text).not.toContain('injected')
  })
})

describe('C10: a body that stops short', () => {
  it.each(['POST /api/v1/syncs', 'PATCH /api/v1/syncs/7'])(
    '%s sends nothing upstream',
    async (line) => {
      const client = proxy.connect()
      client.write(
        proxy.request(line, [
          'Content-Type: application/json',
          'Content-Length: 1000',
          'Idempotency-Key: 3b241101-e2bb-4255-8caf-4136c566a962',
        ]) + '{"paused":true}',
      )
      client.finish()
      await client.untilEnded()
      expect(client.answers.map(({ status }) => status)).toEqual(
        client.answers.length === 0 ? [] : [400],
      )
      expect(proxy.upstream.received).toBe('')
    },
  )

  it('nor does a chunked one without its last chunk', async () => {
    const client = proxy.connect()
    client.write(
      `${patch}Transfer-Encoding: chunked\r\n\r\nf\r\n{"paused":true}\r\n`.replaceAll(
        '{host}',
        proxy.host,
      ),
    )
    client.finish()
    await client.untilEnded()
    expect(proxy.upstream.received).toBe('')
  })
})

describe('C9: what is no request, behind requests that wait for their answers', () => {
  const rubbish = [
    { name: 'an upgrade', sent: `${get}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n` },
    { name: 'a tunnel', sent: 'CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n' },
    { name: 'garbage', sent: 'garbage\r\n\r\n' },
    { name: 'a line too long', sent: `GET /${'a'.repeat(20_000)}` },
  ]
  it.each(rubbish)('$name is not taken for their answer, and they end', async ({ sent }) => {
    proxy.upstream.answer = silence
    const client = proxy.connect()
    client.write(proxy.request('GET /api/v1/sources').repeat(5))
    await proxy.upstream.untilRequests(5)
    client.write(sent.replaceAll('{host}', proxy.host))
    await client.untilEnded()
    expect(client.answers).toEqual([])
    // Sooner than the limits of the calls.
    await proxy.upstream.untilIdle()
    await expect
      .poll(async () => (await proxy.send(proxy.request('GET /metrics')))?.text)
      .toMatch(/^proxy_upstream_calls 0$/m)
  })

  it.each(rubbish)('$name does not look like the end of a create', async ({ sent }) => {
    const key = randomUUID()
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const client = proxy.connect()
    client.write(
      proxy.request('POST /api/v1/syncs', [`Idempotency-Key: ${key}`], syncPayload(false)),
    )
    await proxy.upstream.untilRequests(1)
    client.write(sent.replaceAll('{host}', proxy.host))
    await client.untilEnded()
    expect(client.answers).toEqual([])
    for (const { finish } of exchanges) finish(answerBytes('{"data":{}}', { status: '201 Made' }))
    await expect
      .poll(async () => (await proxy.send(proxy.request(`GET /app/creates/${key}`)))?.json())
      .toMatchObject({ state: 'answered', answer: { status: 201 } })
  })

  it('more of them than anybody sends end the connection', async () => {
    proxy.upstream.answer = silence
    const client = proxy.connect()
    client.write(proxy.request('GET /assets/app-1a2b3c4d.js').repeat(1_000))
    await client.untilEnded()
    expect(client.answers.length).toBeLessThan(1_000)
  })
})

describe('C12: an upgrade', () => {
  it.each([
    {
      name: 'websocket',
      headers: [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ],
    },
    {
      name: 'h2c',
      headers: [
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
      ],
    },
  ])('to $name is refused and the connection closed', async ({ headers }) => {
    const client = proxy.connect()
    client.write(proxy.request('GET /api/v1/sources', headers))
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([
      expect.toSatisfy((status) => status === 400 || status === 426),
    ])
    expect(proxy.upstream.received).toBe('')
  })
})

describe('a refused connection is let go of, whatever its client does', () => {
  it.each([
    { name: 'an upgrade', sent: `${get}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n` },
    { name: 'a tunnel', sent: 'CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n' },
    { name: 'a malformed head', sent: `${get}Content-Length : 2\r\n\r\n{}` },
    { name: 'a body too large', sent: `${patch}Content-Length: 99999999\r\n\r\n{` },
  ])('$name does not hold up a stop', async ({ sent }) => {
    const stopped = await ProxyUnderTest.start()
    const client = stopped.connect()
    client.write(sent.replaceAll('{host}', stopped.host))
    await client.untilEnded()
    // The client's half of the connection is open still; were it waited for, this would not end.
    await stopped.stop({ closeClients: false })
    client.close()
  })
})

describe('a client that resets what was refused', () => {
  it.each([
    { name: 'an upgrade', sent: `${get}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n` },
    { name: 'a tunnel', sent: 'CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n' },
    { name: 'a malformed head', sent: `${get}Content-Length : 2\r\n\r\n{}` },
  ])('$name does no harm, before or after the answer', async ({ sent }) => {
    for (const pause of [false, true]) {
      const clients = Array.from({ length: 5 }, () =>
        proxy.connect().write(sent.replaceAll('{host}', proxy.host)),
      )
      if (pause) await Promise.all(clients.map((client) => client.untilEnded()))
      else await Promise.all(clients.map((client) => once(client.socket, 'ready')))
      for (const client of clients) client.leave()
    }
    expect(proxy.upstream.received).toBe('')
  })
})

describe('C14: clients that send slowly', () => {
  let impatient: ProxyUnderTest
  beforeAll(async () => {
    impatient = await ProxyUnderTest.start({
      limits: { clientHeadersMs: 600, clientRequestMs: 900 },
    })
  })
  afterAll(() => impatient.stop())
  afterEach(() => expectInvariants(impatient))

  it('a head that never ends is cut, and others are served meanwhile', async () => {
    const slow = Array.from({ length: 20 }, () => impatient.connect().write('GET /api/v1/sou'))
    const answer = await impatient.send(impatient.request('GET /api/v1/sources'))
    expect(answer?.status).toBe(200)
    await Promise.all(slow.map((client) => client.untilEnded()))
    for (const client of slow) {
      expect(client.answers.map(({ status }) => status)).toEqual(
        client.answers.length === 0 ? [] : [408],
      )
    }
    expect(impatient.upstream.requests).toHaveLength(1)
  })

  it('a body that never ends is cut and never reaches the upstream', async () => {
    const slow = Array.from({ length: 5 }, () =>
      impatient
        .connect()
        .write(
          impatient.request('PATCH /api/v1/syncs/7', [
            'Content-Type: application/json',
            'Content-Length: 1000',
          ]) + '{"pau',
        ),
    )
    await Promise.all(slow.map((client) => client.untilEnded()))
    expect(impatient.upstream.received).toBe('')
  })

  it('a connection that says nothing at all is closed', async () => {
    const client = impatient.connect()
    await client.untilEnded()
    for (const { status } of client.answers) expect(status).toBe(408)
  })
})

describe('C15: a client that does not read', () => {
  it('pauses the upstream, holds little, and is cut', async () => {
    const block = Buffer.alloc(64 * 1024, ' ')
    const blocks = 480
    proxy.upstream.answer = ({ write, pour }) => {
      write(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n' +
          `Content-Length: ${block.length * blocks}\r\n\r\n{`,
      )
      pour(block, blocks)
    }
    const client = proxy.connect()
    client.socket.pause()
    proxy.hurry({ bodyMs: 600 })
    client.write(proxy.request('GET /api/v1/sources'))
    await proxy.upstream.untilRequests(1)
    await proxy.upstream.untilIdle()
    // Of 30 MB no more went out than fits into the network's buffers and the proxy's.
    expect(proxy.upstream.poured).toBeGreaterThan(0)
    expect(proxy.upstream.poured).toBeLessThan((block.length * blocks) / 2)
    client.socket.resume()
    await client.untilEnded()
    expect(client.answers.map(({ whole }) => whole)).toEqual([false])
  })

  it.each([
    {
      name: 'an update',
      request: () => proxy.request('PATCH /api/v1/syncs/7', [], '{"paused":true}'),
    },
    {
      name: 'a create',
      request: () =>
        proxy.request(
          'POST /api/v1/syncs',
          [`Idempotency-Key: ${randomUUID()}`],
          syncPayload(false),
        ),
    },
    { name: 'a file', request: () => proxy.request('GET /assets/big-1a2b3c4d.js') },
  ])('is cut as well when it asked for $name', async ({ request }) => {
    proxy.upstream.answer = json({ data: 'x'.repeat(16 * 1024 * 1024) })
    const client = proxy.connect()
    client.socket.pause()
    proxy.hurry({ takeMs: 600 })
    client.write(request())
    // What is logged of a request is logged once its answer has ended, this way or that.
    await expect.poll(() => proxy.logged.join(''), { timeout: 15_000 }).toMatch(/"broken":true/)
    client.socket.resume()
    await client.untilEnded()
    expect(client.answers.map(({ whole }) => whole)).toEqual([false])
  })
})
