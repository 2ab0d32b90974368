import type { SyncRun } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { runRow, runSentence } from './runRow.ts'

const now = Date.parse('2026-11-25T20:01:00Z')
const whole: SyncRun = {
  id: 94,
  status: 'completed',
  source_record_updates: 12,
  source_record_deletes: 2,
  source_record_invalids: 1,
  records_processed: 14,
  records_updated: 13,
  records_failed: 1,
  created_at: '2026-11-25T20:00:00Z',
  completed_at: '2026-11-25T20:00:42Z',
  full_sync: true,
  sync_trigger_reason: { ui_tag: 'Manual', ui_detail: 'Manually triggered by Ada' },
}
const numbers = (run: SyncRun) => runRow(run, now).counts.map(({ count }) => count)

describe('runRow', () => {
  it('gives the numbers in the order of the flow: found, sent, accepted, rejected, invalid', () => {
    expect(numbers(whole)).toEqual([14, 14, 13, 1, 1])
  })

  it('takes nothing that is not told for a zero', () => {
    const { counts, isFull, took } = runRow({ id: 94, status: 'queued', records_failed: null }, now)
    expect(counts.map(({ count }) => count)).toEqual(Array.from({ length: 5 }))
    expect([isFull, took]).toEqual([undefined, undefined])
  })

  it('reads the older counter of invalid rows, and what is told of found ones', () => {
    const older = { ...whole, source_record_invalids: null, records_invalid: 3 }
    expect(numbers({ ...older, source_record_deletes: null })).toEqual([12, 14, 13, 1, 3])
  })

  it.each([
    ['rejected records', whole, '1 rejected'],
    ['invalid ones alone', { ...whole, records_failed: 0 }, '1 invalid'],
    ['nothing left behind', { ...whole, records_failed: 0, source_record_invalids: 0 }, 'Finished'],
  ])('says %s in two words', (_name, run, words) => {
    expect(runRow(run, now).brief).toBe(words)
  })

  it.each([
    ['that has ended', whole, '42 s'],
    ['that goes on', { ...whole, status: 'working', completed_at: null }, '1 min'],
    [
      'that went on when it was read, by a clock that is behind',
      { ...whole, status: 'working', created_at: '2026-11-25T20:03:00Z', completed_at: null },
      'under 0.1 s',
    ],
    ['of which no end is told', { ...whole, status: 'failed', completed_at: null }, undefined],
  ])('tells how long it took, of a run %s', (_name, run, words) => {
    expect(runRow(run, now).took).toBe(words)
  })

  it.each([
    [whole.sync_trigger_reason, { tag: 'Manual', detail: 'Manually triggered by Ada' }],
    [{ ui_detail: 'By its schedule' }, { tag: 'By its schedule', detail: 'By its schedule' }],
    [null, { tag: 'Not told', detail: undefined }],
  ])('tells what started it: %o', (sync_trigger_reason, trigger) => {
    expect(runRow({ ...whole, sync_trigger_reason }, now).trigger).toEqual(trigger)
  })

  it('shows a start that cannot be read as the API wrote it', () => {
    expect(runRow({ ...whole, created_at: 'yesterday' }, now).started).toBe('yesterday')
  })
})

describe('runSentence', () => {
  it('says a run in one sentence', () => {
    expect(runSentence(runRow(whole, now))).toMatch(
      /^Wed 25 Nov, \d\d:00 .*: Finished, 1 rejected, 1 invalid, 14 sent, took 42 s$/,
    )
  })
})
