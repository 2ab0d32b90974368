import {
  differencesOf,
  type Difference,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'

/** What became of the rows of a draft. */
export interface RowDifferences {
  /** Indexes in the rows after. */
  added: readonly number[]
  /** Indexes in the rows before. */
  removed: readonly number[]
  /**
   * Rows that are in both and stand in another order among those, as indexes in the rows after:
   * the one that was moved where that explains it, else all between the first and the last change.
   */
  moved: readonly number[]
  /** Rows that are in both and say something else; indexes in the rows after. */
  changed: readonly { index: number; differences: readonly Difference[] }[]
}

type Rows = SyncDraft['rows']

/** What became of `before`, which may hold thousands of rows. */
export function rowDifferencesOf(before: Rows, after: Rows): RowDifferences {
  if (before === after) return { added: [], removed: [], moved: [], changed: [] }
  const old = new Map(before.map((row) => [row.id, row]))
  const indexes = new Map(after.map((row, index) => [row.id, index]))
  const added: number[] = []
  const changed: RowDifferences['changed'][number][] = []
  for (const [index, row] of after.entries()) {
    const was = old.get(row.id)
    if (was === undefined) added.push(index)
    else if (was !== row) {
      const differences = differencesOf(was.mapping, row.mapping)
      if (differences.length > 0) changed.push({ index, differences })
    }
  }
  const removed = before.flatMap((row, index) => (indexes.has(row.id) ? [] : [index]))
  const moved = movedOf(
    before.flatMap(({ id }) => (indexes.has(id) ? [id] : [])),
    after.flatMap(({ id }) => (old.has(id) ? [id] : [])),
  )
  return { added, removed, moved: moved.map((id) => indexes.get(id)!), changed }
}

/** Which of the same ids were moved. */
function movedOf(before: readonly string[], after: readonly string[]): readonly string[] {
  let first = 0
  while (first < after.length && before[first] === after[first]) first++
  if (first === after.length) return []
  let last = after.length - 1
  while (before[last] === after[last]) last--
  const was = before.slice(first, last + 1)
  const is = after.slice(first, last + 1)
  if (isSame(was.slice(1), is.slice(0, -1))) return is.slice(-1)
  if (isSame(was.slice(0, -1), is.slice(1))) return is.slice(0, 1)
  return is
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index])
}

/** What kind of change leads from one draft to another. */
export type Change =
  | { kind: 'none' }
  /** A text or a number in one place, told as a string. */
  | { kind: 'typing'; place: string }
  | { kind: 'other' }

/** The kind of change between two drafts. Quick, since every key press asks. */
export function changeBetween(before: SyncDraft, after: SyncDraft): Change {
  const isOther =
    !isSame(before.parked, after.parked) ||
    !isSame(before.parkedRows, after.parkedRows) ||
    !isSame(before.imported, after.imported) ||
    !isSame(before.typedColumns, after.typedColumns) ||
    before.rows.length !== after.rows.length
  if (isOther) return { kind: 'other' }
  const places = differencesOf(before.body, after.body)
  for (const [index, row] of after.rows.entries()) {
    const was = before.rows[index]!
    if (was === row) continue
    if (was.id !== row.id) return { kind: 'other' }
    places.push(...differencesOf(was.mapping, row.mapping, ['mappings', index]))
    if (places.length > 1) break
  }
  const [place, another] = places
  if (!place) return { kind: 'none' }
  return !another && isTyped(place.before) && isTyped(place.after)
    ? { kind: 'typing', place: JSON.stringify(place.path) }
    : { kind: 'other' }
}

function isTyped(value: JsonValue | undefined): boolean {
  return value === undefined || typeof value === 'string' || typeof value === 'number'
}
