import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { momentWords } from '../ui/moments.ts'

/** A time of the API in ms since the epoch; undefined where none is told. */
export function timeOf(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** A moment in UTC, which schedules are in; undefined where that is the operator's own zone. */
export function utcWords(at: number, now: number = Date.now(), zone?: string): string | undefined {
  const utc = momentWords(at, now, 'UTC')
  return utc === momentWords(at, now, zone) ? undefined : utc
}

/**
 * How long a run took, or goes on, in ms; undefined where that is not told. Never negative: the
 * clock of the browser, by which `now` is, may be behind that of the API.
 */
export function tookMs(run: SyncRun, now: number): number | undefined {
  const from = timeOf(run.created_at)
  const to = isRunOver(run) ? timeOf(run.completed_at) : now
  return from === undefined || to === undefined ? undefined : Math.max(to - from, 0)
}

/** How long something took: "0.4 s", "42 s", "3 min 12 s", "2 h 5 min". */
export function durationWords(ms: number): string {
  if (ms < 50) return 'under 0.1 s'
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return parts([minutes, 'min'], [seconds % 60, 's'])
  // Beside hours and days what is smaller does not matter.
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return parts([hours, 'h'], [minutes % 60, 'min'])
  return parts([Math.floor(hours / 24), 'd'], [hours % 24, 'h'])
}

function parts(...units: [count: number, unit: string][]): string {
  return units
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** How the start of a run compares with when it was scheduled; undefined where it was not. */
export function latenessWords(run: SyncRun): string | undefined {
  const scheduled = timeOf(run.scheduled_execution_time)
  const started = timeOf(run.created_at)
  if (scheduled === undefined || started === undefined) return undefined
  const lateMs = started - scheduled
  if (lateMs < 0) return `started ${durationWords(-lateMs)} before`
  return lateMs < 1000 ? 'started on time' : `started ${durationWords(lateMs)} later`
}
