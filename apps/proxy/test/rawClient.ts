import { connect, type Socket } from 'node:net'
import { Changes } from './changes.ts'

/** One answer as it was read from the socket. */
export interface RawAnswer {
  status: number
  headers: readonly (readonly [name: string, value: string])[]
  /** The first value of a header, its name in lower case. */
  header: (name: string) => string | undefined
  headerNames: () => string[]
  body: Buffer
  text: string
  json: () => unknown
  /** Whether the body is as long as its framing says. */
  whole: boolean
}

/** How a connection stands: still open, ended in order, or torn down. */
export type Ending = 'open' | 'closed' | 'reset'

/** A connection that writes exact bytes and reads whatever comes back. */
export class RawClient extends Changes {
  ending: Ending = 'open'
  /** Set for a request whose answer has no body whatever its headers say. */
  head = false
  readonly socket: Socket
  #received: Buffer[] = []

  constructor(port: number, tap: (bytes: Buffer) => void = () => undefined) {
    super()
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    this.socket.on('data', (bytes) => {
      this.#received.push(bytes)
      tap(bytes)
      this.changed()
    })
    this.socket.on('error', () => {
      this.ending = 'reset'
      this.changed()
    })
    this.socket.on('end', () => {
      if (this.ending === 'open') this.ending = 'closed'
      this.changed()
    })
    this.socket.on('close', () => {
      if (this.ending === 'open') this.ending = 'closed'
      this.changed()
    })
  }

  get received(): Buffer {
    return Buffer.concat(this.#received)
  }

  get answers(): RawAnswer[] {
    return parseAnswers(this.received, { head: this.head, ended: this.ending !== 'open' })
  }

  write(bytes: string | Buffer): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    return this
  }

  /** FIN: nothing more will be written, answers are still read. */
  finish(): this {
    this.socket.end()
    return this
  }

  /** RST, as when a browser's machine goes away. */
  leave(): void {
    this.socket.resetAndDestroy()
  }

  /** Resolves when that many whole answers are there, or the connection has ended. */
  async untilAnswers(count: number): Promise<RawAnswer[]> {
    await this.until(
      () => this.ending !== 'open' || this.answers.filter((answer) => answer.whole).length >= count,
      () =>
        `${count} answers, got ${JSON.stringify(this.received.toString('latin1').slice(0, 200))}`,
    )
    return this.answers
  }

  /** Resolves when the other side has closed or reset the connection. */
  async untilEnded(): Promise<Ending> {
    await this.until(
      () => this.ending !== 'open',
      () => `the connection's end, got ${this.received.length} bytes`,
    )
    return this.ending
  }

  close(): void {
    this.socket.destroy()
  }
}

function parseAnswers(received: Buffer, how: { head: boolean; ended: boolean }): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = received
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) break
    const [statusLine = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN)
    const headers = lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    })
    const header = (name: string) => headers.find(([key]) => key === name)?.[1]
    const bodiless = how.head || status < 200 || status === 204 || status === 304
    const body = bodiless
      ? { bytes: Buffer.alloc(0), length: 0, whole: true }
      : readBody(rest.subarray(end + 4), header, how.ended)
    const text = body.bytes.toString('utf8')
    answers.push({
      status,
      headers,
      header,
      headerNames: () => headers.map(([name]) => name),
      body: body.bytes,
      text,
      json: () => JSON.parse(text) as unknown,
      whole: body.whole,
    })
    rest = rest.subarray(end + 4 + body.length)
    if (!body.whole) break
  }
  return answers
}

function readBody(
  rest: Buffer,
  header: (name: string) => string | undefined,
  ended: boolean,
): { bytes: Buffer; length: number; whole: boolean } {
  const promised = header('content-length')
  if (promised !== undefined) {
    const length = Math.min(Number(promised), rest.length)
    return { bytes: rest.subarray(0, length), length, whole: rest.length >= Number(promised) }
  }
  if (header('transfer-encoding') === undefined) {
    return { bytes: rest, length: rest.length, whole: ended }
  }
  const chunks: Buffer[] = []
  let at = 0
  while (at < rest.length) {
    const lineEnd = rest.indexOf('\r\n', at)
    if (lineEnd < 0) break
    const size = Number.parseInt(rest.toString('latin1', at, lineEnd), 16)
    const start = lineEnd + 2
    if (rest.length < start + size + 2) break
    if (size === 0) return { bytes: Buffer.concat(chunks), length: start + 2, whole: true }
    chunks.push(rest.subarray(start, start + size))
    at = start + size + 2
  }
  return { bytes: Buffer.concat(chunks), length: rest.length, whole: false }
}
