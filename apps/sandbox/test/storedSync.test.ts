import type { JsonObject, JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  appendWithHighWaterMark,
  byHandExample,
  mirrorSegmentToFile,
  upsertFromTable,
} from './examples.ts'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox({ now: () => new Date('2026-11-23T08:00:00.000Z') })
})
afterAll(() => sandbox[Symbol.asyncDispose]())

async function create(payload: JsonObject): Promise<number> {
  const { body } = await sandbox.post('/syncs', payload)
  return z.object({ data: z.object({ sync_id: z.number() }) }).parse(body).data.sync_id
}

async function read(id: number): Promise<JsonValue | undefined> {
  return (await sandbox.get(`/syncs/${id}`)).body.data
}

async function alertsOf(id: number) {
  return z
    .object({ alert_attributes: z.array(z.looseObject({ id: z.number() })) })
    .parse(await read(id)).alert_attributes
}

function after(sync_id: number): JsonObject {
  return { mode: { type: 'triggered', triggers: { sync_sequence: { sync_id } } } }
}

const bare = {
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'Contact' },
  mappings: [{ from: { type: 'column', data: 'email' }, to: 'Email', is_primary_identifier: true }],
} satisfies JsonObject

const twoAlerts = [
  { id: expect.any(Number), type: 'FailureAlertConfiguration', options: {} },
  {
    id: expect.any(Number),
    type: 'InvalidRecordPercentAlertConfiguration',
    options: { threshold: 75 },
  },
]

