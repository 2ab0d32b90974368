import type { JsonObject, JsonValue } from '@sync-builder/schema'
import { syncRecordSchema, syncRunSchema } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'
import { contacts, create, ended, syncCalled, trigger, users } from './runsOfSandbox.ts'

/** To a destination that waits before each batch. */
const slowUsers = users(
  { connection_id: 40, object: 'contact' },
  {
    mappings: [
      { from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true },
    ],
  },
)

async function eventsOf(sandbox: RunningSandbox, sync: number): Promise<JsonObject[]> {
  const { body } = await sandbox.control('GET', '/events')
  return z
    .array(z.object({ event: z.looseObject({ sync_id: z.number(), event: z.string() }) }))
    .parse(body.events)
    .map(({ event }) => event as JsonObject)
    .filter((event) => event.sync_id === sync)
}

describe('a triggered sync', () => {
  it('runs, and its counts add up', async () => {
    await using sandbox = await runSandbox()
    const sync = await syncCalled(sandbox, 'Users to CRM contacts')
    const run = await ended(sandbox, await trigger(sandbox, sync))

    expect(run).toMatchObject({
      sync_id: sync,
      status: 'completed',
      canceled: false,
      full_sync: true,
      source_record_count: 5_000,
      source_record_deletes: 0,
      error_code: null,
      scheduled_execution_time: null,
      sync_trigger_reason: { ui_tag: 'Manual' },
    })
    expect(run).not.toHaveProperty('current_step')
    expect(run.records_invalid).toBe(run.source_record_invalids)
    expect(Number(run.source_record_updates) + Number(run.source_record_invalids)).toBe(5_000)
    expect(run.records_processed).toBe(run.source_record_updates)
    expect(Number(run.records_updated) + Number(run.records_failed)).toBe(run.records_processed)
    expect(Number(run.records_failed)).toBeGreaterThan(0)
    expect((await sandbox.get(`/syncs/${sync}`)).body).toMatchObject({
      data: { status: 'Up to Date' },
    })
    expect((await sandbox.get(`/syncs/${sync}/sync_runs?per_page=1`)).body).toMatchObject({
      data: [{ id: run.id }],
    })

    const again = await ended(sandbox, await trigger(sandbox, sync))
    expect(again).toMatchObject({ full_sync: false, source_record_updates: 0 })
    // What was rejected is tried again.
    expect(again.records_processed).toBe(run.records_failed)
  })

  it('tells what became of each record', async () => {
    await using sandbox = await runSandbox()
    const sync = await syncCalled(sandbox, 'Users to CRM contacts')
    const run = await ended(sandbox, await trigger(sandbox, sync))
    const count = async (query: string) =>
      (await sandbox.get(`/sync_runs/${run.id}/records_count${query}`)).body.data

    expect(await count('')).toEqual([{ record_count: 5_000 }])
    expect(await count('?status=succeeded')).toEqual([{ record_count: run.records_updated }])
    expect(await count('?status=rejected')).toEqual([{ record_count: run.records_failed }])
    expect(await count('?status=invalid')).toEqual([{ record_count: run.records_invalid }])
    expect(await count('?operation=delete')).toEqual([{ record_count: 0 }])

    const rejected = await sandbox.get(`/sync_runs/${run.id}/records?status=rejected&per_page=2`)
    const records = z.array(syncRecordSchema).parse(rejected.body.data)
    expect(records).toHaveLength(2)
    const [record] = records
    expect(record).toMatchObject({ operation: 'upsert', status: 'rejected' })
    expect(record?.status_message).toMatch(
      /^A new record needs LastName$|^No Account has the External_Id__c /,
    )
    expect(record?.record_payload).toMatchObject({ EMAIL: record?.identifier })
    expect(Object.keys(Object(record?.record_payload))).not.toContain('PHONE')
    expect(record?.batch_started_at).toMatch(/^\d{4}-/)

    const { identifier } = record ?? {}
    expect(await count(`?primary_identifier=${identifier}`)).toEqual([{ record_count: 1 }])
    const invalid = await sandbox.get(`/sync_runs/${run.id}/records?status=invalid`)
    expect(invalid.body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ identifier: null, batch_started_at: null }),
      ]),
    })
  })

  it('keeps its records for 14 days', async () => {
    await using sandbox = await runSandbox({ now: () => new Date('2026-11-25T06:00:00Z') })
    const sync = await create(sandbox, users(contacts))
    const run = await ended(sandbox, await trigger(sandbox, sync))
    await sandbox.control('POST', '/clock', { advance_ms: 14 * 86_400_000 })
    expect(await sandbox.get(`/sync_runs/${run.id}/records`)).toMatchObject({ status: 200 })
    await sandbox.control('POST', '/clock', { advance_ms: 1 })
    for (const path of ['records', 'records_count']) {
      expect(await sandbox.get(`/sync_runs/${run.id}/${path}`)).toMatchObject({
        status: 410,
        body: { status: 'error' },
      })
    }
  })

  it('can be forced to a full sync, unless it appends', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, users(contacts))
    await ended(sandbox, await trigger(sandbox, sync))
    const forced = await ended(sandbox, await trigger(sandbox, sync, '?force_full_sync=true'))
    expect(forced).toMatchObject({
      full_sync: true,
      records_processed: forced.source_record_updates,
    })
    const append = await syncCalled(sandbox, 'Product events to Braze')
    expect(await sandbox.post(`/syncs/${append}/trigger?force_full_sync=true`)).toMatchObject({
      status: 422,
      body: { status: 'error' },
    })
  })

  it.each([
    ['POST', '/syncs/1/trigger'],
    ['GET', '/syncs/1/sync_runs'],
    ['GET', '/sync_runs/1'],
    ['POST', '/sync_runs/1/cancel'],
    ['GET', '/sync_runs/1/records'],
    ['GET', '/sync_runs/1/records_count'],
  ])('%s %s is 404 where there is none', async (method, path) => {
    await using sandbox = await runSandbox()
    expect(await sandbox.call(method, path)).toMatchObject({ status: 404, body: { status: 404 } })
  })
})

