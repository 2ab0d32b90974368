import type { DestinationField, JsonValue, MappingRow } from '@sync-builder/schema'
import { readRow } from './mappings.ts'

/** The required fields that no row fills, in the object's order. Source: rule 20. */
export function requiredLeft(
  rows: readonly MappingRow[],
  fields: readonly DestinationField[] | null | undefined,
): DestinationField[] {
  const required = fields?.filter((field) => field.required_for_mapping) ?? []
  if (required.length === 0) return []
  const filled = filledFields(rows)
  return required.filter((field) => !filled.has(field.full_name))
}

/** The fields that rows fill. */
export function filledFields(rows: readonly MappingRow[]): ReadonlySet<string | undefined> {
  return new Set(rows.map(({ mapping }) => fieldOf(mapping)))
}

/** The field that a mapping fills; undefined when it cannot be told. */
export function fieldOf(mapping: JsonValue): string | undefined {
  const view = readRow(mapping)
  return view.kind === 'raw' ? undefined : view.to
}
