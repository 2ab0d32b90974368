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
  /** A run that the clocks show at another time from then on; undefined where none seems to move. */
  shifted?: { run: Date; before: Date; after: Date }
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
    const [since, until] = [changes[index - 1]?.at ?? from, changes[index + 1]?.at ?? to]
    const shifted = shiftedRun(schedule, change, since, until)
    return {
      change,
      clocks: clocksAt(change),
      ...(shifted && { shifted }),
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

function shiftedRun(schedule: Schedule, change: ClockChange, since: Date, until: Date) {
  const [before] = nextRuns(schedule, since, 1)
  // The change itself can be the time of a run, and counts as after.
  const [run] = nextRuns(schedule, new Date(change.at.getTime() - 1), 1)
  if (!before || before >= change.at || !run || run >= until) return undefined
  if (looksTheSame(schedule, change.after - change.before)) return undefined
  const shown = (offset: number) => new Date(run.getTime() + offset * minuteMs)
  return { run, before: shown(change.before), after: shown(change.after) }
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
