import {
  isRunOver,
  oneOf,
  pageOf,
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
import type { Page } from './pages.ts'
import { pollMs } from './polling.ts'

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
    refetchInterval: (query) =>
      query.state.data && isRunOver(query.state.data) ? false : nextAskMs(query),
  })

/** Milliseconds until a run that goes on is asked for again, by how its query has fared so far. */
export function nextAskMs({ state }: Pick<Query<SyncRun>, 'state'>): number {
  const { data, error, fetchFailureCount } = state
  const since = Date.parse(data?.created_at ?? '')
  const refusal = error instanceof ApiFailure && error.error.kind === 'refused' && error.error
  return pollMs({
    forMs: Number.isNaN(since) ? 0 : Date.now() - since,
    failures: fetchFailureCount,
    retryAfterMs: refusal ? refusal.retryAfterMs : undefined,
  })
}

/** A page of a sync's runs, newest first; `perPage` is 100 at most. Source: reference 3.2. */
export async function readRuns(
  syncId: number,
  { page, perPage }: { page: number; perPage: number },
  signal: AbortSignal,
): Promise<Page<SyncRun>> {
  return readPage(`${syncs}/${syncId}/sync_runs`, syncRunSchema, signal, {
    page,
    per_page: perPage,
    order: 'desc',
  })
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
  return readPage(`${runs}/${runId}/records`, syncRecordSchema, signal, query)
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

async function readPage<T extends z.ZodType>(
  path: string,
  item: T,
  signal: AbortSignal,
  query: Record<string, string | number>,
): Promise<Page<z.infer<T>>> {
  const { data, pagination, last_refreshed_at } = await call({
    path,
    query,
    answer: pageOf(item),
    signal,
  })
  return {
    ...data,
    next: pagination?.next_page ?? undefined,
    last: pagination?.last_page ?? undefined,
    refreshedAt: last_refreshed_at ?? undefined,
  }
}
