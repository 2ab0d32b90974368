import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyJsonObject } from '../test/anyJson.ts'
import { emptyDraft, fromCreateSync, toCreateSync, type SyncDraft } from './draft.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'
import { readJson } from './readJson.ts'
import { withPayload } from './wholePayload.ts'

const anyPayload = fc
  .tuple(anyJsonObject, fc.option(fc.array(anyJson, { maxLength: 6 })))
  .map(([rest, mappings]): JsonObject => (mappings ? { ...rest, mappings } : rest))

/** What an editor makes of a text. */
function read(text: string): JsonObject {
  const result = readJson(text)
  if (!result.ok || !isJsonObject(result.value)) throw new Error('not read')
  return result.value
}

const row = (data: string, to: string): JsonValue => ({ from: { type: 'column', data }, to })
const three = fromCreateSync({
  label: 'a',
  mappings: [row('a', 'x'), row('b', 'y'), row('c', 'z')],
})

function edited(mappings: JsonValue[]): SyncDraft {
  return withPayload(three, read(JSON.stringify({ label: 'a', mappings })))
}

function idsOf({ rows }: SyncDraft): string[] {
  return rows.map(({ id }) => id)
}

describe('withPayload', () => {
  it('from text to draft to text is the identity', () => {
    fc.assert(
      fc.property(anyPayload, anyPayload, (before, payload) => {
        const text = JSON.stringify(payload, null, 2)
        for (const draft of [emptyDraft(), fromCreateSync(before)]) {
          const back = toCreateSync(withPayload(draft, read(text)))
          expect(JSON.stringify(back, null, 2)).toBe(text)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('gives each row an id of its own, none of which was another row’s', () => {
    fc.assert(
      fc.property(anyPayload, anyPayload, (before, payload) => {
        const draft = fromCreateSync(before)
        const { rows, nextRow } = withPayload(draft, payload)
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        for (const { id } of rows) {
          const number = Number(id.replace('row-', ''))
          expect(number).toBeLessThan(nextRow)
          expect(number >= draft.nextRow || draft.rows.some((one) => one.id === id)).toBe(true)
        }
      }),
    )
  })

  it('is the same draft when nothing changed', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        const draft = fromCreateSync(payload)
        expect(withPayload(draft, read(JSON.stringify(payload)))).toBe(draft)
      }),
    )
  })

  it('shares what did not change', () => {
    const draft = edited([row('a', 'x'), row('b', 'new'), row('c', 'z')])
    expect(draft.body).toBe(three.body)
    expect(draft.rows[0]).toBe(three.rows[0])
    expect(draft.rows[2]).toBe(three.rows[2])
    const renamed = withPayload(three, { ...toCreateSync(three), label: 'b' })
    expect(renamed.rows).toBe(three.rows)
  })

  it('takes another order of keys as a change', () => {
    const turned = withPayload(fromCreateSync({ a: 1, b: { c: 1, d: 2 } }), {
      a: 1,
      b: { d: 2, c: 1 },
    })
    expect(JSON.stringify(toCreateSync(turned))).toBe('{"a":1,"b":{"d":2,"c":1}}')
  })

  it.each<[string, JsonValue[], string[]]>([
    [
      'a changed field',
      [row('a', 'x'), row('b', 'new'), row('c', 'z')],
      ['row-1', 'row-2', 'row-3'],
    ],
    [
      'another column',
      [row('a', 'x'), row('new', 'y'), row('c', 'z')],
      ['row-1', 'row-2', 'row-3'],
    ],
    [
      'both of a row',
      [row('a', 'x'), row('new', 'new'), row('c', 'z')],
      ['row-1', 'row-2', 'row-3'],
    ],
    ['a row less', [row('a', 'x'), row('c', 'z')], ['row-1', 'row-3']],
    [
      'a row more in front',
      [row('n', 'n'), row('a', 'x'), row('b', 'y'), row('c', 'z')],
      ['row-4', 'row-1', 'row-2', 'row-3'],
    ],
    ['a row moved', [row('c', 'z'), row('a', 'x'), row('b', 'y')], ['row-3', 'row-1', 'row-2']],
    [
      'a row moved and changed',
      [row('c', 'new'), row('a', 'x'), row('b', 'y')],
      ['row-3', 'row-1', 'row-2'],
    ],
    [
      'a row doubled',
      [row('a', 'x'), row('a', 'x'), row('b', 'y'), row('c', 'z')],
      ['row-1', 'row-4', 'row-2', 'row-3'],
    ],
    ['all others', [row('d', 'd')], ['row-4']],
  ])('keeps ids: %s', (_, mappings, ids) => {
    expect(idsOf(edited(mappings))).toEqual(ids)
  })

  it('keeps what is beside the payload', () => {
    const draft = { ...three, parkedRows: [{ row: { id: 'row-9', mapping: {} }, misfits: {} }] }
    const { parkedRows, imported } = withPayload(draft, { label: 'b' })
    expect(parkedRows).toBe(draft.parkedRows)
    expect(imported).toBe(draft.imported)
  })

  it('takes mappings that are no list as they are', () => {
    const draft = withPayload(three, { label: 'a', mappings: 'none' })
    expect(draft.rows).toEqual([])
    expect(toCreateSync(draft)).toEqual({ label: 'a', mappings: 'none' })
    expect(toCreateSync(withPayload(draft, toCreateSync(three)))).toEqual(toCreateSync(three))
  })
})
