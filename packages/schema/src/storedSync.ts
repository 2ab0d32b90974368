import { alertTypesWithoutOptions, deprecatedAlertFields } from './alert.ts'
import { apiDefaults, isLeftToApi } from './defaults.ts'
import type { SyncDraft } from './draft.ts'
import { effectiveMode, flatScheduleFields } from './flatSchedule.ts'
import { isEmptyObject, isJsonObject, type JsonObject, type JsonValue } from './json.ts'
import { frequencies, keysOfFrequency } from './mode.ts'
import { subsetKeys } from './source.ts'
import { answerOnlyFields, createSyncFields } from './sync.ts'

/**
 * A sync as the API answers it, as the request that would make it: what only answers carry is left
 * out, what they say in another form or twice is said once and in a request's form, and values that
 * the API fills in by itself are left to it again. Ids of alerts stay: a change needs them. Keys
 * that nobody knows stay, too. Source: reference 2.12, 3.1.
 */
export function fromStoredSync(sync: JsonObject): JsonObject {
  // Whether to check only is a word about a call, and none about the sync.
  const said = Object.entries(sync).filter(
    ([key]) => key !== 'validate_only' && !answerOnlyFields.has(key),
  )
  const request = new Map(said)
  set(request, 'source_attributes', sourceOf(sync))
  set(request, 'destination_attributes', destinationOf(sync))
  set(request, 'mappings', mappingsOf(sync.mappings))
  set(request, 'alert_attributes', alertsOf(sync.alert_attributes))
  if (sync.mode == null || isJsonObject(sync.mode)) {
    set(request, 'mode', modeOf(sync))
    for (const key of flatScheduleFields) request.delete(key)
  }
  // Answers have these beside the source and the destination, requests within them (2.12).
  for (const key of [...Object.values(subsetKeys), 'lead_union_insert_to']) request.delete(key)
  if (Array.isArray(sync.alert_attributes))
    for (const key of deprecatedAlertFields) request.delete(key)
  if (isEmptyObject(sync.advanced_configuration)) request.delete('advanced_configuration')
  for (const [key, value] of request) {
    if (isLeftToApi([key], value) && key !== 'paused') request.delete(key)
  }
  const known = createSyncFields.filter((key) => request.has(key))
  const others = [...request.keys()].filter((key) => !createSyncFields.includes(key))
  return Object.fromEntries([...known, ...others].map((key) => [key, request.get(key) ?? null]))
}

function set(request: Map<string, JsonValue>, key: string, value: JsonValue | undefined): void {
  if (value === undefined) request.delete(key)
  else request.set(key, value)
}

/** An object without what `isOut` finds in it; the object itself where that is nothing. */
function without(
  object: JsonObject,
  isOut: (key: string, value: JsonValue) => boolean,
): JsonObject {
  const entries = Object.entries(object)
  const kept = entries.filter(([key, value]) => !isOut(key, value))
  return kept.length === entries.length ? object : Object.fromEntries(kept)
}

const isNull = (_key: string, value: JsonValue): boolean => value === null

/** `source_attributes` as a request has them; undefined where there are none. */
export function sourceOf(sync: JsonObject): JsonValue | undefined {
  const source = sync.source_attributes
  if (!isJsonObject(source)) return source
  const { connection_id, object, ...others } = without(source, isNull)
  const subsets = Object.values(subsetKeys).flatMap((key) => {
    const id = source[key] ?? sync[key]
    return id == null ? [] : [[key, id] as const]
  })
  return {
    ...(connection_id !== undefined && { connection_id }),
    ...others,
    ...Object.fromEntries(subsets),
    ...(object !== undefined && { object: isJsonObject(object) ? sourceObjectOf(object) : object }),
  }
}

/** How answers call what a request calls a dataset. Source: reference 2.12. */
const answeredDatasets: ReadonlySet<JsonValue | undefined> = new Set([
  'business_object_source',
  'filter_segment_source',
  'cohort_source',
])
const tableNames: ReadonlySet<string> = new Set(['table_catalog', 'table_schema', 'table_name'])
const objectAnswerOnly: ReadonlySet<string> = new Set([
  'created_at',
  'updated_at',
  'query',
  'dataset_id',
])

function sourceObjectOf(object: JsonObject): JsonObject {
  const { type, id, dataset_id } = object
  if (answeredDatasets.has(type) && typeof dataset_id === 'number') {
    return { type: 'dataset', id: dataset_id }
  }
  switch (type) {
    case 'dataset': {
      const named = { ...object, id: id ?? dataset_id ?? null }
      return without(named, (key) => objectAnswerOnly.has(key) || key === 'name')
    }
    case 'model':
    case 'topic':
      // Either names it, and nothing is said of both together.
      return without(
        object,
        (key, value) =>
          value === null || objectAnswerOnly.has(key) || (key === 'name' && typeof id === 'number'),
      )
    case 'table':
      // What a warehouse without catalogs has there is null in an answer; a request needs a text.
      return Object.fromEntries(
        Object.entries(object)
          .filter(([key, value]) => tableNames.has(key) || (key !== 'id' && value !== null))
          .map(([key, value]) => [key, value ?? '']),
      )
    default:
      return object
  }
}

