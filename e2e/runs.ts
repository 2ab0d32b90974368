import type { APIRequestContext } from 'playwright/test'
import { expect } from './fixtures.ts'

const headers = { 'x-sync-builder': '1' }

/** Starts a run of a sync and gives its id once it has ended. */
export async function runOnce(request: APIRequestContext, sync: number): Promise<number> {
  const run = await startRun(request, sync)
  const status = async () => (await readRun(request, run)).status
  await expect.poll(status, { timeout: 20_000 }).toMatch(/^(?:completed|failed|skipped)$/u)
  return run
}

/** Starts a run of a sync and gives its id. */
export async function startRun(request: APIRequestContext, sync: number): Promise<number> {
  const response = await request.post(`/api/v1/syncs/${sync}/trigger`, { headers })
  const { data }: { data: { sync_run_id: number } } = await response.json()
  return data.sync_run_id
}

/** A run as the API answers it. */
export async function readRun(
  request: APIRequestContext,
  run: number,
): Promise<{ status: string }> {
  const response = await request.get(`/api/v1/sync_runs/${run}`, { headers })
  const { data }: { data: { status: string } } = await response.json()
  return data
}
