import type { DryRun, JsonObject } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockedWords, dryRunWords } from './dryRunWords.ts'

const mirror: JsonObject = { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' }
const nulls: JsonObject = { operation: 'mirror', mirror_strategy: 'sync_updates_and_nulls' }
const swap: JsonObject = { operation: 'mirror', mirror_strategy: 'upload_and_swap' }
const skip: JsonObject = { operation: 'append', historical_sync_operation: 'skip_current_records' }

const nothing: DryRun = {
  source_records: 0,
  source_changed: 0,
  source_invalid: 0,
  destination_before: 0,
  destination_after: 0,
  expected_creates: 0,
  expected_updates: 0,
  expected_deletes: 0,
  expected_rejects: 0,
}

function meaningOf(
  id: string,
  answer: DryRun,
  payload: JsonObject,
  when: 'first' | 'later' = 'first',
): string | undefined {
  const { source, destination } = dryRunWords(answer, payload, when === 'first')
  return [...source, ...destination].find((line) => line.id === id)?.meaning
}

describe('what a dry run would do', () => {
  it.each<[DryRun, string]>([
    [nothing, 'A run now would change no record.'],
    [
      { ...nothing, expected_creates: 1 },
      'A run now would create 1 record, update none and delete none.',
    ],
    [
      { expected_creates: 1_234_567, expected_updates: 300, expected_deletes: 3 },
      'A run now would create 1,234,567 records, update 300 and delete 3.',
    ],
    [
      { expected_deletes: 2 },
      'A run now would delete 2 records. How many it would create or update is not told.',
    ],
    [
      { expected_creates: 0, expected_deletes: null },
      'A run now would create no record. How many it would update or delete is not told.',
    ],
    [
      { expected_creates: 0, expected_updates: 0 },
      'A run now would create or update no record. How many it would delete is not told.',
    ],
    [{ source_records: 5 }, 'The dry run does not tell what would become of records.'],
  ])('is one sentence for %j', (answer, sentence) => {
    expect(dryRunWords(answer, mirror, true).headline).toBe(sentence)
  })

  it.each<[DryRun, string[]]>([
    [{}, []],
    [{ expected_deletes: 0, destination_before: 9, destination_after: 9 }, []],
    [{ expected_deletes: 1 }, ['1 record would be deleted.']],
    [
      { expected_deletes: 1_200, destination_before: 5_000, destination_after: 3_800 },
      ['1,200 records would be deleted, of 5,000 that are there now.'],
    ],
    [
      { destination_before: 5_000, destination_after: 12 },
      ['Afterwards the destination would hold 12 records; now it holds 5,000.'],
    ],
    [
      { destination_before: 3, destination_after: 0 },
      ['Afterwards the destination would hold no records; now it holds 3.'],
    ],
    [
      { destination_before: 10, destination_after: 5 },
      ['Afterwards the destination would hold 5 records; now it holds 10.'],
    ],
    [{ destination_before: 10, destination_after: 6 }, []],
    [{ destination_before: 0, destination_after: 0 }, []],
  ])('warns of what is lost with %j', (answer, warnings) => {
    expect(dryRunWords(answer, mirror, false).warnings).toEqual(warnings)
  })

  it.each<[DryRun, RegExp | undefined]>([
    [{ source_invalid: 0, expected_rejects: 0 }, undefined],
    [{}, undefined],
    [{ source_invalid: 1 }, /^1 row would not be sent\. After a run, its page shows each/u],
    [{ expected_rejects: 2 }, /^2 rows would be rejected by the destination\./u],
    [
      { source_invalid: 9, expected_rejects: 3 },
      /^12 rows would not arrive: 9 invalid, 3 rejected\./u,
    ],
  ])('tells the way to what does not arrive with %j', (answer, hint) => {
    const told = dryRunWords(answer, mirror, true).hint
    if (hint) expect(told).toMatch(hint)
    else expect(told).toBeUndefined()
  })
})

describe('what each number means', () => {
  const some = { ...nothing, source_records: 5, source_changed: 5 }
  it.each<[what: string, id: string, DryRun, JsonObject, 'first' | 'later', RegExp]>([
    ['a first run', 'changed', some, mirror, 'first', /a first run sends all rows$/u],
    [
      'a first run with invalid rows',
      'changed',
      { source_records: 5, source_changed: 4, source_invalid: 1 },
      mirror,
      'first',
      /all valid rows/u,
    ],
    ['an empty source', 'changed', nothing, mirror, 'first', /no row/u],
    [
      'an append that skips',
      'changed',
      { source_records: 5, source_changed: 0 },
      skip,
      'first',
      /marked as seen/u,
    ],
    [
      'an append by time',
      'changed',
      { source_records: 5, source_changed: 4 },
      { operation: 'append', high_water_mark_attribute: 'at' },
      'first',
      /newest time wait/u,
    ],
    ['a later run', 'changed', some, mirror, 'later', /^new, other than they were sent, or gone/u],
    [
      'a later run of nothing',
      'changed',
      { source_changed: 0 },
      mirror,
      'later',
      /since it was sent/u,
    ],
    ['valid rows', 'invalid', nothing, mirror, 'first', /no key is missing or there twice/u],
    ['invalid rows', 'invalid', { source_invalid: 2 }, mirror, 'first', /never sent/u],
    [
      'no creates',
      'creates',
      nothing,
      { operation: 'update' },
      'first',
      /Update Only never creates/u,
    ],
    ['creates', 'creates', { expected_creates: 2 }, skip, 'later', /new entries/u],
    [
      'no updates',
      'updates',
      nothing,
      { operation: 'insert' },
      'first',
      /Create Only never updates/u,
    ],
    ['updates', 'updates', { expected_updates: 2 }, nulls, 'later', /are emptied/u],
    [
      'a mirror’s first run',
      'deletes',
      nothing,
      mirror,
      'first',
      /first run of a mirror deletes nothing/u,
    ],
    ['a mirror’s later run', 'deletes', nothing, mirror, 'later', /no row has left/u],
    [
      'a mirror that deletes',
      'deletes',
      { expected_deletes: 2 },
      mirror,
      'later',
      /has left the source/u,
    ],
    ['a mirror that empties', 'deletes', nothing, nulls, 'later', /emptied, not deleted/u],
    ['a swap', 'deletes', { expected_deletes: 2 }, swap, 'first', /no row names/u],
    [
      'an upsert',
      'deletes',
      nothing,
      { operation: 'upsert' },
      'first',
      /Update or Create never deletes/u,
    ],
    [
      'a delete',
      'deletes',
      { expected_deletes: 2 },
      { operation: 'delete' },
      'first',
      /source names/u,
    ],
  ])('of %s: %s', (_, id, answer, payload, when, meaning) => {
    expect(meaningOf(id, answer, payload, when)).toMatch(meaning)
  })

  it('is not told of a number that is missing', () => {
    const { source, destination } = dryRunWords({ expected_deletes: null }, mirror, true)
    for (const { id, count, meaning } of [...source, ...destination]) {
      expect(count).toBeUndefined()
      if (!['rows', 'before', 'after'].includes(id)) expect(meaning).toBe('')
    }
  })

  it('is a sum where it is one, and is not called one elsewhere', () => {
    const answer = {
      ...nothing,
      destination_before: 10,
      expected_creates: 5,
      expected_deletes: 2,
      destination_after: 13,
    }
    const after = (told: DryRun) =>
      dryRunWords(told, mirror, false).destination.find(({ id }) => id === 'after')
    expect(after(answer)).toMatchObject({ isSum: true })
    expect(after({ ...answer, destination_after: 12 })).not.toHaveProperty('isSum')
    expect(after({ ...answer, destination_after: 12 })?.meaning).toMatch(/not the sum/u)
    expect(after({ ...answer, expected_deletes: null })).not.toHaveProperty('isSum')
  })
})

describe('what becomes of what has changed in the source', () => {
  const update: JsonObject = { operation: 'update' }
  const first = { source_changed: 1_203, expected_creates: 900, expected_updates: 300 }
  it.each<[JsonObject, DryRun, string | undefined]>([
    [
      mirror,
      { ...nothing, ...first, expected_rejects: 3 },
      '1,203 changed = 900 created + 300 updated + 3 rejected.',
    ],
    [
      mirror,
      { ...nothing, source_changed: 5, expected_updates: 2, expected_deletes: 3 },
      '5 changed = 2 updated + 3 deleted.',
    ],
    [
      update,
      { ...nothing, source_changed: 1_000, expected_updates: 12 },
      '1,000 changed = 12 updated + 988 without effect: rows that no record matches are skipped.',
    ],
    [
      { operation: 'insert' },
      { ...nothing, source_changed: 2 },
      '2 changed = 2 without effect: rows that a record matches are skipped.',
    ],
    [mirror, { ...nothing, source_changed: 5, expected_creates: 6 }, undefined],
    [mirror, { ...nothing, source_changed: 5, expected_creates: 4 }, undefined],
    [mirror, { source_changed: 5, expected_creates: 5, expected_updates: 0 }, undefined],
    [mirror, nothing, undefined],
    [{}, { ...nothing, source_changed: 5, expected_creates: 5 }, undefined],
  ])('with %j', (payload, answer, words) => {
    expect(dryRunWords(answer, payload, true).balance).toBe(words)
  })
})

const anyNumber = fc.option(fc.oneof(fc.nat(20), fc.nat(9_999_999)), {
  nil: undefined,
  freq: 4,
})
const anyAnswer: fc.Arbitrary<DryRun> = fc.record(
  {
    source_records: anyNumber,
    source_changed: anyNumber,
    source_invalid: anyNumber,
    destination_before: anyNumber,
    destination_after: anyNumber,
    expected_creates: anyNumber,
    expected_updates: anyNumber,
    expected_deletes: anyNumber,
    expected_rejects: anyNumber,
  },
  { requiredKeys: [] },
)
const anyPayload = fc.constantFrom(
  mirror,
  nulls,
  swap,
  skip,
  { operation: 'mirror' },
  ...['upsert', 'update', 'insert', 'append', 'delete'].map((operation) => ({ operation })),
)

/** The numbers that a text names. */
function numbersIn(text: string): number[] {
  return (text.match(/\d[\d,]*/gu) ?? []).map((number) => Number(number.replaceAll(',', '')))
}

it('never claims a sum that is false', () => {
  fc.assert(
    fc.property(anyAnswer, anyPayload, fc.boolean(), (answer, payload, isFirst) => {
      const { balance, destination, hint } = dryRunWords(answer, payload, isFirst)
      if (balance?.includes('=')) {
        const [whole, ...parts] = numbersIn(balance)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
      }
      if (hint?.includes(':')) {
        const [whole, ...parts] = numbersIn(hint)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
      }
      const sum = destination.find(({ isSum }) => isSum)
      const signed = destination.filter(({ sign }) => sign)
      expect(signed.length).toBe(sum ? 2 : 0)
      if (sum) {
        const total = signed.reduce(
          (before, { sign, count = NaN }) => before + (sign === '+' ? count : -count),
          destination[0]?.count ?? NaN,
        )
        expect(total).toBe(sum.count)
      }
    }),
  )
})

it('names no number that it was not told, but for their sums and what is left of them', () => {
  fc.assert(
    fc.property(anyAnswer, anyPayload, fc.boolean(), (answer, payload, isFirst) => {
      const { headline, warnings, source, destination } = dryRunWords(answer, payload, isFirst)
      const told = new Set(Object.values(answer).filter((value) => typeof value === 'number'))
      const texts = [
        headline,
        ...warnings,
        ...[...source, ...destination].map((line) => line.meaning),
      ]
      for (const number of texts.flatMap(numbersIn)) expect(told).toContain(number)
      for (const { count } of [...source, ...destination]) {
        if (count !== undefined) expect(told).toContain(count)
      }
    }),
  )
})

describe('why none can be tried', () => {
  it.each<[string[], string]>([
    [['Mapping'], 'First fix what blocks in Mapping: see Problems.'],
    [
      ['Source', 'Mapping', 'Options'],
      'First fix what blocks in Source, Mapping and Options: see Problems.',
    ],
    [[], 'First fix what blocks: see Problems.'],
  ])('names %j', (steps, words) => expect(blockedWords(steps)).toBe(words))
})
