import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJsonObject } from '../test/anyJson.ts'
import { storedUsers } from '../test/storedUsers.ts'
import { fromStoredSync } from './storedSync.ts'
import { syncDifference } from './syncDifference.ts'
import type { JsonObject } from './json.ts'
import { changedKeys } from './syncPatch.ts'

const base = fromStoredSync(storedUsers)

function row(column: string, to: string, more: JsonObject = {}): JsonObject {
  return { from: { type: 'column', data: column }, to, ...more }
}

function rowsBetween(before: JsonObject[], after: JsonObject[]): unknown[] {
  return syncDifference({ mappings: before }, { mappings: after }).rows.map(
    ({ before: was, after: is, isMoved, parts }) => [
      was?.index,
      is?.index,
      ...(isMoved ? ['moved'] : []),
      ...parts.map(({ path }) => path.join('.')),
    ],
  )
}

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => row(name, name)) as [
  JsonObject,
  JsonObject,
  JsonObject,
  JsonObject,
]

describe('syncDifference', () => {
  it('tells by key where it differs', () => {
    const after = {
      ...base,
      label: 'Users',
      mode: {
        type: 'triggered',
        triggers: { schedule: { frequency: 'daily', hour: 11, minute: 30 } },
      },
    }
    expect(syncDifference(base, after)).toMatchObject({
      keys: [
        { key: 'label', parts: [{ path: [], before: 'Users to CRM contacts', after: 'Users' }] },
        { key: 'mode', parts: [{ path: ['triggers', 'schedule', 'hour'], before: 10, after: 11 }] },
      ],
      rows: [],
    })
  })

  it.each<[string, JsonObject[], JsonObject[], unknown[]]>([
    ['nothing', [a, b], [{ ...a, generate_field: false }, b], []],
    ['a row that came', [a, b], [a, c, b], [[undefined, 1]]],
    ['a row that went', [a, b, c], [a, c], [[1, undefined]]],
    ['another column', [a, b], [a, row('x', 'b')], [[1, 1, 'from.data']]],
    ['another field, by its position', [a, b, c], [a, row('b', 'y'), c], [[1, 1, 'to']]],
    ['a row that was moved', [a, b, c, d], [b, c, a, d], [[0, 2, 'moved']]],
    ['a row moved and changed', [a, b, c], [b, c, row('x', 'a')], [[0, 2, 'moved', 'from.data']]],
    [
      'two rows of one field by what fills it',
      [row('x', 'a'), row('y', 'a')],
      [row('y', 'a')],
      [[0, undefined]],
    ],
  ])('tells by row: %s', (_, before, after, rows) => {
    expect(rowsBetween(before, after)).toStrictEqual(rows)
  })

  it('tells of mappings that are no list as of any key', () => {
    expect(syncDifference({ mappings: [a] }, { mappings: 'all' })).toMatchObject({
      keys: [{ key: 'mappings' }],
      rows: [],
    })
  })

  it('finds something exactly where a change would be sent', () => {
    fc.assert(
      fc.property(anyJsonObject, anyJsonObject, (before, after) => {
        const { keys, rows } = syncDifference(before, after)
        const found = new Set(keys.map(({ key }) => key))
        if (rows.length > 0) found.add('mappings')
        expect(found).toStrictEqual(new Set(changedKeys(before, after)))
      }),
    )
  })

  it('accounts for each row once', () => {
    const anyRow = fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('a', 'b', 'c'))
    const anyRows = fc.array(
      anyRow.map(([column, to]) => row(column, to)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(anyRows, anyRows, (before, after) => {
        const { rows } = syncDifference({ mappings: before }, { mappings: after })
        const added = rows.filter((one) => !one.before).length
        const removed = rows.filter((one) => !one.after).length
        expect(after.length - added).toBe(before.length - removed)
        for (const side of ['before', 'after'] as const) {
          const indexes = rows.flatMap((one) => one[side]?.index ?? [])
          expect(new Set(indexes).size).toBe(indexes.length)
        }
      }),
    )
  })
})
