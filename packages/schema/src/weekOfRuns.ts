import { withCronChoice, type CronTimes } from './cronTimes.ts'
import { cronOf, fireTimesOf, isFiringDay } from './fireTimes.ts'
import { readMode } from './flatSchedule.ts'
import { clockChanges, offsetAt } from './localTime.ts'
import type { Schedule } from './mode.ts'
import { syncLabel } from './sync.ts'

/**
 * What starts a sync, as far as a week can show it: `untold` is a schedule that can't be read, or
 * that only a calendar tells.
 */
export type RunPattern =
  | { kind: 'timed'; times: CronTimes }
  | { kind: 'continuous' | 'live' | 'triggered' | 'manual' | 'untold' }

/** A sync as the week sees it. */
export interface PlannedSync {
  /** Undefined for one that is not stored yet. */
  id: number | undefined
  label: string
  sourceId: number | undefined
  destinationId: number | undefined
  isPaused: boolean
  pattern: RunPattern
  /** The sync after which it runs. */
  runsAfter: number | undefined
}

/** What a request or a stored sync plans. Source: reference 2.6, 2.12. */
export function plannedSync(sync: Readonly<Record<string, unknown>>): PlannedSync {
  const { id, label } = sync
  const mode = readMode(sync)
  const triggers = mode?.triggers ?? {}
  return {
    id: typeof id === 'number' ? id : undefined,
    label: typeof id === 'number' ? syncLabel({ id, label }) : 'This sync',
    sourceId: idAt(sync.source_attributes),
    destinationId: idAt(sync.destination_attributes),
    isPaused: sync.paused === true,
    pattern: !mode ? { kind: 'untold' } : mode.type === 'live' ? { kind: 'live' } : patternOf(),
    runsAfter: triggers.sync_sequence?.sync_id,
  }

  function patternOf(): RunPattern {
    const { schedule, ...others } = triggers
    if (schedule?.frequency === 'continuous') return { kind: 'continuous' }
    if (schedule && schedule.frequency !== 'never') {
      const times = fireTimesOf(schedule)
      return times ? { kind: 'timed', times } : { kind: 'untold' }
    }
    const isTriggered = others.dbt_cloud ?? others.fivetran ?? others.sync_sequence
    return { kind: isTriggered ? 'triggered' : 'manual' }
  }
}

function idAt(attributes: unknown): number | undefined {
  const id =
    attributes instanceof Object && 'connection_id' in attributes
      ? attributes.connection_id
      : undefined
  return typeof id === 'number' ? id : undefined
}

/** Part of an hour in UTC that lies within one hour of the zone's clocks. */
interface Span {
  /** Place in the week's `days`. */
  day: number
  /** In UTC. */
  hour: number
  /** Minutes of that hour, up to but not including `to`. */
  from: number
  to: number
  /** Hour of the week by the clocks, 0 to 167. */
  cell: number
}

/** Seven days of a zone, from the midnight before a given time. */
export interface Week {
  zone: string
  /** Midnights in UTC of all days in UTC that the week touches. */
  days: readonly Date[]
  /** The dates of the seven days by the clocks, as UTC midnights. */
  dates: readonly Date[]
  spans: readonly Span[]
}

const hoursOfWeek = 168

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

/** The week that begins with the day of `now` by the clocks of `zone`. */
export function weekOf(zone: string, now: Date): Week {
  const offsetNow = offsetAt(zone, now)
  const date = Math.floor((now.getTime() + offsetNow * minuteMs) / dayMs) * dayMs
  const dates = Array.from({ length: 7 }, (_, index) => new Date(date + index * dayMs))
  // Wide enough for every offset; what is outside of the seven dates is left out below.
  const firstDay = date - dayMs
  const end = new Date(date + 9 * dayMs)
  const changes = clockChanges(zone, new Date(firstDay), end)
  let offset = offsetAt(zone, new Date(firstDay))
  let nextChange = 0

  const days = Array.from({ length: 10 }, (_, index) => new Date(firstDay + index * dayMs))
  const spans: Span[] = []
  for (let at = firstDay; at < end.getTime(); at += minuteMs) {
    if (changes[nextChange]?.at.getTime() === at) offset = changes[nextChange++]!.after
    const cell = Math.floor((at + offset * minuteMs - date) / (60 * minuteMs))
    if (cell < 0 || cell >= hoursOfWeek) continue
    const minutes = (at - firstDay) / minuteMs
    const [day, ofDay] = [Math.floor(minutes / 1440), minutes % 1440]
    const [hour, minute] = [Math.floor(ofDay / 60), ofDay % 60]
    const last = spans.at(-1)
    if (last && last.day === day && last.hour === hour && last.cell === cell) last.to = minute + 1
    else spans.push({ day, hour, from: minute, to: minute + 1, cell })
  }
  return { zone, days, dates, spans }
}