describe('the seeded syncs', () => {
  it('all run: their sources, objects and files are there', async () => {
    await using sandbox = await runSandbox()
    const { body } = await sandbox.get('/syncs?per_page=100&order=asc')
    const syncs = z
      .array(z.looseObject({ id: z.number(), label: z.string().nullable() }))
      .parse(body.data)
    const runs = new Map<string, number>()
    for (const { id, label } of syncs) runs.set(`${id} ${label}`, await trigger(sandbox, id))
    const outcomes: string[] = []
    for (const [sync, id] of runs) {
      const run = await ended(sandbox, id)
      outcomes.push(`${sync}: ${run.status} ${run.error_message ?? ''}`)
      expect(run.source_record_count, sync).toBeGreaterThan(0)
    }
    expect(outcomes.filter((outcome) => !outcome.endsWith(': completed '))).toEqual([])
  }, 60_000)
})

describe('segments', () => {
  it('hold as many rows as the API says, and records tell in which ones they are', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, {
      operation: 'upsert',
      source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
      destination_attributes: { connection_id: 16, object: 'user' },
      mappings: [
        { from: { type: 'column', data: 'id' }, to: 'external_id', is_primary_identifier: true },
        { from: { type: 'segment_membership', data: { identify_by: 'name' } }, to: 'segments' },
      ],
    })
    const run = await ended(sandbox, await trigger(sandbox, sync))
    expect(run).toMatchObject({ source_record_count: 48_210, source_record_updates: 48_210 })
    const { body } = await sandbox.control('POST', '/sql', {
      sql: `SELECT count(*) FILTER (WHERE segments LIKE '%"Signed up this week"%') AS signedUp,
          count(*) FILTER (WHERE segments LIKE '%"VIP signups"%') AS vip,
          count(*) FILTER (WHERE segments = '[]') > 0 AS hasNone
        FROM "destination_16/user" WHERE json_valid(segments) AND external_id GLOB '[0-9]*'`,
    })
    expect(body.rows).toEqual([{ signedUp: 412, vip: 1_204, hasNone: 1 }])
  })
})

