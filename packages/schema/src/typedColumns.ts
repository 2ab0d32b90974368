import type { SyncContext } from './checkSync.ts'
import type { SyncDraft } from './draft.ts'
import { isSameJson, type JsonObject, type JsonValue } from './json.ts'
import { valueAt } from './edit.ts'
import type { Column } from './source.ts'

/** The columns that the operator typed in for a source of which the API tells none. */
export interface TypedColumns {
  /** What is read: see `columnSource`. */
  source: JsonObject
  columns: Column[]
}

/**
 * What decides over the columns of a source: its connection and its object. A segment or a cohort
 * has the columns of its dataset. Undefined while nothing is chosen.
 */
export function columnSource(attributes: JsonValue | undefined): JsonObject | undefined {
  const object = valueAt(attributes, ['object'])
  const connection_id = valueAt(attributes, ['connection_id'])
  if (object === undefined) return undefined
  return connection_id === undefined ? { object } : { connection_id, object }
}

/** The columns that were typed in for the draft's source; undefined where none were. */
export function typedColumnsOf(draft: SyncDraft): readonly Column[] | undefined {
  const source = columnSource(draft.body.source_attributes)
  return source && draft.typedColumns.find((typed) => isSameJson(typed.source, source))?.columns
}

/**
 * The draft with these columns typed in for its source; an empty list takes them away. Those of
 * other sources stay. Without a source there is nothing to keep them for.
 */
export function typeColumns(draft: SyncDraft, columns: readonly Column[]): SyncDraft {
  const source = columnSource(draft.body.source_attributes)
  if (!source) return draft
  const others = draft.typedColumns.filter((typed) => !isSameJson(typed.source, source))
  const typedColumns =
    columns.length === 0 ? others : [...others, { source, columns: [...columns] }]
  return { ...draft, typedColumns }
}

/** What is known, with the columns that were typed in where the API tells none. */
export function withTypedColumns(
  known: SyncContext,
  columns: readonly Column[] | undefined,
): SyncContext {
  return columns && !known.columns ? { ...known, columns, areColumnsTyped: true } : known
}
