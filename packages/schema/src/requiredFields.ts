import type { DestinationField } from './destination.ts'
import { isJsonObject, type JsonValue } from './json.ts'

/** The field that a mapping fills, whatever it fills it from; undefined when it cannot be told. */
export function fieldOf(mapping: JsonValue | undefined): string | undefined {
  return isJsonObject(mapping) && typeof mapping.to === 'string' ? mapping.to : undefined
}

/** The required fields that no mapping fills, in the object's order. Source: reference 2.11, 20. */
export function requiredLeft(
  mappings: readonly JsonValue[],
  fields: readonly DestinationField[] | null | undefined,
): DestinationField[] {
  const required = fields?.filter((field) => field.required_for_mapping) ?? []
  if (required.length === 0) return []
  const filled = new Set(mappings.map(fieldOf))
  return required.filter((field) => !filled.has(field.full_name))
}
