import { isJsonObject, patchOf, withPayload, type JsonObject } from '@sync-builder/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { readSync, updateSync, validateSync } from '../api/syncs.ts'
import { useBuilder } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import type { EditedSync } from '../draft/editedSync.ts'
import { takeSave } from '../draft/storage.ts'
import { createSaves, type SaveEdges, type Saves, type SaveStanding } from './saves.ts'
import { exists, pause } from './useCreate.ts'
import { useUnblocked } from './useUnblocked.ts'

/** The two actions over the builder's draft, and how they stand. */
export interface Save extends SaveStanding {
  /** True while the verdict is about the payload as it is now. */
  isCurrent: boolean
  /** The keys that differ from the stored sync, as they would be sent. */
  change: JsonObject
  validate: () => void
  validateAndSave: () => void
}

/**
 * Saving of one draft's changes: see `Saves`. The draft, its store and the sync that it was opened
 * with stay the same as long as the caller is mounted.
 */
export function useSaves(draftId: string, store: DraftStore, edited: EditedSync): Saves {
  const queries = useQueryClient()
  const [saves] = useState(() => {
    const edges = edgesOf(draftId, store, edited.id, () => {
      void queries.invalidateQueries({ queryKey: ['syncs'] })
      void queries.invalidateQueries({ queryKey: ['drafts'] })
    })
    return createSaves(edges, edited)
  })
  useEffect(() => saves.resume(), [saves])
  return saves
}

/** How the saving stands. */
export function useSaveStanding(saves: Saves): SaveStanding {
  return useSyncExternalStore(saves.subscribe, saves.standing)
}

/** The two actions: what blocks the payload keeps them from being taken. */
export function useSave(saves: Saves): Save {
  const { payload } = useBuilder()
  const start = useUnblocked()
  const standing = useSaveStanding(saves)
  const { base } = standing
  const change = useMemo(() => patchOf(base, payload), [base, payload])

  return {
    ...standing,
    isCurrent: standing.verdict?.payload === payload,
    change,
    validate: () => start(saves.validate),
    validateAndSave: () => start(saves.validateAndSave),
  }
}

function edgesOf(
  draftId: string,
  store: DraftStore,
  syncId: number,
  onSaved: () => void,
): SaveEdges {
  return {
    check: async (payload, signal) => (await validateSync(payload, signal)).syncId,
    exists,
    read: async (signal) => asObject(await readSync(syncId, signal)),
    send: async (change) => asObject(await updateSync(syncId, change)),
    payload: () => store.snapshot().payload,
    replace: (payload) => store.change((draft) => withPayload(draft, payload)),
    replaceForGood: (payload) => store.change((draft) => withPayload(draft, payload), 'anew'),
    flush: () => store.flush(),
    async keep(edited) {
      store.keepLocal({ editedSync: edited })
      await store.flush()
    },
    async take(edited, basedOn) {
      const taken = await takeSave(draftId, edited, basedOn)
      if (taken === 'changed elsewhere') store.giveWay()
      return taken
    },
    onSaved,
    now: () => Date.now(),
    pause,
  }
}

function asObject(sync: unknown): JsonObject {
  return isJsonObject(sync) ? sync : {}
}
