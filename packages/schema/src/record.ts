import { fieldType, readType, type ValueType } from './conversion.ts'
import type { DestinationField, DestinationObject } from './destination.ts'
import { normalizeFieldName } from './fieldName.ts'
import { fitValue, type Note, type Outcome, readConstant } from './fieldValue.ts'
import type { JsonObject, JsonValue } from './json.ts'
import type { TemplateRenderer } from './renderTemplate.ts'
import { type Row, rowsOf } from './rules/rows.ts'
import type { Column } from './source.ts'
import type { FieldNormalization } from './sync.ts'

export type { Note, Outcome } from './fieldValue.ts'

/** What is known around the records; what is missing is not judged. */
export interface RecordContext {
  /** The columns of the source object. */
  columns?: readonly Column[] | undefined
  /** The destination object with its fields. */
  object?: DestinationObject | undefined
  render: TemplateRenderer
  /** The run that writes the records; a stand-in where there is none. */
  syncRunId?: number
}

/** Where a field's value comes from: a row of `mappings`, from 0, or a column mapped by itself. */
export type FieldOrigin = { row: number } | { column: string }

/** A field of the record that the destination gets. */
export interface RecordField {
  to: string
  from: FieldOrigin
  outcome: Outcome
  notes: readonly Note[]
}

/** The record that the destination gets, its fields in their order. */
export interface DestinationRecord {
  fields: RecordField[]
  /** Why the record is not sent at all. */
  invalid?: string
}

/** Stand-ins for what only a run knows. */
export const runStandIns = { syncRunId: 123_456, segments: ['Segment A', 'Segment B'] }

/**
 * What the destination would get of source records: constants by their type, templates rendered,
 * nulls by each row's policy, then what `sync_all_properties` adds, in the order that `field_order`
 * says. Never throws, whatever the payload and the records are.
 *
 * Documented: reference 5.6 to 5.10. Our choices where it says nothing: a row wins over the
 * automatic mapping of its column and of its field; rows without a column are ordered by their
 * field; where the object supports no ordering, the order is that of the rows. Two rows for one
 * field both stay, and say so.
 */
export function recordsOf(
  payload: JsonObject,
  sources: readonly JsonObject[],
  context: RecordContext,
): DestinationRecord[] {
  const plan = planOf(payload, context)
  const seen = new Set<string>()
  return sources.map((source) => {
    const fields = plan.map((planned) => planned.fillFrom(source))
    const key = plan.findIndex(({ isKey }) => isKey)
    const invalid = key === -1 ? undefined : invalidity(fields[key]!, seen)
    return invalid === undefined ? { fields } : { fields, invalid }
  })
}

/** What the destination would get of one source record; see `recordsOf`. */
export function recordOf(
  payload: JsonObject,
  source: JsonObject,
  context: RecordContext,
): DestinationRecord {
  return recordsOf(payload, [source], context)[0]!
}

/** Null and duplicate identifiers. Source: reference 5.6. */
function invalidity({ to, outcome }: RecordField, seen: Set<string>): string | undefined {
  if (outcome.kind === 'failed') return undefined
  if (outcome.kind === 'left out' || outcome.value === null) {
    return `The key ${to} is null: the record is invalid and never sent.`
  }
  const key = JSON.stringify(outcome.value)
  if (seen.has(key)) {
    return `The key ${to} occurs twice: duplicates are invalid. Whether one of them is sent is not documented.`
  }
  seen.add(key)
  return undefined
}

/** One field of every record, and how to fill it. */
export interface Planned {
  to: string
  from: FieldOrigin
  /** What the field takes; undefined where nobody knows. */
  type: ValueType | undefined
  /** What the alphabetical order goes by. */
  orderedBy: string
  isKey: boolean
  fillFrom: (source: JsonObject) => RecordField
}

/**
 * The fields that `recordsOf` fills, in their order. A column whose field a row fills is among
 * them, and always left out.
 */
export function planOf(payload: JsonObject, context: RecordContext): Planned[] {
  const rows = rowsOf(payload.mappings)
  const columns = context.columns && Array.from(context.columns, ({ name }) => name)
  const fields = new Map(context.object?.fields?.map((field) => [field.full_name, field]))
  const others = rivals(rows)
  const columnSet = columns && new Set(columns)
  const surroundings: Surroundings = { columns, columnSet, fields, others, context }
  const planned = [
    ...rows.map((row) => plannedRow(row, surroundings)),
    ...automaticColumns(payload, rows, surroundings),
  ]
  return isAlphabetical(payload, context.object)
    ? planned.toSorted((a, b) => compare(a.orderedBy, b.orderedBy))
    : planned
}

interface Surroundings {
  columns: readonly string[] | undefined
  columnSet: ReadonlySet<string> | undefined
  fields: ReadonlyMap<string, DestinationField>
  /** The rows that fill a field, where there are several. */
  others: ReadonlyMap<string, readonly Row[]>
  context: RecordContext
}

