import type { JsonValue } from '@sync-builder/schema'

/** The value as it would come over the wire: without what is undefined. */
export function asJson(value: unknown): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(value))
  return json
}
