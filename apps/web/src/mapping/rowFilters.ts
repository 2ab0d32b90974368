import type { Column, DestinationField, MappingRow } from '@sync-builder/schema'
import { readRow } from './mappings.ts'
import type { RowProblems } from './rowProblems.ts'

/** What the table shows. */
export const filters = ['all', 'unmapped', 'required', 'problems'] as const
export type Filter = (typeof filters)[number]

/** A line of the table: a mapping, or something that could become one. */
export type ListItem =
  | { kind: 'row'; row: MappingRow; index: number }
  | { kind: 'field'; field: DestinationField }
  | { kind: 'column'; column: Column }

/** What the rows leave open on both sides; empty where a side is not known. */
export interface Coverage {
  requiredLeft: readonly DestinationField[]
  columnsLeft: readonly Column[]
}

/** The required fields that no row fills, in the object's order. Source: rule 20. */
export function requiredLeft(
  rows: readonly MappingRow[],
  fields: readonly DestinationField[] | null | undefined,
): DestinationField[] {
  const required = fields?.filter((field) => field.required_for_mapping) ?? []
  if (required.length === 0) return []
  const filled = new Set(rows.map(({ mapping }) => fieldOf(mapping)))
  return required.filter((field) => !filled.has(field.full_name))
}

/** What the rows leave open. A column that only a template reads counts as open. */
export function coverageOf(
  rows: readonly MappingRow[],
  columns: readonly Column[] | undefined,
  fields: readonly DestinationField[] | null | undefined,
): Coverage {
  const read = new Set(
    rows.map(({ mapping }) => {
      const view = readRow(mapping)
      return view.kind === 'column' ? view.data : undefined
    }),
  )
  return {
    requiredLeft: requiredLeft(rows, fields),
    columnsLeft: columns?.filter((column) => !read.has(column.name)) ?? [],
  }
}

function fieldOf(mapping: MappingRow['mapping']): string | undefined {
  const view = readRow(mapping)
  return view.kind === 'raw' ? undefined : view.to
}

/** What decides over the lines of the table. */
export interface Shown {
  rows: readonly MappingRow[]
  filter: Filter
  search: string
  problems: RowProblems
  coverage: Coverage
  fields: ReadonlyMap<string, DestinationField>
  /** The row that is being worked on: it stays, also when it is mended out of the filter. */
  keep: string | undefined
}

/** The lines of the table, rows first and in the payload's order. */
export function itemsOf(shown: Shown): ListItem[] {
  const { rows, filter, coverage, keep } = shown
  const words = shown.search.trim().toLowerCase().split(/\s+/u).filter(Boolean)
  const matches = (text: string) => {
    const lower = text.toLowerCase()
    return words.every((word) => lower.includes(word))
  }
  const items: ListItem[] = []
  for (const [index, row] of rows.entries()) {
    const isShown =
      row.id === keep ||
      (passes(row, index, shown) &&
        (words.length === 0 || matches(searchText(row.mapping, shown.fields))))
    if (isShown) items.push({ kind: 'row', row, index })
  }
  if (filter === 'required' || filter === 'unmapped') {
    for (const field of coverage.requiredLeft) {
      if (matches(`${field.full_name} ${field.label ?? ''}`)) items.push({ kind: 'field', field })
    }
  }
  if (filter === 'unmapped') {
    for (const column of coverage.columnsLeft) {
      if (matches(column.name)) items.push({ kind: 'column', column })
    }
  }
  return items
}

function passes(row: MappingRow, index: number, { filter, problems, fields }: Shown): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'unmapped':
      return false
    case 'required':
      return isRequired(row, fields)
    case 'problems':
      return problems.has(index)
  }
}

function isRequired({ mapping }: MappingRow, fields: Shown['fields']): boolean {
  return fields.get(fieldOf(mapping) ?? '')?.required_for_mapping === true
}

function searchText(mapping: MappingRow['mapping'], fields: Shown['fields']): string {
  const view = readRow(mapping)
  switch (view.kind) {
    case 'raw':
      return JSON.stringify(mapping)
    case 'constant_value':
      return `${view.value} ${fieldText(view.to, fields)}`
    case 'segment_membership':
      return `segment membership ${fieldText(view.to, fields)}`
    case 'compound_key':
      return `compound_key ${fieldText(view.to, fields)}`
    default:
      return `${view.data} ${fieldText(view.to, fields)}`
  }
}

function fieldText(to: string, fields: Shown['fields']): string {
  return `${to} ${fields.get(to)?.label ?? ''}`
}

/** How many lines each filter would show, search aside. */
export function filterCounts({
  rows,
  problems,
  coverage,
  fields,
}: Pick<Shown, 'rows' | 'problems' | 'coverage' | 'fields'>): Record<Filter, number> {
  return {
    all: rows.length,
    unmapped: coverage.requiredLeft.length + coverage.columnsLeft.length,
    required: rows.filter((row) => isRequired(row, fields)).length + coverage.requiredLeft.length,
    problems: problems.size,
  }
}
