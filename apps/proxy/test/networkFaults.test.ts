import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defaultLimits } from '../src/limits.ts'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { ProxyUnderTest } from './proxyUnderTest.ts'
import { answerBytes, exactly, cut, held, json, reset, silence } from './recordingUpstream.ts'

const type = 'Content-Type: application/json'

/** The kinds of request that differ in how they go upstream. */
const calls = [
  { kind: 'a GET', line: 'GET /api/v1/sources', headers: [], body: undefined },
  {
    kind: 'a trigger',
    line: 'POST /api/v1/syncs/7/trigger',
    headers: ['Content-Length: 0'],
    body: undefined,
  },
  { kind: 'an update', line: 'PATCH /api/v1/syncs/7', headers: [], body: '{"paused":true}' },
  { kind: 'a validation', line: 'POST /api/v1/syncs', headers: [], body: syncPayload(true) },
  { kind: 'a dry run', line: 'POST /app/sandbox/dry_run', headers: [], body: syncPayload(true) },
]
const create = () => ({
  line: 'POST /api/v1/syncs',
  headers: [`Idempotency-Key: ${randomUUID()}`],
  body: syncPayload(false),
})

describe('before an upstream that misbehaves', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start({ sandbox: true })
  })
  afterAll(() => proxy.stop())
  afterEach(() => expectInvariants(proxy))

  const send = ({
    line,
    headers,
    body,
  }: {
    line: string
    headers: string[]
    body?: string | undefined
  }) => proxy.send(proxy.request(line, headers, body))

  describe('G1: a closed port', () => {
    it.each(calls)('is 502 at once for $kind', async (call) => {
      await proxy.upstream.refuse()
      const tookMs: number[] = []
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const started = performance.now()
        const answer = await send(call)
        tookMs.push(performance.now() - started)
        expectOwnError(proxy, answer, { status: 502, code: 'upstream_unreachable' })
      }
      await proxy.upstream.accept()
      // Sooner than the limit for connecting; the fastest, since other work only ever adds.
      expect(Math.min(...tookMs)).toBeLessThan(defaultLimits.connectMs / 2)
    })

    it('is 502 for a create, which nothing remembers: the same key may try again', async () => {
      const call = create()
      await proxy.upstream.refuse()
      const answer = await send(call)
      await proxy.upstream.accept()
      expectOwnError(proxy, answer, { status: 502, code: 'upstream_unreachable' })

      proxy.upstream.answer = json({ status: 'created', data: { sync_id: 9 } }, '201 Created')
      expect((await send(call))?.status).toBe(201)
      expect(proxy.upstream.requests).toHaveLength(1)
    })
  })

  describe('G5: an upstream that takes the request and is silent', () => {
    beforeEach(() => proxy.hurry({ headersMs: 300, createMs: 400 }))

    it.each(calls)('is 504 for $kind, asked once, its socket closed', async (call) => {
      proxy.upstream.answer = silence
      const answer = await send(call)
      expectOwnError(proxy, answer, { status: 504, code: 'upstream_timeout' })
      await proxy.upstream.untilIdle()
      expect(proxy.upstream.requests).toHaveLength(1)
    })

    it('is an unknown outcome for a create, asked once', async () => {
      proxy.upstream.answer = silence
      const answer = await send(create())
      expectOwnError(proxy, answer, { status: 409, code: 'outcome_unknown' })
      expect(proxy.upstream.requests).toHaveLength(1)
    })

    it.each([
      { name: 'half a status line', sent: 'HTTP/1.1 20' },
      { name: 'half a head', sent: `HTTP/1.1 200 OK\r\n${type}\r\n` },
      { name: 'only hints', sent: 'HTTP/1.1 103 Early Hints\r\n\r\n' },
    ])('counts $name as silence', async ({ sent }) => {
      proxy.upstream.answer = ({ write }) => write(sent)
      expectOwnError(proxy, await send(calls[0]!), { status: 504, code: 'upstream_timeout' })
    })
  })

  describe('G6: a body that stalls', () => {
    beforeEach(() => proxy.hurry({ bodyMs: 300 }))

    it.each(calls)('is 504 for $kind while nothing was passed on', async (call) => {
      proxy.upstream.answer = ({ write }) =>
        write(`HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 100\r\n\r\n{"data":`)
      expectOwnError(proxy, await send(call), { status: 504, code: 'upstream_timeout' })
      await proxy.upstream.untilIdle()
      expect(proxy.upstream.requests).toHaveLength(1)
    })

    it('breaks the transfer once a part was passed on', async () => {
      proxy.upstream.answer = ({ write }) =>
        write(
          `HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 900000\r\n\r\n["${'x'.repeat(300_000)}`,
        )
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources'))
      await client.untilEnded()
      expect(client.answers.map(({ status, whole }) => [status, whole])).toEqual([[200, false]])
    })

    it('counts a byte now and then as a stall, too', async () => {
      proxy.upstream.answer = ({ write }) => {
        write(`HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 100000\r\n\r\n[`)
        const drip = setInterval(() => {
          if (proxy.upstream.workingSockets === 0) clearInterval(drip)
          else write('1,')
        }, 20)
      }
      for (const call of [calls[0]!, calls[3]!]) {
        expectOwnError(proxy, await send(call), { status: 504, code: 'upstream_timeout' })
        await proxy.upstream.untilIdle()
      }
    })
  })

  describe('G7: a client that leaves', () => {
    it.each(calls.filter(({ kind }) => kind === 'a GET' || kind === 'a validation'))(
      'ends the upstream call of $kind',
      async ({ line, headers, body }) => {
        proxy.upstream.answer = held().answer
        for (const leave of ['leave', 'close'] as const) {
          proxy.upstream.requests.length = 0
          const client = proxy.connect()
          client.write(proxy.request(line, headers, body))
          await proxy.upstream.untilRequests(1)
          expect(proxy.upstream.workingSockets).toBe(1)
          client[leave]()
          // Waits less long than the limit for silence, which would end the call as well.
          await proxy.upstream.untilIdle()
        }
      },
    )

    it.each([
      { kind: 'a create', call: create() },
      { kind: 'an update', call: calls[2]! },
    ])('does not end $kind, which runs to its end', async ({ call }) => {
      const { answer, exchanges } = held()
      proxy.upstream.answer = answer
      const client = proxy.connect()
      client.write(proxy.request(call.line, call.headers, call.body))
      await proxy.upstream.untilRequests(1)
      client.leave()
      // A round trip through the proxy, by the end of which it has seen the client leave.
      expect((await proxy.send(proxy.request('GET /healthz')))?.status).toBe(200)
      expect(proxy.upstream.workingSockets).toBe(1)
      exchanges[0]?.finish(
        answerBytes('{"status":"created","data":{"sync_id":9}}', { status: '201 Created' }),
      )
      await proxy.upstream.untilIdle()
      expect(proxy.upstream.requests).toHaveLength(1)
    })

    it('in the middle of its own body sends nothing upstream', async () => {
      for (const { line, headers, body } of [create(), calls[2]!]) {
        const client = proxy.connect()
        const whole = proxy.request(line, headers, body)
        client.write(whole.slice(0, -5))
        expect((await proxy.send(proxy.request('GET /healthz')))?.status).toBe(200)
        client.leave()
      }
      expect((await proxy.send(proxy.request('GET /healthz')))?.status).toBe(200)
      expect(proxy.upstream.received).toBe('')
    })

    it('in the middle of a long answer ends the upstream call', async () => {
      proxy.upstream.answer = ({ write }) =>
        write(
          `HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 900000\r\n\r\n["${'x'.repeat(300_000)}`,
        )
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources'))
      await client.until(
        () => client.received.length > 100_000,
        () => 'a part of the answer',
      )
      client.leave()
      await proxy.upstream.untilIdle()
    })
  })

  describe('G9: a reset', () => {
    const whole = answerBytes('{"data":[]}')
    const long = answerBytes(JSON.stringify(['x'.repeat(300_000)]))
    it.each([
      { name: 'before the head', sent: '' },
      { name: 'in the middle of the head', sent: whole.subarray(0, 20) },
      { name: 'after the head', sent: whole.subarray(0, whole.indexOf('\r\n\r\n') + 4) },
      { name: 'in the middle of the body', sent: whole.subarray(0, whole.length - 5) },
    ])('$name is 502 for every kind of call', async ({ sent }) => {
      for (const call of calls) {
        proxy.upstream.forget()
        proxy.upstream.answer = reset(sent)
        expectOwnError(proxy, await send(call), { status: 502 })
        expect(proxy.upstream.requests, call.kind).toHaveLength(1)
      }
    })

    it('in the middle of a long body breaks the transfer', async () => {
      proxy.upstream.answer = reset(long.subarray(0, 250_000))
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources'))
      await client.untilAnswers(1)
      expect(client.answers.some(({ status, whole: isWhole }) => status === 200 && isWhole)).toBe(
        false,
      )
    })

    it('after the body does no harm', async () => {
      proxy.upstream.answer = reset(whole)
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources'))
      const [answer] = await client.untilAnswers(1)
      // The reset may overtake the body on its way.
      expect([200, 502]).toContain(answer?.status)
    })

    it('of every idle connection costs the next requests nothing', async () => {
      expect((await send(calls[0]!))?.status).toBe(200)
      proxy.upstream.resetAll()
      for (const call of calls) expect((await send(call))?.status, call.kind).toBe(200)
    })

    it('of the client while the answer is on its way leaves nothing behind', async () => {
      const { answer, exchanges } = held()
      proxy.upstream.answer = answer
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources'))
      await proxy.upstream.untilRequests(1)
      client.leave()
      exchanges[0]?.finish(whole)
      await proxy.upstream.untilIdle()
    })
  })

  it('answers a create with 409 when the connection is cut after it was sent', async () => {
    for (const answer of [
      cut(''),
      reset(''),
      exactly('garbage\r\n\r\n'),
      exactly(answerBytes('{"status":"created"', { status: '201 Created' })),
    ]) {
      proxy.upstream.forget()
      proxy.upstream.answer = answer
      expectOwnError(proxy, await send(create()), { status: 409, code: 'outcome_unknown' })
      expect(proxy.upstream.requests).toHaveLength(1)
    }
  })
})

