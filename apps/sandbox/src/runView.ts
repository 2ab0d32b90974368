import { runSteps, type RunProgress } from './engine/runJob.ts'
import type { StoredRun } from './runStore.ts'

/** From here on it is known what there is to send. */
const loading = runSteps.indexOf('Loading data into destination service')

function hasReadSource({ current_step: step }: RunProgress): boolean {
  return runSteps.indexOf(step) >= loading
}

/**
 * A run as the API answers it; counters are null until the source was read, and `current_step` is
 * told while it works alone. Source: reference 3.2.
 */
export function runView(run: StoredRun): object {
  const { progress, error } = run
  const counted = progress && hasReadSource(progress) ? progress : undefined
  return {
    id: run.id,
    sync_id: run.syncId,
    status: run.status,
    source_record_count: counted?.source_record_count ?? 0,
    source_record_updates: counted?.source_record_updates ?? null,
    source_record_deletes: counted?.source_record_deletes ?? null,
    source_record_invalids: counted?.source_record_invalids ?? null,
    records_invalid: counted?.source_record_invalids ?? null,
    records_processed: counted?.records_processed ?? null,
    records_updated: counted?.records_updated ?? null,
    records_failed: counted?.records_failed ?? null,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    completed_at: run.completedAt,
    scheduled_execution_time: run.scheduledAt,
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
    error_detail: error?.detail ?? null,
    canceled: run.isCanceled,
    full_sync: progress?.full_sync === true || run.isFullForced,
    sync_trigger_reason: run.reason,
    ...(run.status === 'working' && { current_step: progress?.current_step }),
  }
}