describe('GET /syncs/:id', () => {
  it('fills everything that was not sent', async () => {
    const id = await create(bare)
    expect(await read(id)).toEqual({
      id,
      label: null,
      status: 'Ready',
      operation: 'upsert',
      paused: false,
      created_at: '2026-11-23T08:00:00.000Z',
      updated_at: '2026-11-23T08:00:00.000Z',
      source_attributes: {
        connection_id: 12,
        object: { type: 'business_object_source', id: 10_123, dataset_id: 123 },
      },
      destination_attributes: { connection_id: 15, object: 'Contact' },
      mappings: [
        {
          from: { type: 'column', data: 'email' },
          to: 'Email',
          is_primary_identifier: true,
          lookup_object: null,
          lookup_field: null,
          generate_field: false,
          array_field: false,
          field_type: null,
          follow_source_type: false,
          preserve_values: false,
          sync_null_values: true,
          operation: null,
          position: 1,
        },
      ],
      alert_attributes: twoAlerts.map((alert) => ({
        ...alert,
        send_for: 'first_time',
        should_send_recovery: true,
      })),
      mode: {
        type: 'triggered',
        triggers: {
          schedule: {
            frequency: 'never',
            day: null,
            hour: null,
            minute: null,
            cron_expression: null,
          },
        },
      },
      schedule_frequency: 'never',
      schedule_day: null,
      schedule_hour: null,
      schedule_minute: null,
      cron_expression: null,
      triggers: {},
      field_behavior: 'specific_properties',
      field_normalization: null,
      field_order: 'alphabetical_column_name',
      sync_behavior_family: null,
      advanced_configuration: {},
      high_water_mark_attribute: null,
      high_water_mark_attributes: null,
      historical_sync_operation: null,
      mirror_strategy: null,
      lead_union_insert_to: null,
      failed_run_notifications_enabled: true,
      failed_record_notifications_enabled: true,
      failed_record_notifications_threshold_percent: 75,
    })
  })

  it.each<[kind: string, payload: JsonObject, subset: JsonObject, object: JsonObject]>([
    [
      'segment',
      mirrorSegmentToFile,
      { filter_segment_id: 9 },
      { type: 'filter_segment_source', id: 20_009, dataset_id: 123 },
    ],
    [
      'cohort',
      { ...bare, source_attributes: { ...bare.source_attributes, cohort_id: 4 } },
      { cohort_id: 4 },
      { type: 'cohort_source', id: 30_004, dataset_id: 123 },
    ],
  ])('names a %s beside the source, and not within', async (_, payload, subset, object) => {
    const sync = await read(await create(payload))
    expect(sync).toMatchObject(subset)
    expect(sync).toHaveProperty('source_attributes', { connection_id: 12, object })
  })

  it.each<[kind: string, payload: JsonObject, source: JsonObject]>([
    [
      'a model named without its connection',
      {
        ...bare,
        source_attributes: { object: { type: 'model', name: 'users_v2' } },
        mappings: [
          { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
        ],
      },
      {
        connection_id: 12,
        object: {
          type: 'model',
          id: 15,
          name: 'users_v2',
          query: 'select * from users',
          created_at: '2025-04-11T20:52:58.293Z',
          updated_at: '2026-01-14T23:15:18.508Z',
        },
      },
    ],
    [
      'a table',
      upsertFromTable,
      {
        connection_id: 12,
        object: {
          type: 'table',
          id: expect.any(Number),
          table_catalog: 'ANALYTICS',
          table_schema: 'PUBLIC',
          table_name: 'USERS',
        },
      },
    ],
  ])('tells of %s in the words of answers', async (_, payload, source) => {
    expect(await read(await create(payload))).toMatchObject({ source_attributes: source })
  })

  it('tells each schedule twice: nested and flat', async () => {
    expect(await read(await create(byHandExample))).toMatchObject({
      mode: { triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30, day: null } } },
      schedule_frequency: 'daily',
      schedule_hour: 10,
      schedule_minute: 30,
    })
    expect(await read(await create(appendWithHighWaterMark))).toMatchObject({
      mode: {
        triggers: {
          schedule: {
            frequency: 'expression',
            cron_expression: '0 6 * * 1,2,3,4,5',
            hour: 6,
            minute: 0,
          },
        },
      },
      cron_expression: '0 6 * * 1,2,3,4,5',
      alert_attributes: [],
    })
  })

  it('takes the flat schedule of old clients', async () => {
    const id = await create({
      ...bare,
      schedule_frequency: 'daily',
      triggers: { sync_sequence: { sync_id: 61 } },
    })
    expect(await read(id)).toMatchObject({
      mode: {
        type: 'triggered',
        triggers: {
          schedule: { frequency: 'daily', hour: 0, minute: 0 },
          sync_sequence: { sync_id: 61 },
        },
      },
      triggers: { sync_sequence: { sync_id: 61 } },
    })
  })

  it('gives the alerts of a copy ids of their own', async () => {
    const alert = { id: 901, type: 'FailureAlertConfiguration', options: null }
    const [copied] = await alertsOf(await create({ ...bare, alert_attributes: [alert] }))
    expect(copied?.id).toBeGreaterThan(901)
  })

  it('makes alerts of the legacy fields when no alerts were sent', async () => {
    const id = await create({
      ...bare,
      failed_run_notifications_enabled: false,
      failed_record_notifications_threshold_percent: 10,
    })
    expect(await read(id)).toMatchObject({
      alert_attributes: [
        { type: 'InvalidRecordPercentAlertConfiguration', options: { threshold: 10 } },
      ],
    })
  })

  it('repeats lead_union_insert_to at the top level', async () => {
    const id = await create({
      operation: 'upsert',
      source_attributes: upsertFromTable.source_attributes ?? null,
      destination_attributes: {
        connection_id: 10,
        object: 'lead_or_contact',
        lead_union_insert_to: 'lead',
      },
      mappings: [
        { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
        { from: { type: 'column', data: 'LAST_NAME' }, to: 'LastName' },
      ],
    })
    expect(await read(id)).toMatchObject({
      destination_attributes: { lead_union_insert_to: 'lead' },
      lead_union_insert_to: 'lead',
    })
  })

  it('adds the key that the service manages, once', async () => {
    const payload: JsonObject = {
      operation: 'append',
      source_attributes: { connection_id: 12, object: { type: 'model', id: 16 } },
      destination_attributes: { connection_id: 14, object: 'click_conversion' },
      mappings: [
        { from: { type: 'column', data: 'GCLID' }, to: 'click_conversion.gclid' },
        {
          from: { type: 'column', data: 'CLICKED_AT' },
          to: 'click_conversion.conversion_date_time',
        },
      ],
    }
    const to = { mappings: [{}, {}, { from: { type: 'compound_key' }, position: 3 }] }
    const id = await create(payload)
    const sync = await read(id)
    expect(sync).toMatchObject(to)
    const { mappings } = z.object({ mappings: z.array(z.looseObject({})) }).parse(sync)
    const change = {
      mappings: mappings.map((mapping) => ({ ...mapping, sync_null_values: false })),
    }
    expect(await sandbox.patch(`/syncs/${id}`, z.json().parse(change))).toMatchObject({
      status: 200,
    })
    expect(await read(id)).toMatchObject(to)
    expect(await read(id)).not.toHaveProperty('mappings[3]')
  })
})

