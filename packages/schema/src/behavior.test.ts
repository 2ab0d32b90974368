import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beforeRuns,
  possibleBehaviors,
  runOnce,
  type Behavior,
  type DestinationRecord,
  type Outcome,
  type SourceRow,
} from './behavior.ts'
import type { JsonObject } from './json.ts'

const mirror = (strategy: 'deletes' | 'nulls' | 'swap'): Behavior => ({
  operation: 'mirror',
  strategy:
    strategy === 'swap'
      ? 'upload_and_swap'
      : strategy === 'nulls'
        ? 'sync_updates_and_nulls'
        : 'sync_updates_and_deletes',
})
const append = (history: 'skip' | 'backfill', isByTime = false): Behavior => ({
  operation: 'append',
  history: history === 'skip' ? 'skip_current_records' : 'backfill_all_records',
  isByTime,
})

/** A row that no other is newer than unless told. */
const row = (key: string, value = 'new', at = 0): SourceRow => ({ key, value, at })

/** One run after the other, each over its own rows; `records` are there before. */
function run(
  behavior: Behavior,
  records: DestinationRecord[],
  ...sources: readonly (readonly SourceRow[])[]
) {
  let state = beforeRuns(records)
  return sources.map((rows) => {
    const result = runOnce(behavior, state, rows)
    state = result
    return { records: result.records, outcomes: Object.fromEntries(result.outcomes) }
  })
}

/** What the second run does about `a`, and what the destination then holds of it. */
function second(
  behavior: Behavior,
  [before, now]: [SourceRow[], SourceRow[]],
  isThere: boolean,
): [Outcome | undefined, (string | null)[]] {
  const first = runOnce(behavior, beforeRuns([]), before)
  const records = isThere ? [{ key: 'a', value: 'theirs' }] : []
  const result = runOnce(behavior, { ...first, records }, now)
  return [
    result.outcomes.get('a'),
    result.records.filter(({ key }) => key === 'a').map(({ value }) => value),
  ]
}

describe('a run, as reference 5.2 tells', () => {
  const fresh: [SourceRow[], SourceRow[]] = [[], [row('a')]]
  const changed: [SourceRow[], SourceRow[]] = [[row('a', 'old')], [row('a')]]
  const gone: [SourceRow[], SourceRow[]] = [[row('a')], []]
  const same: [SourceRow[], SourceRow[]] = [[row('a')], [row('a')]]

  // A column each: no record matches, a record matches; what is done, and what is there then.
  // prettier-ignore
  const table: [string, Behavior, [SourceRow[], SourceRow[]], Outcome | undefined, (string | null)[], Outcome, (string | null)[]][] = [
    ['upsert: new',       { operation: 'upsert' }, fresh,   'created',   ['new'], 'updated',     ['new']],
    ['upsert: changed',   { operation: 'upsert' }, changed, 'created',   ['new'], 'updated',     ['new']],
    ['upsert: gone',      { operation: 'upsert' }, gone,    undefined,   [],      'untouched',   ['theirs']],
    ['update: new',       { operation: 'update' }, fresh,   'unmatched', [],      'updated',     ['new']],
    ['update: changed',   { operation: 'update' }, changed, 'unmatched', [],      'updated',     ['new']],
    ['update: gone',      { operation: 'update' }, gone,    undefined,   [],      'untouched',   ['theirs']],
    ['insert: new',       { operation: 'insert' }, fresh,   'created',   ['new'], 'matched',     ['theirs']],
    ['insert: changed',   { operation: 'insert' }, changed, 'sent before', [],    'matched',     ['theirs']],
    ['insert: gone',      { operation: 'insert' }, gone,    undefined,   [],      'untouched',   ['theirs']],
    ['mirror: new',       mirror('deletes'),       fresh,   'created',   ['new'], 'updated',     ['new']],
    ['mirror: changed',   mirror('deletes'),       changed, 'created',   ['new'], 'updated',     ['new']],
    ['mirror: gone',      mirror('deletes'),       gone,    undefined,   [],      'deleted',     []],
    ['nulls: gone',       mirror('nulls'),         gone,    undefined,   [],      'emptied',     [null]],
    ['swap: gone',        mirror('swap'),          gone,    undefined,   [],      'deleted',     []],
    ['swap: unchanged',   mirror('swap'),          same,    'created',   ['new'], 'replaced',    ['new']],
    ['append: new',       append('backfill'),      fresh,   'sent',      ['new'], 'sent',        ['theirs', 'new']],
    ['append: changed',   append('backfill'),      changed, 'sent before', [],    'sent before', ['theirs']],
    ['append: gone',      append('backfill'),      gone,    undefined,   [],      'untouched',   ['theirs']],
    ['delete: new',       { operation: 'delete' }, fresh,   'unmatched', [],      'deleted',     []],
    ['delete: changed',   { operation: 'delete' }, changed, 'sent before', [],    'sent before', ['theirs']],
    ['delete: gone',      { operation: 'delete' }, gone,    undefined,   [],      'untouched',   ['theirs']],
  ]
  it.each(table)('%s', (_, behavior, rows, unmatched, without, matched, withOne) => {
    expect(second(behavior, rows, false)).toEqual([unmatched, without])
    expect(second(behavior, rows, true)).toEqual([matched, withOne])
  })

  it('sends nothing that has not changed, whatever the destination has made of it', () => {
    const behaviors = ['upsert', 'update', 'insert', 'delete'] as const
    for (const operation of behaviors) {
      expect(second({ operation }, same, true)).toEqual(['unchanged', ['theirs']])
    }
    expect(second(mirror('deletes'), same, true)).toEqual(['unchanged', ['theirs']])
    expect(second(append('backfill'), same, true)).toEqual(['unchanged', ['theirs']])
  })
})

