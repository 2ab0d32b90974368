import { fieldOf, type Column, type DestinationField, type MappingRow } from '@sync-builder/schema'
import { holdsWords, searchWords } from '../../ui/searchWords.ts'
import { columnOf, isKey, readRow, type RowView } from '../mappings.ts'
import type { Picks } from '../usePicks.ts'

export type Side = 'source' | 'field'

/** A row of the mapping as a line of the board, by the keys of its two ends. */
export interface BoardLine {
  id: string
  /** Its place in the payload, from 0. */
  index: number
  source: string
  field: string
  isKey: boolean
  /** Nothing is chosen on that side yet. */
  isSourceOpen: boolean
  isFieldOpen: boolean
}

/** What stands on one side of the board: something that rows read, or something that they fill. */
export interface BoardEnd {
  /** Stays while others come and go. */
  key: string
  side: Side
  /** A column or a field is there for all rows, by `name`; any other end belongs to its one row. */
  kind: 'column' | 'field' | 'row'
  name: string
  label: string
  /** Small words beside the label: the type first. */
  details: readonly string[]
  /** What ends here, in the payload's order. */
  lines: readonly BoardLine[]
}

/** Both sides, what belongs to single rows before what is there for all, each in its own order. */
export interface BoardModel {
  source: readonly BoardEnd[]
  field: readonly BoardEnd[]
  ends: ReadonlyMap<string, BoardEnd>
  lines: ReadonlyMap<string, BoardLine>
}

type GrowingEnd = BoardEnd & { lines: BoardLine[] }

/** The board of these rows between what is known of source and destination. */
export function boardOf(parts: {
  rows: readonly MappingRow[]
  columns: readonly Column[] | undefined
  fields: readonly DestinationField[] | null | undefined
  picks: Pick<Picks, 'isFileSystem' | 'allowsNewFields' | 'keyRule'>
}): BoardModel {
  const { rows, columns, fields, picks } = parts
  const sources = new Map(
    columns?.map((column) => {
      const end = endOfColumn(column.name, [column.data_type ?? column.type])
      return [end.key, end]
    }),
  )
  const targets = new Map(
    fields?.map((field) => {
      const end = endOfField(field)
      return [end.key, end]
    }),
  )
  const rowSources: GrowingEnd[] = []
  const rowTargets: GrowingEnd[] = []
  const lines = new Map<string, BoardLine>()

  for (const [index, row] of rows.entries()) {
    const view = readRow(row.mapping)
    const column = columnOf(view)
    const to = fieldOf(row.mapping) ?? ''
    const isRowKey = isKey(row.mapping)

    let source = column ? sources.get(keyOfColumn(column)) : undefined
    if (!source) {
      source = column
        ? endOfColumn(column, [columns ? 'not in the source' : 'not checked'])
        : endOfRow('source', row.id, ...sourceWords(view))
      rowSources.push(source)
      if (column) sources.set(source.key, source)
    }
    let target = to === '' ? undefined : targets.get(keyOfField(to))
    if (!target) {
      target =
        to === ''
          ? endOfRow('field', row.id, 'No field yet', [`row ${index + 1}`])
          : strayField(to, strayWords(row, isRowKey, fields != null, picks))
      rowTargets.push(target)
      if (to !== '') targets.set(target.key, target)
    }
    const line: BoardLine = {
      id: row.id,
      index,
      source: source.key,
      field: target.key,
      isKey: isRowKey,
      isSourceOpen: column === '',
      isFieldOpen: to === '',
    }
    source.lines.push(line)
    target.lines.push(line)
    lines.set(row.id, line)
  }

  const source = inOrder(rowSources, sources)
  const field = inOrder(rowTargets, targets)
  return {
    source,
    field,
    ends: new Map([...source, ...field].map((end) => [end.key, end])),
    lines,
  }
}

/** What rows brought comes first, then what was there before; each once. */
function inOrder(first: readonly GrowingEnd[], others: ReadonlyMap<string, GrowingEnd>) {
  return [...new Set([...first, ...others.values()])]
}

/** Where a column stands on the board. */
export function keyOfColumn(name: string): string {
  return `column ${name}`
}

/** Where a field stands on the board. */
export function keyOfField(name: string): string {
  return `field ${name}`
}

function endOfColumn(name: string, details: readonly (string | null | undefined)[]): GrowingEnd {
  return {
    key: keyOfColumn(name),
    side: 'source',
    kind: 'column',
    name,
    label: name,
    details: details.filter((detail) => detail != null),
    lines: [],
  }
}

