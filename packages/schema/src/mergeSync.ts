import { valueAt } from './edit.ts'
import { isSameJson, type JsonObject, type JsonValue } from './json.ts'
import { fieldOf } from './requiredFields.ts'
import { comparableOf, mappingMeaning } from './syncPatch.ts'

/** Whose change of a sync: the operator's, or somebody else's meanwhile. */
export type Side = 'mine' | 'theirs'

/** One place that either side has changed since both had the same sync. */
export interface MergeItem {
  /** Tells it apart from the others, and stays the same as long as the three syncs do. */
  id: string
  /** A top-level key, or a row of the mapping. */
  kind: 'key' | 'row'
  /** The key, or the field that the row fills. */
  name: string
  /** What stands there; undefined where nothing does. */
  base: JsonValue | undefined
  mine: JsonValue | undefined
  theirs: JsonValue | undefined
  /** Who changed it: both alike, or both and differently. */
  by: Side | 'both alike' | 'both'
}

/**
 * What either side changed, both beginning with `base`, and all in a request's form: by top-level
 * key, and by row of the mapping, told apart by the field that it fills.
 */
export function mergeItems(base: JsonObject, mine: JsonObject, theirs: JsonObject): MergeItem[] {
  const keys = keysOf(mine, theirs, base).flatMap((key) =>
    key === 'mappings' && hasRows(base, mine, theirs)
      ? []
      : itemOf(
          'key',
          key,
          key,
          [valueAt(base, [key]), mineAt(key, base, mine), valueAt(theirs, [key])],
          (value) => comparableOf(key, value),
        ),
  )
  if (!hasRows(base, mine, theirs)) return keys
  const rows = [base, mine, theirs].map(rowsOf)
  const names = new Set([rows[1]!, rows[2]!, rows[0]!].flatMap((map) => [...map.keys()]))
  const items = [...names].flatMap((id) => {
    const [was, is, other] = rows.map((map) => map.get(id))
    const name = fieldOf(is ?? other ?? was) ?? 'no field'
    return itemOf('row', id, name, [was, is, other], meaningOfRow)
  })
  return [...keys, ...items]
}

/** Alerts that are left to the API stay as they are: that is no change. */
function mineAt(key: string, base: JsonObject, mine: JsonObject): JsonValue | undefined {
  const value = valueAt(mine, [key])
  return key === 'alert_attributes' && value == null ? valueAt(base, [key]) : value
}

function itemOf(
  kind: MergeItem['kind'],
  id: string,
  name: string,
  [base, mine, theirs]: readonly (JsonValue | undefined)[],
  meaning: (value: JsonValue | undefined) => JsonValue | undefined,
): MergeItem[] {
  const [was, is, other] = [base, mine, theirs].map(meaning)
  const byMe = !isSameJson(was, is)
  const byThem = !isSameJson(was, other)
  if (!byMe && !byThem) return []
  const by = !byThem ? 'mine' : !byMe ? 'theirs' : isSameJson(is, other) ? 'both alike' : 'both'
  return [{ id: `${kind} ${id}`, kind, name, base, mine, theirs, by }]
}

function meaningOfRow(row: JsonValue | undefined): JsonValue | undefined {
  return row === undefined ? undefined : mappingMeaning(row)
}

/**
 * The sync with the changes of both sides. Where `choices` says nothing of an item, the side that
 * changed it counts, and mine where both did. Rows stand as mine do, unless only theirs were moved.
 */
export function mergedSync(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  choices: ReadonlyMap<string, Side>,
): JsonObject {
  const sides = new Map(
    mergeItems(base, mine, theirs).map(({ id, by }) => [
      id,
      choices.get(id) ?? (by === 'theirs' ? 'theirs' : 'mine'),
    ]),
  )
  const entries = keysOf(mine, theirs).flatMap((key): [string, JsonValue][] => {
    if (key === 'mappings' && hasRows(base, mine, theirs)) {
      return [[key, mergedRows(base, mine, theirs, sides)]]
    }
    const value = valueAt(sides.get(`key ${key}`) === 'theirs' ? theirs : mine, [key])
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

function mergedRows(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  sides: ReadonlyMap<string, Side>,
): JsonValue[] {
  const [was, is, other] = [rowsOf(base), rowsOf(mine), rowsOf(theirs)]
  const rowOf = (id: string) => (sides.get(`row ${id}`) === 'theirs' ? other : is).get(id)
  const [leading, following] =
    isReordered(was, other) && !isReordered(was, is) ? [other, is] : [is, other]
  const order = [...leading.keys()]
  let previous: string | undefined
  for (const id of following.keys()) {
    if (!leading.has(id))
      order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, id)
    previous = id
  }
  const kept = order.filter((id) => rowOf(id) !== undefined)
  return inTurn(kept).flatMap((id) => rowOf(id) ?? [])
}

/** The ids with those of one field in their own order: it is what tells its rows apart. */
function inTurn(ids: readonly string[]): string[] {
  const left = Map.groupBy(
    ids.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)),
    fieldIn,
  )
  return ids.map((id) => left.get(fieldIn(id))!.shift()!)
}

function fieldIn(id: string): string {
  return id.slice(id.indexOf(' '))
}

/** Whether the rows that are in both stand in another order. */
function isReordered(before: Rows, after: Rows): boolean {
  const kept = [...before.keys()].filter((id) => after.has(id))
  const now = [...after.keys()].filter((id) => before.has(id))
  return kept.some((id, index) => id !== now[index])
}

type Rows = ReadonlyMap<string, JsonValue>

/** The rows by their place among those of one field, and that field: "0 "email"". */
function rowsOf({ mappings }: JsonObject): Rows {
  const counts = new Map<string | undefined, number>()
  const rows = Array.isArray(mappings) ? mappings : []
  return new Map(
    rows.map((mapping) => {
      const field = fieldOf(mapping)
      const count = counts.get(field) ?? 0
      counts.set(field, count + 1)
      return [`${count} ${JSON.stringify(field ?? null)}`, mapping]
    }),
  )
}

function hasRows(...syncs: readonly JsonObject[]): boolean {
  return syncs.every(({ mappings }) => Array.isArray(mappings))
}

function keysOf(...syncs: readonly JsonObject[]): string[] {
  return [...new Set(syncs.flatMap((sync) => Object.keys(sync)))].filter(
    (key) => key !== 'validate_only',
  )
}
