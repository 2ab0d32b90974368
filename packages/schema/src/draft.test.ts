import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyJsonObject, anyPath } from '../test/anyJson.ts'
import {
  applySwitch,
  dropParked,
  editDraft,
  emptyDraft,
  fromCreateSync,
  restoreParked,
  switchOperation,
  toCreateSync,
  withValidateOnly,
  type Switch,
  type SyncDraft,
} from './draft.ts'
import { applyEdits } from './edit.ts'

const anyEdit = fc.oneof(
  fc.record({ op: fc.constant('remove' as const), path: anyPath }),
  fc.record({ op: fc.constant('set' as const), path: anyPath, value: anyJson }),
  fc.record({
    op: fc.constant('set' as const),
    path: anyPath.map((path) => ['mappings', ...path]),
    value: anyJson,
  }),
)

function idsOf(draft: SyncDraft): string[] {
  return draft.rows.map(({ id }) => id)
}

describe('fromCreateSync and toCreateSync', () => {
  it.each(['create-sync.json', 'create-sync.by-hand.json'])('give %s back to the byte', (name) => {
    const text = readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8')
    const payload = JSON.parse(text)
    expect(JSON.stringify(toCreateSync(fromCreateSync(payload)))).toBe(JSON.stringify(payload))
  })

  it('lose nothing of any JSON object, not even key order or __proto__', () => {
    fc.assert(
      fc.property(anyJsonObject, (payload) => {
        const back = toCreateSync(fromCreateSync(payload))
        expect(isDeepStrictEqual(back, payload)).toBe(true)
        expect(JSON.stringify(back)).toBe(JSON.stringify(payload))
        expect(Object.getPrototypeOf(back)).toBe(Object.prototype)
      }),
      { numRuns: 1000 },
    )
  })

  it('start a new sync with no mapping, not paused, and nothing imported', () => {
    expect(toCreateSync(emptyDraft())).toStrictEqual({ mappings: [], paused: false })
    expect(emptyDraft().imported).toStrictEqual([])
  })
})

describe('withValidateOnly', () => {
  it('sets the value where an import brought it, and last otherwise', () => {
    expect(JSON.stringify(withValidateOnly({ validate_only: true, a: 1 }, false))).toBe(
      '{"validate_only":false,"a":1}',
    )
    expect(JSON.stringify(withValidateOnly({ a: 1 }, true))).toBe('{"a":1,"validate_only":true}')
  })
})