describe('a row of 2,000 columns', () => {
  it.each(['append', 'mirror'])('is sent and logged as a whole (%s)', async (operation) => {
    await using sandbox = await runSandbox()
    const { body } = await sandbox.get(
      '/sources/12/tables/columns?table_catalog=ANALYTICS&table_schema=FEATURES&table_name=USER_FEATURES',
    )
    const columns = z.array(z.looseObject({ name: z.string() })).parse(body.data)
    expect(columns).toHaveLength(2_000)
    const sync = await create(sandbox, {
      operation,
      ...(operation === 'append' && { historical_sync_operation: 'backfill_all_records' }),
      source_attributes: {
        connection_id: 12,
        object: {
          type: 'table',
          table_catalog: 'ANALYTICS',
          table_schema: 'FEATURES',
          table_name: 'USER_FEATURES',
        },
      },
      destination_attributes: { connection_id: 20, object: 'wide.csv' },
      mappings: columns.map(({ name }, place) => ({
        from: { type: 'column', data: name },
        to: name,
        is_primary_identifier: place === 0,
      })),
      alert_attributes: [],
    })
    const table = '"source_12/ANALYTICS.FEATURES.USER_FEATURES"'
    const run = await ended(sandbox, await trigger(sandbox, sync))
    expect(run).toMatchObject({ status: 'completed', records_failed: 0 })
    expect(run.records_updated).toBeGreaterThan(0)
    const { body: logged } = await sandbox.get(`/sync_runs/${run.id}/records?per_page=1`)
    const [record] = z.array(syncRecordSchema).parse(logged.data)
    const { body: read } = await sandbox.control('POST', '/sql', {
      sql: `SELECT * FROM ${table} WHERE ${columns[0]?.name} = '${record?.identifier}'`,
    })
    const [row] = z.array(z.record(z.string(), z.unknown())).parse(read.rows)
    const last = columns.at(-1)?.name ?? ''
    expect(Object.keys(record?.record_payload ?? {})).toHaveLength(2_000)
    expect(record?.record_payload).toMatchObject({ [last]: row?.[last] })

    // What was read together with others is compared as well.
    const again = await ended(sandbox, await trigger(sandbox, sync))
    expect(again).toMatchObject({ status: 'completed' })
    if (operation === 'append') expect(again.records_processed).toBe(0)
  })
})

describe('one run at a time', () => {
  it('skips a run that would overlap, and cancels one that is under way', async () => {
    await using sandbox = await runSandbox({ slowness: 0.05 })
    const sync = await create(sandbox, slowUsers)
    const first = await trigger(sandbox, sync)
    const second = await trigger(sandbox, sync)
    expect(await ended(sandbox, second)).toMatchObject({ status: 'skipped', canceled: false })

    const canceled = await sandbox.post(`/sync_runs/${first}/cancel`)
    expect(canceled).toMatchObject({ status: 200, body: { status: 'cancelled', data: {} } })
    const run = await ended(sandbox, first)
    expect(run).toMatchObject({ status: 'failed', canceled: true, error_code: null })
    // Null where it had not read its source by then.
    expect(run.records_processed ?? 0).toBe(0)
    expect(await sandbox.post(`/sync_runs/${first}/cancel`)).toMatchObject({ status: 422 })
    expect((await sandbox.get(`/syncs/${sync}`)).body).toMatchObject({ data: { status: 'Ready' } })
  })
})

describe('a reset', () => {
  it('forgets the runs under way: those that get their ids begin anew', async () => {
    await using sandbox = await runSandbox({ slowness: 0.05 })
    const sync = await create(sandbox, slowUsers)
    const run = await trigger(sandbox, sync)
    const names = async () => (await eventsOf(sandbox, sync)).map(({ event }) => event)
    await expect.poll(names, { timeout: 20_000 }).toContain('sync.started')
    await sandbox.control('POST', '/reset')

    expect(await create(sandbox, slowUsers)).toBe(sync)
    expect(await trigger(sandbox, sync)).toBe(run)
    expect((await sandbox.get(`/sync_runs/${run}`)).body).toMatchObject({
      data: { status: 'queued', source_record_count: 0, source_record_updates: null },
    })
    await sandbox.post(`/sync_runs/${run}/cancel`)
    await ended(sandbox, run)
    expect(await names()).toContain('sync.started')
  }, 30_000)
})

