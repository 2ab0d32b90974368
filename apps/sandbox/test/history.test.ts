import { syncRunSchema, type SyncRun } from '@sync-builder/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createCatalogue } from '../src/catalogue.ts'
import { createHistory } from '../src/seed/history.ts'
import { seed } from '../src/seed/index.ts'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'
import { ended, syncCalled, trigger } from './runsOfSandbox.ts'

const syncSchema = z.looseObject({
  id: z.number(),
  status: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})
const listSchema = z.looseObject({
  data: z.array(syncRunSchema),
  pagination: z.looseObject({ total_records: z.number() }),
})

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

async function runsOf(sync: number, query = '?per_page=100') {
  return listSchema.parse((await sandbox.get(`/syncs/${sync}/sync_runs${query}`)).body)
}

async function allRuns() {
  const { body } = await sandbox.get('/syncs?per_page=100')
  const syncs = z.array(syncSchema).parse(body.data)
  return Promise.all(syncs.map(async (sync) => ({ sync, ...(await runsOf(sync.id)) })))
}

const isDone = ({ status, canceled }: SyncRun) => status === 'completed' && canceled === false

describe('the history of the seeded syncs', () => {
  it('agrees with what their status says', async () => {
    for (const { sync, data } of await allRuns()) {
      const [last] = data
      if (sync.status === 'Ready') expect(data).toEqual([])
      else
        expect(last?.status, String(sync.id)).toBe(
          sync.status === 'Failing' ? 'failed' : 'completed',
        )
      if (sync.status === 'Failing') {
        expect(last?.error_message).toMatch(/^[A-Z].*\. /)
        expect(last?.canceled).toBe(false)
      }
    }
  })

  it('lies between the making of the sync and its last change, each run after the one before', async () => {
    for (const { sync, data } of await allRuns()) {
      const times = data.map(({ created_at: at }) => String(at))
      expect(times).toEqual(times.toSorted().toReversed())
      const ids = data.map(({ id }) => id)
      expect(ids).toEqual(ids.toSorted((one, other) => other - one))
      for (const run of data) {
        expect(String(run.created_at) > sync.created_at, `run ${run.id}`).toBe(true)
        expect(String(run.completed_at) >= String(run.created_at)).toBe(true)
      }
      const [last] = data
      if (last)
        expect(Date.parse(String(last.created_at))).toBeLessThan(Date.parse('2026-11-20T06:21:00Z'))
    }
  })

  it('adds up in each run', async () => {
    for (const { data } of await allRuns()) {
      for (const run of data.filter(isDone)) {
        const said = `run ${run.id}`
        expect(Number(run.records_updated) + Number(run.records_failed), said).toBe(
          run.records_processed,
        )
        expect(Number(run.records_updated), said).toBeGreaterThanOrEqual(0)
        expect(
          Number(run.source_record_updates) + Number(run.source_record_invalids),
          said,
        ).toBeLessThanOrEqual(Number(run.source_record_count))
        if (run.full_sync === true) {
          expect(Number(run.source_record_updates) + Number(run.source_record_invalids), said).toBe(
            run.source_record_count,
          )
        }
      }
    }
  })

  it('has some of everything, and thousands of runs of one sync', async () => {
    const all = await allRuns()
    const runs = all.flatMap(({ data }) => data)
    for (const is of [
      (run: SyncRun) => run.status === 'skipped',
      (run: SyncRun) => run.canceled === true,
      (run: SyncRun) => run.status === 'failed' && run.error_code === 'DESTINATION_ERROR',
      (run: SyncRun) => isDone(run) && Number(run.records_failed) > 0,
      (run: SyncRun) => isDone(run) && Number(run.records_invalid) > 0,
      (run: SyncRun) => isDone(run) && run.full_sync === true,
      (run: SyncRun) => Number(run.source_record_deletes) > 0,
      (run: SyncRun) => run.sync_trigger_reason?.ui_tag === 'Manual',
    ]) {
      expect(runs.some(is), String(is)).toBe(true)
    }
    expect(Math.max(...all.map(({ pagination }) => pagination.total_records))).toBe(4_000)
  })

  it('is paged without a gap in both orders, new runs after it', async () => {
    const sync = await syncCalled(sandbox, 'Accounts to CRM')
    const { data: before } = await runsOf(sync)
    const run = await ended(sandbox, await trigger(sandbox, sync))
    const newest = [run.id, ...before.map(({ id }) => id)]
    const total = before.length + 1
    const idsOf = async (order: string) => {
      const ids: number[] = []
      for (let page = 1; page <= Math.ceil(total / 7); page++) {
        const { data, pagination } = await runsOf(sync, `?per_page=7&page=${page}&order=${order}`)
        expect(pagination.total_records).toBe(total)
        ids.push(...data.map(({ id }) => id))
      }
      return ids
    }
    expect(await idsOf('desc')).toEqual(newest)
    expect(await idsOf('asc')).toEqual(newest.toReversed())
    // Each is the same run when it is asked for alone.
    for (const each of before.slice(0, 5)) {
      expect((await sandbox.get(`/sync_runs/${each.id}`)).body.data).toEqual(each)
    }
  })

  it('keeps no records, says so, and is nothing to cancel', async () => {
    const sync = await syncCalled(sandbox, 'Users to CRM contacts')
    const [run] = (await runsOf(sync)).data
    for (const path of ['records', 'records_count']) {
      expect(await sandbox.get(`/sync_runs/${run?.id}/${path}`)).toMatchObject({ status: 410 })
    }
    expect(await sandbox.own('GET', `/sync_runs/${run?.id}/changes`)).toMatchObject({ status: 410 })
    expect(await sandbox.post(`/sync_runs/${run?.id}/cancel`)).toMatchObject({ status: 422 })
    expect(await sandbox.get(`/sync_runs/${Number(run?.id) - 1_000_000}`)).toMatchObject({
      status: 404,
    })
  })

  it('is always the same', () => {
    const made = () =>
      createHistory(createCatalogue(seed), seed.syncs, { firstSyncId: 61, lastId: 94_000 })
    expect(made().list(80, 0, 200)).toEqual(made().list(80, 0, 200))
    expect(made().get(94_000)?.syncId).toBe(61 + seed.syncs.length - 1)
    expect(made().get(94_001)).toBeUndefined()
  })
})