describe('G4: a black hole', () => {
  let hole: BlackHole
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    hole = await BlackHole.open()
    proxy = await ProxyUnderTest.start({
      origin: `http://127.0.0.1:${hole.port}`,
      sandbox: true,
      limits: { connectMs: 300, headersMs: 5_000, createMs: 5_000 },
    })
  })
  afterAll(async () => {
    await proxy.stop()
    await hole.close()
  })
  afterEach(() => expectInvariants(proxy, { reachable: false }))

  it.each([...calls, { kind: 'a create', ...create() }])(
    'is 504 for $kind within the limit for connecting',
    async ({ line, headers, body }) => {
      const answer = await proxy.send(proxy.request(line, headers, body))
      expectOwnError(proxy, answer, { status: 504, code: 'upstream_timeout' })
    },
  )

  it('is told by readiness, not by liveness', async () => {
    expect((await proxy.send(proxy.request('GET /healthz')))?.status).toBe(200)
    expect((await proxy.send(proxy.request('GET /readyz')))?.status).toBe(503)
    const session = await proxy.send(proxy.request('GET /app/session'))
    expect([session?.status, session?.json()]).toEqual([
      200,
      expect.objectContaining({ operator: null, workspace: null }),
    ])
  })
})

describe('G8: clients that leave early', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start({ limits: { concurrentCalls: 16 } })
  })
  afterAll(() => proxy.stop())
  afterEach(() => expectInvariants(proxy))

  const list = answerBytes(JSON.stringify({ data: 'x'.repeat(200_000) }))

  it('200 of them leave no upstream socket, and the next 100 requests are served', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { answer, exchanges } = held()
      proxy.upstream.forget()
      proxy.upstream.answer = answer
      const waiting = Array.from({ length: 4 }, () =>
        proxy.connect().write(proxy.request('GET /api/v1/sources')),
      )
      const reading = Array.from({ length: 4 }, () =>
        proxy.connect().write(proxy.request('GET /api/v1/sources')),
      )
      const uploading = Array.from({ length: 2 }, () =>
        proxy
          .connect()
          .write(proxy.request('PATCH /api/v1/syncs/7', [], '{"paused":true}').slice(0, -5)),
      )
      await proxy.upstream.untilRequests(8)
      for (const { finish } of exchanges) finish(list)
      await Promise.all(
        reading.map((client) =>
          client.until(
            () => client.received.length > 0,
            () => 'the first bytes of the answer',
          ),
        ),
      )
      for (const client of [...waiting, ...reading, ...uploading]) client.leave()
    }
    await proxy.upstream.untilIdle()

    proxy.upstream.forget()
    proxy.upstream.answer = exactly(list)
    for (let batch = 0; batch < 10; batch += 1) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => proxy.send(proxy.request('GET /api/v1/sources'))),
      )
      expect(answers.map((answer) => [answer?.status, answer?.whole])).toEqual(
        Array.from({ length: 10 }, () => [200, true]),
      )
    }
    expect(proxy.upstream.requests).toHaveLength(100)
  })
})

