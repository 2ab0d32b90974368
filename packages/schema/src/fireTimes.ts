import { toCronDialect } from './cron.ts'
import { cronTimes, type CronTimes } from './cronTimes.ts'
import { days, type Schedule } from './mode.ts'

/**
 * The cron expression that fires as the schedule does, in the API's dialect; undefined when nothing
 * does. Where the API is silent it is taken as `nextRuns` takes it: hour 24 is hour 0 of the next
 * day, what is left out is 0, every 15 minutes begins with the hour. Source: reference 2.6, 5.12.
 */
export function cronOf(schedule: Schedule): string | undefined {
  switch (schedule.frequency) {
    case 'never':
      return undefined
    case 'continuous':
      return '* * * * *'
    case 'quarter_hourly':
      return '*/15 * * * *'
    case 'hourly':
      return `${schedule.minute ?? 0} * * * *`
    case 'daily':
      return `${schedule.minute ?? 0} ${(schedule.hour ?? 0) % 24} * * *`
    case 'weekly': {
      const day = days.indexOf(schedule.day) + (schedule.hour === 24 ? 1 : 0)
      return `${schedule.minute ?? 0} ${(schedule.hour ?? 0) % 24} * * ${day % 7}`
    }
  }
  return toCronDialect(schedule.cron_expression)
}

/** When a schedule fires, all in UTC; undefined when it never does, or only a calendar tells. */
export function fireTimesOf(schedule: Schedule): CronTimes | undefined {
  const cron = cronOf(schedule)
  return cron === undefined ? undefined : cronTimes(cron)
}

/** Whether something fires on a day, which is given as its UTC midnight. */
export function isFiringDay(times: CronTimes, day: Date): boolean {
  if (!times.months.includes(day.getUTCMonth() + 1)) return false
  const ofMonth = times.daysOfMonth?.includes(day.getUTCDate())
  const ofWeek = times.daysOfWeek?.includes(day.getUTCDay())
  return ofMonth === undefined || ofWeek === undefined
    ? ofMonth !== false && ofWeek !== false
    : ofMonth || ofWeek
}

const dayMinutes = 1440
const dayMs = dayMinutes * 60_000

/** The shortest time between two runs, in minutes; undefined when no date fits. */
export function shortestGap(times: CronTimes): number | undefined {
  const apart = fewestDaysApart(times)
  if (apart === undefined) return undefined
  const ofDay = times.hours.flatMap((hour) => times.minutes.map((minute) => hour * 60 + minute))
  const gaps = ofDay.slice(1).map((minute, index) => minute - ofDay[index]!)
  const overNight = ofDay[0]! + apart * dayMinutes - ofDay.at(-1)!
  return Math.min(overNight, ...gaps)
}

/** The fewest days from one firing day to the next; undefined when there is none. */
function fewestDaysApart(times: CronTimes): number | undefined {
  if (!times.daysOfMonth && !times.daysOfWeek && times.months.length === 12) return 1
  // In these years each date falls on each day of the week.
  const first = Date.UTC(2000, 0, 1)
  const end = Date.UTC(2028, 0, 1)
  let last: number | undefined
  let fewest: number | undefined
  for (let day = first; day < end && fewest !== 1; day += dayMs) {
    if (!isFiringDay(times, new Date(day))) continue
    if (last !== undefined) fewest = Math.min(fewest ?? Infinity, (day - last) / dayMs)
    last = day
  }
  return fewest
}
