import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** `destination_attributes` of a request. Source: reference 2.3. */
export const destinationAttributesSchema = z.looseObject({
  connection_id: idSchema,
  /** `full_name` of the object; a path when the destination is a file system (rule 13). */
  object: z.string().min(1),
  lead_union_insert_to: optional(z.string()),
})
export type DestinationAttributes = z.infer<typeof destinationAttributesSchema>

/** A destination connection (`GET /destinations`). Source: reference 3.11. */
export const destinationSchema = z.looseObject({
  id: idSchema,
  name: optional(z.string()),
  type: optional(z.string()),
  created_at: optional(z.string()),
  connection_details: optional(z.unknown()),
  is_file_system_destination: optional(z.boolean()),
  last_test_succeeded: optional(z.boolean()),
  last_tested_at: optional(z.string()),
})
export type Destination = z.infer<typeof destinationSchema>

/** A field of a destination object. Source: reference 3.12. */
export const destinationFieldSchema = z.looseObject({
  label: optional(z.string()),
  full_name: z.string(),
  type: optional(z.string()),
  array: optional(z.boolean()),
  createable: optional(z.boolean()),
  updateable: optional(z.boolean()),
  /** What a mapping's `operation` may be; empty for fields that are no arrays. */
  operations: optional(z.array(z.string())),
  preserve_values_supported: optional(z.boolean()),
  required_for_mapping: optional(z.boolean()),
  can_be_upsert_key: optional(z.boolean()),
  can_be_update_key: optional(z.boolean()),
  can_be_insert_key: optional(z.boolean()),
  can_be_reference_key: optional(z.boolean()),
  lookup_object: optional(z.string()),
})
export type DestinationField = z.infer<typeof destinationFieldSchema>

/** One field of the form for `advanced_configuration`. Source: reference 3.12. */
export const advancedFieldSchema = z.looseObject({
  name: z.string(),
  type: optional(z.string()),
  label: optional(z.string()),
  input_type: optional(z.string()),
  placeholder: optional(z.string()),
  default: optional(z.unknown()),
  sort_order: optional(z.number()),
  required: optional(z.boolean()),
  supported_values: optional(z.array(z.unknown())),
})
export type AdvancedField = z.infer<typeof advancedFieldSchema>

/** A destination object with its capabilities. Source: reference 3.12. */
export const destinationObjectSchema = z.looseObject({
  label: optional(z.string()),
  full_name: z.string(),
  supported_operations: optional(z.array(z.string())),
  /** By operation: must a mapping be the key, and may the operator choose its field. */
  primary_identifier_mapping_attributes: optional(
    z.record(
      z.string(),
      z.looseObject({
        required: optional(z.boolean()),
        hide_destination_key: optional(z.boolean()),
        notes: optional(z.string()),
      }),
    ),
  ),
  allow_custom_fields: optional(z.boolean()),
  /** Both spellings occur in the API's own pages. */
  allow_case_sensitive_fields: optional(z.boolean()),
  allow_case_sensitive_field_names: optional(z.boolean()),
  supports_field_ordering: optional(z.boolean()),
  /** False when the object was deleted in the destination. */
  can_be_sync_destination: optional(z.boolean()),
  advanced_configuration_field_definitions: optional(z.array(advancedFieldSchema)),
  configurable_field_definitions: optional(z.record(z.string(), z.unknown())),
  fields: optional(z.array(destinationFieldSchema)),
})
export type DestinationObject = z.infer<typeof destinationObjectSchema>

/** A destination type (`GET /connectors`). Source: reference 3.13. */
export const connectorSchema = z.looseObject({
  service_name: z.string(),
  label: optional(z.string()),
  documentation_slug: optional(z.string()),
  auth_method: optional(z.string()),
  supports_test: optional(z.boolean()),
  creatable_via_api: optional(z.boolean()),
})
export type Connector = z.infer<typeof connectorSchema>
