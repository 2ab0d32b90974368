import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from './repository.ts'

/** A server to run as a child process. */
export interface Server {
  /** How messages call it, as in "The proxy stopped". */
  name: string
  /** The arguments to node. */
  args: readonly string[]
  /** Where it runs; the repository's root unless told. */
  folder?: string
  env?: Readonly<Record<string, string | undefined>>
  /** An address that gives some HTTP answer, of any status, once the server is up. */
  answersAt: string
  /** Where its standard output goes; its errors are always shown. */
  output: 'show' | 'drop'
}

const startLimitMs = 60_000
/** A proxy that stops first finishes what it has sent: a create may take minutes. */
const stopLimitMs = 10 * 60_000

/** Servers that live and die together. */
export class ServerGroup {
  #children: ChildProcess[] = []
  readonly #firstEnd = Promise.withResolvers<string>()
  readonly #stopped = new AbortController()

  /** Resolves, with a sentence for the console, when one of the servers ends by itself. */
  get failure(): Promise<string> {
    return this.#firstEnd.promise
  }

  /** Starts one more server and resolves when it answers; rejects when any of the group ends. */
  async start(server: Server): Promise<void> {
    this.#stopped.signal.throwIfAborted()
    const child = spawn(process.execPath, server.args, {
      cwd: server.folder ?? root,
      env: { ...process.env, ...server.env },
      stdio: ['ignore', server.output === 'show' ? 'inherit' : 'ignore', 'inherit'],
      // Not in the terminal's process group: Ctrl-C reaches this process alone, which then stops
      // the servers in order.
      detached: true,
    })
    this.#children.push(child)
    child.once('error', (error) => {
      this.#firstEnd.resolve(`The ${server.name} could not be started: ${error.message}`)
    })
    child.once('exit', (code, signal) => {
      this.#firstEnd.resolve(`The ${server.name} stopped (${signal ?? `exit code ${code}`}).`)
    })
    const waiting = new AbortController()
    const failure = this.failure.then((message) => Promise.reject(new Error(message)))
    try {
      const signal = AbortSignal.any([waiting.signal, this.#stopped.signal])
      await Promise.race([untilAnswering(server, signal), failure])
    } finally {
      waiting.abort()
    }
  }

  /** Asks all to stop, the last started first, and waits until they have. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    for (const child of this.#children.toReversed()) await stopChild(child)
    this.#children = []
  }

  /** Ends all at once, whatever they are at; a `stop` under way then comes to its end. */
  kill(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }
}

async function untilAnswering(server: Server, signal: AbortSignal): Promise<void> {
  const giveUpAt = Date.now() + startLimitMs
  while (Date.now() < giveUpAt) {
    if (await answers(server.answersAt)) return
    await pause(50, undefined, { signal })
  }
  throw new Error(`The ${server.name} did not answer within ${startLimitMs / 1000} seconds.`)
}

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return true
  } catch {
    // Refused or too slow: it is still starting, and the caller counts the time.
    return false
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const overdue = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  await exit
  clearTimeout(overdue)
}
