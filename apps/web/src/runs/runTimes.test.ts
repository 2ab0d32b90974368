import type { SyncRun } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { durationWords, latenessWords, tookMs, utcWords } from './runTimes.ts'

it.each([
  [-5, 'under 0.1 s'],
  [0, 'under 0.1 s'],
  [449, '0.4 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [192_000, '3 min 12 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [93_600_000, '1 d 2 h'],
])('%i ms are %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words)
})

it('tells a moment in UTC where the own zone is another', () => {
  const at = Date.parse('2026-11-25T20:26:00Z')
  expect(utcWords(at, at, 'UTC')).toBeUndefined()
  expect(utcWords(at, at, 'Asia/Kolkata')).toBe('Wed 25 Nov, 20:26 UTC')
})

it.each([
  ['2026-11-25T06:10:00.400Z', 'started on time'],
  ['2026-11-25T06:10:42Z', 'started 42 s later'],
  ['2026-11-25T06:09:58Z', 'started 2.0 s before'],
  [null, undefined],
])('a run of 06:10 that starts at %s %s', (created_at, words) => {
  const scheduled_execution_time = '2026-11-25T06:10:00.000Z'
  expect(latenessWords({ id: 1, status: 'completed', created_at, scheduled_execution_time })).toBe(
    words,
  )
})

it.each<[string, Partial<SyncRun>, number | undefined]>([
  ['that is over', { status: 'completed', completed_at: '2026-11-25T06:10:42Z' }, 42_000],
  ['that goes on', { status: 'working' }, 60_000],
  ['of a clock ahead of this one', { status: 'working', created_at: '2026-11-25T06:12:00Z' }, 0],
  ['without an end', { status: 'failed', completed_at: null }, undefined],
  ['with no time', { status: 'working', created_at: 'yesterday' }, undefined],
])('a run %s took what it took, and never less than nothing', (_what, facts, took) => {
  const run = { id: 1, status: 'working', created_at: '2026-11-25T06:10:00Z', ...facts }
  expect(tookMs(run, Date.parse('2026-11-25T06:11:00Z'))).toBe(took)
})
