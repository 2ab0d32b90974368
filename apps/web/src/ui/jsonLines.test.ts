import type { JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactLines, foldKey, jsonLines, type JsonLine, type LineSource } from './jsonLines.ts'

const json = fc.json().map((text): JsonValue => JSON.parse(text))

function allLines({ count, line }: LineSource): JsonLine[] {
  return Array.from({ length: count }, (_, index) => line(index))
}

describe('jsonLines', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = allLines(jsonLines(value, new Set())).map((line) => line.text)
        expect(text.join('\n')).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  it('knows on which line each value begins, and on which it ends', () => {
    fc.assert(
      fc.property(json, (value) => {
        const lines = jsonLines(value, new Set())
        const keys = allLines(lines).map(({ path }) => foldKey(path))
        for (const { path } of allLines(lines)) {
          const key = foldKey(path)
          expect(lines.indexOf(path)).toBe(keys.indexOf(key))
          expect(lines.linesOf(path)).toEqual([keys.indexOf(key), keys.lastIndexOf(key)])
        }
      }),
    )
  })

  it('takes one line for what is folded and says how much is in it', () => {
    const lines = allLines(jsonLines({ a: [1, 2, 3], b: 4 }, new Set([foldKey(['a'])])))
    expect(lines.map((line) => line.text)).toEqual(['{', '  "a": [ … 3 ],', '  "b": 4', '}'])
    expect(lines[1]).toMatchObject({ path: ['a'], fold: 'closed' })
  })

  it('finds what is folded away on the line of its fold', () => {
    const lines = jsonLines({ a: [1, { b: 2 }], c: 4 }, new Set([foldKey(['a'])]))
    for (const path of [['a'], ['a', 1], ['a', 1, 'b']]) expect(lines.linesOf(path)).toEqual([1, 1])
  })
})

describe('jsonLines of a changed value', () => {
  it('shows the change though the rest is kept from before', () => {
    const rest = { deep: { list: [1, { two: 2 }] } }
    const before = { changing: 'a', rest }
    const after = { changing: ['b', 'c'], rest }
    for (const value of [before, after, before]) {
      const text = allLines(jsonLines(value, new Set())).map((line) => line.text)
      expect(text.join('\n')).toBe(JSON.stringify(value, null, 2))
    }
  })

  it('keeps folds below what is folded again', () => {
    const value = { a: { b: { c: 1 } } }
    const folded = new Set([foldKey(['a']), foldKey(['a', 'b'])])
    expect(jsonLines(value, folded).count).toBe(3)
    expect(jsonLines(value, new Set([foldKey(['a', 'b'])])).count).toBe(5)
    expect(jsonLines(value, new Set()).count).toBe(7)
  })
})

describe('compactLines', () => {
  it('joins to the bytes that are sent', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(
          allLines(compactLines(value))
            .map((line) => line.text)
            .join(''),
        ).toBe(JSON.stringify(value))
      }),
    )
  })
})