describe('schedules', () => {
  const hourly: JsonValue = {
    type: 'triggered',
    triggers: { schedule: { frequency: 'hourly', minute: 10 } },
  }

  it('fire when the clock comes to them, and those that follow start after a success', async () => {
    await using sandbox = await runSandbox({ now: () => new Date('2026-11-25T06:00:00Z') })
    const parent = await create(sandbox, users(contacts, { label: 'Parent', mode: hourly }))
    const sequence = { triggers: { sync_sequence: { sync_id: parent } }, type: 'triggered' }
    const child = await create(sandbox, users(contacts, { mode: sequence }))
    const pausedChild = await create(sandbox, users(contacts, { mode: sequence, paused: true }))
    const paused = await create(sandbox, users(contacts, { mode: hourly, paused: true }))
    await sandbox.control('POST', '/clock', { advance_ms: 9 * 60_000 })
    expect((await sandbox.get(`/syncs/${parent}/sync_runs`)).body).toMatchObject({ data: [] })
    await sandbox.control('POST', '/clock', { advance_ms: 60_000 })
    const started = await sandbox.get(`/syncs/${parent}/sync_runs`)
    const [run] = z.array(syncRunSchema).parse(started.body.data)
    expect(await ended(sandbox, run?.id ?? 0)).toMatchObject({
      status: 'completed',
      scheduled_execution_time: '2026-11-25T06:10:00.000Z',
      sync_trigger_reason: { ui_tag: 'Schedule' },
    })
    await expect
      .poll(async () => (await sandbox.get(`/syncs/${child}/sync_runs`)).body)
      .toMatchObject({ data: [{ sync_trigger_reason: { ui_tag: 'Sequence' } }] })
    for (const id of [paused, pausedChild]) {
      expect((await sandbox.get(`/syncs/${id}/sync_runs`)).body).toMatchObject({ data: [] })
    }
  })
})

describe('events', () => {
  it('tell of a run as webhooks do, with the alerts that it raises and resolves', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(
      sandbox,
      users(contacts, {
        alert_attributes: [
          {
            type: 'FailureAlertConfiguration',
            send_for: 'first_time',
            should_send_recovery: true,
            options: null,
          },
        ],
      }),
    )
    await sandbox.control('POST', '/sql', { sql: 'SELECT 1' })
    await ended(sandbox, await trigger(sandbox, sync))
    const table = '"source_12/ANALYTICS.PUBLIC.USERS"'
    await sandbox.control('POST', '/sql', {
      sql: `ALTER TABLE ${table} RENAME COLUMN FIRST_NAME TO GIVEN_NAME`,
    })
    for (let run = 0; run < 2; run++) {
      expect(await ended(sandbox, await trigger(sandbox, sync))).toMatchObject({
        status: 'failed',
        error_code: 'SOURCE_COLUMN_DELETED',
        error_message: 'A mapped source column has been deleted. FIRST_NAME',
        error_detail: 'FIRST_NAME',
        // It ended before it had counted anything.
        source_record_updates: null,
        records_processed: null,
        full_sync: false,
      })
    }
    expect((await sandbox.get(`/syncs/${sync}`)).body).toMatchObject({
      data: { status: 'Failing' },
    })
    await sandbox.control('POST', '/sql', {
      sql: `ALTER TABLE ${table} RENAME COLUMN GIVEN_NAME TO FIRST_NAME`,
    })
    await ended(sandbox, await trigger(sandbox, sync))
    const events = await eventsOf(sandbox, sync)
    const begins = ['sync.triggered', 'sync.started', 'sync.completed']
    expect(events.map(({ event }) => event)).toEqual(
      [
        [...begins, 'sync.success'],
        [...begins, 'sync.failed', 'sync.alert.raised'],
        [...begins, 'sync.failed'],
        [...begins, 'sync.success', 'sync.alert.resolved'],
      ].flat(),
    )
    expect(events.find(({ event }) => event === 'sync.alert.raised')).toMatchObject({
      alert_type: 'FailureAlertConfiguration',
      message: 'Sync Failed',
      details: 'Sync has failed with error: A mapped source column has been deleted. FIRST_NAME',
    })
  })
})
