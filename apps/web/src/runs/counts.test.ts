import type { SyncRun } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCounts, countsOf, toSend, type CountCheck } from './counts.ts'

/** In the order of reference 3.2: rows, changed, gone, invalid, sent, accepted, rejected. */
type Counters = readonly (number | null)[]

function runWith(counters: Counters, more: Partial<SyncRun> = {}): SyncRun {
  const [rows, changed, gone, invalid, sent, accepted, rejected] = counters
  return {
    id: 94,
    status: 'completed',
    source_record_count: rows,
    source_record_updates: changed,
    source_record_deletes: gone,
    source_record_invalids: invalid,
    records_invalid: invalid,
    records_processed: sent,
    records_updated: accepted,
    records_failed: rejected,
    completed_at: '2026-11-25T06:10:04Z',
    ...more,
  }
}

const working = { status: 'working', completed_at: null }
const failed = { status: 'failed' }

describe('countsOf', () => {
  it('takes what is not told for no zero', () => {
    const counts = countsOf(runWith([15, 12, null, null, 14, null, 1]))
    expect(counts).toEqual({
      rows: 15,
      changed: 12,
      gone: undefined,
      invalid: undefined,
      sent: 14,
      accepted: undefined,
      rejected: 1,
    })
  })
  it('takes no rows for not told while nothing else is: that counter is never null', () => {
    expect(countsOf(runWith([0, null, null, null, null, null, null])).rows).toBeUndefined()
    expect(countsOf(runWith([0, 0, null, null, null, null, null])).rows).toBe(0)
  })
  it('reads invalid rows by the older key where the newer is not told', () => {
    const run = runWith([15, 12, 2, null, 14, 13, 1], { records_invalid: 1 })
    expect(countsOf(run).invalid).toBe(1)
  })
})

