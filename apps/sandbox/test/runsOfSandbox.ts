import { syncRunSchema, type JsonObject } from '@sync-builder/schema'
import { expect } from 'vitest'
import * as z from 'zod'
import { warehouseTable } from './examples.ts'
import type { RunningSandbox } from './runSandbox.ts'

/** The id of the seeded sync of that label. */
export async function syncCalled(sandbox: RunningSandbox, label: string): Promise<number> {
  const { body } = await sandbox.get('/syncs?per_page=100')
  const syncs = z
    .array(z.looseObject({ id: z.number(), label: z.string().nullable() }))
    .parse(body.data)
  const found = syncs.find((sync) => sync.label === label)
  if (!found) throw new Error(`There is no sync ${label}`)
  return found.id
}

/** Starts a run; gives its id. */
export async function trigger(sandbox: RunningSandbox, sync: number, query = ''): Promise<number> {
  const { status, body } = await sandbox.post(`/syncs/${sync}/trigger${query}`)
  expect(status).toBe(200)
  return z.object({ sync_run_id: z.number() }).parse(body.data).sync_run_id
}

/** The run once it has ended. */
export async function ended(sandbox: RunningSandbox, run: number) {
  await expect
    .poll(async () => (await sandbox.get(`/sync_runs/${run}`)).body, { timeout: 20_000 })
    .toMatchObject({ data: { status: expect.stringMatching(/completed|failed|skipped/) } })
  const { body } = await sandbox.get(`/sync_runs/${run}`)
  return syncRunSchema.parse(body.data)
}

/** Creates a sync; gives its id. */
export async function create(sandbox: RunningSandbox, request: JsonObject): Promise<number> {
  const { status, body } = await sandbox.post('/syncs', request)
  expect(body).toMatchObject({ status: 'created' })
  expect(status).toBe(201)
  return z.object({ sync_id: z.number() }).parse(body.data).sync_id
}

/** HubSpot's contacts. */
export const contacts = { connection_id: 11, object: 'contact' }
/** A sync of the warehouse's users, told by their address. */
export function users(to: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    operation: 'upsert',
    source_attributes: warehouseTable('USERS'),
    destination_attributes: to,
    mappings: [
      { from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true },
      { from: { type: 'column', data: 'FIRST_NAME' }, to: 'firstname' },
    ],
    ...more,
  }
}