describe('a mirror, as reference 5.3 tells', () => {
  const theirs = [
    { key: 'stranger', value: 'theirs' },
    { key: 'a', value: 'theirs' },
  ]

  it.each(['deletes', 'nulls'] as const)(
    'compares with what was sent and not with what is there: %s',
    (strategy) => {
      const [first, next] = run(mirror(strategy), theirs, [row('a')], [])
      expect(first).toEqual({
        records: [theirs[0], { key: 'a', value: 'new' }],
        outcomes: { a: 'updated', stranger: 'untouched' },
      })
      expect(next?.outcomes.stranger).toBe('untouched')
    },
  )

  it('sends a row again that was gone and came back', () => {
    const [, , third] = run(mirror('nulls'), [], [row('a')], [], [row('a')])
    expect(third).toEqual({ records: [{ key: 'a', value: 'new' }], outcomes: { a: 'updated' } })
  })

  it('replaces the whole object in each run, the first included, with upload_and_swap', () => {
    const [first] = run(mirror('swap'), theirs, [row('a'), row('b')])
    expect(first).toEqual({
      records: [
        { key: 'a', value: 'new' },
        { key: 'b', value: 'new' },
      ],
      outcomes: { a: 'replaced', b: 'created', stranger: 'deleted' },
    })
  })
})

