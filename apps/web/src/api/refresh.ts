import { refreshStartedSchema, refreshStatusSchema } from '@sync-builder/schema'
import { hashKey, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiFailure } from './apiFailure.ts'
import { call } from './client.ts'
import { errorWords, type ErrorWords } from './errorWords.ts'

/** A part of the metadata that can be read anew. */
export interface Refreshable {
  /** The call that makes the API look again, below `/api/v1`; without one the API is asked anew. */
  path?: string
  /** What is read again then: all queries whose key begins like this. */
  queryKey: QueryKey
  /** Only the query of exactly this key. */
  exact?: boolean
}

export const sourcesRefresh: Refreshable = { queryKey: ['sources'], exact: true }
export const destinationsRefresh: Refreshable = { queryKey: ['destinations'], exact: true }
export const datasetsRefresh: Refreshable = { queryKey: ['datasets'], exact: true }

/** The tables of a source with their columns. Source: reference 3.6. */
export const tablesRefresh = (sourceId: number): Refreshable => ({
  path: `sources/${sourceId}/refresh_tables`,
  queryKey: ['sources', sourceId, 'tables'],
})

/** Lists of a source that the API has no refresh call for. */
export const sourceListRefresh = (
  sourceId: number,
  list: 'models' | 'segments' | 'topics',
): Refreshable => ({ queryKey: ['sources', sourceId, list] })

/** The columns of a model. Source: reference 3.7. */
export const modelColumnsRefresh = (sourceId: number, modelId: number): Refreshable => ({
  path: `sources/${sourceId}/models/${modelId}/refresh_columns`,
  queryKey: ['sources', sourceId, 'models', modelId],
})

/** The columns of a dataset. Source: reference 3.10. */
export const datasetColumnsRefresh = (datasetId: number): Refreshable => ({
  path: `datasets/${datasetId}/refresh_columns`,
  queryKey: ['datasets', datasetId],
})

/** The objects of a destination, their fields included. Source: reference 3.12. */
export const objectsRefresh = (destinationId: number): Refreshable => ({
  path: `destinations/${destinationId}/refresh_objects`,
  queryKey: ['destinations', destinationId, 'objects'],
})

/** The fields and capabilities of one destination object. Source: reference 3.12. */
export const fieldsRefresh = (destinationId: number, fullName: string): Refreshable => ({
  path: `destinations/${destinationId}/objects/${encodeURIComponent(fullName)}/refresh_fields`,
  queryKey: ['destinations', destinationId, 'objects', fullName],
})

/** The API still works on a refresh after `longestWaitMs`. */
export class RefreshTakesLong extends Error {}

/** A refresh ended otherwise than completed. */
export class RefreshFailed extends Error {
  readonly status: string

  constructor(status: string) {
    super(`The refresh ended as ${status}`)
    this.status = status
  }
}

const longestWaitMs = 120_000

/**
 * Asks `readStatus` until it says `completed`, with growing pauses made by `wait`.
 * @throws {RefreshFailed} when it says anything but that and `processing`: no other status is
 *   documented, so none is worth waiting for (reference 1.7).
 * @throws {RefreshTakesLong} when it does not within two minutes of pauses.
 */
export async function untilCompleted(
  readStatus: () => Promise<string>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  let waitedMs = 0
  for (let pauseMs = 500; waitedMs < longestWaitMs; pauseMs = Math.min(pauseMs * 1.5, 5000)) {
    // Each look depends on the one before.
    const status = await readStatus()
    if (status === 'completed') return
    if (status !== 'processing') throw new RefreshFailed(status)
    await wait(pauseMs)
    waitedMs += pauseMs
  }
  throw new RefreshTakesLong()
}

async function refreshAtApi(path: string, signal: AbortSignal): Promise<void> {
  const start = `/api/v1/${path}`
  const { refresh_key } = await call({
    method: 'POST',
    path: start,
    answer: refreshStartedSchema,
    signal,
  })
  const readStatus = async () => {
    const answer = await call({
      path: `${start}_status`,
      query: { refresh_key },
      answer: refreshStatusSchema,
      signal,
    })
    return answer.status
  }
  await untilCompleted(readStatus, (ms) => pause(ms, signal))
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as that is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    function done() {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    function stop() {
      clearTimeout(timer)
      reject(signal.reason)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
}

/** A refresh as `Freshness` shows it. */
export interface Refresh {
  isRefreshing: boolean
  error: ErrorWords | undefined
  onRefresh: () => void
  /** Stops waiting for it; the API may still finish. */
  onStop: () => void
}

/** Makes the API look again, waits for it, and reads the new state. */
export function useRefresh(what: Refreshable | undefined): Refresh {
  const queries = useQueryClient()
  const stopper = useRef<AbortController>(undefined)
  const mutation = useMutation({
    mutationFn: async ({ path, queryKey, exact = false }: Refreshable) => {
      stopper.current = new AbortController()
      if (path) await refreshAtApi(path, stopper.current.signal)
      await queries.invalidateQueries({ queryKey, exact })
    },
  })
  const started = mutation.variables
  // What was started for the source before this one is not shown here.
  const isThis = started && what && hashKey(started.queryKey) === hashKey(what.queryKey)
  return {
    isRefreshing: isThis ? mutation.isPending : false,
    error: isThis ? refreshErrorWords(mutation.error) : undefined,
    onRefresh: () => {
      if (what && !(isThis && mutation.isPending)) mutation.mutate(what)
    },
    onStop: () => stopper.current?.abort(),
  }
}

function refreshErrorWords(error: Error | null): ErrorWords | undefined {
  if (error instanceof ApiFailure) return errorWords(error.error)
  if (error instanceof RefreshTakesLong) {
    return {
      title: 'The API still works on the refresh',
      said: undefined,
      next: 'What is shown is from before. Refresh again in a few minutes.',
      reference: undefined,
    }
  }
  if (error instanceof RefreshFailed) {
    return {
      title: 'The refresh did not complete',
      said: `The API says “${error.status.slice(0, 100)}”.`,
      next: 'What is shown is from before. Check that the connection works, then refresh again.',
      reference: undefined,
    }
  }
  // What is left is the operator's own stop.
  return undefined
}
