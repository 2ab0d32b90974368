import {
  deprecatedFields,
  fieldsOfOperation,
  isJsonObject,
  requestOperations,
  type JsonObject,
} from '@sync-builder/schema'
import { textForm, trueOrFalse, wholeNumber } from '../draft/fieldText.ts'

/** What is typed or selected in the options step, the advanced configuration aside. */
export const optionsForm = textForm({
  label: { path: ['label'] },

  high_water_mark_attribute: { path: ['high_water_mark_attribute'] },
  historical_sync_operation: { path: ['historical_sync_operation'] },
  mirror_strategy: { path: ['mirror_strategy'] },
  sync_behavior_family: { path: ['sync_behavior_family'] },
  field_normalization: { path: ['field_normalization'] },

  use_high_water_mark_diff_type: {
    path: ['high_water_mark_attributes', 'use_high_water_mark_diff_type'],
    parse: trueOrFalse,
    within: ['high_water_mark_attributes'],
  },
  column_name: {
    path: ['high_water_mark_attributes', 'column_name'],
    within: ['high_water_mark_attributes'],
  },
  failed_run_notifications_enabled: {
    path: ['failed_run_notifications_enabled'],
    parse: trueOrFalse,
  },
  failed_record_notifications_enabled: {
    path: ['failed_record_notifications_enabled'],
    parse: trueOrFalse,
  },
  failed_record_notifications_threshold_percent: {
    path: ['failed_record_notifications_threshold_percent'],
    parse: wholeNumber,
  },
  schedule_frequency: { path: ['schedule_frequency'] },
  schedule_day: { path: ['schedule_day'] },
  schedule_hour: { path: ['schedule_hour'], parse: wholeNumber },
  schedule_minute: { path: ['schedule_minute'], parse: wholeNumber },
  cron_expression: { path: ['cron_expression'] },
})

/** The fields that have no effect with what is chosen elsewhere. Source: reference 2.11. */
export function fieldsWithoutEffect(payload: JsonObject): string[] {
  const operation = requestOperations.find((known) => known === payload.operation)
  const ofOthers = requestOperations
    .filter((other) => other !== operation)
    .flatMap((other) => fieldsOfOperation[other] ?? [])
    .filter((key) => !deprecatedFields.some((deprecated) => deprecated === key))
  const isLive = isJsonObject(payload.mode) && payload.mode.type === 'live'
  return [
    ...ofOthers,
    ...(isLive ? [] : ['sync_behavior_family']),
    ...(payload.field_behavior === 'sync_all_properties' ? [] : ['field_normalization']),
  ]
}

/** Whether a payload sets any of these fields: answers carry unset ones as null. */
export function hasAny(payload: JsonObject, fields: readonly string[]): boolean {
  return fields.some((field) => payload[field] != null)
}
