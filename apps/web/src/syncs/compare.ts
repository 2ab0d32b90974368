import {
  effectiveMode,
  isJsonObject,
  isManaged,
  type JsonObject,
  type JsonValue,
  type Path,
  type Sync,
  valueAt,
} from '@sync-builder/schema'

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
    if (key === 'mappings') return mappingDifferences(value, stored)
    if (key === 'alert_attributes') return alertDifferences(value, stored[key])
    if (key === 'source_attributes') return sourceDifferences(value, stored)
    if (key === 'mode') return modeDifferences(value, modeOf(stored))
    return compare([key], value, Object.hasOwn(stored, key) ? stored[key] : undefined)
  })
}

/** Older answers tell the schedule in flat fields alone. Source: reference 2.7. */
function modeOf(stored: JsonObject): JsonValue | undefined {
  const mode = effectiveMode(stored)
  return isJsonObject(mode) ? mode : stored.mode
}

/** What is sent of `mode` replaces it as a whole, so a trigger beside it was kept. Source: 3.1. */
function modeDifferences(sent: JsonValue, stored: JsonValue | undefined): Difference[] {
  const path = ['mode', 'triggers']
  const before = valueAt(sent, ['triggers'])
  const triggers = isJsonObject(sent) ? valueAt(stored, ['triggers']) : undefined
  const kept = isJsonObject(triggers) ? Object.entries(triggers) : []
  return [
    ...compare(['mode'], sent, stored),
    ...kept
      .filter(([kind, trigger]) => valueAt(before, [kind]) == null && startsRuns(trigger))
      .map(([kind, trigger]) => unsent([...path, kind], trigger)),
  ]
}

/** "No schedule" and `never` are equal. Source: reference 2.6. */
function startsRuns(trigger: JsonValue): boolean {
  return !isEmpty(trigger) && valueAt(trigger, ['frequency']) !== 'never'
}

/** What is stored though it was not sent. */
function unsent(path: Path, stored: JsonValue): Difference {
  return { path, sent: null, stored, byNature: undefined }
}

/** A create may take a while to be written down; what comes later is a change. */
const creationMs = 10_000

/** Whether the API tells of a change after the creation. */
export function wasChanged({ created_at: created, updated_at: updated }: Sync): boolean {
  return Date.parse(updated ?? '') - Date.parse(created ?? '') > creationMs
}

function compare(path: Path, sent: JsonValue, stored: JsonValue | undefined): Difference[] {
  // Null leaves the field to the API, which may fill it.
  if (sent === null || (isEmpty(sent) && isEmpty(stored))) return []
  if (Array.isArray(sent) && Array.isArray(stored)) {
    return [
      ...sent.flatMap((item, index) => compare([...path, index], item, stored[index])),
      ...stored
        .slice(sent.length)
        .map((item, index) => unsent([...path, sent.length + index], item)),
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

/**
 * Mappings are told apart by their field, and where several fill one by what they fill it from:
 * without `position` their order means nothing.
 */
function mappingDifferences(sent: JsonValue, sync: JsonObject): Difference[] {
  const { mappings: stored, field_behavior: behavior } = sync
  if (!Array.isArray(sent) || !Array.isArray(stored)) return compare(['mappings'], sent, stored)
  // With all properties, the columns that no row names are mapped by the API.
  const isWhole = behavior !== 'sync_all_properties'
  const own = (mapping: JsonValue) => isWhole && !isManaged(mapping)
  return inAnyOrder(['mappings'], sent, stored, { nameOf: fieldOf, saysOf: sourceOf, own })
}

/** Nothing is said of the order of alerts, which may all be of one type. Source: reference 2.5. */
function alertDifferences(sent: JsonValue, stored: JsonValue | undefined): Difference[] {
  const path = ['alert_attributes']
  if (!Array.isArray(sent) || !Array.isArray(stored)) return compare(path, sent, stored)
  return inAnyOrder(path, sent, stored, { nameOf: typeOf, saysOf: (alert) => alert })
}

function typeOf(alert: JsonValue): JsonValue | undefined {
  return valueAt(alert, ['type'])
}

interface Telling {
  nameOf: (item: JsonValue) => JsonValue | undefined
  /** What tells those of one name apart. */
  saysOf: (item: JsonValue) => JsonValue
  /** Whether an item that is stored and was not sent is a difference; it is unless told. */
  own?: (item: JsonValue) => boolean
}

/** What of a list came back changed, whatever its order; what was not sent comes last. */
function inAnyOrder(
  path: Path,
  sent: readonly JsonValue[],
  stored: readonly JsonValue[],
  { nameOf, saysOf, own = () => true }: Telling,
): Difference[] {
  const left = Map.groupBy(stored, nameOf)
  const partners = new Map<number, JsonValue>()
  const pair = (isPartner: (item: JsonValue, other: JsonValue) => boolean) => {
    for (const [index, item] of sent.entries()) {
      const others = left.get(nameOf(item)) ?? []
      const at = partners.has(index) ? -1 : others.findIndex((other) => isPartner(item, other))
      if (at !== -1) partners.set(index, others.splice(at, 1)[0]!)
    }
  }
  pair((item, other) => compare([], saysOf(item), saysOf(other)).length === 0)
  pair(() => true)
  const others = [...left.values()].flat().filter(own)
  return [
    ...sent.flatMap((item, index) => compare([...path, index], item, partners.get(index))),
    ...others.map((item, index) => unsent([...path, sent.length + index], item)),
  ]
}

function fieldOf(mapping: JsonValue): JsonValue | undefined {
  return isJsonObject(mapping) ? mapping.to : undefined
}

function sourceOf(mapping: JsonValue): JsonValue {
  return (isJsonObject(mapping) ? mapping.from : undefined) ?? null
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
