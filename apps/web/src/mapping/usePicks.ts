import {
  canBeKey,
  keyRuleOf,
  type Column,
  type DestinationField,
  type JsonObject,
  type KeyRule,
  type SyncContext,
} from '@sync-builder/schema'
import { useMemo } from 'react'
import type { PickerOption } from '../ui/Picker.tsx'

/** What the rows can pick from, as far as it is known. */
export interface Picks {
  columns: readonly PickerOption[]
  /** Undefined when the source's columns are not known. */
  columnsByName: ReadonlyMap<string, Column> | undefined
  /** The operator typed the columns in: the API has not told them. */
  areColumnsTyped: boolean
  fields: readonly PickerOption[]
  fieldsByName: ReadonlyMap<string, DestinationField>
  areFieldsKnown: boolean
  /** A name that the object does not have can be a field to create. */
  allowsNewFields: boolean
  /** The columns of a file are whatever is mapped, so that no name is unknown. */
  isFileSystem: boolean
  /** Undefined where the payload has none that is a text. */
  operation: string | undefined
  keyRule: KeyRule
}

/** The picks of the chosen source and destination; the same object until one of them changes. */
export function usePicks(known: SyncContext, payload: JsonObject): Picks {
  const operation = typeof payload.operation === 'string' ? payload.operation : undefined
  const { columns, areColumnsTyped = false, object } = known
  const isFileSystem = known.destination?.isFileSystem ?? false
  return useMemo(() => {
    const fields = object?.fields ?? []
    return {
      columns: (columns ?? []).map((column) => columnOption(column, areColumnsTyped)),
      columnsByName: columns && new Map(columns.map((column) => [column.name, column])),
      areColumnsTyped,
      fields: fields.map((field) => fieldOption(field, canBeKey(field, operation) === true)),
      fieldsByName: new Map(fields.map((field) => [field.full_name, field])),
      areFieldsKnown: object?.fields != null,
      allowsNewFields: object?.allow_custom_fields === true,
      isFileSystem,
      operation,
      keyRule: keyRuleOf(object, operation),
    }
  }, [columns, areColumnsTyped, object, operation, isFileSystem])
}

function columnOption({ name, data_type, type }: Column, isTyped: boolean): PickerOption {
  const details = [data_type ?? type, isTyped && 'typed in']
  const detail = details.filter((part) => typeof part === 'string').join(' · ')
  return detail === '' ? { value: name, label: name } : { value: name, label: name, detail }
}

function fieldOption(field: DestinationField, isKeyField: boolean): PickerOption {
  const { full_name: name, label } = field
  const details = [
    label != null && label !== name && name,
    field.type != null && (field.array ? `${field.type}[]` : field.type),
    field.required_for_mapping && 'required',
    isKeyField && 'can be key',
    field.lookup_object != null && `→ ${field.lookup_object}`,
  ]
  return {
    value: name,
    label: label ?? name,
    detail: details.filter((detail) => typeof detail === 'string').join(' · '),
  }
}
