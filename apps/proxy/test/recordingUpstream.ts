import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Changes } from './changes.ts'

/** One request as it arrived at the upstream, byte for byte. */
export class RecordedRequest {
  readonly method: string
  readonly target: string
  /** Names as sent, in the order sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** False while the body that the head promises has not arrived. */
  complete = false
  /** What arrived of the body, its framing taken off. */
  body = ''

  constructor(head: string) {
    const [requestLine = '', ...lines] = head.split('\r\n')
    const [method = '', target = ''] = requestLine.split(' ')
    this.method = method
    this.target = target
    this.headers = lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    })
  }

  /** All values of a header, whatever the case of its name. */
  all(name: string): string[] {
    return this.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
  }

  /** The names of all headers in lower case. */
  headerNames(): string[] {
    return this.headers.map(([name]) => name.toLowerCase())
  }
}

/** A request that waits for its answer, and the connection it came on. */
export interface Exchange {
  request: RecordedRequest
  /** Writes bytes of the answer as they are; more may follow. */
  write: (bytes: string | Buffer) => void
  /** Writes the last bytes of the answer and keeps the connection. */
  finish: (bytes: string | Buffer) => void
  /** Writes bytes, then FIN. */
  cut: (bytes: string | Buffer) => void
  /** Writes bytes, then RST, once the other side has had the chance to read them. */
  reset: (bytes: string | Buffer) => void
  /** Writes a block many times over, no faster than the other side takes it; see `poured`. */
  pour: (block: Buffer, times: number) => void
}

/** What the upstream does with a request once it is there as a whole. */
export type Answer = (exchange: Exchange) => void

interface Connection {
  socket: Socket
  unread: Buffer
  request: RecordedRequest | undefined
  /** From the first byte of a request to the last of its answer. */
  working: boolean
}

/**
 * A stand-in for the API on a raw socket: it records every byte that reaches it and answers with
 * the bytes it is told, well-formed or not.
 */
export class RecordingUpstream extends Changes {
  readonly requests: RecordedRequest[] = []
  /** Connections taken since the start; `forget` leaves the count. */
  connections = 0
  /** How many bytes of `pour` were handed to connections since the last `forget`. */
  poured = 0
  answer: Answer = json({ status: 'success', data: [] })
  readonly #server: Server
  readonly #open = new Set<Connection>()
  #received = ''
  #port = 0

  private constructor() {
    super()
    this.#server = createServer((socket) => this.#accept(socket))
  }

