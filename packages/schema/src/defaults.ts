import type { JsonValue, Path } from './json.ts'

/**
 * How a default is known. `documented`: the API's reference says it. `observed`: seen in what the
 * API returns, or in what its Terraform provider and UI take. `inferred`: concluded from the facts
 * around it.
 */
export type DefaultBasis = 'documented' | 'observed' | 'inferred'

/** What the API takes for a field that is not sent. */
export interface ApiDefault {
  /** From the payload's root; `*` stands for each item of a list. */
  path: Path
  /** The value, or words for what is no single value. */
  value: string | number | boolean | null
  basis: DefaultBasis
  /** What an operator should know besides, in one sentence. */
  note?: string
}

/**
 * What is left to the API when a field is not sent. Fields without an entry have no default that
 * is known. Source: reference 2.1, 2.4, 2.5, 2.6.
 */
// prettier-ignore
export const apiDefaults: readonly ApiDefault[] = [
  { path: ['label'], value: null, basis: 'documented' },
  { path: ['paused'], value: false, basis: 'inferred' },
  { path: ['validate_only'], value: false, basis: 'documented' },
  { path: ['field_behavior'], value: 'specific_properties', basis: 'observed' },
  { path: ['field_normalization'], value: null, basis: 'documented' },
  { path: ['field_order'], value: 'alphabetical_column_name', basis: 'documented' },
  { path: ['sync_behavior_family'], value: null, basis: 'documented', note: 'Batch syncs map records.' },
  { path: ['high_water_mark_attribute'], value: null, basis: 'documented', note: 'Append finds new rows by the sync key.' },
  { path: ['high_water_mark_attributes'], value: null, basis: 'documented' },
  { path: ['mirror_strategy'], value: null, basis: 'documented', note: 'Terraform calls sync_updates_and_deletes the default.' },
  { path: ['alert_attributes'], value: 'default alerts', basis: 'documented', note: 'The API adds an alert for failed runs and, inferred from its UI, one for 75 percent of invalid records; an empty list means no alerts.' },
  { path: ['mode'], value: 'never', basis: 'inferred', note: 'A sync without a schedule comes back with the frequency never: it runs when it is triggered by hand.' },
  { path: ['mode', 'triggers', 'schedule', 'hour'], value: 0, basis: 'observed' },
  { path: ['mode', 'triggers', 'schedule', 'minute'], value: 0, basis: 'observed' },
  { path: ['failed_run_notifications_enabled'], value: true, basis: 'documented' },
  { path: ['failed_record_notifications_enabled'], value: true, basis: 'documented' },
  { path: ['failed_record_notifications_threshold_percent'], value: 75, basis: 'documented' },

  { path: ['mappings', '*', 'is_primary_identifier'], value: false, basis: 'documented' },
  { path: ['mappings', '*', 'lookup_object'], value: null, basis: 'documented' },
  { path: ['mappings', '*', 'lookup_field'], value: null, basis: 'documented' },
  { path: ['mappings', '*', 'preserve_values'], value: false, basis: 'documented' },
  { path: ['mappings', '*', 'generate_field'], value: false, basis: 'documented' },
  { path: ['mappings', '*', 'sync_null_values'], value: true, basis: 'documented' },
  { path: ['mappings', '*', 'array_field'], value: false, basis: 'documented' },
  { path: ['mappings', '*', 'field_type'], value: null, basis: 'documented' },
  { path: ['mappings', '*', 'follow_source_type'], value: false, basis: 'documented' },
  { path: ['mappings', '*', 'operation'], value: null, basis: 'documented' },

  { path: ['alert_attributes', '*', 'send_for'], value: 'first_time', basis: 'observed' },
  { path: ['alert_attributes', '*', 'should_send_recovery'], value: true, basis: 'observed' },
]

/** What the API takes at a place of the payload that sends nothing there. */
export function apiDefaultAt(path: Path): ApiDefault | undefined {
  return apiDefaults.find(
    (entry) =>
      entry.path.length === path.length &&
      entry.path.every(
        (key, depth) => key === path[depth] || (key === '*' && typeof path[depth] === 'number'),
      ),
  )
}

/** True for what says no more than leaving it out: null, or what the API takes by itself. */
export function isLeftToApi(path: Path, value: JsonValue | undefined): boolean {
  return value == null || apiDefaultAt(path)?.value === value
}
