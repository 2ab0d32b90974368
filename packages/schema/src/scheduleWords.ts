import type { Mode, Schedule } from './mode.ts'

/**
 * A schedule in words, such as "Every Monday at 06:30 UTC". An expression is only quoted, which
 * keeps the first load small; `scheduleInWords` of `@sync-builder/schema/schedule` reads it out.
 * Hour and minute are 0 where they are left out, as in the API. Source: reference 2.6, 5.12.
 */
export function scheduleWords(schedule: Schedule): string {
  switch (schedule.frequency) {
    case 'never':
      return manual
    case 'continuous':
      return 'About every minute'
    case 'quarter_hourly':
      return 'Every 15 minutes'
    case 'hourly':
      return `Every hour at minute ${schedule.minute ?? 0}`
    case 'daily':
      return `Every day at ${timeWords(schedule)}`
    case 'weekly':
      return `Every ${schedule.day} at ${timeWords(schedule)}`
  }
  return `Cron: ${schedule.cron_expression} (UTC)`
}

/**
 * What starts a run, one line for each trigger; a sync without any is manual.
 * Source: reference 2.6, 5.12.
 */
export function triggerWords(
  { type, triggers }: Mode,
  wordsOf: (schedule: Schedule) => string = scheduleWords,
): string[] {
  if (type === 'live') return ['Live: follows a stream, which the product no longer offers']
  const { schedule, dbt_cloud, fivetran, sync_sequence } = triggers ?? {}
  const words = [
    // "No schedule" and `never` are equal, and other triggers may stand beside them.
    schedule && schedule.frequency !== 'never' && wordsOf(schedule),
    dbt_cloud &&
      `After job ${dbt_cloud.job_id} of dbt Cloud project ${dbt_cloud.project_id} succeeds`,
    fivetran && `After Fivetran job ${fivetran.job_name} (${fivetran.job_id}) succeeds`,
    sync_sequence && `After sync ${sync_sequence.sync_id} succeeds`,
  ].filter((line) => typeof line === 'string')
  return words.length > 0 ? words : [manual]
}

const manual = 'Manual: runs only when triggered'

function timeWords({ hour, minute }: { hour?: number | null; minute?: number | null }): string {
  const time = `${twoDigits(hour)}:${twoDigits(minute)} UTC`
  return hour === 24 ? `${time} (00:${twoDigits(minute)} of the next day)` : time
}

function twoDigits(value: number | null | undefined): string {
  return String(value ?? 0).padStart(2, '0')
}