function rivals(rows: readonly Row[]): Map<string, Row[]> {
  const byField = Map.groupBy(rows, ({ to }) => to ?? '')
  return new Map([...byField].filter(([to, same]) => to !== '' && same.length > 1))
}

/** Source: reference 2.1, `field_order`. */
function isAlphabetical(payload: JsonObject, object: DestinationObject | undefined): boolean {
  const { field_order: order } = payload
  if (order === 'alphabetical_column_name') return true
  return order !== 'mapping_order' && object?.supports_field_ordering === true
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function plannedRow(row: Row, surroundings: Surroundings): Planned {
  const { mapping, index, from } = row
  const to = row.to ?? ''
  const isKey = mapping.is_primary_identifier === true
  const type = targetType(mapping, surroundings.fields.get(to))
  const read = readerOf(row, surroundings)
  const rowNotes = notesOf(row, surroundings)
  return {
    to,
    from: { row: index },
    type,
    orderedBy: from?.type === 'column' && typeof from.data === 'string' ? from.data : to,
    isKey,
    fillFrom(source) {
      const taken = read(source)
      const notes = [...taken.notes]
      let { outcome } = taken
      if (outcome.kind === 'value' && outcome.value !== null) {
        const fitted = fitValue(outcome.value, type)
        notes.push(...fitted.notes)
        outcome = fitted.outcome
        if (isKey) notes.push(...keyNotes(fitted.outcome))
      }
      if (outcome.kind === 'value' && outcome.value === null) {
        if (mapping.sync_null_values === false) {
          outcome = { kind: 'left out' }
          notes.push(info('Null is not sent for this field: the destination keeps what it has.'))
        } else {
          notes.push(info('Null is sent; what the destination makes of it is up to it.'))
        }
      }
      if (outcome.kind === 'value') notes.push(...rowNotes(outcome.value))
      return { to, from: { row: index }, outcome, notes }
    },
  }
}

/** The type of a field that exists, or of the one that the row asks for. Source: reference 2.4. */
function targetType(
  mapping: JsonObject,
  field: DestinationField | undefined,
): ValueType | undefined {
  if (typeof mapping.lookup_object === 'string' && mapping.lookup_object !== '') return undefined
  const isList = mapping.array_field === true || typeof mapping.operation === 'string'
  const known =
    fieldType(field) ??
    (mapping.generate_field === true && typeof mapping.field_type === 'string'
      ? readType(mapping.field_type)
      : undefined)
  return isList && known?.kind !== 'list' ? { kind: 'list', of: known } : known
}

/** A value as a row takes it from the source, before it is fitted to its field. */
interface Taken {
  outcome: Outcome
  notes: readonly Note[]
}

type Reader = (source: JsonObject) => Taken

/** Source: reference 2.4, "`from` variants", and 5.8. */
function readerOf({ from, to }: Row, surroundings: Surroundings): Reader {
  if (to === undefined || to === '') return fails('The row names no field.')
  if (!from) return fails('The row says not where its value comes from.')
  const { data } = from
  switch (from.type) {
    case 'column':
      return typeof data === 'string' && data !== ''
        ? columnReader(data, surroundings.columnSet)
        : fails('The row names no column.')
    case 'constant_value': {
      const read = readConstant(data)
      return () => read
    }
    case 'liquid_template':
      return typeof data === 'string'
        ? templateReader(data, surroundings)
        : fails('The template is not a text.')
    case 'sync_metadata':
      if (data === 'sync_run_id' && surroundings.context.syncRunId !== undefined) {
        const { syncRunId } = surroundings.context
        return () => ({ outcome: { kind: 'value', value: syncRunId }, notes: [] })
      }
      return data === 'sync_run_id'
        ? gives(runStandIns.syncRunId, 'A stand-in: each run writes its own id.')
        : fails('The only metadata that is known is sync_run_id.')
    case 'segment_membership':
      return gives(
        runStandIns.segments,
        'Stand-ins: the names of the segments that the record is in, none for an empty list.',
      )
    case 'compound_key':
      return fails('The service makes this key itself; it cannot be shown.')
    default:
      return fails(`Nobody knows what ${JSON.stringify(from.type)} gives.`)
  }
}

function fails(message: string): Reader {
  return () => ({ outcome: { kind: 'failed', message }, notes: [] })
}

function gives(value: JsonValue, note: string): Reader {
  return () => ({ outcome: { kind: 'value', value }, notes: [info(note)] })
}

function info(text: string): Note {
  return { isRisk: false, text }
}

function columnReader(column: string, columns: ReadonlySet<string> | undefined): Reader {
  const isUnknown = columns !== undefined && !columns.has(column)
  const notes: Note[] = isUnknown
    ? [
        {
          isRisk: true,
          text: `The source has no column ${column}, as far as its columns are known.`,
        },
      ]
    : []
  return (source) => ({ outcome: { kind: 'value', value: ownValue(source, column) }, notes })
}

/** What a record does not have is null, also where its prototype has something of that name. */
function ownValue(source: JsonObject, column: string): JsonValue {
  return Object.hasOwn(source, column) ? (source[column] ?? null) : null
}

function templateReader(template: string, { columns, context }: Surroundings): Reader {
  const empty = columns?.map((name): [string, JsonValue] => [name, null]) ?? []
  return (source) => {
    const whole = Object.fromEntries([...empty, ...Object.entries(source)])
    const rendered = context.render(template, whole, columns)
    return 'text' in rendered
      ? { outcome: { kind: 'value', value: rendered.text }, notes: [] }
      : { outcome: { kind: 'failed', message: rendered.problem.message }, notes: [] }
  }
}

/** What a row's settings make of a value that is written. Source: reference 2.4 and 5.8. */
function notesOf(
  { mapping, index, to }: Row,
  { others }: Surroundings,
): (value: JsonValue) => Note[] {
  const always: Note[] = []
  const same = others.get(to ?? '')?.filter((row) => row.index !== index)
  if (same) {
    const rows = same.map((row) => row.index + 1).join(', ')
    const fill = same.length === 1 ? `Row ${rows} fills` : `Rows ${rows} fill`
    const text = `${fill} this field too; which of them counts is not documented.`
    always.push({ isRisk: true, text })
  }
  if (mapping.preserve_values === true) {
    always.push(info('Written only where the field is empty in the destination.'))
  }
  if (mapping.operation === 'merge') {
    always.push(info('Added to the items that the destination has.'))
  }
  if (mapping.operation === 'overwrite') {
    always.push(info('Replaces the items that the destination has.'))
  }
  const { lookup_object: object, lookup_field: field } = mapping
  return (value) => {
    if (typeof object !== 'string' || object === '' || value === null) return always
    const by = typeof field === 'string' && field !== '' ? field : 'a field not chosen yet'
    const sought = `The id of the ${object} whose ${by} is ${JSON.stringify(value)} is written.`
    return [...always, info(`${sought} None found, and the record is rejected.`)]
  }
}

/** Keys are texts or whole numbers, and tell records apart. Source: reference 5.6, 5.9. */
function keyNotes(outcome: Outcome): Note[] {
  if (outcome.kind !== 'value') return []
  const { value } = outcome
  if (value === '')
    return [{ isRisk: true, text: 'An empty text is a poor key: many rows have it.' }]
  if (typeof value === 'string' || Number.isInteger(value)) return []
  return [{ isRisk: true, text: 'A key is a text or a whole number.' }]
}

/** The columns that no row maps, under the names made of theirs. Source: reference 5.10. */
function automaticColumns(
  payload: JsonObject,
  rows: readonly Row[],
  { columns, fields }: Surroundings,
): Planned[] {
  if (payload.field_behavior !== 'sync_all_properties' || !columns) return []
  const mapped = new Set(rows.map(({ from }) => (from?.type === 'column' ? from.data : undefined)))
  const filled = new Map(rows.map(({ to, index }) => [to, index]))
  const normalization = normalizationOf(payload.field_normalization)
  const named = columns
    .filter((column) => !mapped.has(column))
    .map((column) => ({ column, to: normalizeFieldName(column, normalization) }))
  const sharing = Map.groupBy(named, ({ to }) => to)
  return named.map(({ column, to }): Planned => {
    const row = filled.get(to)
    const notes: Note[] = []
    if (row !== undefined) {
      notes.push(info(`Row ${row + 1} fills ${to}, so this column does not: a row comes first.`))
    }
    const twins = sharing.get(to)?.filter((other) => other.column !== column) ?? []
    if (twins.length > 0) {
      const names = twins.map((other) => other.column).join(', ')
      const text = `${names} becomes ${to} too; which of them counts is not documented.`
      notes.push({ isRisk: true, text })
    }
    const type = fieldType(fields.get(to))
    return {
      to,
      from: { column },
      type,
      orderedBy: column,
      isKey: false,
      fillFrom(source) {
        const from = { column }
        if (row !== undefined) return { to, from, outcome: { kind: 'left out' }, notes }
        const fitted = fitValue(ownValue(source, column), type)
        return { to, from, outcome: fitted.outcome, notes: [...notes, ...fitted.notes] }
      },
    }
  })
}

/** Columns keep their names where nothing else is asked for. */
function normalizationOf(value: JsonValue | undefined): FieldNormalization {
  switch (value) {
    case 'start_case':
    case 'lower_case':
    case 'upper_case':
    case 'camel_case':
    case 'snake_case':
      return value
    default:
      return 'match_source_names'
  }
}
