import { fireTimesOf } from './fireTimes.ts'
import { clockChanges, wallTime, type ClockChange } from './localTime.ts'
import type { Schedule } from './mode.ts'
import { nextRuns } from './schedule.ts'

/**
 * What a change of a zone's clocks makes of a schedule, which itself keeps to UTC: no run is lost
 * and none is added. What the clocks show is a date whose UTC fields are those of the zone.
 */
export interface ClockEffect {
  change: ClockChange
  /** The times of the clocks that are passed over, or come twice, up to but not including the last. */
  clocks: { kind: 'skipped' | 'doubled'; from: Date; to: Date }
  /**
   * What the clocks make of the runs from then on: the times of each day are the same; or they
   * move, as the first run shows; or no run comes before the clocks change again.
   */
  shift:
    { kind: 'same' } | { kind: 'none' } | { kind: 'moved'; run: Date; before: Date; after: Date }
  /** Runs that the clocks show at the same time of the same day, in order. */
  twice: { wall: Date; runs: [Date, Date] }[]
}

const minuteMs = 60_000

/** What each change of a zone's clocks from one time to another makes of a schedule, in order. */
export function clockEffects(
  schedule: Schedule,
  zone: string,
  from: Date,
  to: Date,
): ClockEffect[] {
  if (nextRuns(schedule, from, 1).length === 0) return []
  const changes = clockChanges(zone, from, to)
  return changes.map((change, index) => {
    // The change itself can be the time of a run, and counts as after.
    const [run] = nextRuns(schedule, new Date(change.at.getTime() - 1), 1)
    const next = changes[index + 1]?.at
    // What follows the last change can come after `to`, and so can the next change.
    const isBeforeNext = run && (next ? run < next : clockChanges(zone, to, run).length === 0)
    return {
      change,
      clocks: clocksAt(change),
      shift: shiftOf(schedule, change, isBeforeNext ? run : undefined),
      twice: runsShownTwice(schedule, zone, change),
    }
  })
}

function clocksAt({ at, before, after }: ClockChange): ClockEffect['clocks'] {
  const [old, other] = [before, after].map((offset) => new Date(at.getTime() + offset * minuteMs))
  return after > before
    ? { kind: 'skipped', from: old!, to: other! }
    : { kind: 'doubled', from: other!, to: old! }
}

function shiftOf(
  schedule: Schedule,
  { before, after }: ClockChange,
  run: Date | undefined,
): ClockEffect['shift'] {
  if (looksTheSame(schedule, after - before)) return { kind: 'same' }
  if (!run) return { kind: 'none' }
  const shown = (offset: number) => new Date(run.getTime() + offset * minuteMs)
  return { kind: 'moved', run, before: shown(before), after: shown(after) }
}

/** Whether the times of each day are the same when all are moved by some minutes. */
function looksTheSame(schedule: Schedule, minutes: number): boolean {
  const times = fireTimesOf(schedule)
  if (!times || times.daysOfMonth || times.daysOfWeek || times.months.length < 12) return false
  const ofDay = new Set(
    times.hours.flatMap((hour) => times.minutes.map((minute) => hour * 60 + minute)),
  )
  return [...ofDay].every((minute) => ofDay.has((minute + minutes + 1440) % 1440))
}

function runsShownTwice(schedule: Schedule, zone: string, change: ClockChange) {
  const back = (change.before - change.after) * minuteMs
  if (back <= 0) return []
  const start = change.at.getTime() - back
  const runs = nextRuns(schedule, new Date(start - 1), (2 * back) / minuteMs)
  const seconds = new Set(runs.map((run) => run.getTime()))
  return runs
    .filter((run) => run < change.at && seconds.has(run.getTime() + back))
    .map((run): ClockEffect['twice'][number] => ({
      wall: wallTime(zone, run),
      runs: [run, new Date(run.getTime() + back)],
    }))
}
