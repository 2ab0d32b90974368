import type { JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { namedDestination, namedLookups, namedSource } from './named.ts'

describe('namedSource', () => {
  it('names the connection before an object is chosen', () => {
    expect(namedSource({ connection_id: 12 })).toMatchObject({ connectionId: 12 })
  })

  it('names the dataset while its segment is still open', () => {
    const source = {
      connection_id: 12,
      filter_segment_id: '',
      object: { type: 'dataset', id: 123 },
    }
    expect(namedSource(source)).toMatchObject({ connectionId: 12, datasetId: 123 })
  })

  it('names the object beside a connection that is typed text', () => {
    const source = { connection_id: 'soon', object: { type: 'dataset', id: 123 } }
    expect(namedSource(source)).toMatchObject({ connectionId: undefined, datasetId: 123 })
  })
})

describe('namedDestination', () => {
  it('names the connection while the object is empty', () => {
    expect(namedDestination({ connection_id: 15, object: '' })).toEqual({
      connectionId: 15,
      object: undefined,
    })
  })

  it('names both beside a key that is wrong', () => {
    expect(
      namedDestination({ connection_id: 15, object: 'user', lead_union_insert_to: 5 }),
    ).toEqual({ connectionId: 15, object: 'user' })
  })

  it('names nothing in what is no object', () => {
    expect(namedDestination('user')).toEqual({ connectionId: undefined, object: undefined })
  })
})

describe('namedLookups', () => {
  const fields = [
    { full_name: 'list_id', lookup_object: 'user_list' },
    { full_name: 'company_id', lookup_object: 'company' },
  ]

  it('names only what mappings look up, once', () => {
    const mappings: JsonValue = [
      { to: 'list_id', lookup_object: 'user_list' },
      { to: 'list_id', lookup_object: 'user_list' },
      { to: 'company_id' },
    ]
    expect(namedLookups(mappings, fields)).toEqual(['user_list'])
  })

  it('names nothing that no field refers to, and nothing in what is no list', () => {
    expect(namedLookups([{ lookup_object: 'half_typed' }, { lookup_object: 5 }], fields)).toEqual(
      [],
    )
    expect(namedLookups({ lookup_object: 'company' }, fields)).toEqual([])
  })
})
