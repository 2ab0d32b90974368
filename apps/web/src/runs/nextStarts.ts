import { readMode, type Mode, type Schedule, type Sync } from '@sync-builder/schema'
import { nextRuns } from '@sync-builder/schema/schedule'
import { momentWords } from '../ui/moments.ts'

/** What starts a sync by itself, and when that is next. */
export interface NextStarts {
  /** Times in order; empty where no time can be told. */
  times: readonly Date[]
  /** It looks for changes about once a minute. */
  isContinuous: boolean
  /** The sync whose success starts it. */
  afterSync: number | undefined
  /** A job elsewhere whose success starts it. */
  afterJob: string | undefined
  /** It has a schedule that can be read, times or not. */
  isScheduled: boolean
  /** Something that is not known here may start it. */
  isUnknown: boolean
}

const shownTimes = 3

/** What starts a sync, paused or not, and its next three times after `from`. Source: reference 2.6, 5.12. */
export function nextStarts(sync: Sync, from: Date): NextStarts {
  const mode = readMode(sync)
  const schedule = scheduleOf(mode)
  const isContinuous = schedule?.frequency === 'continuous'
  return {
    times: schedule && !isContinuous ? nextRuns(schedule, from, shownTimes) : [],
    isContinuous,
    afterSync: mode?.triggers?.sync_sequence?.sync_id,
    afterJob: jobOf(mode),
    isScheduled: schedule !== undefined,
    isUnknown: mode === undefined || mode.type === 'live',
  }
}

/** Whether something can start a sync without anybody asking for it. */
export function startsByItself(sync: Sync): boolean {
  if (sync.paused) return false
  const mode = readMode(sync)
  if (mode === undefined || mode.type === 'live') return true
  const { dbt_cloud, fivetran, sync_sequence } = mode.triggers ?? {}
  return Boolean(scheduleOf(mode) ?? dbt_cloud ?? fivetran ?? sync_sequence)
}

function scheduleOf(mode: Mode | undefined): Schedule | undefined {
  const schedule = mode?.triggers?.schedule ?? undefined
  // "No schedule" and `never` are equal. Source: reference 2.6.
  return schedule?.frequency === 'never' ? undefined : schedule
}

function jobOf(mode: Mode | undefined): string | undefined {
  const { dbt_cloud, fivetran } = mode?.triggers ?? {}
  if (dbt_cloud) return `job ${dbt_cloud.job_id} of dbt Cloud project ${dbt_cloud.project_id}`
  if (fivetran) return `Fivetran job ${fivetran.job_name} (${fivetran.job_id})`
  return undefined
}

/** What will start a sync next, in a sentence; the times in UTC and in the operator's zone. */
export function outlookWords(sync: Sync, from: Date): string {
  const { times, isContinuous, afterSync, afterJob, isScheduled, isUnknown } = nextStarts(
    sync,
    from,
  )
  if (isUnknown) return 'What starts it by itself is not known here.'
  const [next] = times
  const starts = [
    ...(next ? [`at ${bothZones(next, from)}`] : []),
    ...(isContinuous ? ['about once a minute, when there are changes'] : []),
    ...(afterSync === undefined ? [] : [`when sync ${afterSync} has succeeded`]),
    ...(afterJob === undefined ? [] : [`when ${afterJob} has succeeded`]),
  ]
  if (starts.length === 0) {
    return isScheduled
      ? 'When its schedule starts it cannot be told here.'
      : 'Nothing starts it by itself: it runs only when it is asked to.'
  }
  const words = starts.join(', and ')
  return sync.paused ? `Once it is resumed, it runs ${words}.` : `By itself it runs ${words}.`
}

/** A moment in UTC, and in the operator's zone where that is another. */
export function bothZones(at: Date, now: Date): string {
  const [utc, own] = ['UTC', undefined].map((zone) =>
    momentWords(at.getTime(), now.getTime(), zone),
  )
  return utc === own ? `${utc}` : `${utc} (${own})`
}
