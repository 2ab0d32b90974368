import { isRunOver, type Sync } from '@sync-builder/schema'
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { readRuns, runsQuery, type ExpectedRuns } from '../api/runs.ts'
import { nextPageOf, withPage, type HeldRuns } from '../api/runsHeld.ts'
import { syncEventsQuery } from '../api/sandbox.ts'
import { syncQuery, syncsQuery } from '../api/syncs.ts'
import { startsByItself } from './nextStarts.ts'

/**
 * The runs of a sync: the newest followed by themselves, older ones when they are asked for.
 * `asked` is the run that was asked for here last.
 */
export function useRuns(sync: Sync, asked: ExpectedRuns['asked']) {
  const queries = useQueryClient()
  const { queryKey, ...query } = runsQuery(sync.id, { byItself: startsByItself(sync), asked })
  const newest = useQuery({ queryKey, ...query })
  const older = useMutation({
    mutationFn: (page: number) => readRuns(sync.id, page),
    onSuccess: (page, number) => {
      const updatedAt = queries.getQueryState(queryKey)?.dataUpdatedAt
      queries.setQueryData(
        queryKey,
        (held: HeldRuns | undefined) => held && withPage(held, page, number),
        // What is shown of the newest is as old as it was.
        updatedAt === undefined ? {} : { updatedAt },
      )
    },
  })
  const held = newest.data
  useReadAgain(queries, sync.id, held)

  const { isPending, mutate } = older
  const readOlder = useCallback(() => {
    const page = held && nextPageOf(held)
    if (page !== undefined && !isPending) mutate(page)
  }, [held, isPending, mutate])

  return { held, newest, older, readOlder }
}

/** Reads the sync, its alerts and home's list of syncs again once a run of it has ended. */
function useReadAgain(queries: QueryClient, syncId: number, held: HeldRuns | undefined): void {
  const ended = held?.runs
    .filter(isRunOver)
    .slice(0, 3)
    .map(({ id }) => id)
    .join()
  const known = useRef<string>(undefined)
  useEffect(() => {
    if (ended === undefined) return
    if (known.current !== undefined && known.current !== ended) {
      void queries.invalidateQueries({ queryKey: syncQuery(syncId).queryKey, exact: true })
      void queries.invalidateQueries({ queryKey: syncsQuery.queryKey, exact: true })
      void queries.invalidateQueries({ queryKey: syncEventsQuery(syncId).queryKey })
    }
    known.current = ended
  }, [queries, syncId, ended])
}
