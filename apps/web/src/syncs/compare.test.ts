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

const stored: JsonObject = {
  id: 61,
  label: 'Leads',
  operation: 'mirror',
  status: 'Ready',
  source_attributes: {
    connection_id: 12,
    object: { type: 'business_object_source', id: 9001, dataset_id: 123 },
  },
  mappings: [
    { from: { type: 'column', data: 'city' }, to: 'city', position: 2 },
    {
      from: { type: 'column', data: 'id' },
      to: 'external_id',
      is_primary_identifier: true,
      generate_field: false,
      position: 1,
    },
  ],
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
      'an alert that was not sent',
      { ...stored, alert_attributes: [...alerts, { id: 902 }] },
      ['alert_attributes', 1],
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
