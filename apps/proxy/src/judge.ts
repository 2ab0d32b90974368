import type { Problem, ProxyErrorCode } from '@sync-builder/schema'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { ProxyError } from './errors.ts'
import { Gate } from './gate.ts'
import type { Limits } from './limits.ts'
import type { Payload, Purpose } from './payload.ts'

/** What the worker is asked. */
export interface JudgeRequest {
  purpose: Purpose
  text: string
  maxDepth: number
}

/** What the worker answers: the payload, or what the refusal is made of. */
export type Verdict =
  | { ok: true; payload: Payload }
  | {
      ok: false
      kind: ProxyErrorCode
      message: string
      problems: readonly Problem[] | undefined
    }

interface Settings {
  limits: Limits
  log: Logger
  /** The program of the thread. */
  program?: URL
}

/**
 * Judges bodies on a thread of its own: a body of 4 MB made to be judged slowly would otherwise
 * keep everybody else waiting. One body at a time, each within a limit of time; a thread that
 * ended, for whatever reason, is replaced when the next body comes.
 */
export class Judge {
  readonly #limits: Limits
  readonly #log: Logger
  readonly #program: URL
  readonly #turns: Gate
  #worker: Promise<Worker> | undefined

  constructor({ limits, log, program = new URL('./judgeWorker.ts', import.meta.url) }: Settings) {
    this.#limits = limits
    this.#log = log
    this.#program = program
    this.#turns = new Gate({ places: 1, seats: limits.queuedBodies })
    // Ready for the first body, which need not wait for the schema to be loaded.
    this.#worker = this.#start()
  }

  /**
   * The payload in a body's text; see `parsePayload`. A client that left, told by `gone`, gives
   * up its turn.
   *
   * @throws ProxyError its refusals; `payload_too_complex` when the judging took too long,
   * `overloaded`, `client_left`, and `judge_unavailable` when no thread can be started.
   */
  async parse(purpose: Purpose, text: string, gone?: AbortSignal): Promise<Payload> {
    const leave = await this.#turns.enter(gone)
    try {
      const { maxDepth } = this.#limits
      const verdict = await this.#ask(await this.#ready(), { purpose, text, maxDepth })
      if (verdict.ok) return verdict.payload
      const { kind, message, problems } = verdict
      throw new ProxyError(kind, { message, ...(problems && { problems }) })
    } finally {
      leave()
    }
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const [worker] = await Promise.allSettled([this.#worker])
    if (worker.status === 'fulfilled') await worker.value?.terminate()
  }

  async #ready(): Promise<Worker> {
    this.#worker ??= this.#start()
    try {
      return await this.#worker
    } catch (cause) {
      throw new ProxyError('judge_unavailable', { cause })
    }
  }

  #start(): Promise<Worker> {
    const starting = startWorker(this.#program)
    void this.#watch(starting)
    return starting
  }

  /** Forgets a thread that does not come up or that ends. */
  async #watch(starting: Promise<Worker>): Promise<void> {
    const forget = (): void => {
      if (this.#worker === starting) this.#worker = undefined
    }
    try {
      const worker = await starting
      worker.once('exit', forget)
      // An error that nobody listens to would end the process.
      worker.on('error', (error) => {
        forget()
        this.#log.error({ error: nameOf(error) }, 'the judge died')
      })
    } catch (thrown) {
      forget()
      this.#log.error({ error: nameOf(thrown) }, 'the judge cannot be started')
    }
  }

  async #ask(worker: Worker, request: JudgeRequest): Promise<Verdict> {
    const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
    const died = (): void => reject(new Error('the judge died'))
    const limit = setTimeout(
      () => reject(new ProxyError('payload_too_complex')),
      this.#limits.judgeMs,
    )
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', died)
    worker.postMessage(request)
    try {
      return await promise
    } catch (thrown) {
      this.#worker = this.#start()
      await worker.terminate()
      throw thrown
    } finally {
      clearTimeout(limit)
      worker.off('message', resolve)
      worker.off('error', reject)
      worker.off('exit', died)
    }
  }
}

/** Resolves with a worker that has loaded the schema, which is not to count as judging. */
async function startWorker(program: URL): Promise<Worker> {
  const worker = new Worker(program, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)))
  await promise
  worker.off('error', reject)
  // Alone it keeps no process alive.
  worker.unref()
  return worker
}

/** The class of an error: its message may hold parts of a payload. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
