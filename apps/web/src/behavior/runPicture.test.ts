import { possibleBehaviors, type JsonObject } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockText, momentText, outcomeText } from './pictureWords.ts'
import { exampleFor, moments, runPictures, timeAxis, type Moment } from './runPicture.ts'

function pictures(payload: JsonObject) {
  const behaviors = possibleBehaviors(payload)
  return runPictures(behaviors, exampleFor(behaviors))
}

/** What each key comes to: what the destination holds, after each run. */
function ends(payload: JsonObject) {
  const [, first, second] = pictures(payload)
  return Object.fromEntries(
    first!.rows.map(({ key }, index) => [
      key,
      [first!, second!].map(({ rows }) => {
        const { records, isOpen } = rows[index]!
        return isOpen ? '?' : records.map(({ value }) => value ?? 'null').join(' ')
      }),
    ]),
  )
}

describe('runPictures', () => {
  // What the destination holds after run one and after run two; Ben is there as trial, Zoe as pro.
  // prettier-ignore
  it.each<[JsonObject, Record<string, [string, string]>]>([
    [{ operation: 'upsert' }, { Ada: ['free', 'free'], Ben: ['free', 'pro'], Cleo: ['pro', 'pro'], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'update' }, { Ada: ['', ''], Ben: ['free', 'pro'], Cleo: ['', ''], Dan: ['', ''], Zoe: ['pro', 'pro'] }],
    [{ operation: 'insert' }, { Ada: ['free', 'free'], Ben: ['trial', 'trial'], Cleo: ['pro', 'pro'], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' }, { Ada: ['free', 'free'], Ben: ['free', 'pro'], Cleo: ['pro', ''], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'mirror', mirror_strategy: 'sync_updates_and_nulls' }, { Ada: ['free', 'free'], Ben: ['free', 'pro'], Cleo: ['pro', 'null'], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'mirror', mirror_strategy: 'upload_and_swap' }, { Ada: ['free', 'free'], Ben: ['free', 'pro'], Cleo: ['pro', ''], Dan: ['', 'free'], Zoe: ['', ''] }],
    [{ operation: 'mirror' }, { Ada: ['free', 'free'], Ben: ['free', 'pro'], Cleo: ['pro', '?'], Dan: ['', 'free'], Zoe: ['?', '?'] }],
    [{ operation: 'append', historical_sync_operation: 'backfill_all_records' }, { Ada: ['free', 'free'], Ben: ['trial free', 'trial free'], Cleo: ['pro', 'pro'], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'append', historical_sync_operation: 'skip_current_records' }, { Ada: ['', ''], Ben: ['trial', 'trial'], Cleo: ['', ''], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'append' }, { Ada: ['?', '?'], Ben: ['?', '?'], Cleo: ['?', '?'], Dan: ['', 'free'], Zoe: ['pro', 'pro'] }],
    [{ operation: 'append', historical_sync_operation: 'skip_current_records', high_water_mark_attribute: 'at' }, { Ada: ['', 'free'], Ben: ['trial', 'trial pro'], Cleo: ['', ''], Dan: ['', ''], Eve: ['', ''], Zoe: ['pro', 'pro'] }],
    [{ operation: 'delete' }, { Ada: ['', ''], Ben: ['', ''], Cleo: ['', ''], Dan: ['trial', ''], Zoe: ['pro', 'pro'] }],
  ])('shows what %j leaves', (payload, expected) => expect(ends(payload)).toEqual(expected))

  it('shows what is new, changed and gone in the source', () => {
    const [, , second] = pictures({ operation: 'upsert' })
    const changes = second!.rows.map(({ key, change }) => [key, change])
    expect(Object.fromEntries(changes)).toMatchObject({
      Ada: undefined,
      Ben: 'changed',
      Cleo: 'gone',
      Dan: 'new',
    })
  })

  it('keeps what was just deleted in sight', () => {
    const [, , second] = pictures({
      operation: 'mirror',
      mirror_strategy: 'sync_updates_and_deletes',
    })
    expect(second!.rows.find(({ key }) => key === 'Cleo')).toMatchObject({
      records: [],
      deleted: [{ key: 'Cleo', value: 'pro' }],
    })
  })

  it('has nothing to show without an operation', () => {
    for (const { rows } of pictures({})) {
      for (const { outcomes } of rows) expect(outcomes).toEqual([])
    }
  })
})

describe('momentText', () => {
  it('says what each run did', () => {
    const [before, first] = pictures({ operation: 'update' })
    expect(momentText('before', before!.rows)).toBe('Before.')
    expect(momentText('first', first!.rows)).toBe(
      'After run one. Ada: skipped: no record has its key. Ben: updated. Cleo: skipped: no record has its key. Zoe: left as it is.',
    )
  })

  it('names a choice that is left to the API', () => {
    const [, , second] = pictures({ operation: 'mirror' })
    expect(second!.rows.map(outcomeText)).toContain(
      'Left to the API. Deleted, or emptied but for its key',
    )
  })
})

describe('timeAxis', () => {
  const byTime = (historical_sync_operation: string): JsonObject => ({
    operation: 'append',
    historical_sync_operation,
    high_water_mark_attribute: 'updated_at',
  })
  const dots = (payload: JsonObject, until: Moment) => {
    const behaviors = possibleBehaviors(payload)
    const { lines, runs } = timeAxis(behaviors, exampleFor(behaviors), until)
    const states = lines.flatMap(({ key, dots: each }) =>
      each.map(({ at, state }) => `${key} ${clockText(at)} ${state}`),
    )
    return { states, runs: runs.map(({ at }) => clockText(at)) }
  }

  it('shows which run sends which row by a high water mark', () => {
    expect(dots(byTime('backfill_all_records'), 'before')).toEqual({
      states: ['Ada 10:00 unread', 'Ben 09:00 unread', 'Cleo 08:00 unread'],
      runs: [],
    })
    expect(dots(byTime('backfill_all_records'), 'first')).toEqual({
      states: ['Ada 10:00 waits', 'Ben 09:00 first', 'Cleo 08:00 first'],
      runs: ['10:00'],
    })
    expect(dots(byTime('backfill_all_records'), 'second')).toEqual({
      states: [
        'Ada 10:00 second',
        'Ben 09:00 first',
        'Ben 11:00 second',
        'Cleo 08:00 first',
        'Dan 12:00 waits',
        'Eve 09:30 never',
      ],
      runs: ['10:00', '12:00'],
    })
    expect(dots(byTime('skip_current_records'), 'second').states).toEqual([
      'Ada 10:00 second',
      'Ben 09:00 never',
      'Ben 11:00 second',
      'Cleo 08:00 never',
      'Dan 12:00 waits',
      'Eve 09:30 never',
    ])
  })

  it('shows what becomes of the rows that exist before the first run', () => {
    const append = (historical_sync_operation?: string): JsonObject => ({
      operation: 'append',
      ...(historical_sync_operation !== undefined && { historical_sync_operation }),
    })
    expect(dots(append('skip_current_records'), 'second')).toEqual({
      states: [
        'Ada 10:00 never',
        'Ben 09:00 never',
        'Ben 11:00 never',
        'Cleo 08:00 never',
        'Dan 12:00 second',
      ],
      runs: ['10:30', '12:30'],
    })
    expect(dots(append('backfill_all_records'), 'second').states).toContain('Ben 11:00 not again')
    expect(dots(append(), 'first').states).toContain('Ada 10:00 open')
  })

  it('agrees with the picture: what a run is said to have sent is in the destination', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('skip_current_records', 'backfill_all_records'),
        fc.boolean(),
        fc.constantFrom(...moments),
        (historical_sync_operation, isByTime, until) => {
          const payload = {
            operation: 'append',
            historical_sync_operation,
            high_water_mark_attribute: isByTime ? 'at' : null,
          }
          const behaviors = possibleBehaviors(payload)
          const example = exampleFor(behaviors)
          const picture = runPictures(behaviors, example).find((one) => one.moment === until)
          for (const { key, dots: each } of timeAxis(behaviors, example, until).lines) {
            const sent = each.filter(({ state }) => state === 'first' || state === 'second')
            const held = picture?.rows.find((row) => row.key === key)?.records ?? []
            const before = example.records.filter((record) => record.key === key)
            expect(held).toHaveLength(before.length + sent.length)
          }
        },
      ),
    )
  })
})
