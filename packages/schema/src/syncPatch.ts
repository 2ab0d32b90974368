import { alertMeaning, meaningWithoutId } from './alertMeaning.ts'
import { apiDefaultAt, isLeftToApi } from './defaults.ts'
import { valueAt } from './edit.ts'
import { isJsonObject, isSameJson, type JsonObject, type JsonValue } from './json.ts'
import { mappingOf, sourceOf, tidyMode } from './storedSync.ts'

/**
 * The body of the PATCH that makes `request` of `base`, both in a request's form: the top-level keys
 * that say something else, each whole, as patches replace what is nested as a whole. Empty when
 * nothing does. A key that was taken away sends what the API takes without it; alerts that are left
 * to the API stay as they are, so nothing is sent for them, and those that come without their ids
 * get them back. Source: reference 3.1, 2.5.
 */
export function patchOf(base: JsonObject, request: JsonObject): JsonObject {
  const edited = withStoredAlertIds(request, base)
  const changed = changedKeys(base, edited).flatMap((key): [string, JsonValue][] => {
    // Null says the same as nothing; it is sent where the API has no other word for that.
    const said = valueAt(edited, [key])
    const clear = said == null ? cleared(key, base) : undefined
    const value = clear === undefined ? said : clear
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(changed)
}

/** The top-level keys in which two requests say something else, in the order of `after`. */
export function changedKeys(before: JsonObject, after: JsonObject): string[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  return [...Object.keys(after), ...gone].filter((key) => !isSameField(key, before, after))
}

function isSameField(key: string, before: JsonObject, after: JsonObject): boolean {
  if (key === 'validate_only') return true
  const [was, is] = [valueAt(before, [key]), valueAt(after, [key])]
  if (was === is) return true
  // Left to the API, they are the ones that there are.
  if (key === 'alert_attributes' && is == null) return true
  return isSameJson(comparableOf(key, was), comparableOf(key, is))
}

/** What has to be sent for a key that is no more; undefined where nothing can be. */
function cleared(key: string, base: JsonObject): JsonValue | undefined {
  switch (key) {
    case 'operation':
    case 'source_attributes':
    case 'destination_attributes':
    case 'mappings':
      return undefined
    case 'advanced_configuration':
      return {}
    case 'mode': {
      const type = isJsonObject(base.mode) ? base.mode.type : undefined
      return { type: type ?? 'triggered', triggers: { schedule: { frequency: 'never' } } }
    }
    default:
      return apiDefaultAt([key])?.value ?? null
  }
}

/**
 * What a top-level value says, in a form in which equal ones are equal; undefined where it says no
 * more than leaving it out.
 */
export function meaningOf(key: string, value: JsonValue | undefined): JsonValue | undefined {
  if (value == null) return undefined
  switch (key) {
    case 'mappings':
      return Array.isArray(value) ? value.map(mappingMeaning) : value
    case 'alert_attributes':
      return Array.isArray(value) ? value.map(alertMeaning) : value
    case 'mode':
      return isJsonObject(value) ? modeMeaning(value) : value
    case 'source_attributes':
      return sourceOf({ source_attributes: value })
    case 'destination_attributes':
    case 'advanced_configuration':
      return isJsonObject(value) ? filled(withoutNull(value)) : value
    default:
      return isLeftToApi([key], value) ? undefined : value
  }
}

/** The same in one order where the order says nothing, as that of alerts does. */
export function comparableOf(key: string, value: JsonValue | undefined): JsonValue | undefined {
  const meaning = meaningOf(key, value)
  if (key !== 'alert_attributes' || !Array.isArray(meaning)) return meaning
  const texts = new Map(meaning.map((alert) => [alert, textOf(alert)]))
  return meaning.toSorted((one, other) => (texts.get(one)! < texts.get(other)! ? -1 : 1))
}

/** A text that is the same for equal values, whatever the order of their keys. */
function textOf(value: JsonValue): string {
  return JSON.stringify(value, (_, part: JsonValue) =>
    isJsonObject(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Versions of a draft share the mappings that did not change. */
const mappingMeanings = new WeakMap<JsonObject, JsonValue>()

/** What a mapping says, in a form in which equal ones are equal. */
export function mappingMeaning(mapping: JsonValue): JsonValue {
  if (!isJsonObject(mapping)) return mapping
  const known = mappingMeanings.get(mapping)
  if (known !== undefined) return known
  const meaning = mappingOf(mapping)
  mappingMeanings.set(mapping, meaning)
  return meaning
}

/**
 * `request` with the ids that the API gave to its new alerts, found in what `stored` tells by what
 * they say, else by their place and type; the same object where nothing is found. Without its id an
 * alert that is sent again would be replaced by another. Source: reference 2.5.
 */
export function withStoredAlertIds(request: JsonObject, stored: JsonObject): JsonObject {
  const [alerts, others] = [request.alert_attributes, stored.alert_attributes]
  if (!Array.isArray(alerts) || !Array.isArray(others)) return request
  const taken = new Set(alerts.flatMap((alert) => idOf(alert) ?? []))
  const free = others.filter((other) => !taken.has(idOf(other) ?? ''))
  const named = alerts.slice()
  const name = (isSame: (alert: JsonObject, other: JsonObject, index: number) => boolean) => {
    for (const [index, alert] of named.entries()) {
      if (!isJsonObject(alert) || idOf(alert) !== undefined) continue
      const at = free.findIndex((other) => isJsonObject(other) && isSame(alert, other, index))
      const [found] = at === -1 ? [] : free.splice(at, 1)
      const id = idOf(found)
      if (id !== undefined) named[index] = { ...alert, id }
    }
  }
  name((alert, other) => isSameJson(alertMeaning(alert), meaningWithoutId(other)))
  name((alert, other, index) => other === others[index] && alert.type === other.type)
  return named.every((alert, index) => alert === alerts[index])
    ? request
    : { ...request, alert_attributes: named }
}

function idOf(alert: JsonValue | undefined): number | string | undefined {
  const id = isJsonObject(alert) ? alert.id : undefined
  return typeof id === 'number' || typeof id === 'string' ? id : undefined
}

/** No schedule and `never` are equal, and so are no time and midnight. Source: reference 2.6. */
function modeMeaning(mode: JsonObject): JsonValue | undefined {
  const { triggers, ...rest } = tidyMode(mode)
  const said = isJsonObject(triggers) ? triggersMeaning(triggers) : (triggers ?? undefined)
  const { type, ...others } = rest
  if (
    said === undefined &&
    Object.keys(others).length === 0 &&
    (type ?? 'triggered') === 'triggered'
  ) {
    return undefined
  }
  return { ...others, type: type ?? 'triggered', ...(said !== undefined && { triggers: said }) }
}

function triggersMeaning({ schedule, ...others }: JsonObject): JsonObject | undefined {
  if (!isJsonObject(schedule) || schedule.frequency === 'never') return filled(others)
  const path = ['mode', 'triggers', 'schedule']
  const timed = Object.entries(schedule).filter(
    ([key, value]) => !isLeftToApi([...path, key], value),
  )
  return { ...others, schedule: Object.fromEntries(timed) }
}

function withoutNull(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
}

function filled(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object
}