describe('an append, as reference 5.5 tells', () => {
  it('sends the rows that exist with the first run, or marks them as seen', () => {
    const later = [row('a'), row('b')]
    expect(run(append('backfill'), [], [row('a')], later).map(({ outcomes }) => outcomes)).toEqual([
      { a: 'sent' },
      { a: 'unchanged', b: 'sent' },
    ])
    expect(run(append('skip'), [], [row('a')], later).map(({ outcomes }) => outcomes)).toEqual([
      { a: 'seen' },
      { a: 'seen', b: 'sent' },
    ])
  })

  it('remembers the keys that were sent for the life of the sync', () => {
    const [, , third] = run(append('backfill'), [], [row('a')], [], [row('a')])
    expect(third?.outcomes).toEqual({ a: 'unchanged' })
  })

  const early = row('early', '', 1)
  const newest = row('newest', '', 2)
  const later = row('later', '', 3)
  const late = row('late', '', 0)

  it('sends by a high water mark what lies from the last mark up to, not including, the new one', () => {
    const sources = [
      [early, newest],
      [early, newest, later, late],
    ] as const
    expect(run(append('backfill', true), [], ...sources).map(({ outcomes }) => outcomes)).toEqual([
      { early: 'sent', newest: 'waits' },
      { early: 'unchanged', newest: 'sent', later: 'waits', late: 'late' },
    ])
    expect(run(append('skip', true), [], ...sources).map(({ outcomes }) => outcomes)).toEqual([
      { early: 'seen', newest: 'waits' },
      { early: 'seen', newest: 'sent', later: 'waits', late: 'late' },
    ])
  })

  it('sends a row again whose time has moved past the mark', () => {
    const moved = row('early', 'moved', 4)
    const rows = [moved, newest, row('end', '', 5)]
    const [, next] = run(append('backfill', true), [], [early, newest], rows)
    expect(next?.outcomes.early).toBe('sent')
    expect(next?.records.filter(({ key }) => key === 'early')).toHaveLength(2)
  })

  it('keeps its mark over a run that finds nothing', () => {
    const [, , third] = run(append('backfill', true), [], [early, newest], [], [newest, later])
    expect(third?.outcomes).toEqual({ newest: 'sent', later: 'waits', early: 'untouched' })
  })
})

const keys = ['a', 'b', 'c', 'd']
const rowsOf = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom(...keys),
    value: fc.constantFrom('x', 'y'),
    at: fc.integer({ min: 0, max: 5 }),
  }),
  { selector: ({ key }) => key },
)
const runsOf = fc.array(rowsOf, { minLength: 1, maxLength: 5 })
const recordsOf = fc.uniqueArray(
  fc.record({ key: fc.constantFrom(...keys, 'stranger'), value: fc.constant('theirs') }),
  { selector: ({ key }) => key },
)
const behaviorsOf = fc.constantFrom<Behavior>(
  { operation: 'upsert' },
  { operation: 'update' },
  { operation: 'insert' },
  { operation: 'delete' },
  mirror('deletes'),
  mirror('nulls'),
  mirror('swap'),
  append('skip'),
  append('backfill'),
  append('skip', true),
  append('backfill', true),
)

/** What each run finds and leaves. */
function steps(behavior: Behavior, records: DestinationRecord[], sources: SourceRow[][]) {
  const results = run(behavior, records, ...sources)
  return results.map(({ records: after, outcomes }, index) => ({
    rows: sources[index] ?? [],
    before: index === 0 ? records : (results[index - 1]?.records ?? []),
    after,
    outcomes,
  }))
}

const keysIn = (records: readonly DestinationRecord[]) => records.map(({ key }) => key)

