import type { DestinationField, DestinationObject, JsonObject } from '@sync-builder/schema'
import type { FlagKey, TextKey } from './rowDetails.ts'

/** Why a setting of a row cannot be switched on; nothing where it can, or where nobody knows. */
export type Availability = Partial<Record<FlagKey | TextKey, string>>

/** What the destination's capabilities say of a row's settings. Source: rules 8 and 21 to 24. */
export function availabilityOf(
  mapping: JsonObject,
  field: DestinationField | undefined,
  object: DestinationObject | undefined,
): Availability {
  const name = field?.label ?? field?.full_name ?? ''
  const reasons: Availability = {}

  if (field?.preserve_values_supported === false) {
    reasons.preserve_values = `${name} cannot be set only if empty.`
  }
  if (field?.array === false) reasons.operation = `${name} holds one value, not a list.`
  else if (field?.operations?.length === 0) {
    reasons.operation = `${name} leaves no choice between adding and replacing.`
  }
  if (field && 'lookup_object' in field && field.lookup_object == null) {
    reasons.lookup_object = `${name} refers to no other object, so there is nothing to look up.`
  }

  if (object?.allow_custom_fields === false) {
    const reason = `${object.label ?? object.full_name} takes no new fields.`
    reasons.generate_field = reason
    reasons.follow_source_type = reason
  } else if (field) reasons.generate_field = `${name} exists already.`
  if (mapping.generate_field !== true) {
    const reason = 'Only for a field that this row creates.'
    reasons.field_type = reason
    reasons.array_field = reason
  }
  return reasons
}
