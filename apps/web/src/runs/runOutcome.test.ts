import type { SyncRun } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { runOutcome, type RunOutcome } from './runOutcome.ts'

const ended = { completed_at: '2026-11-25T06:10:04Z' }
const cases: [run: Partial<SyncRun>, kind: RunOutcome['kind'], words: string][] = [
  [{ status: 'queued' }, 'queued', 'Queued'],
  [{ status: 'preparing' }, 'queued', 'Queued'],
  [{ status: 'working' }, 'working', 'Running'],
  [{ status: 'retrying' }, 'working', 'Running'],
  [{ status: 'working', canceled: true }, 'working', 'Being canceled'],
  [{ status: 'completed', records_failed: 0 }, 'finished', 'Finished'],
  [{ status: 'completed', records_failed: 3 }, 'flawed', 'Finished, 3 rejected'],
  [
    { status: 'completed', records_failed: 1_200, source_record_invalids: 14 },
    'flawed',
    'Finished, 1,200 rejected, 14 invalid',
  ],
  [{ status: 'completed', records_invalid: 2 }, 'flawed', 'Finished, 2 invalid'],
  [{ status: 'failed', ...ended }, 'failed', 'Failed'],
  [{ status: 'failed', canceled: true }, 'canceled', 'Canceled'],
  [{ status: 'completed', canceled: true, ...ended }, 'canceled', 'Canceled'],
  [{ status: 'skipped' }, 'skipped', 'Skipped'],
  [{ status: 'resting' }, 'unknown', 'State “resting”'],
]

it.each(cases)('%o is %s: %s', (run, kind, words) => {
  expect(runOutcome({ id: 94, status: 'queued', ...run })).toEqual({ kind, words })
})
