import { isJsonObject, type JsonValue, type MappingRow, type SyncDraft } from '@sync-builder/schema'
import { keyFlag } from './mappings.ts'

/** The draft without these rows. */
export function removeRows(draft: SyncDraft, ids: ReadonlySet<string>): SyncDraft {
  const rows = draft.rows.filter(({ id }) => !ids.has(id))
  return rows.length === draft.rows.length ? draft : { ...draft, rows }
}

/**
 * The draft with a copy below each of these rows. A copy is not the key, since there is one key;
 * that it fills the same field is told as a problem, until it gets one of its own.
 */
export function duplicateRows(draft: SyncDraft, ids: ReadonlySet<string>): SyncDraft {
  let { nextRow } = draft
  const rows = draft.rows.flatMap((row): MappingRow[] => {
    if (!ids.has(row.id)) return [row]
    const copy = { id: `row-${nextRow}`, mapping: withSetting(row.mapping, keyFlag, undefined) }
    nextRow += 1
    return [row, copy]
  })
  return nextRow === draft.nextRow ? draft : { ...draft, rows, nextRow }
}

/** Keys of a mapping with what they are set to; undefined leaves a key to the API. */
export type RowSettings = Readonly<Record<string, JsonValue | undefined>>

/** The draft with settings on each of these rows; a row that is no object has no settings. */
export function setOnRows(
  draft: SyncDraft,
  ids: ReadonlySet<string>,
  settings: RowSettings,
): SyncDraft {
  let isChanged = false
  const rows = draft.rows.map((row) => {
    if (!ids.has(row.id)) return row
    const mapping = Object.entries(settings).reduce(
      (before, [key, value]) => withSetting(before, key, value),
      row.mapping,
    )
    if (mapping === row.mapping) return row
    isChanged = true
    return { ...row, mapping }
  })
  return isChanged ? { ...draft, rows } : draft
}

/** The same mapping where it says so already. */
function withSetting(mapping: JsonValue, key: string, value: JsonValue | undefined): JsonValue {
  if (!isJsonObject(mapping) || mapping[key] === value) return mapping
  if (value !== undefined) return { ...mapping, [key]: value }
  const { [key]: _, ...rest } = mapping
  return rest
}

/**
 * The draft with these rows, in their order, before the row that stands at `place`, counted from 0
 * as they stand now; a place behind the last one is the end.
 */
export function moveRowsTo(draft: SyncDraft, ids: ReadonlySet<string>, place: number): SyncDraft {
  const moved = draft.rows.filter(({ id }) => ids.has(id))
  if (moved.length === 0) return draft
  const before = draft.rows.slice(0, place).filter(({ id }) => !ids.has(id))
  const after = draft.rows.slice(place).filter(({ id }) => !ids.has(id))
  const rows = [...before, ...moved, ...after]
  return rows.every((row, index) => row === draft.rows[index]) ? draft : { ...draft, rows }
}
