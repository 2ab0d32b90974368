import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { differences, wasChanged } from './compare.ts'

const sent: JsonObject = {
  label: 'Leads',
  operation: 'mirror',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  mappings: [
    { from: { type: 'column', data: 'id' }, to: 'external_id', is_primary_identifier: true },
    { from: { type: 'column', data: 'city' }, to: 'city' },
  ],
  alert_attributes: [{ type: 'FailureAlertConfiguration', options: null }],
  validate_only: false,
}

const alerts = [{ id: 901, type: 'FailureAlertConfiguration', options: {} }]

const mappings: JsonObject[] = [
  { from: { type: 'column', data: 'city' }, to: 'city', position: 2 },
  {
    from: { type: 'column', data: 'id' },
    to: 'external_id',
    is_primary_identifier: true,
    generate_field: false,
    position: 1,
  },
]

const stored: JsonObject = {
  id: 61,
  label: 'Leads',
  operation: 'mirror',
  status: 'Ready',
  source_attributes: {
    connection_id: 12,
    object: { type: 'business_object_source', id: 9001, dataset_id: 123 },
  },
  mappings,
  alert_attributes: alerts,
}

describe('differences', () => {
  it('finds none in what the API filled in, reordered or renamed by nature', () => {
    expect(differences(sent, stored).filter(({ byNature }) => !byNature)).toEqual([])
  })

  it.each<[string, JsonObject, JsonObject]>([
    [
      'a null, which leaves a field to the API',
      { field_order: null },
      { field_order: 'mapping_order' },
    ],
    ['alerts of null', { alert_attributes: null }, { alert_attributes: alerts }],
    [
      'a null within an object',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: null } } } },
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 0 } } } },
    ],
    [
      'alerts in another order',
      {
        alert_attributes: [
          { type: 'FailureAlertConfiguration', options: null },
          { type: 'InvalidRecordPercentAlertConfiguration', options: { threshold: 10 } },
        ],
      },
      {
        alert_attributes: [
          { id: 9, type: 'InvalidRecordPercentAlertConfiguration', options: { threshold: 10 } },
          { id: 8, type: 'FailureAlertConfiguration', options: {} },
        ],
      },
    ],
    [
      'two mappings of one field in another order',
      {
        mappings: [
          { to: 'a', from: { data: 'x' } },
          { to: 'a', from: { data: 'y' } },
        ],
      },
      {
        mappings: [
          { to: 'a', from: { data: 'y' } },
          { to: 'a', from: { data: 'x' } },
        ],
      },
    ],
  ])('finds none in %s', (_, request, answer) => {
    expect(differences(request, answer)).toEqual([])
  })

  it('tells of two mappings of one field which one is gone', () => {
    const request = {
      mappings: [
        { to: 'a', from: { data: 'x' } },
        { to: 'a', from: { data: 'y' } },
      ],
    }
    const answer = { mappings: [{ to: 'a', from: { data: 'y' } }] }
    expect(differences(request, answer)).toMatchObject([{ path: ['mappings', 0] }])
  })

  it('tells which values the API returns under another name', () => {
    expect(differences(sent, stored)).toMatchObject([
      { path: ['source_attributes', 'object', 'type'], byNature: expect.any(String) },
      { path: ['source_attributes', 'object', 'id'], byNature: expect.any(String) },
    ])
  })

  it.each<[string, JsonObject, JsonObject]>([
    [
      'the keys that the service makes for itself',
      {},
      { from: { type: 'compound_key', data: null }, to: 'click_conversion._census_tracking_id' },
    ],
    [
      'the columns that it maps by itself',
      { field_behavior: 'sync_all_properties' },
      { from: { type: 'column', data: 'x' }, to: 'x' },
    ],
  ])('finds none in %s', (_, more, mapping) => {
    const answer = { ...stored, ...more, mappings: [...mappings, mapping] }
    expect(differences({ mappings: sent.mappings ?? null }, answer)).toEqual([])
  })

  it.each<[string, JsonObject]>([
    ['triggers', { dbt_cloud: { project_id: '1', job_id: '2' } }],
    ['a schedule', { schedule: { frequency: 'daily', hour: 1, minute: 0 } }],
  ])('names %s that the sync has kept', (_, kept) => {
    const trigger = { fivetran: { job_id: 'a', job_name: 'b' } }
    const request = { mode: { type: 'triggered', triggers: trigger } }
    const answer = { mode: { type: 'triggered', triggers: { ...trigger, ...kept } } }
    expect(differences(request, answer)).toMatchObject([
      { path: ['mode', 'triggers', Object.keys(kept)[0]], sent: null, byNature: undefined },
    ])
  })

  it('finds none in a schedule that never fires, and in triggers of null', () => {
    const request = { mode: { type: 'triggered' } }
    const triggers = { schedule: { frequency: 'never' }, dbt_cloud: null }
    expect(differences(request, { mode: { type: 'triggered', triggers } })).toEqual([])
  })

  it.each<[string, JsonObject, (string | number)[]]>([
    ['a changed value', { ...stored, label: 'Other' }, ['label']],
    ['a value that is gone', { ...stored, operation: null }, ['operation']],
    ['a lost mapping', { ...stored, mappings: [] }, ['mappings', 0]],
    [
      'another dataset',
      {
        ...stored,
        source_attributes: {
          connection_id: 12,
          object: { type: 'business_object_source', id: 9001, dataset_id: 124 },
        },
      },
      ['source_attributes', 'object', 'id'],
    ],
    [
      'an alert that was not sent, before the one that was',
      {
        ...stored,
        alert_attributes: [
          { id: 9, type: 'FailureAlertConfiguration', send_for: 'every_time' },
          ...alerts,
        ],
      },
      ['alert_attributes', 1],
    ],
    [
      'an alert that was not sent',
      { ...stored, alert_attributes: [...alerts, { id: 902 }] },
      ['alert_attributes', 1],
    ],
    [
      'a mapping that was not sent',
      { ...stored, mappings: [...mappings, { from: { type: 'column', data: 'x' }, to: 'x' }] },
      ['mappings', 2],
    ],
  ])('names %s', (_, changed, path) => {
    expect(differences(sent, changed).filter(({ byNature }) => !byNature)[0]?.path).toEqual(path)
  })
})

describe('wasChanged', () => {
  it.each([
    ['2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.000Z', false],
    ['2026-01-05T10:00:00.000Z', '2026-01-05T10:00:03.000Z', false],
    ['2026-01-05T10:00:00.000Z', '2026-01-05T11:00:00.000Z', true],
    [null, '2026-01-05T11:00:00.000Z', false],
    ['2026-01-05T10:00:00.000Z', undefined, false],
  ])('created %s, updated %s: %s', (created_at, updated_at, changed) => {
    expect(wasChanged({ id: 1, created_at, updated_at })).toBe(changed)
  })
})
