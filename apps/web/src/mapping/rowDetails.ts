import { isJsonObject, type Edit, type JsonObject, type JsonValue } from '@sync-builder/schema'
import type { StepForm } from '../draft/useStepForm.ts'
import { keyEdits } from './mappings.ts'

/** The flags of a mapping: each on, off, or left to the API. Source: reference 2.4. */
export const flagKeys = [
  'is_primary_identifier',
  'preserve_values',
  'sync_null_values',
  'generate_field',
  'array_field',
  'follow_source_type',
] as const
export type FlagKey = (typeof flagKeys)[number]

/** The texts of a mapping; empty when they are left to the API. Source: reference 2.4. */
export const textKeys = ['lookup_object', 'lookup_field', 'field_type', 'operation'] as const
export type TextKey = (typeof textKeys)[number]

/** The keys of a mapping that its details hold; the table itself holds `from` and `to`. */
export const detailKeys: readonly string[] = [...flagKeys, ...textKeys]

/**
 * The details of one row as the form holds them. A flag is the JSON text of its value, so that an
 * import's null or "yes" keeps its own entry; an empty text leaves the key to the API.
 */
export type RowDetails = Record<FlagKey | TextKey, string>

/** The form over the details of the mapping at `index`. */
export function rowDetailsForm(index: number): StepForm<RowDetails> {
  return {
    read: (payload) => readDetails(mappingAt(payload, index)),
    write(values, payload) {
      const before = readDetails(mappingAt(payload, index))
      return [...flagKeys, ...textKeys].flatMap((key): Edit[] => {
        if (values[key] === before[key]) return []
        const path = ['mappings', index, key]
        if (values[key] === '') return [{ op: 'remove', path }]
        if (key === 'is_primary_identifier' && values[key] === 'true') {
          return keyEdits(mappingsOf(payload), index)
        }
        return [{ op: 'set', path, value: valueOf(key, values[key]) }]
      })
    },
  }
}

function mappingsOf(payload: JsonObject): readonly JsonValue[] {
  return Array.isArray(payload.mappings) ? payload.mappings : []
}

function mappingAt(payload: JsonObject, index: number): JsonObject {
  const mapping = mappingsOf(payload)[index]
  return isJsonObject(mapping) ? mapping : {}
}

function readDetails(mapping: JsonObject): RowDetails {
  const flag = (key: FlagKey) => (mapping[key] === undefined ? '' : JSON.stringify(mapping[key]))
  const text = (key: TextKey) => {
    const value = mapping[key]
    return typeof value === 'string' ? value : ''
  }
  return {
    is_primary_identifier: flag('is_primary_identifier'),
    preserve_values: flag('preserve_values'),
    sync_null_values: flag('sync_null_values'),
    generate_field: flag('generate_field'),
    array_field: flag('array_field'),
    follow_source_type: flag('follow_source_type'),
    lookup_object: text('lookup_object'),
    lookup_field: text('lookup_field'),
    field_type: text('field_type'),
    operation: text('operation'),
  }
}

function valueOf(key: FlagKey | TextKey, text: string): JsonValue {
  const isFlag = flagKeys.some((flag) => flag === key)
  // An import's other value is offered only while it stands there, so it is never written.
  return isFlag ? text === 'true' : text
}

/** What stands under a text key though it is no text: an import's null or number. */
export function strayValue(mapping: JsonValue, key: TextKey): JsonValue | undefined {
  const value = isJsonObject(mapping) ? mapping[key] : undefined
  return typeof value === 'string' ? undefined : value
}

/** The flags that a row sets, in a few words each, for the table. */
export function flagWords(mapping: JsonValue): string[] {
  if (!isJsonObject(mapping)) return []
  const { lookup_object, lookup_field, operation, field_type } = mapping
  const words = [
    lookup_object != null && `Looks up ${nameOf(lookup_object)}.${nameOf(lookup_field)}`,
    mapping.preserve_values === true && 'Only if empty',
    mapping.sync_null_values === false && 'Skips null',
    mapping.sync_null_values === true && 'Writes null',
    mapping.generate_field === true && 'New field',
    field_type != null && `Type ${nameOf(field_type)}`,
    mapping.array_field === true && 'Array',
    mapping.follow_source_type === true && 'Follows source type',
    operation != null && `Array: ${nameOf(operation)}`,
  ]
  return words.filter((word) => typeof word === 'string')
}

function nameOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '?' : JSON.stringify(value)
}