function destinationOf(sync: JsonObject): JsonValue | undefined {
  const destination = sync.destination_attributes
  if (!isJsonObject(destination)) return destination
  const own = without(destination, isNull)
  const { lead_union_insert_to } = sync
  return lead_union_insert_to == null || own.lead_union_insert_to !== undefined
    ? own
    : { ...own, lead_union_insert_to }
}

function mappingsOf(mappings: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(mappings)) return mappings
  const sent = mappings.filter((mapping) => !isManaged(mapping))
  const isOrdered = sent.every((mapping) => typeof positionOf(mapping) === 'number')
  const ordered = isOrdered
    ? sent.toSorted((one, other) => Number(positionOf(one)) - Number(positionOf(other)))
    : sent
  return ordered.map(mappingOf)
}

/** A row that the service keeps for itself. Source: reference 2.4. */
export function isManaged(mapping: JsonValue): boolean {
  const from = isJsonObject(mapping) ? mapping.from : undefined
  return isJsonObject(from) && from.type === 'compound_key'
}

function positionOf(mapping: JsonValue): JsonValue | undefined {
  return isJsonObject(mapping) ? mapping.position : undefined
}

/** By key, since thousands of mappings ask. */
const mappingDefaults = new Map(
  apiDefaults.flatMap(({ path: [list, , key], value }) =>
    list === 'mappings' && typeof key === 'string' ? [[key, value] as const] : [],
  ),
)

/** A mapping without what the API fills in. */
export function mappingOf(mapping: JsonValue): JsonValue {
  if (!isJsonObject(mapping)) return mapping
  return without(
    mapping,
    (key, value) => key === 'position' || value === null || mappingDefaults.get(key) === value,
  )
}

function alertsOf(alerts: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(alerts)) return alerts
  return alerts.map((alert) => {
    if (!isJsonObject(alert) || !isEmptyObject(alert.options)) return alert
    const hasNone = alertTypesWithoutOptions.some((type) => type === alert.type)
    return hasNone ? { ...alert, options: null } : alert
  })
}

/** `mode`, or what the flat fields of older answers amount to where it says nothing. */
function modeOf(sync: JsonObject): JsonValue | undefined {
  const mode = effectiveMode(sync)
  return isJsonObject(mode) ? tidyMode(mode) : undefined
}

/** A mode without what its schedule computes or does not use. Source: reference 2.6. */
export function tidyMode(mode: JsonObject): JsonObject {
  const { triggers } = mode
  if (!isJsonObject(triggers)) return without(mode, isNull)
  const { schedule } = triggers
  const tidied = isJsonObject(schedule)
    ? { ...triggers, schedule: tidySchedule(schedule) }
    : triggers
  return { ...without(mode, isNull), triggers: without(tidied, isNull) }
}

const scheduleKeys: ReadonlySet<string> = new Set(['day', 'hour', 'minute', 'cron_expression'])

function tidySchedule(schedule: JsonObject): JsonObject {
  const frequency = frequencies.find((known) => known === schedule.frequency)
  const used: readonly string[] | undefined = frequency && keysOfFrequency[frequency]
  return without(
    schedule,
    (key, value) => value === null || (scheduleKeys.has(key) && used?.includes(key) === false),
  )
}

/** A request without the ids of alerts, which name the alerts of one stored sync alone. */
export function withoutAlertIds(request: JsonObject): JsonObject {
  const { alert_attributes: alerts } = request
  return Array.isArray(alerts) ? { ...request, alert_attributes: unnamed(alerts) } : request
}

function unnamed(alerts: readonly JsonValue[]): JsonValue[] {
  return alerts.map((alert) =>
    isJsonObject(alert) ? without(alert, (key) => key === 'id') : alert,
  )
}

/** The draft of a change of a stored sync, for a sync of its own. */
export function asNewSync(draft: SyncDraft): SyncDraft {
  const parked = draft.parked.map((one) =>
    one.switch === 'alerts' && Array.isArray(one.value)
      ? { ...one, value: unnamed(one.value) }
      : one,
  )
  return { ...draft, body: withoutAlertIds(draft.body), parked }
}

/** The request for a sync like a stored one, by another label. */
export function copyOfStoredSync(sync: JsonObject, label: string, paused: boolean): JsonObject {
  return { ...withoutAlertIds(fromStoredSync(sync)), label, paused }
}
