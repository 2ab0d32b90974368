import type {
  AdvancedField,
  Destination,
  DestinationField,
  DestinationObject,
} from '@sync-builder/schema'

/** A field that may be written and has no further talent, unless told. */
export function field(
  full_name: string,
  label: string,
  type: string,
  talents: Partial<DestinationField> = {},
): DestinationField {
  return {
    label,
    full_name,
    type,
    array: false,
    createable: true,
    updateable: true,
    operations: [],
    preserve_values_supported: false,
    required_for_mapping: false,
    can_be_upsert_key: false,
    can_be_update_key: false,
    can_be_insert_key: false,
    can_be_reference_key: false,
    lookup_object: null,
    ...talents,
  }
}

/** May be the key of any operation, and may be looked up by. */
export const key: Partial<DestinationField> = {
  can_be_upsert_key: true,
  can_be_update_key: true,
  can_be_insert_key: true,
  can_be_reference_key: true,
}

/** "Set if empty" is on offer. */
export const preservable: Partial<DestinationField> = { preserve_values_supported: true }

/** A list whose values are replaced or added to. */
export const list: Partial<DestinationField> = { array: true, operations: ['overwrite', 'merge'] }

export function lookup(lookup_object: string): Partial<DestinationField> {
  return { lookup_object }
}

type KeyRule = { required: boolean; hide_destination_key: boolean; notes: string | null }

/** The usual rule: one mapping is the key, and the operator chooses its field. */
export const keyRequired: KeyRule = { required: true, hide_destination_key: false, notes: null }

/** An object that takes `operations`, each with the usual rule for its key unless told. */
export function object(
  full_name: string,
  label: string,
  operations: readonly string[],
  fields: readonly DestinationField[],
  talents: Partial<DestinationObject> = {},
): DestinationObject {
  return { full_name, label, ...capabilities(operations, talents), fields: [...fields] }
}

/** What an object can do, apart from its names and fields. */
export function capabilities(
  operations: readonly string[],
  talents: Partial<DestinationObject> = {},
): Omit<DestinationObject, 'full_name' | 'label'> {
  const definitions = talents.advanced_configuration_field_definitions ?? []
  return {
    supported_operations: [...operations],
    primary_identifier_mapping_attributes: Object.fromEntries(
      operations.map((operation) => [operation, keyRequired]),
    ),
    allow_custom_fields: false,
    // The API's pages know both names of this flag.
    allow_case_sensitive_fields: false,
    allow_case_sensitive_field_names: false,
    supports_field_ordering: false,
    can_be_sync_destination: true,
    advanced_configuration_field_definitions: definitions,
    configurable_field_definitions: Object.fromEntries(
      definitions.map(({ name, type }) => [name, type]),
    ),
    ...talents,
  }
}

/** An option of `advanced_configuration`; they are sorted as they are listed. */
export function option(
  name: string,
  label: string,
  type: 'text' | 'boolean' | 'number',
  more: Partial<AdvancedField> = {},
): AdvancedField {
  const values = type === 'boolean' ? { supported_values: [true, false] } : {}
  return {
    name,
    type,
    label,
    input_type: type === 'boolean' || more.supported_values ? 'dropdown' : 'text',
    placeholder: null,
    default: null,
    sort_order: 1,
    required: false,
    supported_values: null,
    ...values,
    ...more,
  }
}

/** A connection whose last test succeeded, unless told. */
export function destination(
  id: number,
  name: string,
  type: string,
  more: Partial<Destination> = {},
): Destination {
  return {
    id,
    name,
    type,
    connection_details: {},
    is_file_system_destination: false,
    last_test_succeeded: true,
    last_tested_at: '2026-11-20T06:15:00.000Z',
    last_test_results: { steps: [{ step: 'Authenticate', status: 'success', error: null }] },
    ...more,
  }
}
