import type { JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { changedPlaces } from './changedPlaces.ts'

const row = (to: string) => ({ from: {}, to })
const [a, b, c, d] = [row('a'), row('b'), row('c'), row('d')]

/** Paths as text; those of which something went are in brackets. */
const placesOf = (before: JsonValue, after: JsonValue) =>
  changedPlaces(before, after).map(({ path, isWhole }) =>
    isWhole ? path.join('.') : `(${path.join('.')})`,
  )

describe('changedPlaces', () => {
  it.each<[string, JsonValue, JsonValue, string[]]>([
    ['no change', { a: 1 }, { a: 1 }, []],
    ['a changed value', { a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }, ['b.c']],
    ['a new key', { a: 1 }, { a: 1, b: 2 }, ['b']],
    ['a removed key', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, ['(a)']],
    ['a new item', { m: [1] }, { m: [1, 2] }, ['m.1']],
    ['another type', { a: [] }, { a: {} }, ['a']],
    ['values in several places', { a: 1, b: 2, c: 3 }, { a: 4, b: 2, c: 5 }, ['a', 'c']],
    ['all rows that were added at once', [a], [a, b, c, d], ['1', '2', '3']],
    ['rows that were added between others', [a, d], [a, b, c, d], ['1', '2']],
    ['a row that went from between others', { m: [a, b, c] }, { m: [a, c] }, ['(m)']],
    ['rows in another order', [a, b, c], [b, a, c], ['0.to', '1.to']],
    ['one more in the place of one', [a, d], [b, c, d], ['0.to', '1']],
  ])('names %s', (_, before, after, places) => {
    expect(placesOf(before, after)).toEqual(places)
  })
})
