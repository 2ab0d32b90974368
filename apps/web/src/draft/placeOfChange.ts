import { differencesOf, type Path, type SyncDraft } from '@sync-builder/schema'
import { rowDifferencesOf } from './differences.ts'

/**
 * Where an operator looks to see what became of a draft: the first place that changed, and for rows
 * that went their neighbour. Undefined when nothing did.
 */
export function placeOfChange(before: SyncDraft, after: SyncDraft): Path | undefined {
  const [setting] = differencesOf(before.body, after.body)
  if (setting) return setting.path
  const { added, removed, moved, changed } = rowDifferencesOf(before.rows, after.rows)
  const [edited] = changed
  if (added.length === 0 && edited) {
    return ['mappings', edited.index, ...(edited.differences[0]?.path ?? [])]
  }
  const row = added[0] ?? moved[0]
  if (row !== undefined) return ['mappings', row]
  if (removed[0] !== undefined) {
    return after.rows.length === 0
      ? ['mappings']
      : ['mappings', Math.min(removed[0], after.rows.length - 1)]
  }
  const [parked] = [
    ...without(after.parked, before.parked),
    ...without(before.parked, after.parked),
  ]
  if (parked) return parked.path
  return after.parkedRows.length === before.parkedRows.length ? undefined : ['mappings']
}

function without(some: SyncDraft['parked'], others: SyncDraft['parked']): SyncDraft['parked'] {
  return some.filter((parked) => !others.includes(parked))
}

/** What of a row has a control in the table; the rest is in its details. */
const keysInTable = ['from', 'to', 'is_primary_identifier']

/** The same place without what would have to be opened first: a row instead of its details. */
export function placeInSight(path: Path): Path {
  const isInDetails =
    path[0] === 'mappings' && path.length > 2 && !keysInTable.includes(String(path[2]))
  return isInDetails ? path.slice(0, 2) : path
}
