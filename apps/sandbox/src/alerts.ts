import type { Alert } from '@sync-builder/schema'
import type { StoredRun } from './runStore.ts'

/** What a run says of an alert: that it is to be raised, that its cause is gone, or nothing. */
export type Finding =
  | { kind: 'raised'; message: string; details: string; isOnce?: true }
  | { kind: 'clear' }
  | { kind: 'silent' }

/** When a run is looked at. */
export type Moment = 'started' | 'working' | 'ended'

interface Surroundings {
  moment: Moment
  now: Date
  /** Completed runs before this one, newest first. */
  earlier: (limit: number) => readonly StoredRun[]
}

const silent: Finding = { kind: 'silent' }
const clear: Finding = { kind: 'clear' }

/** Runs that a deviation alert looks back to where its options name none. */
const usualLookBack = 5

/**
 * What a run says of one of its sync's alerts. A canceled run says nothing. Where the API is
 * silent: thresholds are exceeded, not reached; the base of a percentage are the records that were
 * invalid or sent; a status alert is a notice each time, and never open. Source: reference 5.15.
 */
export function findingOf(alert: Alert, run: StoredRun, around: Surroundings): Finding {
  const { moment } = around
  const isSuccess = run.status === 'completed'
  if (run.isCanceled) return silent
  switch (alert.type) {
    case 'FailureAlertConfiguration': {
      if (moment !== 'ended') return silent
      if (isSuccess) return clear
      const details = `Sync has failed with error: ${run.error?.message ?? ''}`
      return { kind: 'raised', message: 'Sync Failed', details }
    }
    case 'InvalidRecordPercentAlertConfiguration': {
      if (moment !== 'ended' || !isSuccess) return silent
      return invalidPercent(run, alert.options.threshold)
    }
    case 'FullSyncTriggerAlertConfiguration': {
      if (moment !== 'started' || !run.progress) return silent
      // Before, nobody knows yet: a run that failed there is no sign that all is well.
      if (run.progress.current_step !== 'Unloading data from warehouse') return silent
      if (!run.progress.full_sync) return clear
      const details = `A full sync has started: ${run.progress.reasons.join(', ')}`
      return { kind: 'raised', message: 'Full Sync Triggered', details }
    }
    case 'RecordCountDeviationAlertConfiguration':
      return moment === 'ended' && isSuccess ? deviation(run, alert.options, around) : silent
    case 'RuntimeAlertConfiguration':
      return runtime(run, alert.options, around)
    case 'StatusAlertConfiguration': {
      const { status_name: status } = alert.options
      const isReached =
        status === 'started' ? moment === 'started' : moment === 'ended' && isSuccess
      if (!isReached) return silent
      const details = `Sync run ${run.id} has ${status}`
      return { kind: 'raised', message: `Sync ${status}`, details, isOnce: true }
    }
  }
}

function invalidPercent({ progress }: StoredRun, threshold: number): Finding {
  if (!progress) return silent
  const bad = progress.source_record_invalids + progress.records_failed
  const all = progress.source_record_invalids + progress.records_processed
  const percent = all === 0 ? 0 : (bad / all) * 100
  if (percent <= threshold) return clear
  return {
    kind: 'raised',
    message: 'Invalid or Rejected Records',
    details: `${bad} of ${all} records were invalid or rejected, more than ${threshold} %`,
  }
}

/** The counters by the names that alerts have for them. Source: reference 2.5. */
const counters = {
  source_record_count: 'source_record_count',
  records_updates: 'source_record_updates',
  records_deletes: 'source_record_deletes',
  records_invalid: 'source_record_invalids',
  records_processed: 'records_processed',
  records_updated: 'records_updated',
  records_failed: 'records_failed',
} as const

type DeviationOptions = Extract<
  Alert,
  { type: 'RecordCountDeviationAlertConfiguration' }
>['options']

function deviation(run: StoredRun, options: DeviationOptions, { earlier }: Surroundings): Finding {
  const counter = counters[options.record_type]
  const past = earlier(lookBackOf(options)).flatMap(({ progress }) => progress?.[counter] ?? [])
  const value = run.progress?.[counter]
  if (value === undefined || past.length === 0) return silent
  const mean = past.reduce((sum, one) => sum + one, 0) / past.length
  const percent = mean === 0 ? (value === 0 ? 0 : Infinity) : (Math.abs(value - mean) / mean) * 100
  if (percent <= options.threshold) return clear
  return {
    kind: 'raised',
    message: 'Record Count Deviation',
    details: `${options.record_type} was ${value}, and ${mean} in the mean of ${past.length} runs before: more than ${options.threshold} % off`,
  }
}

/** The key of the look-back count is not documented: any further whole number is taken for it. */
function lookBackOf(options: DeviationOptions): number {
  const other = Object.entries(options).find(
    ([key, value]) => key !== 'threshold' && Number.isInteger(value),
  )
  const count = Number(other?.[1])
  return count > 0 ? count : usualLookBack
}

const unitMs = { minutes: 60_000, hours: 3_600_000 } as const

type RuntimeOptions = Extract<Alert, { type: 'RuntimeAlertConfiguration' }>['options']

function runtime(run: StoredRun, options: RuntimeOptions, { now, moment }: Surroundings): Finding {
  const { threshold, unit, start_type: startType } = options
  const start = startType === 'scheduled' ? (run.scheduledAt ?? run.createdAt) : run.createdAt
  const end = run.completedAt === null ? now : new Date(run.completedAt)
  if (end.getTime() - Date.parse(start) <= threshold * unitMs[unit]) {
    return moment === 'ended' ? clear : silent
  }
  return {
    kind: 'raised',
    message: 'Long Runtime',
    details: `Sync run ${run.id} was not finished ${threshold} ${unit} after its ${startType} start`,
  }
}
