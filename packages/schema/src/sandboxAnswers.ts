import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

const count = optional(z.number())

/**
 * What a run would do, from one that changes nothing. Any number may be missing: a file has no
 * records before. The API has no endpoint for it, the sandbox alone answers it. Source: reference
 * 5.17, which names the numbers and no keys.
 */
export const dryRunSchema = z.looseObject({
  source_records: count,
  source_changed: count,
  source_invalid: count,
  destination_before: count,
  destination_after: count,
  expected_creates: count,
  expected_updates: count,
  expected_deletes: count,
  /** Records that the destination would refuse; of 5.17 the rest, so that the numbers add up. */
  expected_rejects: count,
})
export type DryRun = z.infer<typeof dryRunSchema>

const fieldValues = z.record(z.string(), z.unknown())

/** A record of the destination before and after a run. */
const changedRecordSchema = z.looseObject({
  identifier: optional(z.string()),
  kind: z.enum(['created', 'updated', 'deleted']),
  /** Null where the record was not there. */
  before: fieldValues.nullable(),
  after: fieldValues.nullable(),
})
export type ChangedRecord = z.infer<typeof changedRecordSchema>

/** A file that a run wrote, with its first lines. */
const writtenFileSchema = z.looseObject({
  path: z.string(),
  bytes: z.number(),
  head: z.string(),
})

/**
 * What a run has changed in its destination: how many records, and the first of them one by one.
 * Customer data. The sandbox alone can tell.
 */
export const runChangesSchema = z.looseObject({
  object: z.string(),
  destination_before: count,
  destination_after: count,
  created: count,
  updated: count,
  deleted: count,
  records: z.array(changedRecordSchema),
  files: z.array(writtenFileSchema),
})
export type RunChanges = z.infer<typeof runChangesSchema>

/**
 * Something that happened to a sync, as a webhook would carry it. The sandbox alone lists them.
 * Source: reference 5.16.
 */
export const syncEventSchema = z.looseObject({
  /** ISO 8601, UTC. */
  at: z.string(),
  event: z.looseObject({
    event: z.string(),
    sync_id: idSchema,
    sync_run_id: optional(idSchema),
    alert_instance_id: optional(idSchema),
    alert_type: optional(z.string()),
    message: optional(z.string()),
    details: optional(z.string()),
  }),
})
export type SyncEventEntry = z.infer<typeof syncEventSchema>