/** What starts within an hour of the week. */
export interface WeekCell {
  /** Syncs that start in it, not counting paused ones and the sync itself. */
  syncs: number
  /** Paused syncs that would. */
  paused: number
  /** Runs of the sync itself. */
  own: number
  /** Syncs not paused that start in a minute of the sync's own and share an end with it. */
  collisions: number
}

/** The hours of a week, one for each hour of each day. */
export function weekCells(
  week: Week,
  others: readonly PlannedSync[],
  own: PlannedSync,
): WeekCell[] {
  const cells = Array.from({ length: hoursOfWeek }, (): WeekCell => ({
    syncs: 0,
    paused: 0,
    own: 0,
    collisions: 0,
  }))
  const ownStarts = startsOf(week, own)
  for (const { span, minutes } of ownStarts) cells[span.cell]!.own += minutes.length
  const ownMinutes = new Map(ownStarts.map(({ span, minutes }) => [span, minutes]))
  for (const sync of others) {
    // An hour of the clocks can come twice, with other hours between: a sync counts once.
    const counted = new Set<WeekCell>()
    const collided = new Set<WeekCell>()
    const isNear = !sync.isPaused && sharedEnds(sync, own).length > 0
    for (const { span, minutes } of startsOf(week, sync)) {
      const cell = cells[span.cell]!
      if (!counted.has(cell)) cell[sync.isPaused ? 'paused' : 'syncs'] += 1
      counted.add(cell)
      if (!isNear || collided.has(cell)) continue
      if (!ownMinutes.get(span)?.some((minute) => minutes.includes(minute))) continue
      cell.collisions += 1
      collided.add(cell)
    }
  }
  return cells
}

interface Starts {
  span: Span
  /** Minutes of the span's hour, in order. */
  minutes: readonly number[]
}

/** When a sync starts within a week, span by span. */
function startsOf(week: Week, { pattern }: PlannedSync): Starts[] {
  if (pattern.kind !== 'timed') return []
  const { times } = pattern
  const areDays = week.days.map((day) => isFiringDay(times, day))
  const areHours = Array.from({ length: 24 }, (_, hour) => times.hours.includes(hour))
  const starts: Starts[] = []
  for (const span of week.spans) {
    if (!areDays[span.day] || !areHours[span.hour]) continue
    const isWhole = span.from === 0 && span.to === 60
    const minutes = isWhole
      ? times.minutes
      : times.minutes.filter((minute) => minute >= span.from && minute < span.to)
    if (minutes.length > 0) starts.push({ span, minutes })
  }
  return starts
}

/** The ends that two syncs have in common. */
export function sharedEnds(a: PlannedSync, b: PlannedSync): ('source' | 'destination')[] {
  const ends: ('source' | 'destination')[] = []
  if (a.sourceId !== undefined && a.sourceId === b.sourceId) ends.push('source')
  if (a.destinationId !== undefined && a.destinationId === b.destinationId) ends.push('destination')
  return ends
}

/** Another sync that starts in the same minutes and shares an end. */
export interface Collision {
  sync: PlannedSync
  shares: ('source' | 'destination')[]
  /** How often within the week. */
  times: number
  first: Date
}

/** What collides with a sync within a week: paused ones last, else the most frequent first. */
export function collisionsOf(
  week: Week,
  others: readonly PlannedSync[],
  own: PlannedSync,
): Collision[] {
  const ownMinutes = new Map(startsOf(week, own).map(({ span, minutes }) => [span, minutes]))
  if (ownMinutes.size === 0) return []
  const found: Collision[] = []
  for (const sync of others) {
    const shares = sharedEnds(sync, own)
    if (shares.length === 0) continue
    let times = 0
    let first: Date | undefined
    for (const { span, minutes } of startsOf(week, sync)) {
      const both = ownMinutes.get(span)?.filter((minute) => minutes.includes(minute)) ?? []
      times += both.length
      if (both[0] !== undefined) first ??= timeOf(week, span, both[0])
    }
    if (first) found.push({ sync, shares, times, first })
  }
  return found.toSorted(
    (a, b) => Number(a.sync.isPaused) - Number(b.sync.isPaused) || b.times - a.times,
  )
}