describe('G11: an upstream at its limit', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start({ limits: { concurrentCalls: 4, queuedCalls: 2 } })
  })
  afterAll(() => proxy.stop())
  afterEach(() => expectInvariants(proxy))

  it('is asked no more at one time; beyond a short queue the answer is 503', async () => {
    const { answer, exchanges } = held()
    proxy.upstream.answer = answer
    const clients = Array.from({ length: 12 }, () =>
      proxy.connect().write(proxy.request('GET /api/v1/sources')),
    )
    await proxy.upstream.untilRequests(4)
    const answers = clients.map((client) => client.untilAnswers(1))
    for (const [refused] of await firstOf(6, answers)) {
      expectOwnError(proxy, refused, { status: 503, code: 'overloaded' })
      expect(refused?.header('retry-after')).toMatch(/^\d+$/)
    }
    expect((await proxy.send(proxy.request('GET /healthz')))?.status).toBe(200)
    expect(proxy.upstream.requests).toHaveLength(4)

    for (const { finish } of exchanges) finish(answerBytes('{"data":[]}'))
    await proxy.upstream.untilRequests(6)
    for (const { finish } of exchanges.slice(4)) finish(answerBytes('{"data":[]}'))
    await Promise.all(answers)
    expect(clients.map((client) => String(client.answers[0]?.status)).toSorted()).toEqual([
      ...Array.from({ length: 6 }, () => '200'),
      ...Array.from({ length: 6 }, () => '503'),
    ])
  })
})

