import { Cron } from 'croner'
import { toString as readOut } from 'cronstrue'
import { toCronDialect } from './cron.ts'
import { cronOf } from './fireTimes.ts'
import type { Mode, Schedule } from './mode.ts'
import { scheduleWords, triggerWords } from './scheduleWords.ts'

/**
 * A schedule in words, an expression read out too: "At 06:00, only on Monday (UTC)". An
 * expression that can't be read is quoted. Source: reference 2.6, 5.12.
 */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.frequency !== 'expression') return scheduleWords(schedule)
  const cron = toCronDialect(schedule.cron_expression)
  if (cron === undefined) return scheduleWords(schedule)
  try {
    return `${wordsOfEither(cron).join(', and also ')} (UTC)`
  } catch {
    // An extension that the library does not know, such as 1#-1: the quoted expression says it.
    return scheduleWords(schedule)
  }
}

/** An expression read out: twice where either of its two kinds of days starts a run. */
function wordsOfEither(cron: string): string[] {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = cron.split(' ')
  const either =
    dayOfMonth === '*' || dayOfWeek === '*'
      ? [cron]
      : [`${minute} ${hour} ${dayOfMonth} ${month} *`, `${minute} ${hour} * ${month} ${dayOfWeek}`]
  return either.map((one, index) => {
    const words = readOut(one, { use24HourTimeFormat: true })
    return index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)
  })
}

/** What starts a run, one line for each trigger, expressions read out. */
export function triggersInWords(mode: Mode): string[] {
  return triggerWords(mode, scheduleInWords)
}

/**
 * The next `count` times, in UTC and in order, at which a schedule fires after `from`; fewer or
 * none when it never fires, as `never`, 31 February or what is no cron expression.
 *
 * Where the API is silent: hour 24 is taken as hour 0 of the next day, an hour or minute left out
 * as 0, and a day of month beside a day of week as in other crons, where either fires.
 * `continuous` looks for changes about once a minute, so every full minute stands for it.
 * Source: reference 2.6, 5.12, 5.19.
 */
export function nextRuns(schedule: Schedule, from: Date, count: number): Date[] {
  const cron = cronOf(schedule)
  if (cron === undefined) return []
  try {
    return new Cron(cron, { mode: '5-part', timezone: 'UTC' }).nextRuns(count, from)
  } catch {
    // An extension that the library does not know, such as L-30: when it fires can't be told.
    return []
  }
}
