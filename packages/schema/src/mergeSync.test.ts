import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json.ts'
import { mergedSync, mergeItems, type Side } from './mergeSync.ts'
import { changedKeys } from './syncPatch.ts'

function row(column: string, to: string): JsonObject {
  return { from: { type: 'column', data: column }, to }
}

const base = {
  label: 'Users',
  paused: false,
  mappings: [row('A', 'a'), row('B', 'b'), row('C', 'c')],
}
const mine = {
  label: 'My users',
  paused: false,
  mappings: [row('A', 'a'), row('X', 'b'), row('C', 'c'), row('D', 'd')],
}
const theirs = {
  label: 'Their users',
  paused: true,
  mappings: [row('A', 'a'), row('Y', 'b'), row('E', 'e')],
}

describe('mergeItems', () => {
  it('names what each side changed, by key and by row', () => {
    expect(mergeItems(base, mine, theirs).map(({ kind, name, by }) => [kind, name, by])).toEqual([
      ['key', 'label', 'both'],
      ['key', 'paused', 'theirs'],
      ['row', 'b', 'both'],
      ['row', 'c', 'theirs'],
      ['row', 'd', 'mine'],
      ['row', 'e', 'theirs'],
    ])
  })

  it('sees that both made the same change', () => {
    expect(mergeItems(base, { ...base, paused: true }, { ...base, paused: true })).toMatchObject([
      { name: 'paused', by: 'both alike' },
    ])
  })
})

it('finds no change of theirs in alerts that come in another order', () => {
  const alerts: JsonObject[] = [
    { id: 4, type: 'FailureAlertConfiguration' },
    { id: 5, type: 'StatusAlertConfiguration', options: { status_name: 'started' } },
  ]
  const [was, is] = [alerts, alerts.toReversed()].map((alert_attributes) => ({
    ...base,
    alert_attributes,
  }))
  expect(mergeItems(was!, base, is!)).toEqual([])
})

describe('mergedSync', () => {
  it('keeps the alerts of others where mine are left to the API, which is no change', () => {
    const alert = { type: 'FailureAlertConfiguration', id: 4 }
    const told = { ...base, alert_attributes: [alert] }
    expect(mergeItems(told, base, told)).toEqual([])
    const changed = { ...base, alert_attributes: [{ ...alert, send_for: 'every_time' }] }
    expect(mergeItems(told, base, changed)).toMatchObject([
      { name: 'alert_attributes', by: 'theirs' },
    ])
    expect(mergedSync(told, base, changed, new Map())).toEqual(changed)
  })

  it('keeps the changes of both, and mine where both changed the same', () => {
    expect(mergedSync(base, mine, theirs, new Map())).toStrictEqual({
      label: 'My users',
      paused: true,
      mappings: [row('A', 'a'), row('X', 'b'), row('E', 'e'), row('D', 'd')],
    })
  })

  it('takes what the operator chose, key by key and row by row', () => {
    const ids = new Map(mergeItems(base, mine, theirs).map(({ name, id }) => [name, id]))
    const choices = new Map<string, Side>([
      [ids.get('label')!, 'theirs'],
      [ids.get('b')!, 'theirs'],
      [ids.get('c')!, 'mine'],
      [ids.get('d')!, 'theirs'],
    ])
    expect(mergedSync(base, mine, theirs, choices)).toStrictEqual({
      label: 'Their users',
      paused: true,
      mappings: [row('A', 'a'), row('Y', 'b'), row('E', 'e'), row('C', 'c')],
    })
  })

  const anyRow = fc
    .tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('a', 'b', 'c', 'd'))
    .map(([column, to]) => row(column, to))
  const anySync: fc.Arbitrary<JsonObject> = fc
    .record(
      {
        label: fc.constantFrom('one', 'two'),
        mirror_strategy: fc.constantFrom(null, 'upload_and_swap'),
        tier: fc.constantFrom('gold', 'silver'),
        mappings: fc.oneof(
          { weight: 9, arbitrary: fc.array(anyRow, { maxLength: 6 }) },
          fc.constant('odd'),
        ),
      },
      { requiredKeys: [] },
    )
    .map((sync) => ({ ...sync }))

  it('keeps the rows of one field in the order that tells them apart', () => {
    const is = { mappings: [row('A', 'a'), row('A', 'b')] }
    const other = { mappings: [row('A', 'b'), row('A', 'a'), row('B', 'b')] }
    expect(mergedSync({ mappings: [] }, is, other, new Map())).toEqual({
      mappings: [row('A', 'a'), row('A', 'b'), row('B', 'b')],
    })
  })

  it('is theirs where I changed nothing, and mine where they did not', () => {
    fc.assert(
      fc.property(anySync, anySync, (one, other) => {
        expect(changedKeys(mergedSync(one, one, other, new Map()), other)).toStrictEqual([])
        expect(changedKeys(mergedSync(one, other, one, new Map()), other)).toStrictEqual([])
        expect(changedKeys(mergedSync(one, other, other, new Map()), other)).toStrictEqual([])
      }),
    )
  })

  it('has of each item what was chosen, and nothing that neither side has', () => {
    fc.assert(
      fc.property(anySync, anySync, anySync, fc.boolean(), (was, is, other, isMine) => {
        const items = mergeItems(was, is, other)
        const choices = new Map(items.map(({ id }) => [id, isMine ? 'mine' : 'theirs'] as const))
        const left = mergeItems(was, mergedSync(was, is, other, choices), isMine ? is : other)
        expect(left.filter(({ by }) => by !== 'both alike')).toStrictEqual([])
      }),
    )
  })

  it('says the same whoever calls themselves mine, but for what both changed', () => {
    fc.assert(
      fc.property(anySync, anySync, anySync, (was, is, other) => {
        const swapped = { mine: 'theirs', theirs: 'mine', both: 'both', 'both alike': 'both alike' }
        const by = (items: ReturnType<typeof mergeItems>) =>
          new Map(items.map((item) => [item.id, item.by]))
        const here = by(mergeItems(was, is, other))
        const there = by(mergeItems(was, other, is))
        const seen = new Map([...there].map(([id, side]) => [id, swapped[side]]))
        expect(seen).toStrictEqual(new Map<string, string>(here))
      }),
    )
  })
})
