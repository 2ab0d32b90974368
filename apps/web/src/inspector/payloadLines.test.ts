import type { JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedPath, compactLines, foldKey, payloadLines } from './payloadLines.ts'

const json = fc.json().map((text): JsonValue => JSON.parse(text))

describe('payloadLines', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = payloadLines(value, new Set()).map((line) => line.text)
        expect(text.join('\n')).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  it('takes one line for what is folded and says how much is in it', () => {
    const lines = payloadLines({ a: [1, 2, 3], b: 4 }, new Set([foldKey(['a'])]))
    expect(lines.map((line) => line.text)).toEqual(['{', '  "a": [ … 3 ],', '  "b": 4', '}'])
    expect(lines[1]).toMatchObject({ path: ['a'], fold: 'closed' })
  })
})

describe('compactLines', () => {
  it('joins to the bytes that are sent', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(
          compactLines(value)
            .map((line) => line.text)
            .join(''),
        ).toBe(JSON.stringify(value))
      }),
    )
  })
})

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
