import { checkCron, toCronDialect, type Schedule } from '@sync-builder/schema'
import { clockEffects, type ClockEffect } from '@sync-builder/schema/clock-effects'
import { fireTimesOf, shortestGap } from '@sync-builder/schema/fire-times'
import { offsetAt } from '@sync-builder/schema/local-time'
import { nextRuns } from '@sync-builder/schema/schedule'
import { dayTimeWords, dayWords, momentWords, timeOfDay } from '../ui/moments.ts'

/** A run's time for reading, in UTC and in a zone. */
export interface RunTime {
  at: Date
  utc: string
  local: string
  /** Minutes by which the zone's clocks were moved since the run before; 0 for none. */
  clocksMoved: number
}

/**
 * The next `count` runs after `now`, or why there are none to show. `zone` is an IANA name; the
 * offset stands with each time, since it changes over the year.
 */
export function runTimes(
  schedule: Schedule,
  now: Date,
  zone: string,
  count = 10,
): RunTime[] | { none: string } {
  const runs = nextRuns(schedule, now, count)
  if (runs.length === 0) return { none: whyNone(schedule) }
  return runs.map((at, index) => {
    const before = runs[index - 1]
    return {
      at,
      utc: dayTimeWords(at.getTime(), now.getTime(), 'UTC'),
      local: momentWords(at.getTime(), now.getTime(), zone),
      clocksMoved: before ? offsetAt(zone, at) - offsetAt(zone, before) : 0,
    }
  })
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

/** What to think of before runs of this schedule follow each other; empty where nothing is. */
export function gapWarnings(schedule: Schedule): string[] {
  // Continuous looks for changes about once a minute by design.
  if (schedule.frequency !== 'expression') return []
  const times = fireTimesOf(schedule)
  const gap = times && shortestGap(times)
  if (gap === undefined || gap >= 2) return []
  return [
    'Runs come a minute apart. One that would start while the last is still going is skipped.',
  ]
}

/** A length of time in minutes: "1 hour", "30 minutes". */
export function minuteWords(minutes: number): string {
  const hours = minutes / 60
  if (Number.isInteger(hours)) return `${hours} ${hours === 1 ? 'hour' : 'hours'}`
  return `${minutes} minutes`
}

/** How the clocks of a zone moved, as seen between two runs. */
export function movedWords(minutes: number): string {
  return `Clocks go ${minutes > 0 ? 'forward' : 'back'} ${minuteWords(Math.abs(minutes))}`
}

/** What the next changes of a zone's clocks make of a schedule, in sentences. */
export interface ClockWords {
  at: Date
  title: string
  lines: string[]
}

const yearMs = 366 * 86_400_000
/** Beyond these, the same comes again each year. */
const mostChanges = 2
const mostTwice = 3

/** The next changes of a zone's clocks within a year of `now`, and what they do to the runs. */
export function clockWords(schedule: Schedule, now: Date, zone: string): ClockWords[] {
  return clockEffects(schedule, zone, now, new Date(now.getTime() + yearMs))
    .slice(0, mostChanges)
    .map((effect) => {
      const { change, clocks } = effect
      return {
        at: change.at,
        title: `${dayWords(change.at.getTime() - 1, now.getTime(), zone)}: ${movedWords(change.after - change.before).toLowerCase()} in ${zone}`,
        lines: [...shiftWords(effect), ...overlapWords(effect, clocks)],
      }
    })
}

function shiftWords({ shift, change }: ClockEffect): string[] {
  if (shift.kind === 'same') return ['Each day has the same times before and after.']
  if (shift.kind === 'none') return ['No run falls in the time until the clocks change again.']
  const [utc, before, after] = [shift.run, shift.before, shift.after].map(utcTime)
  const direction = change.after > change.before ? 'later' : 'earlier'
  const by = minuteWords(Math.abs(change.after - change.before))
  return [
    `The schedule stays at UTC, so local times are ${by} ${direction}: ${utc} UTC is ${before} until then, ${after} from then on.`,
  ]
}

function overlapWords({ twice }: ClockEffect, clocks: ClockEffect['clocks']): string[] {
  const span = `${utcTime(clocks.from)} to ${utcTime(clocks.to)}`
  if (clocks.kind === 'skipped')
    return [`Local times from ${span} do not exist that day. No run is lost.`]
  if (twice.length === 0) return []
  const times = twice
    .slice(0, mostTwice)
    .map(
      ({ wall, runs: [first, second] }) =>
        `${utcTime(wall)} (${utcTime(first)} and ${utcTime(second)} UTC)`,
    )
  const more = twice.length > mostTwice ? ` and ${twice.length - mostTwice} more` : ''
  return [
    `Local times from ${span} come twice, each with a run of its own: ${times.join(', ')}${more}.`,
  ]
}

/** The time of the day in UTC, or of what a zone's clocks show as if they showed UTC. */
function utcTime(at: Date): string {
  return timeOfDay(at.getTime(), 'UTC')
}
