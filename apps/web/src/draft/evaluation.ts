import type { JsonObject } from '@sync-builder/schema'
import type { Rendered } from '@sync-builder/schema/render-template'

/** What the worker is asked. */
export interface EvaluationCall {
  template: string
  records: readonly JsonObject[]
  /** The columns of the source, where they are known. */
  columns: readonly string[] | undefined
}

/** What the worker answers, in the order of the records. */
export type EvaluationAnswer = Rendered[]

/** What became of a call. */
export type Evaluated<Result> =
  | { kind: 'done'; result: Result }
  | { kind: 'took too long'; limitMs: number }
  /** The worker could not be started, or broke. */
  | { kind: 'failed' }

/** The part of a Worker that an evaluator needs. */
export type EvaluationWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** Longer than any template needs, short enough to wait for. */
const limitMs = 1000

/** Puts calls to a worker of its own, one after the other. */
export interface Evaluator {
  /**
   * What a template makes of each record. Rejects with the signal's reason when the call is given
   * up, and in no other case.
   */
  evaluateTemplate: (
    template: string,
    records: readonly JsonObject[],
    columns: readonly string[] | undefined,
    signal: AbortSignal,
  ) => Promise<Evaluated<EvaluationAnswer>>
}

interface Waiting {
  call: EvaluationCall
  settle: (evaluated: Evaluated<EvaluationAnswer>) => void
}

/**
 * An evaluator over workers that `start` makes: the first when it is first called, and another
 * when one had to be stopped, because a call took too long or was given up while it ran. The time
 * in which a worker loads does not count.
 */
export function createEvaluator(start: () => EvaluationWorker): Evaluator {
  const queue: Waiting[] = []
  let running: Waiting | undefined
  let worker: EvaluationWorker | undefined
  let isReady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function finish(evaluated: Evaluated<EvaluationAnswer>): void {
    const finished = running
    running = undefined
    clearTimeout(timer)
    finished?.settle(evaluated)
    next()
  }

  function stop(): void {
    worker?.terminate()
    worker = undefined
    isReady = false
  }

  function startWorker(): EvaluationWorker {
    const started = start()
    started.addEventListener('message', ({ data }: MessageEvent<'ready' | EvaluationAnswer>) => {
      if (started !== worker) return
      if (data === 'ready') {
        isReady = true
        next()
      } else {
        finish({ kind: 'done', result: data })
      }
    })
    started.addEventListener('error', () => {
      if (started !== worker) return
      stop()
      running ??= queue.shift()
      finish({ kind: 'failed' })
    })
    return started
  }

  function next(): void {
    if (running || queue.length === 0) return
    worker ??= startWorker()
    if (!isReady) return
    running = queue.shift()
    if (!running) return
    timer = setTimeout(() => {
      stop()
      finish({ kind: 'took too long', limitMs })
    }, limitMs)
    worker.postMessage(running.call)
  }

  return {
    evaluateTemplate(template, records, columns, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const waiting: Waiting = {
          call: { template, records, columns },
          settle(evaluated) {
            signal.removeEventListener('abort', giveUp)
            resolve(evaluated)
          },
        }
        function giveUp(): void {
          reject(signal.reason)
          const at = queue.indexOf(waiting)
          if (at !== -1) queue.splice(at, 1)
          if (running !== waiting) return
          stop()
          finish({ kind: 'failed' })
        }
        signal.addEventListener('abort', giveUp, { once: true })
        queue.push(waiting)
        next()
      })
    },
  }
}

const evaluator = createEvaluator(
  () =>
    new Worker(new URL('./evaluation.worker.ts', import.meta.url), {
      type: 'module',
      name: 'evaluation',
    }),
)

/** See `Evaluator`; all of the page share one worker, and nothing of a call leaves the browser. */
export const { evaluateTemplate } = evaluator
