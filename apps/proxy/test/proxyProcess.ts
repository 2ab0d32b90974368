import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Changes } from './changes.ts'
import { httpRequest } from './proxyUnderTest.ts'
import { RawClient, type RawAnswer } from './rawClient.ts'

const compileCache = join(tmpdir(), 'sync-builder-compile-cache')

/** The proxy as an operator starts it: a process of its own with an environment of its own. */
export class ProxyProcess extends Changes {
  /** All that the process has written so far. */
  output = ''
  /** All that its clients were sent. */
  sent = ''
  readonly #child: ChildProcess
  readonly #exit: Promise<number | null>

  private constructor(env: Readonly<Record<string, string>>) {
    super()
    this.#child = spawn(process.execPath, ['src/main.ts'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      // Nothing but this: no variable of the machine decides a case. The cache halves the start.
      env: { PORT: '0', LOG_LEVEL: 'trace', NODE_COMPILE_CACHE: compileCache, ...env },
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        this.output += bytes.toString('utf8')
        this.changed()
      })
    }
    // Whatever becomes of the case: no process outlives the one that tests it.
    const end = (): boolean => this.#child.kill('SIGKILL')
    process.once('exit', end)
    this.#exit = once(this.#child, 'close').then(([code]: unknown[]) => {
      process.off('exit', end)
      this.changed()
      return typeof code === 'number' ? code : null
    })
  }

  /** Starts the proxy and resolves once it listens. */
  static async start(env: Readonly<Record<string, string>>): Promise<ProxyProcess> {
    const proxy = new ProxyProcess(env)
    await proxy.#untilStarted()
    if (proxy.#port === undefined) throw new Error(`The proxy did not start: ${proxy.output}`)
    return proxy
  }

  /** Starts the proxy with an environment that it should refuse; gives how it ended. */
  static async refused(
    env: Readonly<Record<string, string>>,
  ): Promise<{ exitCode: number | null; output: string }> {
    const proxy = new ProxyProcess(env)
    await proxy.#untilStarted()
    proxy.#child.kill('SIGKILL')
    return { exitCode: await proxy.#exit, output: proxy.output }
  }

  /** Resolves when the process listens or has ended; ends it when it does neither. */
  async #untilStarted(): Promise<void> {
    try {
      await this.until(
        () => this.#port !== undefined || this.#child.exitCode !== null,
        () => `the proxy to listen or to end; it wrote ${this.output}`,
      )
    } catch (thrown) {
      await this.kill()
      throw thrown
    }
  }

  get #port(): number | undefined {
    const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(
      this.output.split('\n').find((line) => line.includes('"listening"')) ?? '',
    )
    return found ? Number(found[1]) : undefined
  }

  connect(): RawClient {
    return new RawClient(this.#port ?? 0, (bytes) => {
      this.sent += bytes.toString('latin1')
    })
  }

  request(requestLine: string, headers: readonly string[] = [], body?: string): string {
    return httpRequest(requestLine, `127.0.0.1:${this.#port}`, headers, body)
  }

  async send(bytes: string): Promise<RawAnswer | undefined> {
    const client = this.connect().write(bytes)
    const [answer] = await client.untilAnswers(1)
    client.close()
    return answer
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#exit
  }

  /** SIGTERM; gives the exit code. */
  async terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.#exit
  }
}
