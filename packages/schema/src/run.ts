import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** What started a run, short and long. `Manual` is the only documented tag. Source: reference 3.2. */
const triggerReasonSchema = z.looseObject({
  ui_tag: optional(z.string()),
  ui_detail: optional(z.string()),
})

const count = optional(z.number())

/** A run of a sync. `canceled` is independent of `status`. Source: reference 3.2. */
export const syncRunSchema = z.looseObject({
  id: idSchema,
  sync_id: optional(idSchema),
  status: z.string(),
  source_record_count: count,
  source_record_updates: count,
  source_record_deletes: count,
  source_record_invalids: count,
  records_invalid: count,
  records_processed: count,
  records_updated: count,
  records_failed: count,
  created_at: optional(z.string()),
  updated_at: optional(z.string()),
  completed_at: optional(z.string()),
  scheduled_execution_time: optional(z.string()),
  error_code: optional(z.string()),
  error_message: optional(z.string()),
  error_detail: optional(z.string()),
  canceled: optional(z.boolean()),
  full_sync: optional(z.boolean()),
  sync_trigger_reason: optional(triggerReasonSchema),
  current_step: optional(z.string()),
})
export type SyncRun = z.infer<typeof syncRunSchema>

/** A row of a run's record log: customer data. Source: reference 3.3. */
export const syncRecordSchema = z.looseObject({
  record_payload: optional(z.unknown()),
  identifier: optional(z.string()),
  operation: optional(z.string()),
  status: optional(z.string()),
  status_message: optional(z.string()),
  batch_started_at: optional(z.string()),
  batch_completed_at: optional(z.string()),
})
export type SyncRecord = z.infer<typeof syncRecordSchema>

/** The answer of a trigger: the run it made. Source: reference 3.1. */
export const triggeredRunSchema = z.looseObject({ sync_run_id: idSchema })

/** The one object in the list that `records_count` answers. Source: reference 3.3. */
export const recordCountSchema = z.looseObject({ record_count: z.number() })

/** Whether a run has ended, in whatever way: a state that is not known yet counts as going on. */
export function isRunOver({ status, completed_at }: SyncRun): boolean {
  return ['completed', 'failed', 'skipped'].includes(status) || completed_at != null
}
