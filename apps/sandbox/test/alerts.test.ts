import { alertSchema, type Alert, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { findingOf, type Moment } from '../src/alerts.ts'
import { noProgress, type RunProgress } from '../src/engine/runJob.ts'
import type { StoredRun } from '../src/runStore.ts'

const request = {
  operation: 'upsert',
  source_attributes: { connection_id: 1, object: { type: 'dataset', id: 1 } },
  destination_attributes: { connection_id: 2, object: 'contact' },
  mappings: [],
} satisfies StoredRun['request']

function run(progress: Partial<RunProgress> = {}, more: Partial<StoredRun> = {}): StoredRun {
  return {
    id: 5,
    syncId: 61,
    status: 'completed',
    request,
    isFullForced: false,
    reason: { ui_tag: 'Manual', ui_detail: '' },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:01:00.000Z',
    completedAt: '2026-01-01T00:01:00.000Z',
    scheduledAt: null,
    progress: { ...noProgress, ...progress },
    error: null,
    isCanceled: false,
    ...more,
  }
}

const failed = run({}, { status: 'failed', error: { code: 'X', message: 'It broke.', detail: '' } })

function alert(type: Alert['type'], options: JsonObject | null = null): Alert {
  return alertSchema.parse({ type, options })
}

const invalid = (threshold: number) =>
  alert('InvalidRecordPercentAlertConfiguration', { threshold })
const deviation = (options: JsonObject) =>
  alert('RecordCountDeviationAlertConfiguration', { record_type: 'records_processed', ...options })
const runtime = (threshold: number, start_type: string) =>
  alert('RuntimeAlertConfiguration', { threshold, unit: 'minutes', start_type })
/** Newest first: two have the mean 15, five have 60. */
const past = [10, 20, 90, 40, 140, 960].map((records_processed) => run({ records_processed }))

const unloading = 'Unloading data from warehouse'

describe('an alert (5.15)', () => {
  it.each<[string, Alert, StoredRun, Moment, string]>([
    ['failure: a failed run raises', alert('FailureAlertConfiguration'), failed, 'ended', 'raised'],
    [
      'failure: a completed run resolves',
      alert('FailureAlertConfiguration'),
      run(),
      'ended',
      'clear',
    ],
    [
      'failure: a canceled run says nothing',
      alert('FailureAlertConfiguration'),
      run({}, { status: 'failed', isCanceled: true }),
      'ended',
      'silent',
    ],
    [
      'invalid: more than the percentage raises',
      invalid(50),
      run({ source_record_invalids: 2, records_processed: 2, records_failed: 1 }),
      'ended',
      'raised',
    ],
    [
      'invalid: as many do not',
      invalid(50),
      run({ source_record_invalids: 1, records_processed: 1 }),
      'ended',
      'clear',
    ],
    [
      'invalid: 0 means any',
      invalid(0),
      run({ records_processed: 100, records_failed: 1 }),
      'ended',
      'raised',
    ],
    ['invalid: nothing sent resolves', invalid(0), run(), 'ended', 'clear'],
    ['invalid: a failed run says nothing', invalid(0), failed, 'ended', 'silent'],
    [
      'full sync: one that starts raises',
      alert('FullSyncTriggerAlertConfiguration'),
      run({ current_step: unloading, full_sync: true, reasons: ['First run'] }),
      'started',
      'raised',
    ],
    [
      'full sync: another resolves',
      alert('FullSyncTriggerAlertConfiguration'),
      run({ current_step: unloading }),
      'started',
      'clear',
    ],
    [
      'full sync: a run that failed before says nothing',
      alert('FullSyncTriggerAlertConfiguration'),
      failed,
      'started',
      'silent',
    ],
    [
      'deviation: off the mean of the last two',
      deviation({ threshold: 50, runs: 2 }),
      run({ records_processed: 23 }),
      'ended',
      'raised',
    ],
    [
      'deviation: within it',
      deviation({ threshold: 60, runs: 2 }),
      run({ records_processed: 23 }),
      'ended',
      'clear',
    ],
    [
      'deviation: five runs back where none are named',
      deviation({ threshold: 0 }),
      run({ records_processed: 60 }),
      'ended',
      'clear',
    ],
    [
      'runtime: too long after the actual start',
      runtime(1, 'actual'),
      run({}, { completedAt: null, status: 'working' }),
      'working',
      'raised',
    ],
    [
      'runtime: not yet',
      runtime(10, 'actual'),
      run({}, { completedAt: null, status: 'working' }),
      'working',
      'silent',
    ],
    ['runtime: in time', runtime(1, 'actual'), run(), 'ended', 'clear'],
    [
      'runtime: too long after the scheduled start',
      runtime(1, 'scheduled'),
      run({}, { scheduledAt: '2025-12-31T23:59:30.000Z' }),
      'ended',
      'raised',
    ],
    [
      'status: started',
      alert('StatusAlertConfiguration', { status_name: 'started' }),
      run(),
      'started',
      'raised',
    ],
    [
      'status: completed',
      alert('StatusAlertConfiguration', { status_name: 'completed' }),
      run(),
      'ended',
      'raised',
    ],
    [
      'status: a failed run is not completed',
      alert('StatusAlertConfiguration', { status_name: 'completed' }),
      failed,
      'ended',
      'silent',
    ],
  ])('%s', (_name, configured, looked, moment, expected) => {
    const finding = findingOf(configured, looked, {
      moment,
      now: new Date('2026-01-01T00:02:00.000Z'),
      earlier: (limit) => past.slice(0, limit),
    })
    expect(finding.kind).toBe(expected)
  })

  it('says nothing of a deviation before there is a past', () => {
    const around = { moment: 'ended', now: new Date(), earlier: () => [] } as const
    expect(findingOf(deviation({ threshold: 1 }), run(), around)).toEqual({ kind: 'silent' })
  })
})