describe('checkCounts', () => {
  const [sent, answered] = ['sent', 'answered'] as const
  const cases: [
    name: string,
    counters: Counters,
    more: Partial<SyncRun>,
    of: CountCheck['of'],
    expected: { result: CountCheck['result']; sum?: string; why: RegExp } | undefined,
  ][] = [
    [
      'the reference’s example: sent',
      [15, 12, 2, 1, 14, 13, 1],
      {},
      sent,
      {
        result: 'equal',
        sum: '12 new or changed + 2 gone = 14 sent',
        why: /^All that was found was sent/,
      },
    ],
    [
      'the reference’s example: answered',
      [15, 12, 2, 1, 14, 13, 1],
      {},
      answered,
      { result: 'equal', sum: '13 accepted + 1 rejected = 14 sent', why: /^Each record sent/ },
    ],
    [
      'rejects of an earlier run',
      [5000, 0, 0, 14, 348, 0, 348],
      {},
      sent,
      {
        result: 'less',
        sum: '0 new or changed + 0 gone < 348 sent',
        why: /refused in an earlier run are tried again/,
      },
    ],
    [
      'the older meaning of what is sent',
      [15, 12, 2, 1, 12, 13, 1],
      {},
      sent,
      { result: 'more', sum: '12 new or changed + 2 gone > 12 sent', why: /older meaning/ },
    ],
    [
      'the older meaning, answered',
      [15, 12, 2, 1, 12, 13, 1],
      {},
      answered,
      { result: 'more', sum: '13 accepted + 1 rejected > 12 sent', why: /older meaning/ },
    ],
    [
      'less sent than found, for no known reason',
      [15, 12, 2, 1, 9, 9, 0],
      {},
      sent,
      { result: 'more', why: /does not tell why/ },
    ],
    [
      'still sending',
      [15, 12, 2, 1, 9, 9, 0],
      working,
      sent,
      { result: 'more', why: /on its way/ },
    ],
    [
      'still answering',
      [15, 12, 2, 1, 14, 9, 0],
      working,
      answered,
      { result: 'less', why: /not answered for the rest yet/ },
    ],
    [
      'failed on the way',
      [15, 12, 2, 1, 9, 8, 0],
      failed,
      sent,
      { result: 'more', why: /before all was sent/ },
    ],
    [
      'failed before the answers',
      [15, 12, 2, 1, 9, 8, 0],
      failed,
      answered,
      { result: 'less', why: /before the destination had answered/ },
    ],
    [
      'canceled on the way',
      [15, 12, 2, 1, 9, 8, 0],
      { canceled: true },
      sent,
      { result: 'more', why: /before all was sent/ },
    ],
    [
      'neither accepted nor rejected',
      [15, 12, 2, 1, 14, 9, 1],
      {},
      answered,
      { result: 'less', why: /tells neither/ },
    ],
    [
      'more answered than sent',
      [15, 12, 2, 1, 14, 14, 1],
      {},
      answered,
      { result: 'more', why: /at each try/ },
    ],
    [
      'gone is not told',
      [15, 12, null, 1, 14, 13, 1],
      {},
      sent,
      { result: 'untold', why: /^The API does not tell all numbers/ },
    ],
    [
      'failed before it knew',
      [15, 12, null, null, null, null, null],
      failed,
      sent,
      { result: 'untold', why: /^The run ended before all numbers were known/ },
    ],
    [
      'not known yet',
      [15, 12, null, null, null, null, null],
      working,
      answered,
      { result: 'untold', why: /^Not all numbers are told yet/ },
    ],
    [
      'nothing to do: sent',
      [15, 0, 0, 0, 0, 0, 0],
      {},
      sent,
      { result: 'equal', why: /^Nothing was found/ },
    ],
    [
      'nothing to do: answered',
      [15, 0, 0, 0, 0, 0, 0],
      {},
      answered,
      { result: 'equal', why: /^Nothing was sent/ },
    ],
    [
      'nothing sent yet',
      [15, 12, 0, 0, 0, 0, 0],
      working,
      answered,
      { result: 'equal', why: /^Nothing was sent yet/ },
    ],
    [
      'more found than there is',
      [10, 9, 0, 2, 9, 9, 0],
      {},
      'source',
      { result: 'more', sum: '9 new or changed + 2 invalid > 10 rows', why: /while it was read/ },
    ],
    ['all rows found', [11, 9, 0, 2, 9, 9, 0], {}, 'source', undefined],
    [
      'two numbers of invalid rows',
      [15, 12, 2, 1, 14, 13, 1],
      { records_invalid: 3 },
      'invalid',
      { result: 'less', sum: '1 source_record_invalids < 3 records_invalid', why: /twice/ },
    ],
    [
      'one number of invalid rows',
      [15, 12, 2, 1, 14, 13, 1],
      { records_invalid: null },
      'invalid',
      undefined,
    ],
  ]
  it.each(cases)('%s', (_name, counters, more, of, expected) => {
    const check = checkCounts(runWith(counters, more)).find((one) => one.of === of)
    if (!expected) return expect(check).toBeUndefined()
    expect(check).toMatchObject({ ...expected, why: expect.stringMatching(expected.why) })
  })

  it('says nothing where nothing is told', () => {
    const nothing = [null, null, null, null, null, null, null]
    expect(checkCounts(runWith(nothing, failed))).toEqual([])
    expect(checkCounts(runWith([0, ...nothing.slice(1)], failed))).toEqual([])
    // As the run began, or was stopped before it had read its source.
    for (const state of [working, failed]) {
      expect(checkCounts(runWith([0, 0, 0, 0, 0, 0, 0], state))).toEqual([])
    }
  })

  it('never claims a sum that is false, nor one of which a part is not told', () => {
    const counter = fc.option(fc.nat({ max: 20 }))
    const counters = fc.array(counter, { minLength: 7, maxLength: 7 })
    const status = fc.constantFrom('completed', 'failed', 'working', 'queued', 'other')
    fc.assert(
      fc.property(counters, status, fc.boolean(), counter, (numbers, state, canceled, older) => {
        const run = runWith(numbers, {
          status: state,
          canceled,
          records_invalid: older,
          completed_at: null,
        })
        const [, changed, gone, , sentCount, accepted, rejected] = numbers
        for (const { of, result, sum } of checkCounts(run)) {
          if (result === 'untold') {
            const needed =
              of === 'sent' ? [changed, gone, sentCount] : [accepted, rejected, sentCount]
            expect(sum).toBeUndefined()
            expect(needed).toContain(null)
            continue
          }
          const [left = '', sign, right = ''] = sum?.split(/ ([<>=]) /u) ?? []
          const parts = left.split(' + ').map((part) => Number.parseInt(part, 10))
          const difference = parts.reduce((all, part) => all + part, 0) - Number.parseInt(right, 10)
          expect(sign).toBe(difference === 0 ? '=' : difference < 0 ? '<' : '>')
          expect(result).toBe(difference === 0 ? 'equal' : difference < 0 ? 'less' : 'more')
          for (const part of [...parts, Number.parseInt(right, 10)]) {
            expect([...numbers, older]).toContain(part)
          }
        }
      }),
    )
  })
})

describe('toSend', () => {
  it.each<[string, Partial<SyncRun>, number | undefined]>([
    ['what was found', { source_record_updates: 90, source_record_deletes: 10 }, 100],
    ['nothing before it is told', { source_record_updates: null }, undefined],
    [
      'nothing once more is sent, since rejected records are tried again',
      { source_record_updates: 100, records_processed: 120 },
      undefined,
    ],
  ])('gives %s', (_, counters, total) => {
    expect(toSend({ id: 1, status: 'working', ...counters })).toBe(total)
  })
})
