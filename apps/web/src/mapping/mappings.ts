import {
  editDraft,
  isJsonObject,
  type Edit,
  type JsonObject,
  type JsonValue,
  type MappingRow,
  type SyncDraft,
  type WritableFromType,
} from '@sync-builder/schema'
import type { Offer } from './rowFilters.ts'

/** A mapping as the table shows it. What fits no control is `raw`, and edited as JSON text. */
export type RowView =
  | { kind: 'column' | 'sync_metadata' | 'liquid_template'; data: string; to: string }
  | { kind: 'constant_value'; value: string; basicType: string; to: string }
  | { kind: 'segment_membership'; identifyBy: string; to: string }
  | { kind: 'compound_key'; to: string }
  | { kind: 'raw' }

const raw: RowView = { kind: 'raw' }
const views = new WeakMap<JsonObject, RowView>()

/** Reads one of `mappings`, which may be any JSON. Cached, since whole lists are filtered by it. */
export function readRow(mapping: JsonValue): RowView {
  if (!isJsonObject(mapping)) return raw
  const known = views.get(mapping)
  if (known) return known
  const view = viewOf(mapping)
  views.set(mapping, view)
  return view
}

function viewOf({ from, to = '' }: JsonObject): RowView {
  if (!isJsonObject(from) || typeof to !== 'string') return raw
  const { type, data = '' } = from
  switch (type) {
    case 'column':
    case 'sync_metadata':
    case 'liquid_template':
      return typeof data === 'string' ? { kind: type, data, to } : raw
    case 'constant_value': {
      if (!isJsonObject(data)) return raw
      const { value, basic_type: basicType } = data
      return typeof value === 'string' && typeof basicType === 'string'
        ? { kind: type, value, basicType, to }
        : raw
    }
    case 'segment_membership':
      return isJsonObject(data) && typeof data.identify_by === 'string'
        ? { kind: type, identifyBy: data.identify_by, to }
        : raw
    case 'compound_key':
      return { kind: type, to }
    default:
      return raw
  }
}

/** True when two lists of rows read the same columns and fill the same fields, row by row. */
export function hasSameEnds(some: readonly MappingRow[], others: readonly MappingRow[]): boolean {
  return (
    some.length === others.length &&
    some.every((row, index) => {
      const other = others[index]!
      if (row === other) return true
      const [one, two] = [readRow(row.mapping), readRow(other.mapping)]
      return (
        row.id === other.id &&
        one.kind !== 'raw' &&
        two.kind !== 'raw' &&
        one.to === two.to &&
        columnOf(one) === columnOf(two)
      )
    })
  )
}

/** The column that a row reads as a whole; a template may read any number of them. */
export function columnOf(view: RowView): string | undefined {
  return view.kind === 'column' ? view.data : undefined
}

/** True where both sides are filled, as far as a control can show them. */
export function isMapped({ mapping }: MappingRow): boolean {
  const view = readRow(mapping)
  if (view.kind === 'raw' || view.to === '') return false
  return view.kind !== 'column' || view.data !== ''
}

/** What a `from` of a kind starts as. Source: reference 2.4. */
export function newFrom(kind: WritableFromType): JsonObject {
  switch (kind) {
    case 'column':
    case 'liquid_template':
      return { type: kind, data: '' }
    case 'constant_value':
      return { type: kind, data: { value: '', basic_type: 'text' } }
    case 'sync_metadata':
      return { type: kind, data: 'sync_run_id' }
    case 'segment_membership':
      return { type: kind, data: { identify_by: 'name' } }
  }
}

/** A mapping from a column, either side still open when it is left out. */
export function newMapping({ column = '', to = '' } = {}): JsonObject {
  return { from: { type: 'column', data: column }, to }
}

/**
 * The mapping that an open field or column starts with. The other side is filled only where it has
 * exactly the same name: anything else would be a guess.
 */
export function mappingOf({ side, name, hasTwin }: Offer): JsonObject {
  return newMapping({
    ...((side === 'column' || hasTwin) && { column: name }),
    ...((side === 'field' || hasTwin) && { to: name }),
  })
}

/** Where the row with this id stands, from 0; -1 when it is gone. */
export function indexOfRow(rows: readonly MappingRow[], id: string): number {
  return rows.findIndex((row) => row.id === id)
}

