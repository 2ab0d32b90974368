import { isJsonObject, type Edit, type SyncDraft } from '@sync-builder/schema'
import { addMapping, editRow, fieldEdits, newFrom, newMapping, readRow } from '../mappings.ts'
import { removeRows } from '../rowBulk.ts'
import type { BoardEnd, BoardLine, Side } from './boardModel.ts'

/** What connecting two ends would do. */
export type Connection =
  | { kind: 'connected already' }
  | Change
  /** A row has a source already that would go: the operator is asked. */
  | { kind: 'replace'; line: BoardLine; change: Change }

export interface Change {
  kind: 'change'
  apply: (draft: SyncDraft) => SyncDraft
  /** The row that it works on; undefined for a new one, which comes last. */
  rowId: string | undefined
}

/**
 * What it means to connect a source and a field. `startedAt` is the side that was picked up: a field
 * with a row, led to another column, asks for just that. Where more than one row fills the field,
 * the first in `preferred` is meant, else the first.
 */
export function connectionOf(
  { source, field, startedAt }: { source: BoardEnd; field: BoardEnd; startedAt: Side },
  preferred: ReadonlySet<string>,
): Connection {
  if (field.lines.some((line) => line.source === source.key)) return { kind: 'connected already' }

  const filling = field.lines.find(({ id }) => preferred.has(id)) ?? field.lines[0]
  if (filling) {
    const change = readBy(filling, source)
    const isAskedFor = filling.isSourceOpen || (startedAt === 'field' && source.kind === 'column')
    return isAskedFor ? change : { kind: 'replace', line: filling, change }
  }
  const waiting =
    source.kind === 'row' ? source.lines[0] : source.lines.find(({ isFieldOpen }) => isFieldOpen)
  if (waiting) {
    const { id } = waiting
    // What no row fills is a field of the object: what rows name beside those, they fill.
    const edits = fieldEdits(field.name, false)
    return {
      kind: 'change',
      rowId: id,
      // What is no object is edited as JSON alone.
      apply: (draft) => (isJsonObject(mappingOf(draft, id)) ? editRow(draft, id, edits) : draft),
    }
  }
  const mapping = newMapping({ column: source.name, to: field.name })
  return { kind: 'change', rowId: undefined, apply: (draft) => addMapping(draft, mapping) }
}

/**
 * The row reads another source and keeps the rest. What one row alone reads, as a constant, comes
 * over from that row, which goes: nothing would be left of it but a second way into its field.
 */
function readBy({ id }: BoardLine, source: BoardEnd): Change {
  const from = source.kind === 'row' ? source.lines[0]?.id : undefined
  return {
    kind: 'change',
    rowId: id,
    apply(draft) {
      if (source.kind === 'column') return editRow(draft, id, columnEdits(draft, id, source.name))
      const other = mappingOf(draft, from)
      if (!isJsonObject(other) || other.from === undefined) return draft
      const moved = editRow(draft, id, [{ op: 'set', path: ['from'], value: other.from }])
      return from === undefined ? moved : removeRows(moved, new Set([from]))
    },
  }
}

/** The edits that make a row read a column; a row that reads one keeps what else its `from` says. */
function columnEdits(draft: SyncDraft, id: string, name: string): Edit[] {
  const view = readRow(mappingOf(draft, id) ?? null)
  return view.kind === 'column'
    ? [{ op: 'set', path: ['from', 'data'], value: name }]
    : [{ op: 'set', path: ['from'], value: { ...newFrom('column'), data: name } }]
}

function mappingOf({ rows }: SyncDraft, id: string | undefined) {
  return rows.find((row) => row.id === id)?.mapping
}
