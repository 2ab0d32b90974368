import type { JsonObject } from '@sync-builder/schema'
import { useMemo } from 'react'
import { useFact } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'

/** The part of the payload that metadata is read for; the same object until it changes. */
export function useEnds(store: DraftStore): JsonObject {
  const source = useFact(store, ({ payload }) => payload.source_attributes)
  const destination = useFact(store, ({ payload }) => payload.destination_attributes)
  return useMemo(
    () => ({ source_attributes: source ?? null, destination_attributes: destination ?? null }),
    [source, destination],
  )
}
