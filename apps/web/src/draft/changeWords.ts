import {
  differencesOf,
  type Difference,
  type JsonValue,
  type Path,
  type SyncDraft,
} from '@sync-builder/schema'
import { rowDifferencesOf, type RowDifferences } from './differences.ts'
import { keyName } from './keyNames.ts'

/** More than this many different things are told as a number. */
const mostParts = 3

/**
 * What leads from one draft to the next, in words: "Row 12: field set to Email", "500 rows added".
 * Empty when nothing does.
 */
export function changeWords(before: SyncDraft, after: SyncDraft): string {
  const rows = rowDifferencesOf(before.rows, after.rows)
  const parts = [
    ...settingWords(differencesOf(before.body, after.body)),
    ...rowWords(rows, before, after),
  ]
  if (parts.length === 0) {
    parts.push(...forgottenWords(before, after), ...typedColumnWords(before, after))
  }
  const told = parts.length > mostParts ? parts.slice(0, mostParts - 1) : parts
  const left = parts.length - told.length
  return [...told, ...(left > 0 ? [`${left} more changes`] : [])].join('; ')
}

/** Settings of which the parts are told one by one, by the last key of their path. */
const partNames: Readonly<Record<string, string>> = {
  connection_id: 'connection',
  object: 'object',
  filter_segment_id: 'segment',
  cohort_id: 'cohort',
  table_catalog: 'catalog',
  table_schema: 'schema',
  table_name: 'table',
}

function settingWords(differences: readonly Difference[]): string[] {
  const byKey = Map.groupBy(differences, ({ path }) => String(path[0]))
  return [...byKey].map(([key, [first, ...more]]) => {
    const name = keyName(key) ?? key
    // An object of a table is three names, and a schedule many keys: together they are one choice.
    if (!first || more.length > 0) return `${name} changed`
    const part = partOf(first.path.slice(1))
    return setWords(part ? `${name}: ${part}` : name, first)
  })
}

function partOf(path: Path): string {
  const last = path.findLast((key) => typeof key === 'string')
  return typeof last === 'string' ? (partNames[last] ?? last) : ''
}

function setWords(name: string, { before, after }: Difference): string {
  if (after === undefined || after === '') return `${name} cleared`
  const said = valueWords(after)
  if (said === undefined) return `${name} ${before === undefined ? 'set' : 'changed'}`
  return `${name} ${before === undefined || before === '' ? 'set' : 'changed'} to ${said}`
}

/** A value that can be said in a line. */
function valueWords(value: JsonValue): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object' && value !== null) return undefined
  const text = String(value).replaceAll(/\s+/gu, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function rowWords(rows: RowDifferences, before: SyncDraft, after: SyncDraft): string[] {
  const { moved, changed } = rows
  const [wasParked, isParked] = [before, after].map(
    ({ parkedRows }) => new Set(parkedRows.map(({ row }) => row.id)),
  )
  const [back, added] = parted(rows.added, (at) => wasParked!.has(after.rows[at]!.id))
  const [parked, removed] = parted(rows.removed, (at) => isParked!.has(before.rows[at]!.id))
  return [
    ...countWords(added, 'added'),
    ...countWords(back, 'put back'),
    ...countWords(parked, 'parked'),
    ...(removed.length > 1 && after.rows.length === 0
      ? [`All ${before.rows.length} rows removed`]
      : countWords(removed, 'removed')),
    ...(moved.length === 1 ? [`Row moved to ${moved[0]! + 1}`] : []),
    ...(moved.length > 1 ? ['Order of rows changed'] : []),
    ...changedWords(changed),
  ]
}

function parted(
  indexes: readonly number[],
  is: (index: number) => boolean,
): [yes: readonly number[], no: readonly number[]] {
  return [indexes.filter(is), indexes.filter((index) => !is(index))]
}

function countWords(indexes: readonly number[], what: string): string[] {
  if (indexes.length === 0) return []
  return [
    indexes.length === 1 ? `Row ${indexes[0]! + 1} ${what}` : `${indexes.length} rows ${what}`,
  ]
}

/** What the keys of a mapping are called on the screen, as the rows and their details say it. */
const rowNames: Readonly<Record<string, string>> = {
  to: 'field',
  column: 'column',
  constant_value: 'constant',
  liquid_template: 'template',
  sync_metadata: 'run id',
  segment_membership: 'segments',
  sync_null_values: 'write null',
  preserve_values: 'set only if empty',
  generate_field: 'create the field',
  array_field: 'list',
  field_type: 'type of the field',
  follow_source_type: 'follow the source type',
  lookup_object: 'lookup',
  lookup_field: 'lookup field',
  operation: 'list values',
}

function changedWords(changed: RowDifferences['changed']): string[] {
  const keyed = changed.find(({ differences }) => keyOf(differences) === true)
  if (keyed) return [`Row ${keyed.index + 1} made the key`]
  const [first] = changed
  if (!first) return []
  const [difference] = first.differences
  const isOnePlace = first.differences.length === 1 && difference !== undefined
  if (changed.length > 1) {
    const key = difference && String(difference.path[0])
    const isSameKey = changed.every(({ differences }) =>
      differences.every(({ path, after }) => path[0] === key && after === difference?.after),
    )
    return isSameKey && difference
      ? [setWords(`${changed.length} rows: ${rowPart(difference)}`, difference)]
      : [`${changed.length} rows changed`]
  }
  const row = `Row ${first.index + 1}`
  if (keyOf(first.differences) === false) return [`${row} no longer the key`]
  const kind = first.differences.find(({ path }) => path.join('.') === 'from.type')
  if (kind) return [`${row}: kind of source changed to ${kindWords(kind.after)}`]
  return [isOnePlace ? setWords(`${row}: ${rowPart(difference)}`, difference) : `${row} changed`]
}

function kindWords(kind: JsonValue | undefined): string {
  return (typeof kind === 'string' && rowNames[kind]) || 'another'
}

function rowPart({ path }: Difference): string {
  if (path[0] === 'from') return path.at(-1) === 'basic_type' ? 'type of the constant' : 'source'
  return rowNames[String(path[0])] ?? path.join('.')
}

/** True when a row became the key, false when it is no longer. */
function keyOf(differences: readonly Difference[]): boolean | undefined {
  const key = differences.find(({ path }) => path[0] === 'is_primary_identifier')
  if (!key) return undefined
  return key.after === true
}

function forgottenWords(before: SyncDraft, after: SyncDraft): string[] {
  const gone = before.parked.filter((parked) => !after.parked.includes(parked))
  const rows = before.parkedRows.length - after.parkedRows.length
  return [
    ...gone.map(({ path }) => `Parked ${path.join('.')} forgotten`),
    ...(rows > 0 ? [rows === 1 ? 'Parked row forgotten' : `${rows} parked rows forgotten`] : []),
  ]
}

function typedColumnWords(before: SyncDraft, after: SyncDraft): string[] {
  const typed = after.typedColumns.find((one) => !before.typedColumns.includes(one))
  if (typed) {
    const count = typed.columns.length
    return [`${count} ${count === 1 ? 'column' : 'columns'} typed in`]
  }
  return before.typedColumns.length > after.typedColumns.length
    ? ['Typed-in columns forgotten']
    : []
}
