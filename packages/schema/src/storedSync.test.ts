import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJsonObject } from '../test/anyJson.ts'
import { storedUsers } from '../test/storedUsers.ts'
import { checkSync } from './checkSync.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { fromCreateSync } from './draft.ts'
import { asNewSync, fromStoredSync } from './storedSync.ts'

const alerts = [
  { id: 901, type: 'FailureAlertConfiguration', send_for: 'first_time', options: null },
]

describe('fromStoredSync', () => {
  it('gives the request that would make the sync', () => {
    const request = fromStoredSync(storedUsers)
    expect(request).toStrictEqual({
      label: 'Users to CRM contacts',
      operation: 'upsert',
      source_attributes: { connection_id: 4, object: { type: 'dataset', id: 123 } },
      destination_attributes: { connection_id: 15, object: 'user' },
      mappings: [
        { from: { type: 'column', data: 'EMAIL' }, to: 'external_id', is_primary_identifier: true },
        { from: { type: 'column', data: 'NAME' }, to: 'name', sync_null_values: false },
      ],
      alert_attributes: [
        {
          id: 901,
          type: 'FailureAlertConfiguration',
          send_for: 'first_time',
          should_send_recovery: true,
          options: null,
        },
      ],
      mode: {
        type: 'triggered',
        triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
      },
      paused: false,
    })
    expect(checkSync(request, { stored: { id: 61, request } })).toEqual([])
  })

  it.each<[name: string, stored: JsonObject, request: JsonObject]>([
    [
      'a segment',
      {
        filter_segment_id: 9,
        source_attributes: {
          connection_id: 12,
          object: { type: 'filter_segment_source', id: 20_009, dataset_id: 123 },
        },
      },
      {
        source_attributes: {
          connection_id: 12,
          filter_segment_id: 9,
          object: { type: 'dataset', id: 123 },
        },
      },
    ],
    [
      'a cohort, its dataset called as in the public examples',
      { cohort_id: 4, source_attributes: { object: { type: 'dataset', id: 123, name: 'Users' } } },
      { source_attributes: { cohort_id: 4, object: { type: 'dataset', id: 123 } } },
    ],
    [
      'a model',
      {
        source_attributes: {
          connection_id: 4,
          object: { type: 'model', id: 15, name: 'users', query: 'select 1', created_at: 'x' },
        },
      },
      { source_attributes: { connection_id: 4, object: { type: 'model', id: 15 } } },
    ],
    [
      'a topic known by its name alone',
      { source_attributes: { connection_id: 4, object: { type: 'topic', id: null, name: 'up' } } },
      { source_attributes: { connection_id: 4, object: { type: 'topic', name: 'up' } } },
    ],
    [
      'a table of a warehouse without catalogs',
      {
        source_attributes: {
          connection_id: 4,
          object: { type: 'table', id: 7, table_catalog: null, table_schema: 's', table_name: 't' },
        },
      },
      {
        source_attributes: {
          connection_id: 4,
          object: { type: 'table', table_catalog: '', table_schema: 's', table_name: 't' },
        },
      },
    ],
    [
      'the old place of what a union inserts to',
      { destination_attributes: { connection_id: 1, object: 'x' }, lead_union_insert_to: 'lead' },
      { destination_attributes: { connection_id: 1, object: 'x', lead_union_insert_to: 'lead' } },
    ],
    [
      'the flat schedule of an older answer',
      {
        schedule_frequency: 'weekly',
        schedule_day: 'Monday',
        schedule_hour: 6,
        schedule_minute: 30,
        cron_expression: null,
        triggers: { sync_sequence: { sync_id: 61 } },
      },
      {
        mode: {
          type: 'triggered',
          triggers: {
            sync_sequence: { sync_id: 61 },
            schedule: { frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 },
          },
        },
      },
    ],
    [
      'a mode that leaves its schedule to the flat fields',
      { mode: { type: 'triggered' }, schedule_frequency: 'continuous' },
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'continuous' } } } },
    ],
    [
      'the time that is computed for an expression',
      {
        mode: {
          type: 'triggered',
          triggers: {
            dbt_cloud: null,
            schedule: { frequency: 'expression', cron_expression: '0 6 * * 1', hour: 6, minute: 0 },
          },
        },
        schedule_hour: 6,
      },
      {
        mode: {
          type: 'triggered',
          triggers: { schedule: { frequency: 'expression', cron_expression: '0 6 * * 1' } },
        },
      },
    ],
    [
      'mappings in their order, without those of the service',
      {
        mappings: [
          { from: { type: 'column', data: 'b' }, to: 'b', position: 2, generate_field: false },
          { from: { type: 'compound_key', data: null }, to: 'key', position: 3 },
          { from: { type: 'column', data: 'a' }, to: 'a', position: 1, operation: null, x: 0 },
        ],
      },
      {
        mappings: [
          { from: { type: 'column', data: 'a' }, to: 'a', x: 0 },
          { from: { type: 'column', data: 'b' }, to: 'b' },
        ],
      },
    ],
    [
      'the older fields that alerts win over',
      { alert_attributes: alerts, failed_record_notifications_threshold_percent: 10 },
      { alert_attributes: alerts },
    ],
    [
      'the older fields where there are no alerts',
      {
        failed_run_notifications_enabled: true,
        failed_record_notifications_threshold_percent: 10,
      },
      { failed_record_notifications_threshold_percent: 10 },
    ],
    [
      'what is unset, and what nobody knows',
      {
        label: null,
        advanced_configuration: {},
        field_order: null,
        tier: { gold: null },
        seen: null,
      },
      { tier: { gold: null } },
    ],
    ['a paused sync', { paused: true }, { paused: true }],
    ['no alerts', { alert_attributes: [] }, { alert_attributes: [] }],
  ])('understands %s', (_, stored, request) => {
    expect(fromStoredSync(stored)).toStrictEqual(request)
  })

  it.each<[string, JsonValue]>([
    ['source_attributes', 'users'],
    ['destination_attributes', [1]],
    ['mappings', 'all'],
    ['mode', 'daily'],
    ['alert_attributes', { id: 1 }],
  ])('leaves %s of another form to the problems', (key, value) => {
    expect(fromStoredSync({ [key]: value })).toStrictEqual({ [key]: value })
  })

  it('has nothing more to do with what it gave, whatever came in', () => {
    fc.assert(
      fc.property(anyJsonObject, (stored) => {
        const request = fromStoredSync(stored)
        expect(fromStoredSync(request)).toStrictEqual(request)
      }),
    )
  })
})

describe('asNewSync', () => {
  it('names no stored alert, neither in the payload nor in what is parked', () => {
    const parked = {
      path: ['alert_attributes'],
      value: alerts,
      switch: 'alerts',
      under: 'list',
      reason: 'The alerts that were set before',
    } as const
    const draft = {
      ...fromCreateSync({ label: 'Users', alert_attributes: alerts }),
      parked: [parked],
    }
    const made = asNewSync(draft)
    const alert = { type: 'FailureAlertConfiguration', send_for: 'first_time', options: null }
    expect(made.body).toEqual({ label: 'Users', alert_attributes: [alert] })
    expect(made.parked).toEqual([{ ...parked, value: [alert] }])
  })
})
