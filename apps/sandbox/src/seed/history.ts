import type { CreateSync, Schedule } from '@sync-builder/schema'
import { nextRuns } from '@sync-builder/schema/schedule'
import type { Catalogue } from '../catalogue.ts'
import { mixed } from '../engine/believable.ts'
import { RunFailure } from '../engine/runFailure.ts'
import { noProgress, runSteps, type RunProgress } from '../engine/runJob.ts'
import { rowCount } from '../engine/warehouse.ts'
import { scheduleReason, type StoredRun, type TriggerReason } from '../runStore.ts'
import type { NewSync } from '../store.ts'

/**
 * The runs that the syncs of the seed had before the sandbox began. They are made when they are
 * asked for, always the same ones; nothing of their records is kept.
 */
export interface History {
  count: (syncId: number) => number
  /** Newest first, from the `offset`th on. */
  list: (syncId: number, offset: number, limit: number) => StoredRun[]
  get: (runId: number) => StoredRun | undefined
}

/** Of a sync that ran more often, the last ones are told. */
const mostRuns = 4_000
/** A sync that is paused ran for the last time so long before all others. */
const pausedForMs = 17 * 86_400_000
const secondMs = 1_000

/** How often a sync runs that another product starts. */
const otherTriggers: Schedule = { frequency: 'daily', hour: 5, minute: 40 }

/** A seeded sync with the times of its runs. */
interface Past {
  syncId: number
  place: number
  request: CreateSync
  isFailing: boolean
  rows: number
  /** Milliseconds, oldest first. */
  times: readonly number[]
  /** The first run that it ever had is among them. */
  isWhole: boolean
  /** The id of the oldest one. */
  firstId: number
}

/**
 * The history of seeded syncs.
 * @param lastId the id of the last run of all
 */
export function createHistory(
  catalogue: Catalogue,
  syncs: readonly NewSync[],
  { firstSyncId, lastId }: { firstSyncId: number; lastId: number },
): History {
  let made: Past[] | undefined
  const pasts = (): Past[] => (made ??= pastsOf(catalogue, syncs, firstSyncId, lastId))
  const pastOf = (syncId: number) => pasts().find((past) => past.syncId === syncId)
  return {
    count: (syncId) => pastOf(syncId)?.times.length ?? 0,
    list(syncId, offset, limit) {
      const past = pastOf(syncId)
      if (!past) return []
      const ages = Math.max(0, Math.min(limit, past.times.length - offset))
      return Array.from({ length: ages }, (_, index) => runAt(past, offset + index))
    },
    get(runId) {
      const past = pasts().find(
        ({ firstId, times }) => runId >= firstId && runId < firstId + times.length,
      )
      return past && runAt(past, past.firstId + past.times.length - 1 - runId)
    },
  }
}

function pastsOf(
  catalogue: Catalogue,
  syncs: readonly NewSync[],
  firstSyncId: number,
  lastId: number,
): Past[] {
  const pasts = syncs.map((sync, place) => {
    const times = sync.status === 'Ready' ? [] : timesOf(sync)
    return {
      syncId: firstSyncId + place,
      place,
      request: sync.request,
      isFailing: sync.status === 'Failing',
      rows: rowCount(catalogue, sync.request.source_attributes),
      times: times.slice(-mostRuns),
      isWhole: times.length <= mostRuns,
    }
  })
  let nextId = lastId + 1 - pasts.reduce((sum, { times }) => sum + times.length, 0)
  return pasts.map((past) => {
    const firstId = nextId
    nextId += past.times.length
    return { ...past, firstId }
  })
}

const minuteMs = 60 * secondMs
const periods = {
  continuous: minuteMs,
  quarter_hourly: 15 * minuteMs,
  hourly: 60 * minuteMs,
  daily: 24 * 60 * minuteMs,
  weekly: 7 * 24 * 60 * minuteMs,
} as const

/** From the creation of a sync to the last time that it was touched. */
function timesOf({ request, createdAt, updatedAt }: NewSync): number[] {
  const schedule = scheduleOf(request)
  const end = Date.parse(updatedAt) - (request.paused === true ? pausedForMs : 0)
  const start = new Date(createdAt)
  switch (schedule.frequency) {
    case 'never':
      return []
    case 'expression': {
      const days = Math.ceil((end - start.getTime()) / periods.daily)
      return nextRuns(schedule, start, days)
        .map((time) => time.getTime())
        .filter((time) => time < end)
    }
    default: {
      const [first] = nextRuns(schedule, start, 1)
      const period = periods[schedule.frequency]
      const count = first ? Math.ceil((end - first.getTime()) / period) : 0
      return Array.from(
        { length: Math.max(0, count) },
        (_, index) => Number(first) + index * period,
      )
    }
  }
}

function scheduleOf({ mode }: CreateSync): Schedule {
  const { schedule } = mode?.triggers ?? {}
  return schedule && schedule.frequency !== 'never' ? schedule : otherTriggers
}

/** What became of a run, by its age: 0 is the newest of its sync. */
type Fate = 'completed' | 'full' | 'first' | 'failed' | 'skipped' | 'canceled'

function fateOf({ place, isFailing, isWhole, request, times }: Past, age: number): Fate {
  if (age === times.length - 1 && isWhole) return 'first'
  if (isFailing && age <= place % 4) return 'failed'
  if (age <= 1 || age === times.length - 1) return 'completed'
  // Each at another time, and none too often.
  const turn = age + place * 7
  if (turn % 131 === 70) return 'canceled'
  if (turn % 97 === 41 && isFrequent(times)) return 'skipped'
  if (turn % 53 === 30) return 'failed'
  if (turn % 61 === 17 && request.operation !== 'append') return 'full'
  return 'completed'
}

