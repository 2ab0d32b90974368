import { alertTypes, type AlertType, type JsonObject, type JsonValue } from '@sync-builder/schema'
import type { SelectOption } from '../draft/FormFields.tsx'

/** What each alert tells, and what it starts with when it is added. Source: reference 2.5, 5.15. */
export const alertWords: Readonly<
  Record<AlertType, { name: string; text: string; options: JsonObject | null }>
> = {
  FailureAlertConfiguration: {
    name: 'Run failed',
    text: 'Tells when a run fails.',
    options: null,
  },
  InvalidRecordPercentAlertConfiguration: {
    name: 'Invalid records',
    text: 'Tells when too large a part of a run’s records is invalid or rejected.',
    options: { threshold: 75 },
  },
  FullSyncTriggerAlertConfiguration: {
    name: 'Full sync started',
    text: 'Tells when a run sends everything again, and why.',
    options: null,
  },
  RecordCountDeviationAlertConfiguration: {
    name: 'Unusual record count',
    text: 'Tells when a count is far from the mean of past runs.',
    options: { threshold: 20, record_type: 'source_record_count' },
  },
  RuntimeAlertConfiguration: {
    name: 'Run takes too long',
    text: 'Tells when a run is not finished in time.',
    options: { threshold: 60, unit: 'minutes', start_type: 'actual' },
  },
  StatusAlertConfiguration: {
    name: 'Run started or completed',
    text: 'Tells about each run, whether or not something is wrong.',
    options: { status_name: 'completed' },
  },
}

/** An alert type that the API names, or undefined. */
export function alertTypeOf(value: JsonValue | undefined): AlertType | undefined {
  return alertTypes.find((known) => known === value)
}

export const recordTypeOptions: readonly SelectOption[] = [
  { value: 'source_record_count', label: 'In the source (source_record_count)' },
  { value: 'records_updates', label: 'Changed in the source (records_updates)' },
  { value: 'records_deletes', label: 'Deleted in the source (records_deletes)' },
  { value: 'records_invalid', label: 'Invalid in the source (records_invalid)' },
  { value: 'records_processed', label: 'Sent (records_processed)' },
  { value: 'records_updated', label: 'Accepted by the destination (records_updated)' },
  { value: 'records_failed', label: 'Rejected by the destination (records_failed)' },
]

export const sendForOptions: readonly SelectOption[] = [
  { value: 'first_time', label: 'Once, until it is resolved (first_time)' },
  { value: 'every_time', label: 'Each time (every_time)' },
]
