import type { Schedule } from '@sync-builder/schema'
import type { Runs } from './runs.ts'
import { scheduleReason } from './runStore.ts'
import { firedBetween, untilNextMinute } from './schedules.ts'
import type { Store, StoredSync } from './store.ts'

/** Starts the syncs whose time has come. */
export interface Scheduler {
  /** Fires by itself from now on, at each full minute. */
  start: () => void
  stop: () => void
  /** Fires what came due since it was last looked at. */
  fire: () => void
}

interface SchedulerParts {
  store: Store
  runs: Runs
  now: () => Date
}

/** A scheduler that begins now: what was missed before is not made up for. */
export function createScheduler({ store, runs, now }: SchedulerParts): Scheduler {
  let lookedAt = now()
  let timer: NodeJS.Timeout | undefined

  const fire = (): void => {
    const [from, to] = [lookedAt, now()]
    lookedAt = to
    const syncs = new Map(store.scheduled().map((sync) => [sync.id, sync]))
    const scheduled = [...syncs.values()].flatMap((sync) => {
      const schedule = scheduleOf(sync)
      return schedule ? [{ id: sync.id, schedule }] : []
    })
    for (const { id, at } of firedBetween(scheduled, from, to)) {
      const sync = syncs.get(id)
      if (!sync) continue
      const scheduledAt = at.toISOString()
      runs.trigger(sync, {
        reason: scheduleReason(scheduledAt),
        scheduledAt,
      })
    }
    runs.look()
  }

  const wait = (): void => {
    timer = setTimeout(() => {
      fire()
      wait()
    }, untilNextMinute(now()))
    timer.unref()
  }

  return { start: wait, stop: () => clearTimeout(timer), fire }
}

function scheduleOf({ request }: StoredSync): Schedule | undefined {
  return request.mode?.triggers?.schedule ?? undefined
}