describe('G8: a client that leaves with calls under way and others that wait', () => {
  it('holds no place of those that come after it', async () => {
    const proxy = await ProxyUnderTest.start({ limits: { concurrentCalls: 4, queuedCalls: 8 } })
    for (let round = 0; round < 3; round += 1) {
      proxy.upstream.answer = silence
      const client = proxy.connect()
      client.write(proxy.request('GET /api/v1/sources').repeat(12))
      await proxy.upstream.untilRequests(4)
      client.leave()
      // What was handed on in the moment of leaving would go upstream now, for nobody.
      await proxy.upstream.until(
        () => proxy.upstream.openSockets === 0,
        () => `no upstream socket, there were ${proxy.upstream.openSockets}`,
      )
      expect(proxy.upstream.requests).toHaveLength(4)
      proxy.upstream.forget()
    }
    expect((await proxy.send(proxy.request('GET /api/v1/sources')))?.status).toBe(200)
    await expectInvariants(proxy)
    await proxy.stop()
  })
})

/** The results that come first, as many as asked for. */
async function firstOf<T>(count: number, promises: readonly Promise<T>[]): Promise<T[]> {
  const results: T[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const collect = async (each: Promise<T>): Promise<void> => {
    results.push(await each)
    if (results.length >= count) resolve()
  }
  await Promise.race([promise, Promise.all(promises.map(collect))])
  return results.slice(0, count)
}

/**
 * A port whose queue of new connections is full and never emptied: what connects to it waits
 * without an answer, as for a machine that drops packets.
 */
class BlackHole {
  readonly port: number
  readonly #worker: Worker
  readonly #filling: Socket[]

  private constructor(port: number, worker: Worker, filling: Socket[]) {
    this.port = port
    this.#worker = worker
    this.#filling = filling
  }

  static async open(): Promise<BlackHole> {
    const worker = new Worker(
      `const { createServer } = require('node:net')
       const { parentPort } = require('node:worker_threads')
       const server = createServer()
       server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         parentPort.postMessage(server.address().port)
         // From here on this thread takes no connection.
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
       })`,
      { eval: true },
    )
    const { promise, resolve } = Promise.withResolvers<number>()
    worker.once('message', (message) => resolve(Number(message)))
    const port = await promise
    const filling: Socket[] = []
    for (let index = 0; index < 8; index += 1) {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.on('error', () => undefined)
      filling.push(socket)
    }
    return new BlackHole(port, worker, filling)
  }

  async close(): Promise<void> {
    for (const socket of this.#filling) socket.destroy()
    await this.#worker.terminate()
  }
}