describe('editDraft', () => {
  const threeRows = fromCreateSync({ mappings: [{ to: 'a' }, { to: 'b' }, { to: 'c' }] })

  it('gives the payload that the same edits of the payload give', () => {
    fc.assert(
      fc.property(anyJsonObject, fc.array(anyEdit, { maxLength: 4 }), (payload, edits) => {
        const edited = editDraft(fromCreateSync(payload), edits)
        expect(JSON.stringify(toCreateSync(edited))).toBe(
          JSON.stringify(applyEdits(payload, edits)),
        )
        expect(new Set(idsOf(edited)).size).toBe(edited.rows.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps the ids of rows that it does not touch', () => {
    const [first, second, third] = idsOf(threeRows)
    const removed = editDraft(threeRows, [{ op: 'remove', path: ['mappings', 1] }])
    expect(idsOf(removed)).toStrictEqual([first, third])

    const changed = editDraft(threeRows, [{ op: 'set', path: ['mappings', 1, 'to'], value: 'x' }])
    expect(idsOf(changed)).toStrictEqual([first, second, third])
    expect(changed.rows[0]).toBe(threeRows.rows[0])

    const elsewhere = editDraft(threeRows, [{ op: 'set', path: ['label'], value: 'x' }])
    expect(elsewhere.rows).toBe(threeRows.rows)
  })

  it('keeps the ids of mappings that a new list moves', () => {
    const [first, second, third] = idsOf(threeRows)
    const [a, b, c] = threeRows.rows.map(({ mapping }) => mapping)
    const value = [c!, { to: 'new' }, a!, b!]
    const moved = editDraft(threeRows, [{ op: 'set', path: ['mappings'], value }])
    expect(idsOf(moved)).toStrictEqual([third, 'row-4', first, second])
  })

  it('never uses an id twice', () => {
    const removed = editDraft(threeRows, [{ op: 'remove', path: ['mappings', 2] }])
    const added = editDraft(removed, [{ op: 'set', path: ['mappings', 2], value: { to: 'd' } }])
    expect(idsOf(added)).toStrictEqual(['row-1', 'row-2', 'row-4'])
  })
})

describe('switchOperation', () => {
  const append = editDraft(emptyDraft(), [
    { op: 'set', path: ['operation'], value: 'append' },
    { op: 'set', path: ['historical_sync_operation'], value: 'backfill_all_records' },
    { op: 'set', path: ['high_water_mark_attribute'], value: 'updated_at' },
  ])

  it('parks what only the old operation gave a meaning to, and does not send it', () => {
    const mirror = switchOperation(append, 'mirror')
    expect(toCreateSync(mirror)).toStrictEqual({ mappings: [], paused: false, operation: 'mirror' })
    expect(mirror.parked).toMatchObject([
      { path: ['historical_sync_operation'], under: 'append', value: 'backfill_all_records' },
      { path: ['high_water_mark_attribute'], under: 'append', value: 'updated_at' },
    ])
  })

  it('brings it back on the way back', () => {
    const back = switchOperation(switchOperation(append, 'mirror'), 'append')
    expect(toCreateSync(back)).toStrictEqual(toCreateSync(append))
    expect(back.parked).toStrictEqual([])
  })

  it('leaves an import as it came, effect or not', () => {
    const imported = fromCreateSync({
      operation: 'append',
      high_water_mark_attribute: 'updated_at',
    })
    expect(toCreateSync(switchOperation(imported, 'mirror'))).toStrictEqual({
      operation: 'mirror',
      high_water_mark_attribute: 'updated_at',
    })
  })

  it('leaves what was set by hand where it had no effect before either', () => {
    const byHand = editDraft(switchOperation(emptyDraft(), 'mirror'), [
      { op: 'set', path: ['historical_sync_operation'], value: 'skip_current_records' },
    ])
    expect(toCreateSync(switchOperation(byHand, 'upsert'))).toHaveProperty(
      'historical_sync_operation',
    )
  })
})

/** A switch that hides one value and changes nothing else. */
function flip(from: string, to: string, path: string[]): Switch {
  return { name: 'source kind', from, to, hides: [{ path, reason: 'r' }], edits: [] }
}

describe('applySwitch', () => {
  it('there and back restores the payload, whatever is hidden', () => {
    const anyKeys = anyPath.map((path) => path.filter((key) => typeof key === 'string'))
    fc.assert(
      fc.property(anyJsonObject, anyKeys, (payload, path) => {
        fc.pre(path.length > 0 && path[0] !== 'mappings')
        const there = applySwitch(fromCreateSync(payload), flip('a', 'b', path))
        const back = applySwitch(there, { ...flip('b', 'a', path), hides: [] })
        expect(isDeepStrictEqual(toCreateSync(back), payload)).toBe(true)
        expect(back.parked).toStrictEqual([])
      }),
    )
  })

  it('parks what would stay without an effect, but never what an import brought', () => {
    const change = { ...flip('x', 'y', ['b']), idles: [{ path: ['a', 'deep'], reason: 'r' }] }
    const imported = fromCreateSync({ a: { deep: 1 }, b: 2 })
    expect(toCreateSync(applySwitch(imported, change))).toStrictEqual({ a: { deep: 1 } })
    const built = { ...imported, imported: [] }
    expect(toCreateSync(applySwitch(built, change))).toStrictEqual({ a: {} })
    expect(applySwitch(built, change).parked).toHaveLength(2)
  })

  it('does not bring a value back over a newer one', () => {
    const there = applySwitch(fromCreateSync({ a: 1 }), flip('x', 'y', ['a']))
    const newer = editDraft(there, [{ op: 'set', path: ['a'], value: 2 }])
    const back = applySwitch(newer, { ...flip('y', 'x', ['a']), hides: [] })
    expect(toCreateSync(back)).toStrictEqual({ a: 2 })
    expect(back.parked).toMatchObject([{ value: 1 }])
  })

  it('keeps only the newest value of a place and position', () => {
    const once = applySwitch(fromCreateSync({ a: 1 }), flip('x', 'y', ['a']))
    const newer = editDraft(once, [{ op: 'set', path: ['a'], value: 2 }])
    expect(applySwitch(newer, flip('x', 'y', ['a'])).parked).toMatchObject([{ value: 2 }])
  })

  it('lets the operator restore or drop one parked value', () => {
    const there = applySwitch(fromCreateSync({ a: 1 }), flip('x', 'y', ['a']))
    const [parked] = there.parked
    expect(toCreateSync(restoreParked(there, parked!))).toStrictEqual({ a: 1 })
    expect(restoreParked(there, parked!).parked).toStrictEqual([])
    expect(toCreateSync(dropParked(there, parked!))).toStrictEqual({})
    expect(dropParked(there, parked!).parked).toStrictEqual([])
  })
})
