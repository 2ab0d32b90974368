import { readFileSync } from 'node:fs'
import type { JsonObject } from '@sync-builder/schema'

function exampleFile(name: string): JsonObject {
  const url = new URL(`../../../examples/${name}`, import.meta.url)
  const payload: JsonObject = JSON.parse(readFileSync(url, 'utf8'))
  return payload
}

/** The API's own example, every field at once. */
export const apiExample = exampleFile('create-sync.json')
/** Its part that has an effect. */
export const byHandExample = exampleFile('create-sync.by-hand.json')

/** The `source_attributes` of a table of the seeded warehouse. */
export function warehouseTable(table_name: string): JsonObject {
  return {
    connection_id: 12,
    object: {
      type: 'table',
      table_catalog: 'ANALYTICS',
      table_schema: 'PUBLIC',
      table_name,
    },
  }
}

/** The three examples of reference 2.8. */
export const upsertFromTable: JsonObject = {
  label: 'Users to CRM contacts',
  operation: 'upsert',
  source_attributes: warehouseTable('USERS'),
  destination_attributes: { connection_id: 15, object: 'Contact' },
  mappings: [
    { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
    { from: { type: 'column', data: 'FIRST_NAME' }, to: 'FirstName', preserve_values: true },
    {
      from: { type: 'column', data: 'COMPANY_ID' },
      to: 'AccountId',
      lookup_object: 'Account',
      lookup_field: 'External_Id__c',
    },
    {
      from: { type: 'constant_value', data: { value: 'warehouse', basic_type: 'text' } },
      to: 'LeadSource',
    },
    {
      from: { type: 'liquid_template', data: "{{ record['CITY'] | upcase }}" },
      to: 'MailingCity',
      sync_null_values: false,
    },
  ],
  alert_attributes: [
    {
      type: 'FailureAlertConfiguration',
      send_for: 'first_time',
      should_send_recovery: true,
      options: null,
    },
    {
      type: 'InvalidRecordPercentAlertConfiguration',
      send_for: 'every_time',
      should_send_recovery: false,
      options: { threshold: 10 },
    },
  ],
  field_behavior: 'specific_properties',
  mode: {
    type: 'triggered',
    triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
  },
  paused: false,
}

export const appendWithHighWaterMark: JsonObject = {
  label: 'Events',
  operation: 'append',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 16, object: 'event' },
  mappings: [
    { from: { type: 'column', data: 'EVENT_ID' }, to: 'unique_id', is_primary_identifier: true },
    { from: { type: 'column', data: 'EVENT_NAME' }, to: 'name' },
  ],
  high_water_mark_attribute: 'OCCURRED_AT',
  historical_sync_operation: 'skip_current_records',
  alert_attributes: [],
  mode: {
    type: 'triggered',
    triggers: { schedule: { frequency: 'expression', cron_expression: '0 6 * * 1,2,3,4,5' } },
  },
}

export const mirrorSegmentToFile: JsonObject = {
  label: 'VIP list',
  operation: 'mirror',
  mirror_strategy: 'upload_and_swap',
  source_attributes: {
    connection_id: 12,
    filter_segment_id: 9,
    object: { type: 'dataset', id: 123 },
  },
  destination_attributes: { connection_id: 20, object: 'exports/vip-%Y-%m-%d.csv' },
  mappings: [{ from: { type: 'column', data: 'id' }, to: 'id', is_primary_identifier: true }],
  field_behavior: 'sync_all_properties',
  field_normalization: 'match_source_names',
  field_order: 'mapping_order',
  advanced_configuration: { file_format: 'CSV', csv_delimiter: ',', csv_include_header: true },
}