/** The draft with a mapping more, at the end; a value of `mappings` that is no list gives way. */
export function addMapping(draft: SyncDraft, mapping: JsonValue): SyncDraft {
  return Array.isArray(draft.body.mappings)
    ? editDraft(draft, [{ op: 'set', path: ['mappings', draft.rows.length], value: mapping }])
    : editDraft(draft, [{ op: 'set', path: ['mappings'], value: [mapping] }])
}

/** The draft with edits of one row, whose paths begin in the row; unchanged when it is gone. */
export function editRow(draft: SyncDraft, id: string, edits: readonly Edit[]): SyncDraft {
  const index = indexOfRow(draft.rows, id)
  if (index === -1) return draft
  return editDraft(
    draft,
    edits.map((edit) => ({ ...edit, path: ['mappings', index, ...edit.path] })),
  )
}

/** The draft with a row one place up (-1) or down (1); the same at the ends. */
export function moveRow(draft: SyncDraft, id: string, by: -1 | 1): SyncDraft {
  const index = indexOfRow(draft.rows, id)
  const [row, other] = [draft.rows[index], draft.rows[index + by]]
  if (!row || !other) return draft
  const rows = draft.rows.slice()
  rows[index + by] = row
  rows[index] = other
  return { ...draft, rows }
}

/** The flag of the mapping that is the sync key. Source: reference 2.4. */
export const keyFlag = 'is_primary_identifier'

/** True for the row that is the sync key. */
export function isKey(mapping: JsonValue): boolean {
  return isJsonObject(mapping) && mapping[keyFlag] === true
}

/**
 * The edits of a payload that make one mapping the only key. A `false` that stands elsewhere was
 * somebody's choice and says the same, so it stays.
 */
export function keyEdits(mappings: readonly JsonValue[], index: number): Edit[] {
  const others = mappings.flatMap((mapping, at): Edit[] =>
    at !== index && isKey(mapping)
      ? [{ op: 'remove', path: ['mappings', at, 'is_primary_identifier'] }]
      : [],
  )
  return [...others, { op: 'set', path: ['mappings', index, 'is_primary_identifier'], value: true }]
}

/** The field that the legacy docs name where the service chooses it. Source: reference 2.4. */
export const serviceKeyField = 'unique_id'

/**
 * The draft with this row as the key, or without one when the row is the key already. Where the
 * service chooses the destination side, a field that is still open gets the documented name.
 */
export function toggleKey(draft: SyncDraft, id: string, hidesField: boolean): SyncDraft {
  const index = indexOfRow(draft.rows, id)
  const row = draft.rows[index]
  if (!row || !isJsonObject(row.mapping)) return draft
  if (isKey(row.mapping)) {
    return editRow(draft, id, [{ op: 'remove', path: ['is_primary_identifier'] }])
  }
  const mappings = draft.rows.map(({ mapping }) => mapping)
  const keyed = editDraft(draft, keyEdits(mappings, index))
  const isOpen = row.mapping.to === undefined || row.mapping.to === ''
  return hidesField && isOpen
    ? editRow(keyed, id, [{ op: 'set', path: ['to'], value: serviceKeyField }])
    : keyed
}

/**
 * The edits of a row that make it fill another field. `isNew` asks the API to create the field;
 * a field that exists needs no creation, so an earlier wish for one goes. Where that is not known
 * the wish stays as it is.
 */
export function fieldEdits(to: string, isNew: boolean | undefined): Edit[] {
  const path = ['generate_field']
  const wish: Edit[] =
    isNew === undefined ? [] : [isNew ? { op: 'set', path, value: true } : { op: 'remove', path }]
  return [{ op: 'set', path: ['to'], value: to }, ...wish]
}

/** A row in a few words, for announcements: "email to Email". */
export function rowWords(mapping: JsonValue): string {
  const view = readRow(mapping)
  if (view.kind === 'raw') return 'a row as JSON'
  return `${sourceWords(view)} to ${view.to || 'no field yet'}`
}

/** What a row reads, in a few words. */
export function sourceWords(view: Exclude<RowView, { kind: 'raw' }>): string {
  switch (view.kind) {
    case 'column':
      return view.data || 'no column yet'
    case 'constant_value':
      return `“${view.value}”`
    case 'sync_metadata':
      return view.data
    case 'liquid_template':
      return 'a template'
    case 'segment_membership':
      return 'segment membership'
    case 'compound_key':
      return 'a key of the service'
  }
}
