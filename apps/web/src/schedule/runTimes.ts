import { checkCron, toCronDialect, type Schedule } from '@sync-builder/schema'
import { nextRuns } from '@sync-builder/schema/schedule'

/** A run's time for reading, in UTC and in the operator's zone. */
export interface RunTime {
  at: Date
  utc: string
  local: string
}

const form = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/**
 * The next `count` runs after `now`, or why there are none to show. `zone` is an IANA name; the
 * offset stands with each time, since it changes over the year.
 */
export function runTimes(
  schedule: Schedule,
  now: Date,
  zone: string,
  count = 5,
): RunTime[] | { none: string } {
  const utc = new Intl.DateTimeFormat('en-GB', { ...form, timeZone: 'UTC' })
  const local = new Intl.DateTimeFormat('en-GB', {
    ...form,
    timeZone: zone,
    timeZoneName: 'shortOffset',
  })
  const runs = nextRuns(schedule, now, count)
  if (runs.length === 0) return { none: whyNone(schedule) }
  return runs.map((at) => ({ at, utc: utc.format(at), local: local.format(at) }))
}

function whyNone(schedule: Schedule): string {
  if (schedule.frequency !== 'expression') return 'Never by itself: it runs only when triggered.'
  const expression = schedule.cron_expression
  if (toCronDialect(expression) === undefined) {
    return 'The expression cannot be read, so its runs cannot be told.'
  }
  const isImpossible = checkCron(expression).some(({ code }) => code === 'cron-never-fires')
  return isImpossible
    ? 'Never: no date fits this expression.'
    : 'When this expression fires cannot be told here: it goes beyond the five plain fields.'
}
