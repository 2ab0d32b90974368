import { useSyncExternalStore } from 'react'
import { dryRun } from '../api/sandbox.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { createDryRuns, type DryRuns, type DryRunStanding } from './dryRuns.ts'

/** Held as long as the draft is open, so that another step and back again loses nothing. */
const ofStores = new WeakMap<DraftStore, DryRuns>()

/** The dry runs of the open draft; `syncId` is that of the stored sync that it changes. */
export function useDryRuns(
  store: DraftStore,
  syncId: number | undefined,
): DryRuns & { now: DryRunStanding } {
  const runs = ofStores.get(store) ?? opened(store, syncId)
  const now = useSyncExternalStore(runs.subscribe, runs.standing)
  return { ...runs, now }
}

function opened(store: DraftStore, syncId: number | undefined): DryRuns {
  const runs = createDryRuns({
    ask: (payload, signal) => dryRun(payload, syncId, signal),
    now: () => Date.now(),
  })
  ofStores.set(store, runs)
  return runs
}
