import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** The six alert types. Source: reference 2.5. */
export const alertTypes = [
  'FailureAlertConfiguration',
  'InvalidRecordPercentAlertConfiguration',
  'FullSyncTriggerAlertConfiguration',
  'RecordCountDeviationAlertConfiguration',
  'RuntimeAlertConfiguration',
  'StatusAlertConfiguration',
] as const
export type AlertType = (typeof alertTypes)[number]

/** The types that have no options, `null` or `{}`. Source: reference 2.5. */
export const alertTypesWithoutOptions = [
  'FailureAlertConfiguration',
  'FullSyncTriggerAlertConfiguration',
] as const satisfies readonly AlertType[]

/** Deprecated fields of a sync that say what alerts say, which win over them. Source: 2.1, rule 9. */
export const deprecatedAlertFields = [
  'failed_run_notifications_enabled',
  'failed_record_notifications_enabled',
  'failed_record_notifications_threshold_percent',
] as const

/** The counters that a deviation alert can watch. Source: reference 2.5. */
export const alertRecordTypes = [
  'source_record_count',
  'records_updates',
  'records_deletes',
  'records_invalid',
  'records_processed',
  'records_updated',
  'records_failed',
] as const

/** Clients always send both; the API's page does not call them required. */
const delivery = {
  id: optional(idSchema),
  send_for: optional(z.enum(['first_time', 'every_time'])),
  should_send_recovery: optional(z.boolean()),
}

/** Documented as having no options; `null` and `{}` both occur. */
const noOptions = optional(z.looseObject({}))

/**
 * Percent of deviation from the mean of past runs. The number of runs to look back stands among
 * these options too, under a key that is not documented. Source: reference 2.5.
 */
export const deviationOptionsSchema = z.looseObject({
  threshold: z.int().min(0),
  record_type: z.enum(alertRecordTypes),
})

/** One of a sync's `alert_attributes`. Source: reference 2.5. */
export const alertSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('FailureAlertConfiguration'),
    ...delivery,
    options: noOptions,
  }),
  z.looseObject({
    type: z.literal('InvalidRecordPercentAlertConfiguration'),
    ...delivery,
    /** Records invalid or rejected that raise the alert, in percent of the run. */
    options: z.looseObject({ threshold: z.int().min(0).max(100) }),
  }),
  z.looseObject({
    type: z.literal('FullSyncTriggerAlertConfiguration'),
    ...delivery,
    options: noOptions,
  }),
  z.looseObject({
    type: z.literal('RecordCountDeviationAlertConfiguration'),
    ...delivery,
    options: deviationOptionsSchema,
  }),
  z.looseObject({
    type: z.literal('RuntimeAlertConfiguration'),
    ...delivery,
    /** `threshold` is in `unit`. */
    options: z.looseObject({
      threshold: z.int().min(0),
      unit: z.enum(['minutes', 'hours']),
      start_type: z.enum(['actual', 'scheduled']),
    }),
  }),
  z.looseObject({
    type: z.literal('StatusAlertConfiguration'),
    ...delivery,
    options: z.looseObject({ status_name: z.enum(['started', 'completed']) }),
  }),
])
export type Alert = z.infer<typeof alertSchema>
