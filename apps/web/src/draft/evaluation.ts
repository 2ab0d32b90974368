import type { Column, DestinationObject, JsonObject } from '@sync-builder/schema'
import type { FragileRow, KindedRecord } from '@sync-builder/schema/fragile-rows'
import type { DestinationRecord } from '@sync-builder/schema/record'
import type { Rendered } from '@sync-builder/schema/render-template'
import type { SampleKind } from './sampleKinds.ts'

/** One template over records. */
export interface TemplateCall {
  kind: 'template'
  template: string
  records: readonly JsonObject[]
  /** The columns of the source, where they are known. */
  columns: readonly string[] | undefined
}

/** The whole mapping over records. */
export interface RecordsCall {
  kind: 'records'
  payload: JsonObject
  samples: readonly KindedRecord<SampleKind>[]
  /** Which of the samples is shown. */
  shown: number
  /** What fragile rows are found by: an ordinary record, and others to compare with it. */
  compared: readonly KindedRecord<SampleKind>[]
  columns: readonly Column[] | undefined
  object: DestinationObject | undefined
}

/** What the worker is asked. */
export type Call = TemplateCall | RecordsCall

/** What it answers, by the kind of the call. */
export interface Answers {
  /** In the order of the records. */
  template: Rendered[]
  records: { record: DestinationRecord | undefined; fragile: FragileRow<SampleKind>[] }
}

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

/**
 * Puts a call to the worker, after those before it. Rejects with the signal's reason when the call
 * is given up, and in no other case.
 */
export type Evaluate = <Asked extends Call>(
  call: Asked,
  signal: AbortSignal,
) => Promise<Evaluated<Answers[Asked['kind']]>>

interface Waiting {
  call: Call
  /** Takes the answer to this very call. */
  settle: (evaluated: Evaluated<never>) => void
}

/**
 * An evaluator over workers that `start` makes: the first when it is first called, and another
 * when one had to be stopped, because a call took too long or was given up while it ran. The time
 * in which a worker loads does not count.
 */
export function createEvaluator(start: () => EvaluationWorker): Evaluate {
  const queue: Waiting[] = []
  let running: Waiting | undefined
  let worker: EvaluationWorker | undefined
  let isReady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function finish(evaluated: Evaluated<never>): void {
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
    // What else it says is the answer to the running call, and of the type that this call awaits.
    started.addEventListener('message', ({ data }: MessageEvent<'ready'>) => {
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

  return (call, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const waiting: Waiting = {
        call,
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
}

const evaluate = createEvaluator(
  () =>
    new Worker(new URL('./evaluation.worker.ts', import.meta.url), {
      type: 'module',
      name: 'evaluation',
    }),
)

/**
 * What a template makes of each record. All of the page share one worker, and nothing of a call
 * leaves the browser. See `Evaluate`.
 */
export function evaluateTemplate(
  template: string,
  records: readonly JsonObject[],
  columns: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Evaluated<Answers['template']>> {
  return evaluate({ kind: 'template', template, records, columns }, signal)
}

/** What the whole mapping makes of one of the samples, and the rows that are fragile. */
export function evaluateRecords(
  call: Omit<RecordsCall, 'kind'>,
  signal: AbortSignal,
): Promise<Evaluated<Answers['records']>> {
  return evaluate({ kind: 'records', ...call }, signal)
}
