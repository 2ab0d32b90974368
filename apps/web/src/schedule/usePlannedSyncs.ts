import { plannedSync, type PlannedSync } from '@sync-builder/schema/week-of-runs'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { syncsQuery } from '../api/syncs.ts'

/** What the workspace's syncs plan, and how the reading of them stands. */
export function usePlannedSyncs() {
  const syncs = useQuery(syncsQuery)
  const items = syncs.data?.items
  const planned = useMemo(() => items?.map((sync): PlannedSync => plannedSync(sync)), [items])
  return {
    /** As the API answers them, in the same order. */
    syncs: items,
    /** Newest first; undefined until they are read. */
    planned,
    unreadable: syncs.data?.unreadable ?? 0,
    isLoading: syncs.isLoading,
    failure: failureWords(syncs.error),
    refetch: () => void syncs.refetch(),
  }
}
