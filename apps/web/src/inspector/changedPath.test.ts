import type { JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { changedPath } from './changedPath.ts'

describe('changedPath', () => {
  it.each<[string, JsonValue, JsonValue, (string | number)[] | undefined]>([
    ['no change', { a: 1 }, { a: 1 }, undefined],
    ['a changed value', { a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }, ['b', 'c']],
    ['a new key', { a: 1 }, { a: 1, b: 2 }, ['b']],
    ['a removed key', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, ['a']],
    ['a new item', { m: [1] }, { m: [1, 2] }, ['m', 1]],
    ['another type', { a: [] }, { a: {} }, ['a']],
  ])('names the place of %s', (_, before, after, path) => {
    expect(changedPath(before, after)).toEqual(path)
  })
})
