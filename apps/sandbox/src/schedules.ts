import type { Schedule } from '@sync-builder/schema'
import { nextRuns } from '@sync-builder/schema/schedule'

/** What has to be known of a sync to fire it. */
export interface ScheduledSync {
  id: number
  schedule: Schedule
}

/**
 * The syncs whose schedule fired after `from`, up to and with `to`, each with the last of its
 * times: what was missed is not made up for. In the order of their times. Source: reference 5.12.
 */
export function firedBetween(
  syncs: readonly ScheduledSync[],
  from: Date,
  to: Date,
): { id: number; at: Date }[] {
  return syncs
    .flatMap(({ id, schedule }) => {
      const at = lastTime(schedule, from, to)
      return at ? [{ id, at }] : []
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || one.id - other.id)
}

/** A look ahead takes so many times at once. */
const atOnce = 100

function lastTime(schedule: Schedule, from: Date, to: Date): Date | undefined {
  let last: Date | undefined
  for (;;) {
    const next = nextRuns(schedule, last ?? from, atOnce)
    const within = next.filter((time) => time <= to)
    last = within.at(-1) ?? last
    if (within.length < atOnce) return last
  }
}

/** Milliseconds to the next full minute, when schedules may fire. */
export function untilNextMinute(now: Date): number {
  return 60_000 - (now.getTime() % 60_000)
}
