import {
  createdSyncSchema,
  oneOf,
  syncSchema,
  withValidateOnly,
  type JsonObject,
  type Sync,
} from '@sync-builder/schema'
import { queryOptions, skipToken } from '@tanstack/react-query'
import * as z from 'zod'
import { call } from './client.ts'
import { fetchAll } from './pages.ts'

const syncs = '/api/v1/syncs'

/** All syncs of the workspace, newest first. */
export const syncsQuery = queryOptions({
  queryKey: ['syncs'],
  queryFn: ({ signal }) => fetchAll(syncs, syncSchema, ({ id }) => id, signal),
})

/** One sync as the API has stored it. */
export const syncQuery = (id: number | undefined) =>
  queryOptions({
    queryKey: ['syncs', id],
    queryFn: id ? ({ signal }) => readSync(id, signal) : skipToken,
  })

/** Reads one sync. */
export async function readSync(id: number, signal: AbortSignal): Promise<Sync> {
  return (await call({ path: `${syncs}/${id}`, answer: oneOf(syncSchema), signal })).data
}

/**
 * Asks the API whether it would take this payload. Gives the id in the answer, if there is one:
 * the API's own example leaves open whether a check can create (reference 2.9).
 */
export async function validateSync(
  payload: JsonObject,
  signal: AbortSignal,
): Promise<{ syncId: number | undefined }> {
  const answer = await call({
    method: 'POST',
    path: syncs,
    body: withValidateOnly(payload, true),
    answer: z.looseObject({ data: createdSyncSchema.partial().nullish() }),
    signal,
  })
  return { syncId: answer.data?.sync_id }
}

/**
 * Creates the sync and gives its id. Sent once: the same key gives the stored answer, and nothing
 * here retries. Cannot be cancelled, since the proxy lets a create run to its end.
 */
export async function createSync(payload: JsonObject, idempotencyKey: string): Promise<number> {
  const answer = await call({
    method: 'POST',
    path: syncs,
    body: withValidateOnly(payload, false),
    idempotencyKey,
    answer: z.looseObject({ data: createdSyncSchema }),
  })
  return answer.data.sync_id
}

/** Changes a sync's top-level fields and gives the sync. Source: reference 3.1. */
export async function updateSync(id: number, change: JsonObject) {
  const path = `${syncs}/${id}`
  return (await call({ method: 'PATCH', path, body: change, answer: oneOf(syncSchema) })).data
}

/** Deletes a sync. */
export async function deleteSync(id: number): Promise<void> {
  await call({ method: 'DELETE', path: `${syncs}/${id}`, answer: z.looseObject({}) })
}
