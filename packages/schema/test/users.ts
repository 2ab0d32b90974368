import type { SyncContext } from '../src/checkSync.ts'
import type { DestinationField, DestinationObject } from '../src/destination.ts'
import type { JsonObject } from '../src/json.ts'

function field(full_name: string, more: Partial<DestinationField> = {}): DestinationField {
  return {
    full_name,
    array: false,
    operations: [],
    preserve_values_supported: true,
    required_for_mapping: false,
    can_be_upsert_key: false,
    can_be_update_key: false,
    can_be_insert_key: false,
    can_be_reference_key: false,
    lookup_object: null,
    ...more,
  }
}

const anyKey = { can_be_upsert_key: true, can_be_update_key: true, can_be_insert_key: true }

/** The object that the examples write to, with everything they need. */
export const userData: DestinationObject = {
  full_name: 'user_data',
  supported_operations: ['upsert', 'update', 'insert', 'mirror', 'append', 'delete'],
  primary_identifier_mapping_attributes: {
    upsert: { required: true, hide_destination_key: false },
    append: { required: false, hide_destination_key: true },
  },
  allow_custom_fields: true,
  supports_field_ordering: true,
  can_be_sync_destination: true,
  advanced_configuration_field_definitions: [
    { name: 'data_source_country', type: 'string', required: false },
    { name: 'bulk_id_lookup', type: 'boolean', supported_values: [true, false], required: false },
  ],
  fields: [
    field('user_identifier.hashed_email_PREHASHED', anyKey),
    field('email', { ...anyKey, required_for_mapping: true }),
    field('list_id', { lookup_object: 'user_list' }),
    field('cohort', { preserve_values_supported: false }),
    field('tags', { array: true, operations: ['merge'] }),
  ],
}

export const userList: DestinationObject = {
  full_name: 'user_list',
  fields: [field('id'), field('name', { can_be_reference_key: true })],
}

/** Everything that can be known around a sync of users. */
export const fullContext: SyncContext = {
  columns: ['hashed_email', 'list_id', 'updated_at', 'Email', 'tags'].map((name) => ({
    name,
    data_type: name === 'tags' ? 'array' : 'text',
    can_be_upsert_key: name !== 'tags',
  })),
  source: { type: 'snowflake', readOnly: false },
  destination: { type: 'google_ads', isFileSystem: false },
  object: userData,
  lookupObjects: { user_list: userList },
  analyseTemplate: () => [],
  syncs: new Map(),
}

/** A payload in which nothing is to be said, with or without `fullContext`. */
export const plainUpsert: JsonObject = {
  label: 'Users',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [
    { from: { type: 'column', data: 'Email' }, to: 'email', is_primary_identifier: true },
    {
      from: { type: 'column', data: 'list_id' },
      to: 'list_id',
      lookup_object: 'user_list',
      lookup_field: 'name',
    },
  ],
  alert_attributes: [],
  mode: {
    type: 'triggered',
    triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
  },
  paused: false,
}