describe('any sequence of runs', () => {
  it('tells of each row and record what became of it, and what it tells is what happened', () => {
    fc.assert(
      fc.property(behaviorsOf, recordsOf, runsOf, (behavior, records, sources) => {
        for (const { rows, before, after, outcomes } of steps(behavior, records, sources)) {
          expect(new Set(Object.keys(outcomes))).toEqual(
            new Set([...rows.map(({ key }) => key), ...keysIn(before)]),
          )
          for (const [key, outcome] of Object.entries(outcomes)) {
            const [was, is] = [before, after].map((some) => some.filter((one) => one.key === key))
            const count = is!.length - was!.length
            expect(count).toBe(
              { created: 1, sent: 1, deleted: -was!.length }[outcome as string] ?? 0,
            )
            const isWritten = ['created', 'sent', 'updated', 'replaced'].includes(outcome)
            if (isWritten) {
              const value = rows.find((one) => one.key === key)?.value
              expect(is!.at(-1)?.value).toBe(value)
            } else if (outcome === 'emptied') {
              expect(is).toEqual([{ key, value: null }])
            } else if (outcome !== 'deleted') expect(is).toEqual(was)
          }
        }
      }),
    )
  })

  it('never changes what exists with insert, and never takes it away', () => {
    fc.assert(
      fc.property(recordsOf, runsOf, (records, sources) => {
        for (const { before, after } of steps({ operation: 'insert' }, records, sources)) {
          expect(after.slice(0, before.length)).toEqual(before)
        }
      }),
    )
  })

  it('never adds or takes away with update', () => {
    fc.assert(
      fc.property(recordsOf, runsOf, (records, sources) => {
        for (const { before, after } of steps({ operation: 'update' }, records, sources)) {
          expect(keysIn(after)).toEqual(keysIn(before))
        }
      }),
    )
  })

  it('only grows with append', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('skip' as const, 'backfill' as const),
        fc.boolean(),
        recordsOf,
        runsOf,
        (history, isByTime, records, sources) => {
          for (const { before, after } of steps(append(history, isByTime), records, sources)) {
            expect(after.slice(0, before.length)).toEqual(before)
          }
        },
      ),
    )
  })

  it('leaves after a mirror what the source holds, on the keys that the mirror has sent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('deletes' as const, 'nulls' as const, 'swap' as const),
        recordsOf,
        runsOf,
        (strategy, records, sources) => {
          const sent = new Set<string>()
          for (const { rows, after } of steps(mirror(strategy), records, sources)) {
            for (const { key } of rows) sent.add(key)
            const held = new Map(after.map(({ key, value }) => [key, value]))
            for (const { key, value } of rows) expect(held.get(key)).toBe(value)
            const gone = [...sent].filter((key) => !rows.some((one) => one.key === key))
            if (strategy === 'nulls') for (const key of gone) expect(held.get(key)).toBeNull()
            else for (const key of gone) expect(held.has(key)).toBe(false)
            const strangers = records.filter(({ key }) => !sent.has(key))
            for (const { key } of strangers) expect(held.has(key)).toBe(strategy !== 'swap')
          }
        },
      ),
    )
  })

  it('begins a mirror as an upsert, unless everything is replaced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('deletes' as const, 'nulls' as const),
        recordsOf,
        rowsOf,
        (strategy, records, rows) => {
          expect(run(mirror(strategy), records, rows)).toEqual(
            run({ operation: 'upsert' }, records, rows),
          )
        },
      ),
    )
  })

  it('sends by a high water mark each row once, as long as none comes late', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), (counts) => {
        let at = 0
        const arrivals = counts.map((count) =>
          Array.from({ length: count }, () => {
            at += 1
            return row(`row ${at}`, '', at)
          }),
        )
        const sources = arrivals.map((_, index) => arrivals.slice(0, index + 1).flat())
        const last = run(append('backfill', true), [], ...sources).at(-1)
        expect(keysIn(last!.records)).toEqual(
          sources
            .at(-1)!
            .slice(0, -1)
            .map(({ key }) => key),
        )
      }),
    )
  })
})

describe('possibleBehaviors', () => {
  it.each<[string, JsonObject, Behavior[]]>([
    [
      'one that is decided',
      { operation: 'upsert', mirror_strategy: 'x' },
      [{ operation: 'upsert' }],
    ],
    ['a mirror', { operation: 'mirror', mirror_strategy: 'upload_and_swap' }, [mirror('swap')]],
    [
      'each strategy where none is sent',
      { operation: 'mirror' },
      [mirror('deletes'), mirror('nulls'), mirror('swap')],
    ],
    [
      'each strategy where it is not known here',
      { operation: 'mirror', mirror_strategy: 'constructor' },
      [mirror('deletes'), mirror('nulls'), mirror('swap')],
    ],
    ['both histories', { operation: 'append' }, [append('skip'), append('backfill')]],
    [
      'an append by time',
      {
        operation: 'append',
        historical_sync_operation: 'skip_current_records',
        high_water_mark_attribute: 'updated_at',
      },
      [append('skip', true)],
    ],
    [
      'an append by time in its older form',
      {
        operation: 'append',
        historical_sync_operation: 'skip_current_records',
        high_water_mark_attributes: { use_high_water_mark_diff_type: true, column_name: 'at' },
      },
      [append('skip', true)],
    ],
    ['nothing without an operation', {}, []],
    ['nothing for one that is not known', { operation: 'replace' }, []],
  ])('gives %s', (_, payload, behaviors) => {
    expect(possibleBehaviors(payload)).toEqual(behaviors)
  })
})