describe('PATCH /syncs/:id', () => {
  it('changes what is sent and answers the sync', async () => {
    const id = await create(upsertFromTable)
    const before = await read(id)
    const answer = await sandbox.patch(`/syncs/${id}`, { paused: true })
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'updated', data: { id, paused: true } },
    })
    expect(await read(id)).toEqual({ ...z.looseObject({}).parse(before), paused: true })
  })

  it('replaces nested values whole', async () => {
    const id = await create(byHandExample)
    await sandbox.patch(`/syncs/${id}`, {
      advanced_configuration: { bulk_id_lookup: false },
      mode: { type: 'triggered', triggers: { sync_sequence: { sync_id: 61 } } },
    })
    expect(await read(id)).toMatchObject({
      advanced_configuration: { bulk_id_lookup: false },
      mode: { triggers: { schedule: { frequency: 'never' }, sync_sequence: { sync_id: 61 } } },
    })
    expect(await read(id)).not.toHaveProperty('advanced_configuration.data_source_country')
  })

  it('keeps omitted alerts, keeps the ids that are sent back, and drops the rest', async () => {
    const id = await create(byHandExample)
    const [failure, percent] = await alertsOf(id)
    await sandbox.patch(`/syncs/${id}`, { label: 'Renamed' })
    expect(await alertsOf(id)).toEqual([failure, percent])

    await sandbox.patch(`/syncs/${id}`, {
      alert_attributes: [
        {
          id: percent?.id ?? 0,
          type: 'InvalidRecordPercentAlertConfiguration',
          options: { threshold: 5 },
        },
        { type: 'StatusAlertConfiguration', options: { status_name: 'completed' } },
      ],
    })
    expect(await alertsOf(id)).toMatchObject([
      { id: percent?.id, options: { threshold: 5 } },
      { type: 'StatusAlertConfiguration' },
    ])
    await sandbox.patch(`/syncs/${id}`, { alert_attributes: [] })
    expect(await alertsOf(id)).toEqual([])
  })

  it('takes the flat schedule without the rest of mode being lost', async () => {
    const id = await create(byHandExample)
    await sandbox.patch(`/syncs/${id}`, { schedule_hour: 5 })
    expect(await read(id)).toMatchObject({
      schedule_frequency: 'daily',
      schedule_hour: 5,
      schedule_minute: 30,
    })
  })

  it('takes back what GET gave as no change', async () => {
    const id = await create(upsertFromTable)
    const sync = await read(id)
    expect(await sandbox.patch(`/syncs/${id}`, sync ?? null)).toMatchObject({ status: 200 })
    expect(await read(id)).toEqual(sync)
    const change = { ...z.looseObject({}).parse(sync), schedule_hour: 4 }
    expect(await sandbox.patch(`/syncs/${id}`, z.json().parse(change))).toMatchObject({
      body: { data: { mode: { triggers: { schedule: { hour: 4, minute: 30 } } } } },
    })
  })

  it.each<[culprit: string, change: JsonObject]>([
    ['operation', { operation: 'replace' }],
    ['append', { operation: 'append' }],
    ['Nope', { mappings: [{ ...bare.mappings[0]!, to: 'Nope' }] }],
    ['mappings', { mappings: [] }],
    ['mode', { mode: { type: 'live' } }],
    ['operation', { operation: null }],
    ['alert 901', { alert_attributes: [{ id: 901, type: 'FailureAlertConfiguration' }] }],
    ['object Kontact', { destination_attributes: { connection_id: 15, object: 'Kontact' } }],
  ])('judges the merged sync, names %s, and changes nothing', async (culprit, change) => {
    const id = await create(bare)
    const before = await read(id)
    const refused = await sandbox.patch(`/syncs/${id}`, change)
    expect(refused).toMatchObject({ status: 422, body: { status: 'error' } })
    expect(refused.body.message).toContain(culprit)
    expect(await read(id)).toEqual(before)
  })

  it('refuses a sequence that comes back to the sync', async () => {
    const first = await create(bare)
    const second = await create({ ...bare, ...after(first) })
    expect(await sandbox.patch(`/syncs/${first}`, after(first))).toMatchObject({ status: 422 })
    expect(await sandbox.patch(`/syncs/${first}`, after(second))).toMatchObject({ status: 422 })
  })

  it.each<[key: string, change: JsonObject]>([
    [
      'source_attributes',
      { source_attributes: { connection_id: 12, object: { type: 'dataset', id: 101 } } },
    ],
    [
      'destination_attributes',
      { destination_attributes: { connection_id: 15, object: 'Contact' } },
    ],
    ['operation', { operation: 'upsert' }],
  ])('keeps the %s of a sync to Braze', async (key, change) => {
    const id = await create(appendWithHighWaterMark)
    const refused = await sandbox.patch(`/syncs/${id}`, change)
    expect(refused.status).toBe(422)
    expect(refused.body.message).toContain(key)
    expect(await sandbox.patch(`/syncs/${id}`, { label: 'Still free to rename' })).toMatchObject({
      status: 200,
    })
  })
})

describe('DELETE /syncs/:id', () => {
  it('removes the sync for good', async () => {
    const id = await create(bare)
    const answer = await sandbox.call('DELETE', `/syncs/${id}`)
    expect(answer).toMatchObject({ status: 200, body: { status: 'deleted' } })
    expect(answer.body).toEqual({ status: 'deleted' })
    expect(await sandbox.get(`/syncs/${id}`)).toMatchObject({ status: 404 })
    expect(await create(bare)).toBeGreaterThan(id)
  })
})
