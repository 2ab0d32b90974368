import type { JsonValue, ValueType } from '@sync-builder/schema'

/**
 * Reads values of a kind as SQLite holds them, as JSON: it has neither booleans nor structures.
 * What is not of the kind stays as it is.
 */
export function storedValue(kind: ValueType['kind'] | undefined): (value: unknown) => JsonValue {
  return (value) => {
    // Whole numbers beyond JavaScript's come like this, where they are asked for.
    if (typeof value === 'bigint') return Number(value)
    if (typeof value !== 'number' && typeof value !== 'string') return null
    if (kind === 'boolean') return value === 1 ? true : value === 0 ? false : value
    const isText = typeof value === 'string'
    return isText && (kind === 'list' || kind === 'object') ? parsed(value) : value
  }
}

function parsed(text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return text
  }
}