  static async start(): Promise<RecordingUpstream> {
    const upstream = new RecordingUpstream()
    upstream.#server.listen(0, '127.0.0.1')
    await once(upstream.#server, 'listening')
    return upstream
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : this.#port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** All bytes that arrived since the last `forget`, as latin1. */
  get received(): string {
    return this.#received
  }

  get openSockets(): number {
    return this.#open.size
  }

  /** Open connections with a request that is not wholly there or not wholly answered. */
  get workingSockets(): number {
    return [...this.#open].filter((connection) => connection.working).length
  }

  /** Starts a new case: nothing recorded, the answer an empty list. */
  forget(): void {
    this.requests.length = 0
    this.#received = ''
    this.poured = 0
    this.answer = json({ status: 'success', data: [] })
  }

  /** Resolves when that many whole requests have come since the last `forget`. */
  async untilRequests(count: number): Promise<void> {
    await this.until(
      () => this.requests.filter((request) => request.complete).length >= count,
      () => `${count} whole requests upstream, there were ${this.requests.length}`,
    )
  }

  /** Resolves when no connection has anything under way. */
  async untilIdle(): Promise<void> {
    await this.until(
      () => this.workingSockets === 0,
      () => `no working upstream socket, there were ${this.workingSockets}`,
    )
  }

  /** Resets every connection: what a pool holds of them is stale from here on. */
  resetAll(): void {
    for (const { socket } of this.#open) socket.resetAndDestroy()
  }

  /** Frees the port: whoever connects is refused until `accept`. */
  async refuse(): Promise<void> {
    this.#port = this.port
    await this.stop()
  }

  /** Listens again where it did before `refuse`. */
  async accept(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const { socket } of this.#open) socket.destroy()
    await closed
  }

  #accept(socket: Socket): void {
    const connection: Connection = {
      socket,
      unread: Buffer.alloc(0),
      request: undefined,
      working: false,
    }
    this.connections += 1
    this.#open.add(connection)
    // The other side may reset at any time; the close that follows is what counts.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#open.delete(connection)
      this.changed()
    })
    socket.on('data', (bytes) => {
      this.#received += bytes.toString('latin1')
      connection.unread = Buffer.concat([connection.unread, bytes])
      connection.working = true
      this.#read(connection)
      this.changed()
    })
    this.changed()
  }

  #read(connection: Connection): void {
    if (connection.request === undefined) {
      const end = connection.unread.indexOf('\r\n\r\n')
      if (end < 0) return
      connection.request = new RecordedRequest(connection.unread.toString('latin1', 0, end))
      connection.unread = connection.unread.subarray(end + 4)
      this.requests.push(connection.request)
    }
    const { request } = connection
    const body = bodyOf(request, connection.unread)
    request.body = body.text
    if (!body.whole) return
    request.complete = true
    connection.unread = connection.unread.subarray(body.length)
    connection.request = undefined
    this.answer(this.#exchange(connection, request))
  }

  #exchange(connection: Connection, request: RecordedRequest): Exchange {
    const { socket } = connection
    const done = () => {
      connection.working = connection.unread.length > 0
      this.changed()
    }
    return {
      request,
      write: (bytes) => void socket.write(bytes),
      finish: (bytes) => void socket.write(bytes, done),
      cut: (bytes) => void socket.end(bytes),
      reset: (bytes) => {
        if (bytes.length === 0) socket.resetAndDestroy()
        else socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy()))
      },
      pour: (block, times) => {
        let left = times
        const more = () => {
          while (left > 0 && !socket.destroyed) {
            left -= 1
            this.poured += block.length
            if (!socket.write(block)) return
          }
          socket.off('drain', more)
        }
        socket.on('drain', more)
        more()
      },
    }
  }
}

function bodyOf(request: RecordedRequest, unread: Buffer) {
  if (request.all('transfer-encoding').length > 0) return chunkedBody(unread)
  const length = Number(request.all('content-length')[0] ?? 0)
  const text = unread.toString('utf8', 0, Math.min(length, unread.length))
  return { text, length, whole: unread.length >= length }
}

function chunkedBody(unread: Buffer) {
  let text = ''
  let at = 0
  while (at < unread.length) {
    const lineEnd = unread.indexOf('\r\n', at)
    if (lineEnd < 0) break
    const size = Number.parseInt(unread.toString('latin1', at, lineEnd), 16)
    const start = lineEnd + 2
    if (unread.length < start + size + 2) break
    if (size === 0) return { text, length: start + 2, whole: true }
    text += unread.toString('utf8', start, start + size)
    at = start + size + 2
  }
  return { text, length: 0, whole: false }
}

/** The bytes of an answer with a right length, any status line and any further header lines. */
export function answerBytes(
  body: string | Buffer,
  { status = '200 OK', headers = ['Content-Type: application/json'] as readonly string[] } = {},
): Buffer {
  const length = Buffer.byteLength(body)
  const head = [`HTTP/1.1 ${status}`, `Content-Length: ${length}`, ...headers, '', ''].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])
}

/** Answers with a JSON value on a connection that is kept. */
export function json(value: unknown, status = '200 OK'): Answer {
  return ({ finish }) => finish(answerBytes(JSON.stringify(value), { status }))
}

/** Answers with exactly these bytes and keeps the connection. */
export function exactly(answer: string | Buffer): Answer {
  return ({ finish }) => finish(answer)
}

/** Answers with exactly these bytes, then FIN. */
export function cut(answer: string | Buffer): Answer {
  return (exchange) => exchange.cut(answer)
}

/** Answers with exactly these bytes, then RST. */
export function reset(answer: string | Buffer): Answer {
  return (exchange) => exchange.reset(answer)
}

/** Never answers. */
export const silence: Answer = () => undefined

/** Keeps each exchange for the test to answer. */
export function held(): { answer: Answer; exchanges: Exchange[] } {
  const exchanges: Exchange[] = []
  return { answer: (exchange) => void exchanges.push(exchange), exchanges }
}
