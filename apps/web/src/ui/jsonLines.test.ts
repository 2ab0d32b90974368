import type { JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactLines, foldKey, jsonLines } from './jsonLines.ts'

const json = fc.json().map((text): JsonValue => JSON.parse(text))

describe('jsonLines', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = jsonLines(value, new Set()).map((line) => line.text)
        expect(text.join('\n')).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  it('takes one line for what is folded and says how much is in it', () => {
    const lines = jsonLines({ a: [1, 2, 3], b: 4 }, new Set([foldKey(['a'])]))
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