function timeOf(week: Week, { day, hour }: Span, minute: number): Date {
  return new Date(week.days[day]!.getTime() + (hour * 60 + minute) * minuteMs)
}

/** The syncs that start at one moment. */
export interface Moment {
  at: Date
  syncs: PlannedSync[]
}

/** What starts within one hour of a week, moment by moment; what starts often is told apart. */
export interface HourOfWeek {
  moments: Moment[]
  /** Syncs that start more than four times within the hour. */
  often: { sync: PlannedSync; runs: number }[]
}

const fewRuns = 4

/** What starts within an hour of the week, by its place in `weekCells`. */
export function hourOfWeek(week: Week, syncs: readonly PlannedSync[], cell: number): HourOfWeek {
  const hour = { ...week, spans: week.spans.filter((span) => span.cell === cell) }
  const moments = new Map<number, PlannedSync[]>()
  const often: HourOfWeek['often'] = []
  for (const sync of syncs) {
    const starts = startsOf(hour, sync)
    const runs = starts.reduce((sum, { minutes }) => sum + minutes.length, 0)
    if (runs > fewRuns) {
      often.push({ sync, runs })
      continue
    }
    for (const { span, minutes } of starts) {
      for (const minute of minutes) {
        const at = timeOf(week, span, minute).getTime()
        const there = moments.get(at)
        if (there) there.push(sync)
        else moments.set(at, [sync])
      }
    }
  }
  return {
    moments: [...moments]
      .toSorted(([a], [b]) => a - b)
      .map(([at, startingThen]) => ({ at: new Date(at), syncs: startingThen })),
    often,
  }
}

/** A schedule at other minutes of the same hours. */
export interface Move {
  schedule: Schedule
  minutes: readonly number[]
}

/** How far ahead it is looked whether two schedules ever have a day in common. */
const daysAhead = 366

/**
 * The schedule at the nearest minutes of its hours at which no other sync on the same source or
 * destination starts, paused ones included, on the days from `now` on; undefined where it has no
 * set times or there is no such minute. Of two that are as near, the later one.
 */
export function moveToFreeMinute(
  schedule: Schedule,
  others: readonly PlannedSync[],
  own: PlannedSync,
  now: Date,
): Move | undefined {
  if (own.pattern.kind !== 'timed') return undefined
  const { times } = own.pattern
  const today = Math.floor(now.getTime() / dayMs) * dayMs
  const busy = new Set<number>()
  for (const { pattern, ...sync } of others) {
    if (pattern.kind !== 'timed' || sharedEnds({ pattern, ...sync }, own).length === 0) continue
    if (!pattern.times.hours.some((hour) => times.hours.includes(hour))) continue
    if (pattern.times.minutes.every((minute) => busy.has(minute))) continue
    if (!haveDayInCommon(times, pattern.times, today)) continue
    for (const minute of pattern.times.minutes) busy.add(minute)
  }
  const earliest = -times.minutes[0]!
  const latest = 59 - times.minutes.at(-1)!
  const steps = Array.from({ length: 119 }, (_, index) =>
    index % 2 === 0 ? -index / 2 : (index + 1) / 2,
  )
  const by = steps.find(
    (step) =>
      step >= earliest &&
      step <= latest &&
      times.minutes.every((minute) => !busy.has(minute + step)),
  )
  if (by === undefined) return undefined
  const minutes = times.minutes.map((minute) => minute + by)
  return { schedule: atMinutes(schedule, minutes), minutes }
}

function haveDayInCommon(a: CronTimes, b: CronTimes, from: number): boolean {
  for (let index = 0; index < daysAhead; index += 1) {
    const day = new Date(from + index * dayMs)
    if (isFiringDay(a, day) && isFiringDay(b, day)) return true
  }
  return false
}

function atMinutes(schedule: Schedule, minutes: readonly number[]): Schedule {
  switch (schedule.frequency) {
    case 'hourly':
    case 'daily':
    case 'weekly':
      return { ...schedule, minute: minutes[0] }
    case 'expression':
    case 'quarter_hourly':
    case 'continuous':
    case 'never':
      return {
        frequency: 'expression',
        cron_expression: withCronChoice(cronOf(schedule) ?? '', 0, {
          kind: 'values',
          values: minutes,
        }),
      }
  }
}
