import { isJsonObject, type JsonValue, type SyncRecord } from '@sync-builder/schema'

/** What became of a record, in words; the API's own word where it is not known. */
export interface RecordStatus {
  words: string
  color: string
}

/** The statuses of reference 3.3, and the raw ones of 5.18, which are kinds of invalid. */
const statuses: Readonly<Record<string, RecordStatus>> = {
  succeeded: { words: 'Accepted', color: 'green' },
  rejected: { words: 'Rejected', color: 'red' },
  invalid: { words: 'Invalid', color: 'yellow' },
  null: { words: 'No identifier', color: 'yellow' },
  duplicate: { words: 'Identifier not unique', color: 'yellow' },
}

/** What became of a record. */
export function recordStatus({ status }: SyncRecord): RecordStatus {
  return statuses[status?.toLowerCase() ?? ''] ?? { words: status || 'Not told', color: 'gray' }
}

/** The columns and values of a record's source row; one without a name where it is no object. */
export function payloadEntries({ record_payload: payload }: SyncRecord): [string, JsonValue][] {
  if (payload === undefined) return []
  const value = jsonOf(payload)
  return isJsonObject(value) ? Object.entries(value) : [['', value]]
}

function jsonOf(value: unknown): JsonValue {
  if (isJsonObject(value) || Array.isArray(value)) return value
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    default:
      return null
  }
}

/** A value as it is shown: texts as they are, all else as JSON. */
export function payloadText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
