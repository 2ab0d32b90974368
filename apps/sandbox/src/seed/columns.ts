import type { Column } from '@sync-builder/schema'

/** The words that `data_type` takes here; the API documents none. */
export type DataType =
  'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'array' | 'object' | 'binary'

/** What one value of can tell a record by. */
const keyTypes: readonly DataType[] = ['text', 'number', 'date', 'timestamp']

/** Columns from their names and types, in that order. */
export function columnsOf(types: Readonly<Record<string, DataType>>): Column[] {
  return Object.entries(types).map(([name, data_type]) => ({
    name,
    data_type,
    can_be_upsert_key: keyTypes.includes(data_type),
  }))
}
