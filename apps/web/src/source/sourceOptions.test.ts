import { describe, expect, it } from 'vitest'
import {
  datasetOptions,
  segmentOptions,
  sourceOptions,
  tableName,
  tableOptions,
} from './sourceOptions.ts'

function table(table_catalog: string, table_schema: string, table_name: string) {
  return { table_catalog, table_schema, table_name }
}

describe('sourceOptions', () => {
  it('shows type and failed test beside the name', () => {
    expect(
      sourceOptions([
        { id: 12, name: 'Warehouse', type: 'snowflake', last_test_succeeded: true },
        { id: 13, name: null, label: 'Old name', type: 'redshift', last_test_succeeded: false },
        { id: 14 },
      ]),
    ).toEqual([
      { value: '12', label: 'Warehouse', detail: 'snowflake' },
      { value: '13', label: 'Old name', detail: 'redshift · last test failed' },
      { value: '14', label: 'Source 14', detail: '' },
    ])
  })
})

describe('tableName', () => {
  it.each([
    [table('mart', 'public', 'users'), 'mart.public.users'],
    [table('', 'public', 'users'), 'public.users'],
    [table('mart', 'public.v2', 'users'), 'mart."public.v2".users'],
  ])('writes %j as %s', (names, text) => {
    expect(tableName(names)).toBe(text)
  })

  it('tells tables apart whose joined names are equal', () => {
    const [one, other] = tableOptions([table('a', 'b.c', 'd'), table('a.b', 'c', 'd')])
    expect(one!.value).not.toBe(other!.value)
    expect(one!.label).not.toBe(other!.label)
  })
})

describe('datasetOptions', () => {
  const datasets = [
    { id: 1, name: 'Elsewhere', source_id: 9 },
    { id: 2, name: 'Here', source_id: 12 },
    { id: 3, name: 'Unknown' },
  ]

  it('puts the datasets of other sources last and marks them', () => {
    expect(datasetOptions(datasets, 12, (id) => `source ${id}`)).toEqual([
      { value: '2', label: 'Here', detail: 'id 2' },
      { value: '3', label: 'Unknown', detail: 'id 3' },
      { value: '1', label: 'Elsewhere', detail: 'of another source: source 9' },
    ])
  })

  it('marks none while no source is chosen', () => {
    const labels = datasetOptions(datasets, undefined, String).map(({ detail }) => detail)
    expect(labels).toEqual(['id 1', 'id 2', 'id 3'])
  })
})

describe('segmentOptions', () => {
  it('shows how many records a segment has, when that is told', () => {
    expect(
      segmentOptions([
        { id: 9, name: 'VIPs', record_count: 12540 },
        { id: 10, name: 'New' },
      ]),
    ).toEqual([
      { value: '9', label: 'VIPs', detail: '12,540 records · id 9' },
      { value: '10', label: 'New', detail: 'id 10' },
    ])
  })
})
