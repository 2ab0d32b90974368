import {
  dropParked,
  editDraft,
  fromCreateSync,
  switchOperation,
  type Edit,
  type JsonObject,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { placeInSight, placeOfChange } from './placeOfChange.ts'

const payload: JsonObject = { label: 'S', mappings: [{ to: 'A' }, { to: 'B' }, { to: 'C' }] }

describe('placeOfChange', () => {
  it.each<[string, Edit, (string | number)[]]>([
    ['a setting', { op: 'set', path: ['label'], value: 'T' }, ['label']],
    ['a setting that went', { op: 'remove', path: ['label'] }, ['label']],
    [
      'a part of a row',
      { op: 'set', path: ['mappings', 1, 'to'], value: 'X' },
      ['mappings', 1, 'to'],
    ],
    [
      'a detail of a row',
      { op: 'set', path: ['mappings', 1, 'array_field'], value: true },
      ['mappings', 1, 'array_field'],
    ],
    ['a row that came', { op: 'set', path: ['mappings', 3], value: {} }, ['mappings', 3]],
    ['the row after one that went', { op: 'remove', path: ['mappings', 1] }, ['mappings', 1]],
    ['the row before the last', { op: 'remove', path: ['mappings', 2] }, ['mappings', 1]],
    ['rows that all went', { op: 'set', path: ['mappings'], value: [] }, ['mappings']],
  ])('is %s', (_, edit, path) => {
    const draft = fromCreateSync(payload)
    expect(placeOfChange(draft, editDraft(draft, [edit]))).toEqual(path)
  })

  it('is the row that was moved', () => {
    const draft = fromCreateSync(payload)
    const [a, b, c] = draft.rows
    expect(placeOfChange(draft, { ...draft, rows: [c!, a!, b!] })).toEqual(['mappings', 0])
  })

  it('is the place of a parked value that was forgotten', () => {
    const mirror = {
      ...fromCreateSync({ operation: 'mirror', mirror_strategy: 'x' }),
      imported: [],
    }
    const parked = switchOperation(mirror, 'upsert')
    expect(placeOfChange(parked, dropParked(parked, parked.parked[0]!))).toEqual([
      'mirror_strategy',
    ])
  })

  it('is nowhere when nothing changed', () => {
    expect(placeOfChange(fromCreateSync(payload), fromCreateSync(payload))).toBeUndefined()
  })
})

describe('placeInSight', () => {
  it('leaves the details of a row closed', () => {
    expect(placeInSight(['mappings', 1, 'array_field'])).toEqual(['mappings', 1])
    expect(placeInSight(['mappings', 1, 'from', 'data'])).toEqual(['mappings', 1, 'from', 'data'])
    expect(placeInSight(['mode', 'type'])).toEqual(['mode', 'type'])
  })
})
