import type { DatabaseSync } from 'node:sqlite'
import {
  columnType,
  isJsonObject,
  type Column,
  type CreateSync,
  type DestinationObject,
  type JsonObject,
  type JsonValue,
  type Mapping,
} from '@sync-builder/schema'
import { planOf, type Outcome, type Planned } from '@sync-builder/schema/record'
import type { TemplateRenderer } from '@sync-builder/schema/render-template'
import { columnsOf as columnsOfTemplate } from '@sync-builder/schema/template'
import { asJson } from '../asJson.ts'
import { RunFailure } from './runFailure.ts'
import { jsonArray, jsonObject, literalOf, quoted, type SqlValue } from './sql.ts'
import { jsonValue, membership, type Relation } from './warehouse.ts'

/** How SQL names what is read of a row: over the relation, or over a copy of it. */
export type Naming = (input: string) => string

/** A field that a run writes, and how. */
export interface PlannedField {
  to: string
  /** Its value. A failure is a blob that holds why. */
  sql: (names: Naming) => string
  /** Its value is costly, and so made once: a call of the record function, or of a date's. */
  isStored: boolean
  isKey: boolean
  /** The input whose value it takes as it is, where that is known beforehand. */
  asRead: string | undefined
  /** It may be such a blob. */
  mayFail: boolean
  /** Nulls are left out of the record (5.8). */
  leavesNullsOut: boolean
  /** Written only where the destination has nothing (5.8). */
  isPreserving: boolean
  /** Its items are added to those that the destination has (5.8). */
  isMerging: boolean
  /** The record whose id is written in place of the value (5.8). */
  lookup: { object: string; field: string } | undefined
  /** What fills it, for `Shape`. */
  origin: string
  /** The column that it is filled from; undefined where it is filled otherwise. */
  column: Column | undefined
}

/** What a run reads and what it makes of that, as SQL over the rows of a relation. */
export interface RecordPlan {
  relation: Relation
  fields: readonly PlannedField[]
  /** Undefined where rows have no key: then copies are told apart by their place (5.2, append). */
  key: PlannedField | undefined
  /** The names of what is read: columns, and the membership in segments. */
  inputs: readonly string[]
  inRelation: Naming
  /** The row as the row log shows it: what is read of it, as JSON (3.3, 5.4). */
  payload: (names: Naming) => string
  /**
   * The key of a row of the relation, as SQL. Rows without one are told apart by all that is read
   * of them, and copies by their place among their like: each is then sent once.
   */
  rowKey: string
}

interface PlanParts {
  database: DatabaseSync
  request: CreateSync
  relation: Relation
  /** With the fields that it has now. */
  object: DestinationObject
  render: TemplateRenderer
  runId: number
}

const segmentInput = 'segments of the row'

/**
 * What a run makes of source rows. The schema's own record function decides what every field gets;
 * values that it would leave as they are do not leave the database for that.
 */
export function recordPlan(parts: PlanParts): RecordPlan {
  const { request, relation, object, runId, render } = parts
  const payload = asJson(request)
  if (!isJsonObject(payload)) throw new Error('A request is an object')
  const plan = planOf(payload, {
    columns: relation.columns,
    object,
    render,
    syncRunId: runId,
  }).filter((planned) => !isTakenByRow(planned, request))

  const columns = new Map(relation.columns.map((column) => [column.name, column]))
  const inputs = inputsOf(plan, request, relation)
  const missing = inputs.filter((input) => input !== segmentInput && !columns.has(input))
  if (missing.length > 0) throw new RunFailure('SOURCE_COLUMN_DELETED', missing.join(', '))
  const read = relation.columns.filter(({ name }) => inputs.includes(name))
  const rowOf = (some: readonly Column[]) => (names: Naming) =>
    jsonObject(some.map((column) => [column.name, jsonValue(column, names(column.name))]))

  const inRelation: Naming = (input) =>
    input === segmentInput ? membership(relation) : quoted(input)

  const fields = plan.map((planned, place) => {
    // No more than it is made of: a wide row would be written out for each of its fields.
    const needed = inputsOf([planned], request, relation)
    const row = rowOf(read.filter(({ name }) => needed.includes(name)))
    return plannedField(parts, planned, place, columns, row)
  })
  const key = fields.find(({ isKey }) => isKey)
  // In an order that mappings which only change places leave as it is.
  const whole = jsonArray(
    inputs
      .toSorted()
      .map((input) => (input === segmentInput ? `json(${inRelation(input)})` : inRelation(input))),
  )
  return {
    relation,
    fields,
    key,
    inputs,
    inRelation,
    payload: rowOf(read),
    rowKey: key?.sql(inRelation) ?? `${whole} || ' ' || row_number() OVER (PARTITION BY ${whole})`,
  }
}

/** The inputs that are kept of each row: the key is kept anyway. */
export function keptInputs({ inputs, key }: RecordPlan): string[] {
  return inputs.filter((input) => input !== key?.asRead)
}

/** A column whose field is filled by a row as well: the row wins. */
function isTakenByRow({ to, from }: Planned, { mappings }: CreateSync): boolean {
  return 'column' in from && mappings.some((mapping) => mapping.to === to)
}

/** Only what is mapped, or named by a template, is read. Source: reference 5.4, 5.13. */
function inputsOf(plan: readonly Planned[], { mappings }: CreateSync, relation: Relation) {
  const all = plan.flatMap(({ from: origin }): string[] => {
    if ('column' in origin) return [origin.column]
    const { from } = mappingAt(mappings, origin.row)
    switch (from.type) {
      case 'column':
        return [from.data]
      case 'liquid_template': {
        const named = columnsOfTemplate(from.data)
        // A template that looks columns up by computed names may need any of them.
        return named.length > 0 || !from.data.includes('record')
          ? named
          : relation.columns.map(({ name }) => name)
      }
      case 'segment_membership':
        return [segmentInput]
      default:
        return []
    }
  })
  return [...new Set(all)]
}

