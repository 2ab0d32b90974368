import { describe, expect, it } from 'vitest'
import { differencesOf } from './difference.ts'
import type { JsonValue, Path } from './json.ts'

describe('differencesOf', () => {
  it.each<[string, JsonValue, JsonValue, [Path, JsonValue | undefined, JsonValue | undefined][]]>([
    ['nothing', { a: [1] }, { a: [1] }, []],
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, [[['a', 'b'], 1, 2]]],
    ['a new key', {}, { a: 1 }, [[['a'], undefined, 1]]],
    [
      'a key that went',
      { a: 1, b: 2 },
      { b: 3 },
      [
        [['b'], 2, 3],
        [['a'], 1, undefined],
      ],
    ],
    ['an item', { a: [1, 2] }, { a: [1, 3] }, [[['a', 1], 2, 3]]],
    ['a longer list', { a: [1] }, { a: [1, 2] }, [[['a'], [1], [1, 2]]]],
    ['another type', { a: {} }, { a: [] }, [[['a'], {}, []]]],
  ])('finds %s', (_, before, after, expected) => {
    const found = differencesOf(before, after)
    expect(found).toEqual(expected.map(([path, was, is]) => ({ path, before: was, after: is })))
  })
})
