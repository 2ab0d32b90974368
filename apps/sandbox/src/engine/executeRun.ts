import type { DatabaseSync } from 'node:sqlite'
import {
  isJsonObject,
  possibleBehaviors,
  type Behavior,
  type CreateSync,
} from '@sync-builder/schema'
import type { TemplateRenderer } from '@sync-builder/schema/render-template'
import { asJson } from '../asJson.ts'
import { findDestination, type Catalogue } from '../catalogue.ts'
import { inTransaction } from '../inTransaction.ts'
import type { SeedDestination } from '../seed/seed.ts'
import { takeChanges, type Changes } from './changes.ts'
import { forgetSync, memoryOf, remember, type Memory } from './memory.ts'
import { retries } from './outbox.ts'
import { prepareRun } from './prepareRun.ts'
import type { Receiver, Sending } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { RunFailure } from './runFailure.ts'
import {
  noProgress,
  nothingSent,
  runSteps,
  type RunEvent,
  type RunJob,
  type RunOutcome,
  type RunProgress,
} from './runJob.ts'
import { keepBatch, keepOutcome, keepProgress, keptRun } from './runLog.ts'
import { createSending } from './sending.ts'
import { backfillReasons, subjectOf, type Shape } from './shape.ts'
import { meetTrouble } from './troubledRun.ts'

/** What runs work with. */
export interface Engine {
  database: DatabaseSync
  catalogue: Catalogue
  render: TemplateRenderer
  /** Where file destinations keep their files. */
  filesFolder: string
  now: () => Date
  /** Scales waiting times of destinations in trouble, as the sandbox's own option does. */
  slowness: number
  /** Records in a batch, at the most. */
  batchSize: number
  /** Nothing but the database is written, where a dry run takes it back. */
  isDry?: true
}

/**
 * One run of a sync, in slices: whoever goes through the events may do other work between them,
 * and ends the run by asking for it. A run that was cut short, by a kill even, goes on when it is
 * executed again: what it had sent is known, since both are written in one transaction.
 */
export function* executeRun(
  engine: Engine,
  job: RunJob,
  isCanceled: () => boolean,
): Generator<RunEvent, RunOutcome> {
  const { database } = engine
  const kept = keptRun(database, job.runId)
  if (kept?.outcome) return kept.outcome
  const progress = kept?.progress ?? structuredClone(noProgress)
  let outcome: RunOutcome
  try {
    const isDone = yield* doRun(engine, job, progress, isCanceled)
    outcome = isDone ? { kind: 'completed', progress } : { kind: 'canceled', progress }
  } catch (error) {
    const failure =
      error instanceof RunFailure
        ? error
        : new RunFailure('INTERNAL_ERROR', error instanceof Error ? error.message : String(error))
    outcome = {
      kind: 'failed',
      progress,
      code: failure.code,
      message: failure.message,
      detail: failure.detail,
    }
  }
  if (!engine.isDry) keepOutcome(database, job, outcome)
  return outcome
}

/** False when it was canceled on the way. */
function* doRun(
  engine: Engine,
  job: RunJob,
  progress: RunProgress,
  isCanceled: () => boolean,
): Generator<RunEvent, boolean> {
  const { database, catalogue } = engine
  const step = (place: number): RunEvent => {
    progress.current_step = runSteps[place] ?? progress.current_step
    return { kind: 'progress', progress }
  }
  const { request } = job
  yield step(2)
  const target = findDestination(catalogue, request.destination_attributes)
  if ('missing' in target) throw new RunFailure('DESTINATION_NOT_FOUND', target.missing)
  const { connection } = target
  const trouble = meetTrouble(connection.trouble, engine.slowness)
  yield* trouble.beforeRun()
  // Canceled while it waited for others: it need not read a large source to find that out.
  if (isCanceled()) return false

  const before = rememberedBy(engine, job)
  // All was done, and only its outcome was not kept.
  if (before?.lastRunId === job.runId) return true
  const behavior = behaviorOf(request, connection)
  yield step(0)
  yield step(1)
  const { plan, receiver: receiverOf } = prepareRun(engine, job, connection, behavior)
  const isFirst = before?.lastRunId == null
  const { shape, reasons } = inTransaction(database, () => shapeOf(engine, job, plan, before))
  const backfills = [...reasons, ...(job.isFullForced ? ['Requested by the user'] : [])]
  progress.reasons = isFirst ? ['First run', ...backfills] : backfills
  progress.full_sync = progress.reasons.length > 0

  yield step(3)
  const mark = highWaterMark(request)
  const changes = reading(() =>
    inTransaction(database, () => {
      const found = takeChanges(database, plan, {
        syncId: job.syncId,
        runId: job.runId,
        behavior,
        isResumed: keptRun(database, job.runId) !== undefined,
        isFull: backfills.length > 0,
        isFirst,
        lastRunId: before?.lastRunId ?? 0,
        highWaterMark:
          mark === undefined ? undefined : { column: mark, before: before?.mark ?? null },
      })
      count(progress, found)
      keepProgress(database, job, progress)
      return found
    }),
  )
  const receiver = receiverOf(progress.full_sync)
  yield step(4)
  const sending = createSending({
    database,
    receiver,
    plan,
    syncId: job.syncId,
    runId: job.runId,
    rejection: trouble.rejection,
  })
  // Of a staged run that was cut short nothing has come to the destination.
  if (receiver.isStaged) Object.assign(progress, nothingSent)
  let isCommitted = false
  try {
    const load = { sending, changes, receiver, progress, trouble, isCanceled }
    if (!(yield* sendAll(engine, job, load))) return false
    if (receiver.isStaged) yield step(5)
    // In one transaction: a staged run that came here again would find nothing that is not sent,
    // and write that in the place of all.
    inTransaction(database, () => {
      sending.finish({ from: changes.first, to: changes.last })
      keepProgress(database, job, progress)
      remember(database, job.syncId, {
        shape,
        mark: changes.mark ?? before?.mark ?? null,
        lastRunId: job.runId,
      })
    })
    isCommitted = true
  } finally {
    if (receiver.isStaged && !isCommitted) Object.assign(progress, nothingSent)
  }
  yield step(6)
  return true
}