/** Runs that come so soon one after the other that one may still be going. */
function isFrequent([first = 0, second = Infinity]: readonly number[]): boolean {
  return second - first <= periods.hourly
}

function runAt(past: Past, age: number): StoredRun {
  const { syncId, request, times } = past
  const fate = fateOf(past, age)
  const time = times[times.length - 1 - age] ?? 0
  const created = time + secondMs + (chance(past, age, 'start') % (3 * secondMs))
  const completed = fate === 'skipped' ? created : created + durationOf(past, age, created)
  const reason = reasonOf(past, fate, time)
  const error = fate === 'failed' ? failureOf(past, age) : undefined
  const status =
    fate === 'skipped' ? 'skipped' : fate === 'completed' || isFull(fate) ? 'completed' : 'failed'
  return {
    id: past.firstId + times.length - 1 - age,
    syncId,
    status,
    request,
    isFullForced: fate === 'full',
    reason,
    createdAt: new Date(created).toISOString(),
    updatedAt: new Date(completed).toISOString(),
    completedAt: new Date(completed).toISOString(),
    scheduledAt: reason.ui_tag === 'Schedule' ? new Date(time).toISOString() : null,
    progress: progressOf(past, age, fate),
    error: error ? { code: error.code, message: error.message, detail: error.detail } : null,
    isCanceled: fate === 'canceled',
  }
}

/** A number that looks like chance, of one run and one use. */
function chance({ syncId }: Past, age: number, use: string): number {
  return mixed(`${use} ${syncId}`, age)
}

function isFull(fate: Fate): boolean {
  return fate === 'full' || fate === 'first'
}

function durationOf(past: Past, age: number, created: number): number {
  // The next one is skipped, since this one is still going.
  if (age > 0 && fateOf(past, age - 1) === 'skipped') {
    const next = past.times[past.times.length - age] ?? created
    return next - created + 20 * secondMs
  }
  return 9 * secondMs + past.rows + (chance(past, age, 'duration') % (25 * secondMs))
}

function reasonOf({ request }: Past, fate: Fate, time: number): TriggerReason {
  if (fate === 'full') return { ui_tag: 'Manual', ui_detail: 'Manually triggered through the API' }
  const { schedule, dbt_cloud: dbt, fivetran } = request.mode?.triggers ?? {}
  if (schedule && schedule.frequency !== 'never') {
    return scheduleReason(new Date(time).toISOString())
  }
  return dbt
    ? { ui_tag: 'dbt Cloud', ui_detail: `Triggered by the dbt Cloud job ${dbt.job_id}` }
    : { ui_tag: 'Fivetran', ui_detail: `Triggered by the Fivetran job ${fivetran?.job_name}` }
}

/**
 * A sync that fails has one reason for it. All of them pass: its next run meets the sandbox as it
 * is, where nothing is in the way.
 */
function failureOf({ place, isFailing }: Past, age: number): RunFailure {
  if (!isFailing || age > place % 4) {
    return new RunFailure('DESTINATION_ERROR', 'It answered 503 for ten minutes.')
  }
  return place % 2 === 0
    ? new RunFailure('SOURCE_QUERY_FAILED', 'The query ran longer than 300 seconds.')
    : new RunFailure('DESTINATION_ERROR', 'It answered 429 to seven tries in a row.')
}

/** Records that are rejected for a while, and tried again in each run until somebody mends them. */
function rejectedAt(past: Past, age: number): number {
  const turn = age + past.place * 5
  if (past.place % 2 === 1 || turn % 17 < 5 || turn % 17 > 11) return 0
  return 1 + (chance(past, Math.floor(turn / 17), 'rejected') % 9)
}

function progressOf(past: Past, age: number, fate: Fate): RunProgress | null {
  if (fate === 'skipped') return null
  if (fate === 'failed') return noProgress
  const { rows, place, request, times } = past
  const { operation, mirror_strategy: strategy } = request
  // The source has grown over time.
  const count = rows - Math.floor((age / times.length) * rows * 0.2)
  const invalids = place % 3 === 0 ? Math.floor(count / 400) : 0
  const sendsAll = isFull(fate) || (operation === 'mirror' && strategy === 'upload_and_swap')
  const failed = fate === 'canceled' ? 0 : rejectedAt(past, age)
  const pending = sendsAll ? 0 : rejectedAt(past, age + 1)
  const some = (use: string, part: number) =>
    chance(past, age, use) % 3 === 0
      ? 0
      : 1 + (chance(past, age, use) % Math.max(1, Math.floor(count * part)))
  const updates = sendsAll ? count - invalids : Math.max(some('updates', 0.02), failed - pending)
  const deletes = operation === 'mirror' && !sendsAll ? some('deletes', 0.004) : 0
  const found = updates + deletes + pending
  const processed = fate === 'canceled' ? Math.floor(found / 2) : found
  return {
    current_step: fate === 'canceled' ? runSteps[4] : runSteps[6],
    source_record_count: count,
    source_record_updates: updates,
    source_record_deletes: deletes,
    source_record_invalids: invalids,
    records_processed: processed,
    records_updated: processed - failed,
    records_failed: failed,
    updates_sent: updates,
    deletes_sent: deletes,
    full_sync: isFull(fate),
    reasons: fate === 'first' ? ['First run'] : fate === 'full' ? ['Requested by the user'] : [],
  }
}
