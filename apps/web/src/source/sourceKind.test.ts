import { fromCreateSync, restoreParked, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { sourceKindOf, switchConnection, switchSourceKind } from './sourceKind.ts'

function draftOf(source_attributes: JsonObject) {
  return fromCreateSync({ source_attributes, mappings: [] })
}

const users = {
  type: 'table',
  table_catalog: 'data_mart',
  table_schema: 'public',
  table_name: 'users',
}

describe('sourceKindOf', () => {
  it.each([
    [{ connection_id: 12 }, undefined],
    [{ object: { type: 'table' } }, 'table'],
    [{ object: { type: 'dataset', id: 123 } }, 'dataset'],
    [{ object: { type: 'model', name: 'ads' } }, 'model'],
    [{ object: { type: 'topic', id: 7 } }, 'topic'],
    [{ filter_segment_id: 9, object: { type: 'dataset', id: 123 } }, 'segment'],
    [{ filter_segment_id: '', object: { type: 'dataset', id: 123 } }, 'segment'],
    [{ filter_segment_id: null, object: { type: 'dataset', id: 123 } }, 'dataset'],
    [{ cohort_id: 4, object: { type: 'dataset', id: 123 } }, 'cohort'],
    [{ object: { type: 'business_object_source', id: 1 } }, undefined],
  ])('reads %j as %s', (source_attributes, kind) => {
    expect(sourceKindOf({ source_attributes })).toBe(kind)
  })
})

describe('switchSourceKind', () => {
  it('parks what the other kind named, and brings it back', () => {
    const table = draftOf({ connection_id: 12, object: users })

    const dataset = switchSourceKind(table, 'dataset')
    expect(dataset.body.source_attributes).toEqual({
      connection_id: 12,
      object: { type: 'dataset' },
    })
    expect(dataset.parked).toMatchObject([
      { path: ['source_attributes', 'object'], value: users, under: 'table' },
    ])

    const back = switchSourceKind(dataset, 'table')
    expect(back.body).toEqual(table.body)
    expect(back.parked).toEqual([])
  })

  it('keeps the dataset when only a part of it is wanted', () => {
    const dataset = draftOf({ connection_id: 12, object: { type: 'dataset', id: 123 } })

    const segment = switchSourceKind(dataset, 'segment')
    expect(segment.body.source_attributes).toEqual({
      connection_id: 12,
      object: { type: 'dataset', id: 123 },
      filter_segment_id: '',
    })
    expect(switchSourceKind(segment, 'dataset').body).toEqual(dataset.body)
  })

  it('parks the segment alone when its dataset stays', () => {
    const segment = draftOf({ filter_segment_id: 9, object: { type: 'dataset', id: 123 } })

    const cohort = switchSourceKind(segment, 'cohort')
    expect(cohort.body.source_attributes).toEqual({
      object: { type: 'dataset', id: 123 },
      cohort_id: '',
    })
    expect(switchSourceKind(cohort, 'segment').body.source_attributes).toEqual({
      object: { type: 'dataset', id: 123 },
      filter_segment_id: 9,
    })
  })

  it('brings dataset and segment back together', () => {
    const segment = draftOf({ filter_segment_id: 9, object: { type: 'dataset', id: 123 } })

    const model = switchSourceKind(segment, 'model')
    expect(model.body.source_attributes).toEqual({ object: { type: 'model' } })
    expect(switchSourceKind(model, 'segment').body).toEqual(segment.body)
  })

  it('parks nothing that was never chosen', () => {
    const chosen = switchSourceKind(draftOf({ connection_id: 12 }), 'segment')
    const topic = switchSourceKind(chosen, 'topic')
    expect(topic.parked).toEqual([])
    expect(topic.body.source_attributes).toEqual({ connection_id: 12, object: { type: 'topic' } })
  })

  it('lets a parked table be restored by hand', () => {
    const dataset = switchSourceKind(draftOf({ object: users }), 'dataset')
    const restored = restoreParked(dataset, dataset.parked[0]!)
    expect(sourceKindOf(restored.body)).toBe('table')
  })
})

describe('switchConnection', () => {
  it('keeps the names of a table', () => {
    const draft = draftOf({ connection_id: 12, object: users })
    expect(switchConnection(draft, 13, undefined).body.source_attributes).toEqual({
      connection_id: 13,
      object: users,
    })
  })

  it('parks a dataset of the old connection and brings it back with it', () => {
    const draft = draftOf({ connection_id: 12, object: { type: 'dataset', id: 123 } })

    const other = switchConnection(draft, 13, 12)
    expect(other.body.source_attributes).toEqual({ connection_id: 13, object: { type: 'dataset' } })
    expect(switchConnection(other, 12, undefined).body.source_attributes).toEqual({
      connection_id: 12,
      object: { type: 'dataset', id: 123 },
    })
  })

  it('keeps a dataset that belongs to the new connection', () => {
    const draft = draftOf({ connection_id: 12, object: { type: 'dataset', id: 123 } })
    const other = switchConnection(draft, 13, 13)
    expect(other.body.source_attributes).toMatchObject({ object: { id: 123 } })
    expect(other.parked).toEqual([])
  })

  it('leaves a parked segment as one still to be chosen', () => {
    const draft = draftOf({
      connection_id: 12,
      filter_segment_id: 9,
      object: { type: 'dataset', id: 123 },
    })

    const other = switchConnection(draft, 13, 12)
    expect(sourceKindOf(other.body)).toBe('segment')
    expect(other.body.source_attributes).toEqual({
      connection_id: 13,
      filter_segment_id: '',
      object: { type: 'dataset' },
    })
    expect(switchConnection(other, 12, undefined).body.source_attributes).toMatchObject({
      filter_segment_id: 9,
      object: { type: 'dataset', id: 123 },
    })
  })

  it('brings no dataset id back into a table', () => {
    const draft = draftOf({ connection_id: 12, object: { type: 'dataset', id: 123 } })
    const table = switchSourceKind(switchConnection(draft, 13, 12), 'table')
    const back = switchConnection(table, 12, undefined)
    expect(back.body.source_attributes).toEqual({ connection_id: 12, object: { type: 'table' } })
    expect(back.parked).toMatchObject([{ value: 123 }])
  })

  it('keeps what was chosen before there was a connection', () => {
    const draft = draftOf({ object: { type: 'dataset', id: 123 } })
    const chosen = switchConnection(draft, 13, 12)
    expect(chosen.body.source_attributes).toMatchObject({ connection_id: 13, object: { id: 123 } })
  })
})
