import { once } from 'node:events'
import type { Problem } from '@sync-builder/schema'
import { Worker } from 'node:worker_threads'
import { ProxyError, type ErrorKind } from './errors.ts'
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
  | { ok: false; kind: ErrorKind; message: string; problems: readonly Problem[] | undefined }

const workerFile = new URL('./judgeWorker.ts', import.meta.url)

/**
 * Judges bodies on a thread of its own: a body of 4 MB made to be judged slowly would otherwise
 * keep everybody else waiting. One body at a time, each within a limit of time.
 */
export class Judge {
  readonly #limits: Limits
  #worker: Promise<Worker>
  #last: Promise<unknown> = Promise.resolve()

  constructor(limits: Limits) {
    this.#limits = limits
    this.#worker = startWorker()
  }

  /**
   * The payload in a body's text; see `parsePayload`.
   *
   * @throws ProxyError its refusals, and `payload_too_complex` when the judging took too long.
   */
  async parse(purpose: Purpose, text: string): Promise<Payload> {
    const { maxDepth } = this.#limits
    const turn = this.#last.then(() => this.#ask({ purpose, text, maxDepth }))
    this.#last = turn.catch(() => undefined)
    const verdict = await turn
    if (verdict.ok) return verdict.payload
    const { kind, message, problems } = verdict
    throw new ProxyError(kind, { message, ...(problems && { problems }) })
  }

  async close(): Promise<void> {
    const worker = await this.#worker
    await worker.terminate()
  }

  async #ask(request: JudgeRequest): Promise<Verdict> {
    const worker = await this.#worker
    const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
    const limit = setTimeout(
      () => reject(new ProxyError('payload_too_complex')),
      this.#limits.judgeMs,
    )
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.postMessage(request)
    try {
      return await promise
    } catch (thrown) {
      this.#worker = startWorker()
      await worker.terminate()
      throw thrown
    } finally {
      clearTimeout(limit)
      worker.off('message', resolve)
      worker.off('error', reject)
    }
  }
}

/** Resolves with a worker that has loaded the schema, which is not to count as judging. */
async function startWorker(): Promise<Worker> {
  const worker = new Worker(workerFile, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  await once(worker, 'message')
  // Alone it keeps no process alive.
  worker.unref()
  return worker
}
