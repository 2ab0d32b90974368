import { jsonLanguage } from '@codemirror/lang-json'
import { ChangeSet, Text } from '@codemirror/state'
import type { JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textChanges } from './textChanges.ts'

const anyValue = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue[]>(1, 2, 'a', '"{', null, true, [], {}),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd "', '__proto__'), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value

function applied(text: string, before: JsonValue, after: JsonValue): string {
  const doc = Text.of(text.split('\n'))
  const changes = textChanges(doc, jsonLanguage.parser.parse(text).topNode, before, after)
  return ChangeSet.of(changes, doc.length).apply(doc).toString()
}

/** How much of a text is written anew. */
function written(before: JsonValue, after: JsonValue): string[] {
  const text = JSON.stringify(before, null, 2)
  const doc = Text.of(text.split('\n'))
  const changes = textChanges(doc, jsonLanguage.parser.parse(text).topNode, before, after)
  return changes.map(({ from, to, insert }) => `${doc.sliceString(from, to)} > ${insert}`)
}

/** A value of which parts are those of another one. */
const anyPair = anyValue.chain((before) =>
  fc.tuple(
    fc.constant(before),
    fc.oneof(
      anyValue,
      fc.array(fc.oneof(anyValue, fc.constantFrom(...partsOf(before))), { maxLength: 6 }),
    ),
  ),
)

function partsOf(value: JsonValue): JsonValue[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value)] : [value]
}

describe('textChanges', () => {
  it('make the indented text of one value that of the other', () => {
    fc.assert(
      fc.property(anyPair, ([before, after]) => {
        const text = JSON.stringify(before, null, 2)
        expect(applied(text, before, after)).toBe(JSON.stringify(after, null, 2))
      }),
      { numRuns: 2_000 },
    )
  })

  it('make a text of the other value, however it is laid out', () => {
    fc.assert(
      fc.property(anyPair, fc.constantFrom(0, 1, 4, '\t'), ([before, after], indent) => {
        const text = JSON.stringify(before, null, indent).replaceAll(',', ' , ')
        const value: JsonValue = JSON.parse(text)
        expect(JSON.stringify(JSON.parse(applied(text, value, after)))).toBe(JSON.stringify(after))
      }),
      { numRuns: 1_000 },
    )
  })

  it('are none where the value is the same, though copied', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(written(value, structuredClone(value))).toEqual([])
      }),
    )
  })

  const rows = ['a', 'b', 'c'].map((to) => ({ to, from: { type: 'column', data: to } }))

  it('write no more than what changed', () => {
    const [a, b, c] = rows
    const before = { label: 'x', mappings: rows, paused: false }
    expect(written(before, { ...before, label: 'y', paused: true })).toEqual([
      '"x" > "y"',
      'false > true',
    ])
    expect(written(before, { ...before, mappings: [a!, { ...b!, to: 'n' }, c!] })).toEqual([
      '"b" > "n"',
    ])
    expect(written(before, { ...before, mappings: [c!, a!, b!] })).toHaveLength(2)
    const { paused, ...rest } = before
    expect(written(before, rest)).toEqual([`,\n  "paused": ${paused} > `])
    expect(written(rest, before)).toEqual([' > ,\n  "paused": false'])
    expect(written({ a: [] }, { a: [1] })).toEqual(['[] > [\n    1\n  ]'])
  })

  it('keep what was written by hand', () => {
    const text = '{ "b": [1, 2],\n\n    "a": {"x": 1.50} }'
    expect(
      applied(text, { b: [1, 2], a: { x: 1.5 } }, { b: [1, 2, 3], a: { x: 1.5, y: {} } }),
    ).toBe('{ "b": [1, 2, 3],\n\n    "a": {"x": 1.50, "y": {}} }')
  })
})
