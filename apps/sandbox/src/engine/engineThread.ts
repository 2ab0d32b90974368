import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Seed } from '../seed/seed.ts'
import type { DryJob, DryOutcome } from './dryRun.ts'
import { removeEngineData } from './engineData.ts'
import type { RunJob, RunOutcome, RunProgress } from './runJob.ts'

/** What the thread is started with. */
export interface EngineSettings {
  databaseFile: string
  filesFolder: string
  seed: Seed
  slowness: number
  batchSize: number
}

/** What the thread is told to do. */
export type EngineOrder =
  | { kind: 'start'; job: RunJob; clockOffsetMs: number }
  | { kind: 'cancel'; runId: number }
  | { kind: 'dry run'; id: number; job: DryJob; clockOffsetMs: number }
  | { kind: 'give up'; id: number }
  | { kind: 'sql'; id: number; sql: string }

/** What it says. */
export type EngineAnswer =
  | { kind: 'progress'; runId: number; progress: RunProgress }
  | { kind: 'done'; runId: number; outcome: RunOutcome }
  | { kind: 'dry run'; id: number; outcome: DryOutcome }
  | { kind: 'sql'; id: number; rows: unknown[] }
  | { kind: 'sql'; id: number; error: string }

export interface EngineThread {
  /** Hands a run over; those before it are done first. */
  start: (job: RunJob) => void
  cancel: (runId: number) => void
  /**
   * Tells what a run would do, once the runs are done; `canceled` as soon as `signal` says so, or
   * when the engine ends.
   */
  dryRun: (job: DryJob, signal: AbortSignal) => Promise<DryOutcome>
  /** Does any SQL on the engine's data, for tests; gives its rows, or the error that it made. */
  sql: (sql: string) => Promise<{ rows: unknown[] } | { error: string }>
  /** The file with the row log, whether or not it is there yet. */
  databaseFile: () => string
  /** Forgets all data; to be called before the first run, and before it is read. */
  forget: () => void
  /** Ends the thread and forgets all data. */
  reset: () => Promise<void>
  /** Ends the thread, in the middle of a run too: that one goes on with the next start. */
  close: () => Promise<void>
}

export interface EngineThreadOptions {
  /** Where its data lies; undefined for a temporary folder, gone with the thread. */
  folder: string | undefined
  seed: Seed
  slowness: number
  clockOffsetMs: () => number
  onProgress: (runId: number, progress: RunProgress) => void
  onDone: (runId: number, outcome: RunOutcome) => void
  /** The thread ended by itself, with all of its runs. */
  onLost: (error: Error) => void
}

/** Records in a batch: a commit each, and a look for orders. */
const batchSize = 10_000

/** So many dry runs may be asked for at a time: each takes seconds, and those after it wait. */
const mostDryRuns = 8

/**
 * The engine on a thread of its own, so that whoever asks the API something is answered while a
 * run works. The thread is started, and its data made, when the first run comes.
 */
export function createEngineThread(options: EngineThreadOptions): EngineThread {
  let temporaryFolder: string | undefined
  let worker: Worker | undefined
  const questions = new Map<number, (answer: { rows: unknown[] } | { error: string }) => void>()
  const dryRuns = new Map<number, (outcome: DryOutcome) => void>()
  let asked = 0

  const folder = (): string => {
    if (options.folder !== undefined) return options.folder
    temporaryFolder ??= mkdtempSync(join(tmpdir(), 'sandbox-engine-'))
    return temporaryFolder
  }
  const databaseFile = () => join(folder(), 'engine.sqlite')
  const filesFolder = () => join(folder(), 'files')

  const started = (): Worker => {
    if (worker) return worker
    mkdirSync(folder(), { recursive: true })
    const settings: EngineSettings = {
      databaseFile: databaseFile(),
      filesFolder: filesFolder(),
      seed: options.seed,
      slowness: options.slowness,
      batchSize,
    }
    const made = new Worker(new URL('./engineWorker.ts', import.meta.url), { workerData: settings })
    made.on('message', (answer: EngineAnswer) => {
      switch (answer.kind) {
        case 'progress':
          return options.onProgress(answer.runId, answer.progress)
        case 'done':
          return options.onDone(answer.runId, answer.outcome)
        case 'dry run':
          return settleDryRun(answer.id, answer.outcome)
        case 'sql':
          questions.get(answer.id)?.(answer)
          questions.delete(answer.id)
      }
    })
    made.on('error', (thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      if (worker === made) worker = undefined
      dismiss(error.message)
      options.onLost(error)
    })
    // A run goes on with the next start; nobody has to wait for its end.
    made.unref()
    worker = made
    return made
  }
  /** Nobody is left to answer. */
  const dismiss = (error: string): void => {
    for (const settle of questions.values()) settle({ error })
    questions.clear()
    for (const id of dryRuns.keys()) settleDryRun(id, { kind: 'canceled' })
  }
  const settleDryRun = (id: number, outcome: DryOutcome): void => {
    dryRuns.get(id)?.(outcome)
    dryRuns.delete(id)
  }
  const order = (message: EngineOrder): void => started().postMessage(message)
  const end = async (): Promise<void> => {
    const ended = worker
    worker = undefined
    dismiss('The engine was stopped')
    await ended?.terminate()
  }

  return {
    start: (job) => order({ kind: 'start', job, clockOffsetMs: options.clockOffsetMs() }),
    cancel: (runId) => order({ kind: 'cancel', runId }),
    dryRun: (job, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve({ kind: 'canceled' })
        if (dryRuns.size >= mostDryRuns) return resolve({ kind: 'crowded' })
        asked += 1
        const id = asked
        const giveUp = (): void => {
          order({ kind: 'give up', id })
          settleDryRun(id, { kind: 'canceled' })
        }
        dryRuns.set(id, (outcome) => {
          signal.removeEventListener('abort', giveUp)
          resolve(outcome)
        })
        order({ kind: 'dry run', id, job, clockOffsetMs: options.clockOffsetMs() })
        signal.addEventListener('abort', giveUp, { once: true })
      }),
    sql: (sql) =>
      new Promise((resolve) => {
        asked += 1
        questions.set(asked, resolve)
        order({ kind: 'sql', id: asked, sql })
      }),
    databaseFile,
    forget() {
      if (options.folder === undefined && temporaryFolder === undefined) return
      removeEngineData(databaseFile())
      rmSync(filesFolder(), { recursive: true, force: true })
    },
    async reset() {
      await end()
      // An order that came meanwhile has begun another thread, on data that is about to go.
      if (worker) return this.reset()
      return this.forget()
    },
    async close() {
      await end()
      if (temporaryFolder !== undefined) rmSync(temporaryFolder, { recursive: true, force: true })
    },
  }
}
