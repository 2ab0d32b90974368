import {
  fieldOf,
  requiredLeft,
  type Column,
  type DestinationField,
  type MappingRow,
} from '@sync-builder/schema'
import { holdsWords, searchWords } from '../ui/searchWords.ts'
import { columnOf, isMapped, readRow } from './mappings.ts'
import type { RowProblems } from './rowProblems.ts'

/** What the table shows. */
export const filters = ['all', 'mapped', 'unmapped', 'required', 'problems'] as const
export type Filter = (typeof filters)[number]

/** An order for the eye; the payload keeps its own, which is the one without a sort. */
export interface Sort {
  by: 'from' | 'to'
  isDescending: boolean
}

/** A field or a column that no row has yet. */
export interface Offer {
  side: 'field' | 'column'
  name: string
  label: string
  type: string | undefined
  /** The other side has exactly this name, and it is free. */
  hasTwin: boolean
}

/** A line of the table: a mapping, or something that could become one. */
export type ListItem =
  { kind: 'row'; row: MappingRow; index: number } | { kind: 'offer'; offer: Offer }

/** What a line is known by while others come and go. */
export function lineKey(item: ListItem): string {
  return item.kind === 'row' ? item.row.id : `${item.offer.side} ${item.offer.name}`
}

/** What the rows leave open on both sides; empty where a side is not known. */
export interface Coverage {
  requiredLeft: readonly Offer[]
  columnsLeft: readonly Offer[]
}

/** What the rows leave open. A column that only a template reads counts as open. */
export function coverageOf(
  rows: readonly MappingRow[],
  columns: readonly Column[] | undefined,
  fields: readonly DestinationField[] | null | undefined,
): Coverage {
  const mappings = rows.map(({ mapping }) => mapping)
  const read = new Set(mappings.map((mapping) => columnOf(readRow(mapping))))
  const filled = new Set(mappings.map(fieldOf))
  const fieldNames = new Set(fields?.map((field) => field.full_name))
  const columnNames = new Set(columns?.map((column) => column.name))
  return {
    requiredLeft: requiredLeft(mappings, fields).map(({ full_name: name, label, type }) => ({
      side: 'field',
      name,
      label: label ?? name,
      type: type ?? undefined,
      hasTwin: columnNames.has(name),
    })),
    columnsLeft: (columns ?? [])
      .filter(({ name }) => !read.has(name))
      .map(({ name, data_type, type }) => ({
        side: 'column',
        name,
        label: name,
        type: data_type ?? type ?? undefined,
        hasTwin: fieldNames.has(name) && !filled.has(name),
      })),
  }
}

/** What decides over the lines of the table. */
export interface Shown {
  rows: readonly MappingRow[]
  filter: Filter
  search: string
  problems: RowProblems
  coverage: Coverage
  fields: ReadonlyMap<string, DestinationField>
  sort?: Sort | undefined
  /** The row that is being worked on: it stays, also when it is mended out of the filter. */
  keep: string | undefined
}

/** The lines of the table, rows first and in the payload's order unless sorted. */
export function itemsOf(shown: Shown): ListItem[] {
  const { rows, filter, coverage, keep } = shown
  const words = searchWords(shown.search)
  const matches = (text: string) => holdsWords(text.toLowerCase(), words)
  const items: ListItem[] = []
  for (const [index, row] of rows.entries()) {
    const isShown =
      row.id === keep ||
      (passes(row, index, shown) &&
        (words.length === 0 || matches(searchText(row.mapping, shown.fields))))
    if (isShown) items.push({ kind: 'row', row, index })
  }
  if (shown.sort) sortRows(items, shown.sort, shown.fields)
  const offers = [
    ...(filter === 'required' || filter === 'unmapped' ? coverage.requiredLeft : []),
    ...(filter === 'unmapped' ? coverage.columnsLeft : []),
  ]
  for (const offer of offers) {
    if (matches(`${offer.name} ${offer.label}`)) items.push({ kind: 'offer', offer })
  }
  return items
}

function passes(row: MappingRow, index: number, { filter, problems, fields }: Shown): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'mapped':
      return isMapped(row)
    case 'unmapped':
      return false
    case 'required':
      return isRequired(row, fields)
    case 'problems':
      return problems.has(index)
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Sorts in place; rows that look the same keep the payload's order. */
function sortRows(items: ListItem[], { by, isDescending }: Sort, fields: Shown['fields']): void {
  const texts = new Map(
    items.map((item): [ListItem, string] => [
      item,
      item.kind === 'row' ? sortText(item.row.mapping, by, fields) : '',
    ]),
  )
  const direction = isDescending ? -1 : 1
  items.sort((a, b) => direction * collator.compare(texts.get(a) ?? '', texts.get(b) ?? ''))
}

function sortText(mapping: MappingRow['mapping'], by: Sort['by'], fields: Shown['fields']): string {
  const view = readRow(mapping)
  if (view.kind === 'raw') return JSON.stringify(mapping)
  if (by === 'to') return fields.get(view.to)?.label ?? view.to
  switch (view.kind) {
    case 'constant_value':
      return view.value
    case 'segment_membership':
    case 'compound_key':
      return view.kind
    default:
      return view.data
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
    mapped: rows.filter(isMapped).length,
    unmapped: coverage.requiredLeft.length + coverage.columnsLeft.length,
    required: rows.filter((row) => isRequired(row, fields)).length + coverage.requiredLeft.length,
    problems: problems.size,
  }
}
