import { differencesOf, type Difference } from './difference.ts'
import { valueAt } from './edit.ts'
import { longestRising } from './inBoth.ts'
import { isSameJson, type JsonObject, type JsonValue } from './json.ts'
import { fieldOf } from './requiredFields.ts'
import { changedKeys, mappingMeaning, meaningOf, withStoredAlertIds } from './syncPatch.ts'

/** A top-level key that says something else, and where within it. */
export interface KeyDifference {
  key: string
  before: JsonValue | undefined
  after: JsonValue | undefined
  /** Where the two differ in what they say; paths begin in the value. */
  parts: Difference[]
}

/** A mapping as it stands in its list. */
export interface PlacedMapping {
  index: number
  mapping: JsonValue
}

/** What became of one row of the mapping: added without `before`, removed without `after`. */
export interface RowDifference {
  before?: PlacedMapping
  after?: PlacedMapping
  /** It stands in another order among the rows that are in both. */
  isMoved: boolean
  /** Where the two differ in what they say; paths begin in the mapping. */
  parts: Difference[]
}

/** What became of a sync. */
export interface SyncDifference {
  /** The keys but for `mappings`, in the order of what came after. */
  keys: KeyDifference[]
  /** The rows in the order of what came after, then those that are gone. */
  rows: RowDifference[]
}

/**
 * The difference between two syncs, both in a request's form: by top-level key, and by row of the
 * mapping. Rows are told apart by the field that they fill, and what is left then by their position.
 */
export function syncDifference(before: JsonObject, request: JsonObject): SyncDifference {
  // As it is sent: see `patchOf`.
  const after = withStoredAlertIds(request, before)
  const keys: KeyDifference[] = []
  let rows: RowDifference[] = []
  for (const key of changedKeys(before, after)) {
    const [was, is] = [valueAt(before, [key]), valueAt(after, [key])]
    if (key === 'mappings' && Array.isArray(was) && Array.isArray(is)) {
      rows = rowDifferences(was, is)
    } else {
      const parts = differencesOf(meaningOf(key, was), meaningOf(key, is))
      keys.push({ key, before: was, after: is, parts })
    }
  }
  return { keys, rows }
}

function rowDifferences(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): RowDifference[] {
  const partners = pairRows(before, after)
  const moved = movedRows(partners)
  const rows = after.flatMap((mapping, index): RowDifference[] => {
    const partner = partners[index]
    if (partner === undefined) return [{ after: { index, mapping }, isMoved: false, parts: [] }]
    const was = before[partner]!
    const [meant, means] = [mappingMeaning(was), mappingMeaning(mapping)]
    const parts = isSameJson(meant, means) ? [] : differencesOf(meant, means)
    const isMoved = moved.has(index)
    if (parts.length === 0 && !isMoved) return []
    return [{ before: { index: partner, mapping: was }, after: { index, mapping }, isMoved, parts }]
  })
  const kept = new Set(partners)
  const gone = before.flatMap((mapping, index): RowDifference[] =>
    kept.has(index) ? [] : [{ before: { index, mapping }, isMoved: false, parts: [] }],
  )
  return [...rows, ...gone]
}

/** For each row after, the index of the row before that it was. */
function pairRows(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): (number | undefined)[] {
  const partners: (number | undefined)[] = after.map(() => undefined)
  const left = Map.groupBy(before.keys(), (index) => fieldOf(before[index]))
  const take = (isPartner: (was: JsonValue, is: JsonValue) => boolean) => {
    for (const [index, mapping] of after.entries()) {
      const others = left.get(fieldOf(mapping))
      if (partners[index] !== undefined || !others || others.length === 0) continue
      const at = others.findIndex((other) => isPartner(before[other]!, mapping))
      if (at !== -1) partners[index] = others.splice(at, 1)[0]
    }
  }
  // Of several rows for one field, those that say the same belong together.
  take((was, is) => isSameJson(mappingMeaning(was), mappingMeaning(is)))
  take(() => true)
  const taken = new Set(partners)
  for (const index of after.keys()) {
    // What nothing else tells apart is the row that stood there, if that is still to be had.
    if (partners[index] !== undefined || index >= before.length || taken.has(index)) continue
    partners[index] = index
    taken.add(index)
  }
  return partners
}

/**
 * The rows, as indexes after, that have to be moved to make the old order of the new one: all but
 * a longest run of rows that follow each other as before.
 */
function movedRows(partners: readonly (number | undefined)[]): ReadonlySet<number> {
  const pairs = partners.flatMap((was, is): [number, number][] =>
    was === undefined ? [] : [[was, is]],
  )
  const stayed = new Set(longestRising(pairs).map(([, is]) => is))
  return new Set(pairs.flatMap(([, is]) => (stayed.has(is) ? [] : [is])))
}