/** The column that a field is filled from, by a row or by itself. */
export function columnName({ from }: Planned, { mappings }: CreateSync): string | undefined {
  if ('column' in from) return from.column
  const mapped = mappingAt(mappings, from.row).from
  return mapped.type === 'column' ? mapped.data : undefined
}

function mappingAt(mappings: readonly Mapping[], row: number): Mapping {
  const mapping = mappings[row]
  if (!mapping) throw new Error(`There is no mapping ${row}`)
  return mapping
}

/** What constants are made of. */
const noRow: JsonObject = {}

function plannedField(
  { database, request }: PlanParts,
  planned: Planned,
  place: number,
  columns: ReadonlyMap<string, Column>,
  row: (names: Naming) => string,
): PlannedField {
  const mapping = 'row' in planned.from ? mappingAt(request.mappings, planned.from.row) : undefined
  const from = mapping?.from
  const { lookup_object: object, lookup_field: field } = mapping ?? {}
  const name = columnName(planned, request)
  const column = name === undefined ? undefined : columns.get(name)
  const fill = `field_${place}`
  database.function(fill, { deterministic: true }, (text) => filled(planned, text))
  const isAsRead = column !== undefined && isTextAlready(column, planned)
  const made = sqlOf()
  return {
    to: planned.to,
    sql: made ?? ((names) => `${fill}(${row(names)})`),
    isStored: made === undefined || planned.type?.kind === 'timestamp',
    isKey: planned.isKey,
    asRead: isAsRead ? name : undefined,
    mayFail: from?.type === 'liquid_template' || from?.type === 'constant_value',
    leavesNullsOut: mapping?.sync_null_values === false,
    isPreserving: mapping?.preserve_values === true,
    isMerging: mapping?.operation === 'merge',
    lookup: object && field ? { object, field } : undefined,
    origin: JSON.stringify(mapping ? [from, object, field] : planned.from),
    column,
  }

  /** Undefined where the record function has to be asked about each row. */
  function sqlOf(): PlannedField['sql'] | undefined {
    switch (from?.type) {
      case undefined:
      case 'column': {
        if (!column) return undefined
        if (isAsRead) return (names) => names(column.name)
        const whenFit = fitting(column, planned)
        return (
          whenFit &&
          ((names) => `CASE ${whenFit(names(column.name))} ELSE ${fill}(${row(names)}) END`)
        )
      }
      case 'segment_membership':
        return (names) => names(segmentInput)
      case 'constant_value':
      case 'sync_metadata': {
        const { outcome } = planned.fillFrom(noRow)
        const constant = literalOf(sqlValue(outcome))
        return () => constant
      }
      default:
        return undefined
    }
  }
}

/** A column that is declared as text holds nothing else. */
function isTextAlready({ data_type: declared }: Column, { type }: Planned): boolean {
  return declared === 'text' && (type === undefined || type.kind === 'text')
}

/**
 * The cases of a column whose values its field takes as they are; undefined where there are none.
 * They are shortcuts: the record function would give the same.
 */
function fitting(column: Column, { type }: Planned): ((name: string) => string) | undefined {
  const from = columnType(column)?.kind
  const isStructure = from === 'list' || from === 'object'
  switch (type?.kind) {
    case undefined:
      return isStructure ? undefined : (name) => `${whenNull(name)} WHEN true THEN ${name}`
    case 'text':
      if (isStructure || from === 'boolean') return undefined
      return (name) =>
        `typeof(${name}) WHEN 'text' THEN ${name} WHEN 'integer' THEN CAST(${name} AS TEXT) WHEN 'null' THEN NULL`
    case 'number':
    case 'decimal':
      if (from === 'boolean') return undefined
      return (name) =>
        `typeof(${name}) WHEN 'integer' THEN ${name} WHEN 'real' THEN ${name} WHEN 'null' THEN NULL`
    case 'integer':
      if (from === 'boolean') return undefined
      return (name) => `typeof(${name}) WHEN 'integer' THEN ${name} WHEN 'null' THEN NULL`
    case 'boolean':
      if (from !== 'boolean') return undefined
      return (name) => `${whenNull(name)} WHEN ${name} IN (0, 1) THEN ${name}`
    case 'timestamp':
      return (name) =>
        `${whenNull(name)} WHEN ${name} = strftime('%Y-%m-%dT%H:%M:%SZ', ${name}) THEN ${name}`
    case 'date':
      return (name) => `${whenNull(name)} WHEN ${name} = date(${name}) THEN ${name}`
    default:
      return undefined
  }
}

function whenNull(name: string): string {
  return `WHEN ${name} IS NULL THEN NULL`
}

/** The record function over one row; rows come several times, once for each field. */
let lastText: unknown
let lastRow: JsonObject = {}

function filled(planned: Planned, text: unknown): SqlValue {
  if (text !== lastText) {
    const row: JsonValue = JSON.parse(String(text))
    lastText = text
    lastRow = isJsonObject(row) ? row : {}
  }
  return sqlValue(planned.fillFrom(lastRow).outcome)
}

/** What a field gets, as a column of its table holds it. */
function sqlValue(outcome: Outcome): SqlValue {
  switch (outcome.kind) {
    case 'left out':
      return null
    case 'failed':
      if (outcome.code === 'JSON_ARRAY_ERROR') {
        throw new RunFailure('JSON_ARRAY_ERROR', outcome.message)
      }
      return Buffer.from(outcome.message)
    case 'value': {
      const { value } = outcome
      if (typeof value === 'boolean') return value ? 1 : 0
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    }
  }
}