function endOfField(field: DestinationField): GrowingEnd {
  const { full_name: name, label, type } = field
  const details = [
    field.required_for_mapping && 'required',
    type != null && (field.array ? `${type}[]` : type),
    label != null && label !== name && name,
  ]
  return {
    ...strayField(name, []),
    label: label ?? name,
    details: details.filter((detail) => typeof detail === 'string'),
  }
}

function strayField(name: string, details: readonly string[]): GrowingEnd {
  return {
    key: keyOfField(name),
    side: 'field',
    kind: 'field',
    name,
    label: name,
    details,
    lines: [],
  }
}

function endOfRow(side: Side, id: string, label: string, details: readonly string[]): GrowingEnd {
  return {
    key: `${side} of ${id}`,
    side,
    kind: 'row',
    name: '',
    label,
    details,
    lines: [],
  }
}

/** What is to be said of a field that no list of fields has. */
function strayWords(
  { mapping }: MappingRow,
  isRowKey: boolean,
  areFieldsKnown: boolean,
  {
    isFileSystem,
    allowsNewFields,
    keyRule,
  }: Pick<Picks, 'isFileSystem' | 'allowsNewFields' | 'keyRule'>,
): string[] {
  if (isRowKey && keyRule.hidesField) return ['chosen by the service']
  if (isFileSystem) return []
  const isNew = typeof mapping === 'object' && mapping !== null && 'generate_field' in mapping
  if (isNew || (areFieldsKnown && allowsNewFields)) return ['new field']
  return [areFieldsKnown ? 'not in the object' : 'not checked']
}

function sourceWords(view: RowView): [label: string, details: string[]] {
  switch (view.kind) {
    case 'column':
      return ['No column yet', []]
    case 'constant_value':
      return [`“${view.value}”`, ['constant', view.basicType]]
    case 'sync_metadata':
      return [view.data === 'sync_run_id' ? 'Run id' : view.data, [view.data]]
    case 'segment_membership':
      return ['Segments', ['segment membership', view.identifyBy]]
    case 'liquid_template':
      return [`Template ${view.data}`.trim(), ['template']]
    case 'compound_key':
      return ['Key made by the service', ['compound_key']]
    case 'raw':
      return ['A row as JSON', []]
  }
}

/** Which ends a list shows. */
export const endFilters = ['all', 'mapped', 'open'] as const
export type EndFilter = (typeof endFilters)[number]

/** An end of rows that still wait for their other half counts as open. */
function isMapped({ lines }: BoardEnd): boolean {
  return lines.some(({ isSourceOpen, isFieldOpen }) => !isSourceOpen && !isFieldOpen)
}

/** The ends that a search and a filter leave, in their order; every word must be found. */
export function shownEnds(
  ends: readonly BoardEnd[],
  filter: EndFilter,
  search: string,
): readonly BoardEnd[] {
  const words = searchWords(search)
  if (filter === 'all' && words.length === 0) return ends
  return ends.filter((end) => {
    if (filter !== 'all' && isMapped(end) !== (filter === 'mapped')) return false
    if (words.length === 0) return true
    const text = `${end.label} ${end.name} ${end.details.join(' ')}`.toLowerCase()
    return holdsWords(text, words)
  })
}

/** How many ends each filter would show, search aside. */
export function endCounts(ends: readonly BoardEnd[]): Record<EndFilter, number> {
  const mapped = ends.filter(isMapped).length
  return { all: ends.length, mapped, open: ends.length - mapped }
}

/** The other end of a line. */
export function otherEnd(model: BoardModel, line: BoardLine, side: Side): BoardEnd | undefined {
  return model.ends.get(side === 'source' ? line.field : line.source)
}

/** An end in a sentence, for who cannot see its lines: "EMAIL, text, mapped to Email". */
export function endWords(model: BoardModel, end: BoardEnd): string {
  const [first, ...more] = end.lines
  const parts = [end.label, ...end.details]
  if (!first) parts.push('not mapped')
  else {
    const other = otherEnd(model, first, end.side)?.label ?? ''
    const verb = end.side === 'source' ? 'mapped to' : 'filled by'
    parts.push(`${verb} ${other}${more.length > 0 ? ` and ${more.length} more` : ''}`)
  }
  if (end.lines.some((line) => line.isKey)) parts.push('key')
  return parts.join(', ')
}
