import { isRunOver, type SyncRun } from '@sync-builder/schema'

/** How a run is, for a glance: green is a run that left nothing behind. */
export interface RunOutcome {
  kind: 'queued' | 'working' | 'finished' | 'flawed' | 'failed' | 'canceled' | 'skipped' | 'unknown'
  words: string
}

/**
 * How a run is. What someone has canceled is called so whatever its `status`, and a run that
 * finished is called flawed when records were rejected or invalid. Source: reference 3.2.
 */
export function runOutcome(run: SyncRun): RunOutcome {
  const { canceled, status } = run
  if (canceled) {
    return isRunOver(run)
      ? { kind: 'canceled', words: 'Canceled' }
      : { kind: 'working', words: 'Being canceled' }
  }
  switch (status) {
    case 'queued':
    case 'preparing':
    case 'new':
      return { kind: 'queued', words: 'Queued' }
    case 'working':
    case 'retrying':
      return { kind: 'working', words: 'Running' }
    case 'failed':
      return { kind: 'failed', words: 'Failed' }
    case 'skipped':
      return { kind: 'skipped', words: 'Skipped' }
    case 'completed':
      return finished(run)
    default:
      return { kind: 'unknown', words: `State “${status}”` }
  }
}

function finished({ records_failed: rejected, source_record_invalids, records_invalid }: SyncRun) {
  const invalid = source_record_invalids ?? records_invalid
  const flaws = [
    ...(rejected ? [`${countText(rejected)} rejected`] : []),
    ...(invalid ? [`${countText(invalid)} invalid`] : []),
  ]
  if (flaws.length === 0) return { kind: 'finished', words: 'Finished' } as const
  return { kind: 'flawed', words: ['Finished', ...flaws].join(', ') } as const
}

/** A count as it is written: "48,210". */
export function countText(count: number): string {
  return count.toLocaleString('en-GB')
}
