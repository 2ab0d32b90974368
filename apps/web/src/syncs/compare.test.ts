import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { differences } from './compare.ts'

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
