import { possibleBehaviors, type JsonObject } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Model, type ModelRecord, type ModelRow } from './model.ts'
import { countsOf, createWorld, mapped, type World } from './world.ts'

const byTime = { high_water_mark_attribute: 'AT' }
const requests: Readonly<Record<string, JsonObject>> = {
  upsert: { operation: 'upsert' },
  update: { operation: 'update' },
  insert: { operation: 'insert' },
  delete: { operation: 'delete' },
  'mirror, deletes': { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' },
  'mirror, nulls': { operation: 'mirror', mirror_strategy: 'sync_updates_and_nulls' },
  'mirror, swap': { operation: 'mirror', mirror_strategy: 'upload_and_swap' },
  'append, backfill': { operation: 'append', historical_sync_operation: 'backfill_all_records' },
  'append, skip': { operation: 'append', historical_sync_operation: 'skip_current_records' },
  'append by time, backfill': {
    operation: 'append',
    historical_sync_operation: 'backfill_all_records',
    ...byTime,
  },
  'append by time, skip': {
    operation: 'append',
    historical_sync_operation: 'skip_current_records',
    ...byTime,
  },
}

/** Few keys and values, so that rows meet: copies, changes, comings and goings. */
const keyOf = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const rowOf = fc.record<ModelRow>({
  key: fc.oneof({ weight: 9, arbitrary: keyOf }, { weight: 1, arbitrary: fc.constant(null) }),
  name: fc.constantFrom('Ada', 'Ben'),
  age: fc.constantFrom(1, 1, 2, 1.5),
  at: fc.integer({ min: 1, max: 5 }),
})
/** What somebody else does in the destination between two runs. */
const meddlingOf = fc.option(
  fc.record({ id: keyOf, kind: fc.constantFrom('create', 'delete', 'lock', 'unlock') }),
)
const stepsOf = fc.array(
  fc.record({
    rows: fc.array(rowOf, { maxLength: 8 }),
    meddling: meddlingOf,
    isForced: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('the engine agrees with a naive model', () => {
  it.each(Object.entries(requests))('%s', (_name, request) => {
    const [behavior] = possibleBehaviors(request)
    if (!behavior) throw new Error('The request has no behavior')
    fc.assert(
      fc.property(stepsOf, fc.integer({ min: 1, max: 4 }), (steps, batchSize) => {
        using world = createWorld({ batchSize })
        const model = new Model(behavior)
        for (const { rows, meddling, isForced } of steps) {
          if (meddling) meddle(model, meddling)
          world.setObject('person', model.records.map(asFields))
          world.setSource(rows.map(asCells))
          const force = isForced && behavior.operation !== 'append'
          const sync = { ...request, mappings: mapped('ID', 'NAME', 'AGE') }
          const untouched = world.dump()
          const dry = world.dryRun(sync, force)
          expect(world.dump()).toBe(untouched)

          const before = world.records()
          const outcome = world.run(sync, { force })
          const expected = model.run(rows, force)

          expect(outcome.kind).toBe('completed')
          expect(countsOf(outcome)).toEqual(expected.counts)
          expect(logOf(world)).toEqual(expected.log.toSorted())
          expect(recordsOf(world)).toEqual(sorted(model.records))
          expectChanges(world, before, expected.changes)
          expect(dry).toEqual({ kind: 'done', numbers: world.numbersOf(outcome) })
        }
      }),
      { numRuns: 50 },
    )
  })
})

function meddle(model: Model, { id, kind }: { id: string; kind: string }): void {
  const own = model.records.filter((record) => record.id === id)
  switch (kind) {
    case 'create':
      if (own.length === 0) model.records.push({ id, name: 'theirs', age: null, isLocked: false })
      return
    case 'delete':
      model.records = model.records.filter((record) => record.id !== id)
      return
    default:
      for (const record of own) record.isLocked = kind === 'lock'
  }
}

function asCells({ key, name, age, at }: ModelRow) {
  return { ID: key, NAME: name, AGE: age, AT: `2026-01-01T00:00:0${at}Z` }
}

function asFields({ id, name, age, isLocked }: ModelRecord) {
  return { id, name, age, 'is locked': isLocked ? 1 : 0 }
}

function logOf(world: World): string[] {
  return world
    .log()
    .map(({ identifier, status }) => `${identifier} ${status}`)
    .toSorted()
}

/** All that was changed, since it is less than what is kept, as it was before and is now. */
function expectChanges(world: World, before: readonly object[], expected: readonly string[]): void {
  const changes = world.changes()
  const kinds = changes.records.map(({ kind, identifier }) => `${kind} ${identifier}`)
  expect(kinds.toSorted()).toEqual(expected.toSorted())
  const countOf = (kind: string) => expected.filter((each) => each.startsWith(kind)).length
  expect(changes).toMatchObject({
    object: 'person',
    destination_before: before.length,
    destination_after: world.records().length,
    created: countOf('created'),
    updated: countOf('updated'),
    deleted: countOf('deleted'),
  })
  for (const record of changes.records) {
    if (record.before) expect(before).toContainEqual(withoutNulls(record.before))
    else expect(record.kind).toBe('created')
    if (record.after) expect(world.records()).toContainEqual(withoutNulls(record.after))
    else expect(record.kind).toBe('deleted')
  }
}

function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function recordsOf(world: World) {
  return world
    .records()
    .map(({ id, name, age }) => JSON.stringify([id, name ?? null, age ?? null]))
    .toSorted()
}

function sorted(records: readonly ModelRecord[]) {
  return records.map(({ id, name, age }) => JSON.stringify([id, name, age])).toSorted()
}
