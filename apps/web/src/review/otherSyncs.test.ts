import type { JsonObject, Sync } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { otherSyncsOf } from './otherSyncs.ts'

const row = (to: string, more: JsonObject = {}) => ({
  from: { type: 'column', data: to },
  to,
  ...more,
})
const key = { is_primary_identifier: true }

const payload: JsonObject = {
  label: 'Signups',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [row('email', key), row('city'), row('name')],
}

const another = { connection_id: 12, object: { type: 'dataset', id: 9 } }
const segment = { ...another, filter_segment_id: 4, object: { type: 'dataset', id: 123 } }

function stored(more: JsonObject = {}): Sync {
  return { id: 7, status: 'Ready', ...payload, ...more }
}

function named(sync: Sync, ownId?: number): unknown {
  const [other] = otherSyncsOf(payload, [sync], ownId) ?? []
  return other && [other.isAlike, other.mirrors, other.fields]
}

describe('otherSyncsOf', () => {
  it.each<[what: string, sync: Sync, found: unknown]>([
    ['the same sync', stored(), [true, false, ['city', 'name']]],
    ['the same with other fields', stored({ mappings: [row('email', key)] }), [true, false, []]],
    [
      'another source with a field of this',
      stored({ source_attributes: another, mappings: [row('email', key), row('city')] }),
      [false, false, ['city']],
    ],
    [
      'another source with the key alone',
      stored({ source_attributes: another, mappings: [row('email', key)] }),
      undefined,
    ],
    [
      'another key of the same source',
      stored({ mappings: [row('id', key), row('city')] }),
      [false, false, ['city']],
    ],
    [
      'a segment of the same dataset',
      stored({ source_attributes: segment }),
      [false, false, ['city', 'name']],
    ],
    [
      'a mirror, whatever it writes',
      stored({ source_attributes: another, operation: 'mirror', mappings: [row('id', key)] }),
      [false, true, []],
    ],
    [
      'one that writes all fields',
      stored({ source_attributes: another, field_behavior: 'sync_all_properties', mappings: [] }),
      [false, false, undefined],
    ],
    [
      'another object',
      stored({ destination_attributes: { connection_id: 15, object: 'contact' } }),
      undefined,
    ],
    [
      'the same object of another connection',
      stored({ destination_attributes: { connection_id: 16, object: 'user_data' } }),
      undefined,
    ],
    ['one of an unknown form', { id: 7, mappings: 'odd', source_attributes: 3 }, undefined],
  ])('judges %s', (_, sync, found) => {
    expect(named(sync)).toEqual(found)
  })

  it('names a sync of which only the key is shared when this one mirrors', () => {
    const mirror = { ...payload, operation: 'mirror' }
    const other = stored({ source_attributes: another, mappings: [row('email', key)] })
    expect(otherSyncsOf(mirror, [other], undefined)).toMatchObject([{ id: 7, mirrors: false }])
  })

  it('does not name the sync that is edited', () => {
    expect(named(stored(), 7)).toBeUndefined()
    expect(named(stored(), 8)).toBeDefined()
  })

  it('says nothing before an object is chosen', () => {
    expect(otherSyncsOf({ mappings: [] }, [stored()], undefined)).toBeUndefined()
  })

  it('gives those that are made already first, then mirrors, then most fields', () => {
    const syncs = [
      { ...stored({ source_attributes: another, mappings: [row('city')] }), id: 1 },
      { ...stored({ source_attributes: another }), id: 2 },
      { ...stored({ source_attributes: another, operation: 'mirror' }), id: 3 },
      { ...stored(), id: 4 },
    ]
    expect(otherSyncsOf(payload, syncs, undefined)?.map(({ id }) => id)).toEqual([4, 3, 2, 1])
  })
})
