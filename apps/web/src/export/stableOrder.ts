import { createSyncFields, isJsonObject, type JsonValue } from '@sync-builder/schema'

/** Keys within a sync, in the order in which the API's reference tells them (2.2 to 2.6). */
const innerKeys = [
  'type connection_id filter_segment_id cohort_id object id name',
  'table_catalog table_schema table_name lead_union_insert_to',
  'from data value basic_type identify_by to is_primary_identifier lookup_object lookup_field',
  'preserve_values generate_field sync_null_values array_field field_type follow_source_type',
  'operation send_for should_send_recovery options',
  'triggers schedule dbt_cloud fivetran sync_sequence',
  'frequency day hour minute cron_expression project_id job_id job_name sync_id',
].flatMap((words) => words.split(' '))

/**
 * The same JSON with its keys in the order of the API's reference and what that does not name after
 * them, by the alphabet: two exports of one sync are the same text, whatever order an answer had.
 * Lists stay as they are.
 */
export function inStableOrder(value: JsonValue, order = createSyncFields): JsonValue {
  if (Array.isArray(value)) return value.map((item) => inStableOrder(item, innerKeys))
  if (!isJsonObject(value)) return value
  const keys = Object.keys(value).toSorted((one, other) => {
    const [first, second] = [one, other].map((key) => {
      const place = order.indexOf(key)
      return place === -1 ? order.length : place
    })
    return first! - second! || (one < other ? -1 : 1)
  })
  return Object.fromEntries(keys.map((key) => [key, inStableOrder(value[key]!, innerKeys)]))
}