/** What is found when a run goes on after a kill is added to what it had sent by then. */
function count(progress: RunProgress, found: Changes): void {
  progress.source_record_count = found.count
  progress.source_record_invalids = found.invalid
  progress.source_record_updates = progress.updates_sent + found.updates
  progress.source_record_deletes = progress.deletes_sent + found.deletes
}

/** What the sync remembers; nothing, once it is about something else than before. */
function rememberedBy(
  { database, catalogue }: Engine,
  { syncId, request }: RunJob,
): Memory | undefined {
  const memory = memoryOf(database, syncId)
  const subject = subjectOf(catalogue, request)
  if (memory === undefined || memory.shape.subject === subject) return memory
  inTransaction(database, () => forgetSync(database, syncId))
  return undefined
}

/** What decides the fate of rows; where a request leaves that open, as the reference says. */
function behaviorOf(request: CreateSync, { destination }: SeedDestination): Behavior {
  // A file is created or replaced as a whole (5.11).
  if (request.operation === 'mirror' && destination.is_file_system_destination === true) {
    return { operation: 'mirror', strategy: 'upload_and_swap' }
  }
  const payload = asJson(request)
  const [first, ...others] = isJsonObject(payload) ? possibleBehaviors(payload) : []
  if (!first) throw new RunFailure('DESTINATION_ERROR', `Nobody knows ${request.operation}.`)
  // An append that says nothing of earlier rows sends them, as any first run does.
  if (request.historical_sync_operation != null) return first
  return [first, ...others].find(sendsEarlierRows) ?? first
}

function sendsEarlierRows(behavior: Behavior): boolean {
  return behavior.operation === 'append' && behavior.history === 'backfill_all_records'
}

/** The column of times by which an append finds new rows. Source: reference 2.1, 5.5. */
function highWaterMark(request: CreateSync): string | undefined {
  if (request.operation !== 'append') return undefined
  const { high_water_mark_attribute: column, high_water_mark_attributes: older } = request
  if (column != null) return column === '' ? undefined : column
  return older?.use_high_water_mark_diff_type === true ? older.column_name : undefined
}

/** What is sent from now on, and why all rows count as changed: fields came in or are filled anew. */
function shapeOf(
  { database, catalogue }: Engine,
  { syncId, request }: RunJob,
  plan: RecordPlan,
  before: Memory | undefined,
): { shape: Shape; reasons: string[] } {
  const shape: Shape = {
    subject: subjectOf(catalogue, request),
    parts: Object.fromEntries(plan.fields.map(({ to, origin }) => [to, origin])),
  }
  // Whatever becomes of this run, it was about this; what it backfills waits for its end.
  remember(database, syncId, {
    shape: { ...shape, parts: before?.shape.parts ?? shape.parts },
    mark: before?.mark ?? null,
    lastRunId: before?.lastRunId ?? null,
  })
  const isByKeyAlone = ['append', 'insert', 'delete'].includes(request.operation)
  return { shape, reasons: before && !isByKeyAlone ? backfillReasons(before.shape, shape) : [] }
}

/** What the database says of a source that cannot be read ends the run in its words. */
function reading<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RunFailure) throw error
    throw new RunFailure('SOURCE_QUERY_FAILED', error instanceof Error ? error.message : '')
  }
}

interface Load {
  sending: ReturnType<typeof createSending>
  changes: Changes
  receiver: Receiver
  progress: RunProgress
  trouble: ReturnType<typeof meetTrouble>
  isCanceled: () => boolean
}

/** Sends the outbox in batches, each in one transaction; false when it was canceled. */
function* sendAll(
  { database, batchSize, now }: Engine,
  job: RunJob,
  { sending, changes, receiver, progress, trouble, isCanceled }: Load,
): Generator<RunEvent, boolean> {
  const { runId } = job
  const size = Math.min(batchSize, sizeOf(job.request))
  for (let { first: from } = changes; from <= changes.last;) {
    if (isCanceled()) return false
    const kind: Sending = from < changes.firstGone ? 'rows' : 'gone'
    const end = kind === 'rows' ? changes.firstGone - 1 : changes.last
    const range = { from, to: Math.min(from + size - 1, end) }
    yield* trouble.beforeBatch()
    const startedAt = now().toISOString()
    if (trouble.losesAnswer() && receiver.refusal(range, kind) === undefined) {
      // Done, and nobody knows: what has a key can be sent again.
      inTransaction(database, () => receiver.write(range, kind))
      yield* trouble.afterLoss()
    }
    inTransaction(database, () => {
      const result = sending.send(range, kind)
      keepBatch(database, runId, range, kind, { startedAt, completedAt: now().toISOString() })
      const tried = range.to - range.from + 1
      progress.records_processed += tried
      progress.records_updated += result.accepted
      progress.records_failed += result.rejected
      const sent = tried - retries(database, range)
      if (kind === 'rows') progress.updates_sent += sent
      else progress.deletes_sent += sent
      keepProgress(database, job, progress)
    })
    yield { kind: 'progress', progress }
    from = range.to + 1
  }
  return true
}

/** The batch size that a sync asks for, where its object lets it. */
function sizeOf({ advanced_configuration: options }: CreateSync): number {
  const size = Math.floor(Number(options?.batch_size ?? Infinity))
  return size >= 1 ? size : Infinity
}
