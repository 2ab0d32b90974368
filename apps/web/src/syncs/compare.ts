import { isJsonObject, type JsonObject, type JsonValue, type Path } from '@sync-builder/schema'

/** A value that came back other than it was sent. */
export interface Difference {
  path: Path
  sent: JsonValue
  /** Undefined when the API did not return it. */
  stored: JsonValue | undefined
  /** Why the API is known to return something else here; undefined for a real difference. */
  byNature: string | undefined
}

/**
 * What of a sent payload came back changed. Values that the API adds (ids, defaults, the legacy
 * schedule fields) are no differences; those it is known to rewrite carry the reason.
 * Source: reference 2.12.
 */
export function differences(sent: JsonObject, stored: JsonObject): Difference[] {
  return Object.entries(sent).flatMap(([key, value]) => {
    if (key === 'validate_only') return []
    if (key === 'mappings') return mappingDifferences(value, stored.mappings)
    if (key === 'source_attributes') return sourceDifferences(value, stored)
    return compare([key], value, Object.hasOwn(stored, key) ? stored[key] : undefined)
  })
}

function compare(path: Path, sent: JsonValue, stored: JsonValue | undefined): Difference[] {
  if (isEmpty(sent) && isEmpty(stored)) return []
  if (Array.isArray(sent) && Array.isArray(stored)) {
    const known = stored
    const missing: JsonValue[] = known.length > sent.length ? known.slice(sent.length) : []
    return [
      ...sent.flatMap((item, index) => compare([...path, index], item, known[index])),
      ...missing.map((item, index) => ({
        path: [...path, sent.length + index],
        sent: null,
        stored: item,
        byNature: undefined,
      })),
    ]
  }
  if (isJsonObject(sent) && isJsonObject(stored)) {
    return Object.entries(sent).flatMap(([key, value]) =>
      compare([...path, key], value, Object.hasOwn(stored, key) ? stored[key] : undefined),
    )
  }
  return sent === stored ? [] : [{ path, sent, stored, byNature: undefined }]
}

/** Unset values come back as null or not at all, and empty options as `{}`. */
function isEmpty(value: JsonValue | undefined): boolean {
  return value == null || (isJsonObject(value) && Object.keys(value).length === 0)
}

/** Mappings are told apart by their field: without `position` their order means nothing. */
function mappingDifferences(sent: JsonValue, stored: JsonValue | undefined): Difference[] {
  if (!Array.isArray(sent) || !Array.isArray(stored)) return compare(['mappings'], sent, stored)
  const byField = new Map(stored.map((mapping) => [fieldOf(mapping), mapping]))
  return sent.flatMap((mapping, index) =>
    compare(['mappings', index], mapping, byField.get(fieldOf(mapping))),
  )
}

function fieldOf(mapping: JsonValue): JsonValue | undefined {
  return isJsonObject(mapping) ? mapping.to : undefined
}

const returnedAs = 'The API returns it under another name'

function sourceDifferences(sent: JsonValue, stored: JsonObject): Difference[] {
  const path = ['source_attributes']
  const returned = stored.source_attributes
  if (!isJsonObject(sent) || !isJsonObject(returned)) return compare(path, sent, returned)
  const object = isJsonObject(returned.object) ? returned.object : {}
  return compare(path, sent, returned).map((difference): Difference => {
    const key = difference.path.slice(1).join('.')
    const subset = key === 'filter_segment_id' || key === 'cohort_id' ? stored[key] : undefined
    const isRenamed =
      (key === 'object.type' &&
        typeof object.type === 'string' &&
        object.type.endsWith('_source')) ||
      (key === 'object.id' && object.dataset_id === difference.sent) ||
      (subset !== undefined && subset === difference.sent)
    return isRenamed ? { ...difference, byNature: returnedAs } : difference
  })
}
