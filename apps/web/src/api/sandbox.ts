import {
  dryRunSchema,
  oneOf,
  runChangesSchema,
  syncEventSchema,
  type DryRun,
  type JsonObject,
} from '@sync-builder/schema'
import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { call } from './client.ts'

// What the sandbox alone can tell: with the real API the proxy answers these with 404.
const sandbox = '/app/sandbox'

/** What a run of this sync would do now; of a stored sync, `syncId` tells what it has sent. */
export async function dryRun(
  payload: JsonObject,
  syncId: number | undefined,
  signal: AbortSignal,
): Promise<DryRun> {
  const answer = await call({
    method: 'POST',
    path: `${sandbox}/dry_run`,
    query: { sync_id: syncId },
    body: payload,
    answer: oneOf(dryRunSchema),
    signal,
  })
  return answer.data
}

/** What a run has changed in its destination: customer data, kept nowhere. */
export const runChangesQuery = (runId: number) =>
  queryOptions({
    queryKey: ['run changes', runId],
    queryFn: async ({ signal }) => {
      const path = `${sandbox}/sync_runs/${runId}/changes`
      return (await call({ path, answer: oneOf(runChangesSchema), signal })).data
    },
    staleTime: 0,
    gcTime: 0,
  })

/** What happened to a sync lately, newest first: alerts raised and resolved above all. */
export const syncEventsQuery = (syncId: number) =>
  queryOptions({
    queryKey: ['sync events', syncId],
    queryFn: async ({ signal }) => {
      const path = `${sandbox}/syncs/${syncId}/events`
      return (await call({ path, answer: oneOf(z.array(syncEventSchema)), signal })).data
    },
    staleTime: 0,
  })
