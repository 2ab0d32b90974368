import type { SyncContext } from './checkSync.ts'
import type { DestinationObject } from './destination.ts'
import type { MappingRow, ParkedRow, RowSide, SyncDraft } from './draft.ts'
import { valueAt, withKey } from './edit.ts'
import { isJsonObject, type JsonValue } from './json.ts'
import { keyRuleOf } from './keyRules.ts'
import { fieldOf } from './requiredFields.ts'
import type { Column } from './source.ts'
import { endOf, withLeft } from './switchNote.ts'

// Rows and a switch of source or destination. A change that names another end leaves a note in the
// draft (switchNote). Once the API has told what the new end has, the rows are settled: those that do
// not fit are parked with the reason, those that fit again come back to their place.

/** Says in one sentence why a mapping does not fit an end; undefined when it does. */
export type MisfitOf = (mapping: JsonValue) => string | undefined

/** So many ends are remembered on each side. */
const mostEnds = 5

/**
 * The draft once it is known what fits the end that `side` was switched to. Rows that do not fit it
 * are parked; parked rows that nothing speaks against any more come back to their old place. What
 * rows named there before fits as well, listed or not: going there and back changes nothing.
 * Unchanged while there is nothing to settle.
 */
export function settleRows(draft: SyncDraft, side: RowSide, misfitOf: MisfitOf): SyncDraft {
  const left = draft.left[side]
  const now = endOf(side, draft.body)
  if (left === undefined || now === undefined || !Array.isArray(draft.body.mappings)) return draft
  const all = allRows(draft)
  const before = draft.wasAt[side] ?? []
  const named = new Set(before.find(({ end }) => end === now)?.names)
  const rows = all.map(({ row, misfits }): ParkedRow => {
    const { [side]: _, ...others } = misfits
    const reason = named.has(nameOn(side, row.mapping)) ? undefined : misfitOf(row.mapping)
    return { row, misfits: reason === undefined ? others : { ...others, [side]: reason } }
  })
  const stood = all.filter(({ misfits }) => misfits[side] === undefined)
  const names = [...new Set(stood.map(({ row }) => nameOn(side, row.mapping)))]
  const others = before.filter(({ end }) => end !== now && end !== left)
  const wasAt = { ...draft.wasAt, [side]: [...others, { end: left, names }].slice(-mostEnds) }
  return withRows({ ...withLeft(draft, side, undefined), wasAt }, rows)
}

/** What a row names on one side: a column or a template, or a field. */
function nameOn(side: RowSide, mapping: JsonValue): string {
  const name = valueAt(mapping, side === 'source' ? ['from', 'data'] : ['to'])
  return typeof name === 'string' ? name : ''
}

/** Puts parked rows back to their place, whatever speaks against them. */
export function restoreRows(draft: SyncDraft, ids: ReadonlySet<string>): SyncDraft {
  const rows = allRows(draft).map((one) => (ids.has(one.row.id) ? { ...one, misfits: {} } : one))
  const isList = Array.isArray(draft.body.mappings)
  const body = isList ? draft.body : withKey(draft.body, 'mappings', [])
  return withRows({ ...draft, body }, rows)
}

/** Drops a parked row for good. */
export function forgetRow(draft: SyncDraft, id: string): SyncDraft {
  const parkedRows = draft.parkedRows.filter(({ row }) => row.id !== id)
  return { ...draft, parkedRows, rowOrder: parkedRows.length === 0 ? [] : draft.rowOrder }
}

/**
 * All rows, sent or not: each parked one behind the row that stood before it, as far as that is
 * still there. Nothing speaks against those that are sent.
 */
function allRows(draft: SyncDraft): ParkedRow[] {
  const sent = draft.rows.map((row): ParkedRow => ({ row, misfits: {} }))
  if (draft.parkedRows.length === 0) return sent
  const sentIds = new Set(draft.rows.map(({ id }) => id))
  const parked = new Map(draft.parkedRows.map((one) => [one.row.id, one]))
  const first: ParkedRow[] = []
  const behind = new Map<string, ParkedRow[]>()
  let list = first
  for (const id of draft.rowOrder) {
    const one = parked.get(id)
    if (one) list.push(one)
    else if (sentIds.has(id)) {
      list = []
      behind.set(id, list)
    }
  }
  return [...first, ...sent.flatMap((one) => [one, ...(behind.get(one.row.id) ?? [])])]
}

function withRows(draft: SyncDraft, all: readonly ParkedRow[]): SyncDraft {
  const parkedRows = all.filter(({ misfits }) => Object.keys(misfits).length > 0)
  const rows = all
    .filter(({ misfits }) => Object.keys(misfits).length === 0)
    .map(({ row }): MappingRow => row)
  const isSame =
    rows.length === draft.rows.length && rows.every((row, index) => row === draft.rows[index])
  return {
    ...draft,
    rows: isSame ? draft.rows : rows,
    parkedRows,
    rowOrder: parkedRows.length === 0 ? [] : all.map(({ row }) => row.id),
  }
}

/**
 * What speaks against rows under a source of these columns: a column that is not there, read as a
 * whole or in a template. Nothing does where the columns are not known.
 */
export function columnMisfits(
  columns: readonly Column[] | null | undefined,
  analyseTemplate: SyncContext['analyseTemplate'],
): MisfitOf {
  if (!columns || columns.length === 0) return () => undefined
  const names = columns.map(({ name }) => name)
  const known = new Set(names)
  return (mapping) => {
    const from = valueAt(mapping, ['from'])
    const data = valueAt(from, ['data'])
    if (typeof data !== 'string' || data === '') return undefined
    switch (valueAt(from, ['type'])) {
      case 'column':
        return known.has(data) ? undefined : `The source has no column ${data}`
      case 'liquid_template': {
        const problems = analyseTemplate?.(data, names) ?? []
        return problems.find(({ code }) => code === 'unknown-column')?.message
      }
      default:
        return undefined
    }
  }
}

/**
 * What speaks against rows under a destination object: a field that is not there, and that the row
 * does not create where the object takes new ones. Nothing does where the fields are not known, as
 * for files.
 */
export function fieldMisfits(
  object: DestinationObject | undefined,
  operation: JsonValue | undefined,
): MisfitOf {
  if (!object?.fields || object.fields.length === 0) return () => undefined
  const known = new Set(object.fields.map((field) => field.full_name))
  const key = keyRuleOf(object, typeof operation === 'string' ? operation : undefined)
  return (mapping) => {
    const field = fieldOf(mapping)
    if (!isJsonObject(mapping) || field === undefined || field === '' || known.has(field)) {
      return undefined
    }
    const name = object.label ?? object.full_name
    if (mapping.is_primary_identifier === true && key.hidesField) return undefined
    if (mapping.generate_field !== true) return `${name} has no field ${field}`
    return object.allow_custom_fields === false
      ? `${name} takes no new field, such as ${field}`
      : undefined
  }
}
