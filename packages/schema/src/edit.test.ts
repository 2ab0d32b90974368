import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyJsonObject, anyPath } from '../test/anyJson.ts'
import { applyEdits, valueAt, type Edit } from './edit.ts'
import type { JsonObject } from './json.ts'

describe('valueAt', () => {
  it.each([
    [['a', 1, 'b'], 2],
    [['a', 7], undefined],
    [['a', '1'], undefined],
    [['a', 'length'], undefined],
    [['toString'], undefined],
    [['__proto__'], undefined],
    [[], { a: [0, { b: 2 }] }],
  ])('gives what stands at %j', (path, value) => {
    expect(valueAt({ a: [0, { b: 2 }] }, path)).toStrictEqual(value)
  })
})

describe('applyEdits', () => {
  const cases: [string, JsonObject, Edit, string][] = [
    [
      'sets a key at its place',
      { a: 1, b: 2 },
      { op: 'set', path: ['a'], value: 3 },
      '{"a":3,"b":2}',
    ],
    ['puts a new key last', { b: 1 }, { op: 'set', path: ['a'], value: 2 }, '{"b":1,"a":2}'],
    ['makes objects on the way', {}, { op: 'set', path: ['a', 'b'], value: 1 }, '{"a":{"b":1}}'],
    [
      'makes lists on the way',
      { a: null },
      { op: 'set', path: ['a', 0, 'b'], value: 1 },
      '{"a":[{"b":1}]}',
    ],
    ['sets an item', { a: [1, 2] }, { op: 'set', path: ['a', 1], value: 3 }, '{"a":[1,3]}'],
    ['appends beyond the end', { a: [1] }, { op: 'set', path: ['a', 9], value: 2 }, '{"a":[1,2]}'],
    ['removes a key', { a: 1, b: 2 }, { op: 'remove', path: ['a'] }, '{"b":2}'],
    ['removes an item', { a: [1, 2, 3] }, { op: 'remove', path: ['a', 1] }, '{"a":[1,3]}'],
    ['keeps a list from keys', { a: [1] }, { op: 'set', path: ['a', 'b'], value: 2 }, '{"a":[1]}'],
    ['keeps the payload an object', { a: 1 }, { op: 'set', path: [], value: 2 }, '{"a":1}'],
    ['replaces the payload', { a: 1 }, { op: 'set', path: [], value: { b: 2 } }, '{"b":2}'],
  ]
  it.each(cases)('%s', (_, before, edit, after) => {
    expect(JSON.stringify(applyEdits(before, [edit]))).toBe(after)
  })

  const absent: Edit['path'][] = [['x'], ['a', 5], ['a', -1], ['a', 0, 'x'], ['x', 0, 'y'], []]
  it.each(absent.map((path) => ({ path })))(
    'removes nothing at $path, which is not there',
    ({ path }) => {
      const before = { a: [1] }
      expect(applyEdits(before, [{ op: 'remove', path }])).toBe(before)
    },
  )

  it('shares what it does not touch', () => {
    const before = { a: { b: 1 }, c: { d: 2 } }
    const after = applyEdits(before, [{ op: 'set', path: ['a', 'b'], value: 3 }])
    expect(after.c).toBe(before.c)
    expect(before).toStrictEqual({ a: { b: 1 }, c: { d: 2 } })
  })

  it('sets what can then be read, and stays JSON, whatever stood there', () => {
    fc.assert(
      fc.property(anyJsonObject, anyPath, anyJson, (before, path, value) => {
        const after = applyEdits(before, [{ op: 'set', path, value }])
        expect(isDeepStrictEqual(JSON.parse(JSON.stringify(after)), after)).toBe(true)
        expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
        if (path.every((key) => typeof key === 'string') && isOfObjects(before, path)) {
          expect(valueAt(after, path)).toBe(value)
        }
      }),
    )
  })

  it('treats __proto__ as a key and changes no prototype', () => {
    const after = applyEdits({}, [
      { op: 'set', path: ['__proto__', 'polluted'], value: true },
      { op: 'set', path: ['constructor', 'prototype', 'polluted'], value: true },
    ])
    expect(Object.keys(after)).toStrictEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(applyEdits(after, [{ op: 'remove', path: ['__proto__'] }])).not.toHaveProperty(
      '__proto__.polluted',
    )
  })
})

/** True when no list stands in the way of keys. */
function isOfObjects(root: JsonObject, path: Edit['path']): boolean {
  return (
    path.length > 0 && path.every((_, depth) => !Array.isArray(valueAt(root, path.slice(0, depth))))
  )
}
