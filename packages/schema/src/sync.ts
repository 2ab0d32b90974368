import * as z from 'zod'
import { alertSchema, deprecatedAlertFields } from './alert.ts'
import { destinationAttributesSchema } from './destination.ts'
import { mappingSchema } from './mapping.ts'
import { frequencies, modeSchema, triggersSchema } from './mode.ts'
import { idSchema, optional } from './shape.ts'
import { sourceAttributesSchema } from './source.ts'

/** What a sync does to destination records. Source: reference 2.1, 5.2. */
export const operations = ['append', 'insert', 'mirror', 'update', 'upsert'] as const
/**
 * `delete` is a sync behavior and occurs in `supported_operations`, though the create page does
 * not name it (reference 2.1): a request may carry it, the builder warns.
 */
export const requestOperations = [...operations, 'delete'] as const
export type Operation = (typeof requestOperations)[number]

/** The fields that one operation alone gives a meaning to. Source: reference 2.11, rules 5 and 6. */
export const fieldsOfOperation: Partial<Record<Operation, readonly string[]>> = {
  append: ['historical_sync_operation', 'high_water_mark_attribute', 'high_water_mark_attributes'],
  mirror: ['mirror_strategy'],
}

export const mirrorStrategies = [
  'sync_updates_and_deletes',
  'sync_updates_and_nulls',
  'upload_and_swap',
] as const
export type MirrorStrategy = (typeof mirrorStrategies)[number]

export const fieldBehaviors = ['sync_all_properties', 'specific_properties'] as const
export const fieldNormalizations = [
  'start_case',
  'lower_case',
  'upper_case',
  'camel_case',
  'snake_case',
  'match_source_names',
] as const
export type FieldNormalization = (typeof fieldNormalizations)[number]
export const fieldOrders = ['alphabetical_column_name', 'mapping_order'] as const
export const syncBehaviorFamilies = ['activateEvents', 'mapRecords'] as const
export const historicalSyncOperations = ['skip_current_records', 'backfill_all_records'] as const
export type HistoricalSyncOperation = (typeof historicalSyncOperations)[number]

const fields = {
  label: optional(z.string()),
  operation: z.enum(requestOperations),
  source_attributes: sourceAttributesSchema,
  destination_attributes: destinationAttributesSchema,
  mappings: z.array(mappingSchema),
  alert_attributes: optional(z.array(alertSchema)),
  advanced_configuration: optional(
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ),
  mode: optional(modeSchema),
  paused: optional(z.boolean()),
  field_behavior: optional(z.enum(fieldBehaviors)),
  field_normalization: optional(z.enum(fieldNormalizations)),
  field_order: optional(z.enum(fieldOrders)),
  sync_behavior_family: optional(z.enum(syncBehaviorFamilies)),
  high_water_mark_attribute: optional(z.string()),
  historical_sync_operation: optional(z.enum(historicalSyncOperations)),
  mirror_strategy: optional(z.enum(mirrorStrategies)),
  /** Checks the payload and creates nothing. */
  validate_only: z.boolean().optional(),

  // Deprecated, still accepted (reference 2.1, 2.7).
  high_water_mark_attributes: optional(
    z.looseObject({ use_high_water_mark_diff_type: z.boolean(), column_name: z.string() }),
  ),
  failed_run_notifications_enabled: optional(z.boolean()),
  failed_record_notifications_enabled: optional(z.boolean()),
  failed_record_notifications_threshold_percent: optional(z.int().min(0).max(100)),
  schedule_frequency: optional(z.enum(frequencies)),
  schedule_day: optional(z.string()),
  schedule_hour: optional(z.int().min(0).max(24)),
  schedule_minute: optional(z.int().min(0).max(59)),
  cron_expression: optional(z.string()),
  triggers: optional(triggersSchema),
}

/** The body of `POST /syncs`, unknown keys kept. Source: reference 2.1. */
export const createSyncSchema = z.looseObject(fields)
export type CreateSync = z.infer<typeof createSyncSchema>

/** The body of `PATCH /syncs/:id`: any create field, nested values whole. Source: reference 3.1. */
export const updateSyncSchema = createSyncSchema.partial()
export type UpdateSync = z.infer<typeof updateSyncSchema>

/** The fields of a request that the API still takes but calls deprecated. Source: 2.1, 2.7. */
export const deprecatedFields = [
  'high_water_mark_attributes',
  ...deprecatedAlertFields,
  'schedule_frequency',
  'schedule_day',
  'schedule_hour',
  'schedule_minute',
  'cron_expression',
  'triggers',
] as const satisfies readonly (keyof typeof fields)[]

/** The names of all fields of a request, in the reference's order. Source: 2.1. */
export const createSyncFields: readonly string[] = Object.keys(fields)

/** What an answer tells of a sync and no request carries. Source: reference 3.1. */
export const answerOnlyFields: ReadonlySet<string> = new Set([
  'id',
  'status',
  'created_at',
  'updated_at',
  'match_rate_details',
  'last_run_at',
  'next_run_at',
  'last_run_id',
  'resource_identifier',
])

/**
 * A sync as the API returns it. Little is relied on: what comes back differs from what was sent
 * (reference 2.12) and grows over time, so what is nested is read where it is needed.
 */
export const syncSchema = z.looseObject({
  id: idSchema,
  label: optional(z.string()),
  /** `Ready`, `Up to Date`, `Failing`; compare without case (reference 3.1). */
  status: optional(z.string()),
  operation: optional(z.string()),
  paused: optional(z.boolean()),
  created_at: optional(z.string()),
  updated_at: optional(z.string()),
  source_attributes: optional(z.unknown()),
  destination_attributes: optional(z.unknown()),
  mappings: optional(z.unknown()),
  mode: optional(z.unknown()),
})
export type Sync = z.infer<typeof syncSchema>

/** What a sync is called: its label, or its id where it has none. */
export function syncLabel({ id, label }: { id: number; label?: unknown }): string {
  return (typeof label === 'string' && label.trim()) || `Sync ${id}`
}

/** `data` of a create's answer: the new id, not the sync. Source: reference 2.9. */
export const createdSyncSchema = z.looseObject({ sync_id: idSchema })
