import { fromCreateSync, toCreateSync } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { duplicateRows, moveRowsTo, removeRows, setOnRows } from './rowBulk.ts'

const draft = fromCreateSync({
  mappings: [
    { from: { type: 'column', data: 'id' }, to: 'Id', is_primary_identifier: true },
    { from: { type: 'column', data: 'email' }, to: 'Email', sync_null_values: false },
    { from: { type: 'column', data: 'name' }, to: 'Name' },
    'no mapping',
  ],
})
const idsOf = ({ rows }: typeof draft) => rows.map(({ id }) => id)
const some = (...numbers: number[]) => new Set(numbers.map((number) => `row-${number}`))

describe('removeRows', () => {
  it('takes the rows and leaves the others as they are', () => {
    const removed = removeRows(draft, some(2, 4))
    expect(idsOf(removed)).toEqual(['row-1', 'row-3'])
    expect(removed.rows[1]).toBe(draft.rows[2])
  })

  it('leaves the draft alone where no row is meant', () => {
    expect(removeRows(draft, some(9))).toBe(draft)
  })
})

describe('duplicateRows', () => {
  it('puts each copy below its row, under an id of its own', () => {
    const copied = duplicateRows(draft, some(1, 2))
    expect(idsOf(copied)).toEqual(['row-1', 'row-5', 'row-2', 'row-6', 'row-3', 'row-4'])
    expect(copied.nextRow).toBe(7)
    expect(copied.rows[3]?.mapping).toEqual(draft.rows[1]?.mapping)
  })

  it('never makes a second key', () => {
    expect(duplicateRows(draft, some(1)).rows[1]?.mapping).toEqual({
      from: { type: 'column', data: 'id' },
      to: 'Id',
    })
  })
})

describe('setOnRows', () => {
  it('sets and takes back settings of the rows meant', () => {
    const set = setOnRows(draft, some(2, 3), { preserve_values: true, sync_null_values: undefined })
    expect(toCreateSync(set).mappings).toEqual([
      { from: { type: 'column', data: 'id' }, to: 'Id', is_primary_identifier: true },
      { from: { type: 'column', data: 'email' }, to: 'Email', preserve_values: true },
      { from: { type: 'column', data: 'name' }, to: 'Name', preserve_values: true },
      'no mapping',
    ])
  })

  it('passes over what is no object, and keeps rows that say so already', () => {
    expect(setOnRows(draft, some(2, 4), { sync_null_values: false })).toBe(draft)
  })
})

describe('moveRowsTo', () => {
  it.each([
    [[1], 3, ['row-2', 'row-3', 'row-1', 'row-4']],
    [[1], 4, ['row-2', 'row-3', 'row-4', 'row-1']],
    [[4], 0, ['row-4', 'row-1', 'row-2', 'row-3']],
    [[1, 3], 2, ['row-2', 'row-1', 'row-3', 'row-4']],
    [[1, 3], 4, ['row-2', 'row-4', 'row-1', 'row-3']],
  ])('moves rows %j before place %d', (numbers, place, expected) => {
    expect(idsOf(moveRowsTo(draft, some(...numbers), place))).toEqual(expected)
  })

  it.each([0, 1])('leaves the draft alone where nothing moves: place %d', (place) => {
    expect(moveRowsTo(draft, some(1), place)).toBe(draft)
  })
})
