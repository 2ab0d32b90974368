import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import type { LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { defaultLimits, type Limits } from '../src/limits.ts'
import { startProxy, type RunningProxy } from '../src/server.ts'
import { fixedToken, type TokenSource } from '../src/token.ts'
import { RawClient, type RawAnswer } from './rawClient.ts'
import { RecordingUpstream } from './recordingUpstream.ts'

/** What must never be seen outside the upstream; it looks different in a URL and in base64. */
export const secret = 'tok_9f8e7d6c5b4a/39281706+f5e4d3c2b1a0=='

/** A page that a browser would get, so that no case depends on a build. */
const page =
  '<!doctype html><html lang="en"><title>Sync Builder</title><div id="root"></div></html>'

/** More than the network's buffers hold: no client gets it that does not read. */
const bigBytes = 16 * 1024 * 1024

/** A proxy before a recording upstream, with all that it writes and sends in reach. */
export class ProxyUnderTest {
  readonly upstream: RecordingUpstream
  readonly port: number
  readonly dataDir: string
  /** Everything that clients of this proxy were sent since the last `forget`. */
  sent: Buffer[] = []
  /** Every log line since the last `forget`. */
  readonly logged: string[]
  readonly #proxy: RunningProxy
  readonly #limits: Limits
  readonly #usualLimits: Limits
  readonly #clients = new Set<RawClient>()
  readonly #folder: string

  private constructor(
    proxy: RunningProxy,
    upstream: RecordingUpstream,
    logged: string[],
    limits: Limits,
    folder: string,
  ) {
    this.#proxy = proxy
    this.#limits = limits
    this.#usualLimits = { ...limits }
    this.port = proxy.port
    this.upstream = upstream
    this.logged = logged
    this.#folder = folder
    this.dataDir = join(folder, 'data')
  }

  static async start(
    settings: {
      limits?: Partial<Limits>
      /** Where the proxy sends to, when that is not the recording upstream. */
      origin?: string
      /** The upstream counts as the sandbox. */
      sandbox?: boolean
      token?: TokenSource
      allowedHosts?: readonly string[]
      resolve?: LookupFunction
    } = {},
  ): Promise<ProxyUnderTest> {
    const upstream = await RecordingUpstream.start()
    const folder = await mkdtemp(join(tmpdir(), 'proxy-'))
    const webRoot = join(folder, 'web')
    await mkdir(join(webRoot, 'assets'), { recursive: true })
    await writeFile(join(webRoot, 'index.html'), page)
    await writeFile(join(webRoot, 'assets', 'app-1a2b3c4d.js'), 'export {}\n')
    const big = join(webRoot, 'assets', 'big-1a2b3c4d.js')
    await writeFile(big, '')
    await truncate(big, bigBytes)
    const logged: string[] = []
    // Longer than a case waits: a connection that ends was ended for a reason.
    const limits = { ...defaultLimits, clientIdleMs: 120_000, ...settings.limits }
    const proxy = await startProxy({
      host: '127.0.0.1',
      port: 0,
      upstream: {
        origin: settings.origin ?? upstream.origin,
        sandbox: settings.sandbox ?? false,
      },
      token: settings.token ?? fixedToken(secret),
      allowedHosts: settings.allowedHosts ?? 'loopback',
      dataDir: join(folder, 'data'),
      webRoot,
      limits,
      ...(settings.resolve && { resolve: settings.resolve }),
      log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    })
    return new ProxyUnderTest(proxy, upstream, logged, limits, folder)
  }

  /** The Host that a browser on this machine sends. */
  get host(): string {
    return `localhost:${this.port}`
  }

  connect(): RawClient {
    const client = new RawClient(this.port, (bytes) => void this.sent.push(bytes))
    this.#clients.add(client)
    return client
  }

  /**
   * Writes these bytes, with `{host}` put in, on a connection of its own and gives the first
   * final answer, or undefined when the connection ended without one.
   */
  async send(bytes: string | Buffer): Promise<RawAnswer | undefined> {
    const client = this.connect()
    client.head = bytes.toString('latin1').startsWith('HEAD ')
    client.write(typeof bytes === 'string' ? bytes.replaceAll('{host}', this.host) : bytes)
    await client.until(
      () =>
        client.ending !== 'open' ||
        client.answers.some((answer) => answer.whole && answer.status >= 200),
      () => `an answer to ${JSON.stringify(bytes.toString('latin1').slice(0, 120))}`,
    )
    const answer = client.answers.find(({ status }) => status >= 200)
    client.close()
    return answer
  }

  /** A request line with the headers of the product's own pages; `headers` come after them. */
  request(requestLine: string, headers: readonly string[] = [], body?: string): string {
    return httpRequest(requestLine, this.host, headers, body)
  }

  /**
   * Lets calls to the upstream take that long only, until the next `forget`: what is to be cut is
   * cut soon, and all else has time on a busy machine.
   */
  hurry(limits: Partial<Pick<Limits, 'headersMs' | 'createMs' | 'bodyMs' | 'takeMs'>>): void {
    Object.assign(this.#limits, limits)
  }

  forget(): void {
    Object.assign(this.#limits, this.#usualLimits)
    this.sent = []
    this.logged.length = 0
    for (const client of this.#clients) client.close()
    this.#clients.clear()
    this.upstream.forget()
  }

  /** Stops the proxy; its clients may stay, to see whether they can hold it up. */
  async stop({ closeClients = true } = {}): Promise<void> {
    if (closeClients) for (const client of this.#clients) client.close()
    await this.upstream.stop()
    await this.#proxy.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** The bytes (latin1) of a request as the product's own pages send it. */
export function httpRequest(
  requestLine: string,
  host: string,
  headers: readonly string[] = [],
  body?: string,
): string {
  const own =
    body === undefined
      ? []
      : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
  // A case's own header replaces the usual one of that name.
  const given = new Set(headers.map(headerName))
  const usual = [`Host: ${host}`, 'X-Sync-Builder: 1', ...own]
  const lines = [...usual.filter((line) => !given.has(headerName(line))), ...headers]
  const text = Buffer.from(body ?? '', 'utf8').toString('latin1')
  return [`${requestLine} HTTP/1.1`, ...lines, '', text].join('\r\n')
}

function headerName(line: string): string {
  return line.slice(0, line.indexOf(':')).toLowerCase()
}
