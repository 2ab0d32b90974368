/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject

/** A JSON object, in the key order in which it was read. */
export type JsonObject = { [key: string]: JsonValue }

/** Where a value stands in a JSON document: keys and indexes from the root. */
export type Path = readonly (string | number)[]

/** True for a JSON object: neither an array nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
