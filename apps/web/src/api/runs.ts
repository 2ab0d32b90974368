import {
  isRunOver,
  oneOf,
  recordCountSchema,
  syncRecordSchema,
  syncRunSchema,
  triggeredRunSchema,
  type SyncRecord,
  type SyncRun,
} from '@sync-builder/schema'
import { queryOptions, type Query } from '@tanstack/react-query'
import * as z from 'zod'
import { ApiFailure } from './apiFailure.ts'
import { call } from './client.ts'
import { readPage, type CountedPage, type Page } from './pages.ts'
import { pollMs } from './polling.ts'
import { runsPerPage, withPage, type HeldRuns } from './runsHeld.ts'

const syncs = '/api/v1/syncs'
const runs = '/api/v1/sync_runs'

/** One run, asked for again while it goes on: never while the page is hidden. */
export const runQuery = (id: number) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: async ({ signal }) =>
      (await call({ path: `${runs}/${id}`, answer: oneOf(syncRunSchema), signal })).data,
    // How it is may have changed since it was seen last.
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: (query) => (isSettled(query.state) ? false : nextAskMs(query)),
  })

/** Whether asking again would tell nothing new: the run is over, or there is none. */
function isSettled({ data, error }: Pick<Query<SyncRun>['state'], 'data' | 'error'>): boolean {
  const isUnknown =
    error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status === 404
  return isUnknown || (data !== undefined && isRunOver(data))
}

/** Milliseconds until a run that goes on is asked for again, by how its query has fared so far. */
export function nextAskMs({ state }: Pick<Query<SyncRun>, 'state'>): number {
  return askMs(state.data && timeOf(state.data), state)
}

/** How the last reading of a query went. */
type Fared = Pick<Query['state'], 'error' | 'dataUpdatedAt'>

function timeOf({ created_at }: SyncRun): number | undefined {
  const time = Date.parse(created_at ?? '')
  return Number.isNaN(time) ? undefined : time
}

function askMs(since: number | undefined, { error, dataUpdatedAt }: Fared): number {
  const now = Date.now()
  return pollMs({
    forMs: since === undefined ? 0 : now - since,
    // Before the first reading this is long: there is a button to try again by.
    failingForMs: error ? now - dataUpdatedAt : 0,
    retryAfterMs: retryAfterMs(error),
  })
}

function retryAfterMs(error: Error | null): number | undefined {
  return error instanceof ApiFailure && error.error.kind === 'refused'
    ? error.error.retryAfterMs
    : undefined
}

/** A run that nobody here started is seen this much later at most. */
const expectedMs = 45_000

/** Which runs of a sync may be there soon. */
export interface ExpectedRuns {
  /** One may come that nobody here has asked for. */
  byItself: boolean
  /** One was asked for here, at a time in ms since the epoch: the list may tell of it later. */
  asked?: { id: number; at: number } | undefined
}

/**
 * The runs of a sync as far as they were read, newest first. The newest are asked for again while
 * one goes on or is to come, slowly where one may come by itself, and never while the page is
 * hidden.
 */
export const runsQuery = (syncId: number, expected: ExpectedRuns) =>
  queryOptions({
    queryKey: ['runs', syncId],
    queryFn: async ({ client, queryKey, signal }): Promise<HeldRuns> => {
      const page = await readRuns(syncId, 1, signal)
      return withPage(client.getQueryData<HeldRuns>(queryKey), page, 1)
    },
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => runsAskMs(state, expected),
    // Thousands of runs would be compared at each reading of the newest.
    structuralSharing: false,
  })

/** Milliseconds until the newest runs are asked for again; false for not by itself. */
function runsAskMs(
  state: Fared & { data: HeldRuns | undefined },
  { byItself, asked }: ExpectedRuns,
): number | false {
  const known = state.data?.runs
  const working = known?.find((run) => !isRunOver(run))
  if (working) return askMs(timeOf(working), state)
  if (asked && known && !known.some(({ id }) => id === asked.id)) return askMs(asked.at, state)
  // What could not be read is tried again, though nothing may be going on.
  if (!byItself && state.error === null) return false
  return Math.max(expectedMs, retryAfterMs(state.error) ?? 0)
}

/** A page of 100 of a sync's runs, newest first. Source: reference 3.2. */
export async function readRuns(
  syncId: number,
  page: number,
  signal?: AbortSignal,
): Promise<CountedPage<SyncRun>> {
  const query = { page, per_page: runsPerPage, order: 'desc' }
  return readPage(`${syncs}/${syncId}/sync_runs`, syncRunSchema, query, signal)
}

/**
 * Starts a run and gives its id. With `isFull` all rows count as changed. Sent once: a run that
 * was asked for twice runs twice. Source: reference 3.1.
 */
export async function triggerSync(syncId: number, isFull: boolean): Promise<number> {
  const answer = await call({
    method: 'POST',
    path: `${syncs}/${syncId}/trigger`,
    query: { force_full_sync: isFull ? 'true' : undefined },
    answer: oneOf(triggeredRunSchema),
  })
  return answer.data.sync_run_id
}

/** Asks for a run to be canceled; it ends a little later. Source: reference 3.2. */
export async function cancelRun(id: number): Promise<void> {
  await call({ method: 'POST', path: `${runs}/${id}/cancel`, answer: z.looseObject({}) })
}

/** Which records of a run are asked for. Source: reference 3.3. */
export interface RecordFilter {
  status?: 'succeeded' | 'rejected' | 'invalid'
  primary_identifier?: string
}

/** A page of 100 records of a run: customer data, to be shown on demand and kept nowhere. */
export async function readRecords(
  runId: number,
  filter: RecordFilter,
  page: number,
  signal: AbortSignal,
): Promise<Page<SyncRecord>> {
  const query = { ...filter, page, per_page: 100 }
  return readPage(`${runs}/${runId}/records`, syncRecordSchema, query, signal)
}

/** How many records a filter finds; undefined where the API does not say. */
export async function countRecords(
  runId: number,
  filter: RecordFilter,
  signal: AbortSignal,
): Promise<number | undefined> {
  const answer = await call({
    path: `${runs}/${runId}/records_count`,
    query: { ...filter },
    answer: oneOf(z.array(recordCountSchema)),
    signal,
  })
  return answer.data[0]?.record_count
}
