import type { DatabaseSync } from 'node:sqlite'
import type { Column, SourceAttributes, Table } from '@sync-builder/schema'
import { findSource, type Catalogue } from '../catalogue.ts'
import { inTransaction } from '../inTransaction.ts'
import type { SeedSegment } from '../seed/seed.ts'
import { believable, mixed } from './believable.ts'
import { hasRelation } from './engineData.ts'
import { RunFailure } from './runFailure.ts'
import { literal, quoted } from './sql.ts'

/** What a run reads: a table, a view or a query, with the columns that it has at the moment. */
export interface Relation {
  /** As SQL names it. */
  sql: string
  /** The SQL of a number that a row keeps for as long as it is there; undefined for a view. */
  place: string | undefined
  columns: readonly Column[]
  /** The segments of its dataset, each with the SQL condition of who is in it (5.8). */
  segments: readonly { name: string; condition: string }[]
}

/** How many rows the everyday tables have; any other has as many as `otherRows`. */
const rowsOfTable: Readonly<Record<string, number>> = {
  'ANALYTICS.PUBLIC.USERS': 5_000,
  'ANALYTICS.PUBLIC.ACCOUNTS': 400,
  'ANALYTICS.PUBLIC.ORDERS': 8_000,
  'ANALYTICS.PUBLIC.ORDER_ITEMS': 12_000,
  'ANALYTICS.PUBLIC.EVENTS': 20_000,
  'ANALYTICS.FEATURES.USER_FEATURES': 200,
}
const otherRows = 600

/**
 * The relation that a sync reads, made and filled when it is read for the first time: the tables
 * of a source, a view for each dataset, the query of a segment, the log of a topic.
 */
export function relationOf(
  database: DatabaseSync,
  catalogue: Catalogue,
  attributes: SourceAttributes,
): Relation {
  const name = inTransaction(database, () => ensured(database, catalogue, attributes))
  const segments =
    attributes.object.type === 'dataset' ? segmentsOf(catalogue, attributes.object.id ?? 0) : []
  const columns = columnsNow(database, name)
  return {
    sql: quoted(name),
    place: placeOf(database, name, columns),
    columns,
    segments: segments.map(({ segment }) => ({
      name: segment.name,
      condition: conditionOf(segment),
    })),
  }
}

/**
 * The columns that a relation has now, which need not be those that it was made with. SQLite gives
 * some types in capitals, however they were written.
 */
function columnsNow(database: DatabaseSync, name: string): Column[] {
  return database
    .prepare('SELECT name, type FROM pragma_table_info(?)')
    .all(name)
    .map((row) => ({ name: String(row.name), data_type: String(row.type).toLowerCase() }))
}

/** How many rows a source begins with. */
export function rowCount(catalogue: Catalogue, attributes: SourceAttributes): number {
  const source = findSource(catalogue, attributes)
  if ('missing' in source || source.object.type === 'model' || source.object.type === 'topic') {
    return otherRows
  }
  const { object } = source
  if (object.type === 'table') return rowsOfTable[fullName(object.table)] ?? otherRows
  const { filter_segment_id: segmentId, cohort_id: cohortId } = attributes
  const inSegment = segmentsOf(catalogue, object.dataset.id).find(
    ({ segment }) => segment.id === segmentId,
  )
  const count = inSegment?.segment.record_count ?? object.dataset.cached_record_count ?? otherRows
  return cohortId == null ? count : Math.floor(count / 2)
}

function fullName({ table_catalog, table_schema, table_name }: Table): string {
  return `${table_catalog}.${table_schema}.${table_name}`
}

/** SQLite numbers the rows of a table, under names that its columns may take away. */
function placeOf(
  database: DatabaseSync,
  name: string,
  columns: readonly Column[],
): string | undefined {
  const table = database
    .prepare(`SELECT 1 FROM pragma_table_list(?) WHERE type = 'table' AND NOT wr`)
    .get(name)
  const taken = new Set(columns.map((column) => column.name.toLowerCase()))
  return table && ['rowid', '_rowid_', 'oid'].find((word) => !taken.has(word))
}

/** How a table of a source is called in the engine's data. */
export function tableName(sourceId: number, table: Table): string {
  return `source_${sourceId}/${fullName(table)}`
}

/** Makes what is not there yet; gives the name of the relation. */
function ensured(
  database: DatabaseSync,
  catalogue: Catalogue,
  attributes: SourceAttributes,
): string {
  const source = findSource(catalogue, attributes)
  if ('missing' in source) throw new RunFailure('SOURCE_NOT_FOUND', source.missing)
  const { object } = source
  switch (object.type) {
    case 'table': {
      const name = tableName(source.connection?.source.id ?? 0, object.table)
      const count = rowsOfTable[fullName(object.table)] ?? otherRows
      makeTable(database, name, source.columns ?? [], count, object.table.table_name)
      return name
    }
    case 'model':
    case 'topic': {
      const { id, name: title } = object.type === 'model' ? object.model : object.topic
      const name = `${object.type}_${id}`
      makeTable(database, name, source.columns ?? [], otherRows, title)
      return name
    }
    case 'dataset': {
      const { dataset } = object
      const name = `dataset_${dataset.id}`
      if (!hasRelation(database, name)) {
        const rows = `rows of ${name}`
        const columns = source.columns ?? []
        const present = presenceOf(catalogue, dataset.id)
        const count = dataset.cached_record_count ?? otherRows
        makeTable(database, rows, columns, count, dataset.name, present)
        const all = columns.map((column) => quoted(column.name)).join(', ') || '*'
        database.exec(`CREATE VIEW ${quoted(name)} AS SELECT ${all} FROM ${quoted(rows)}`)
      }
      return subsetOf(database, catalogue, attributes, name)
    }
  }
}

/** A segment is the query that the API tells of it; a cohort is every second row of its dataset. */
function subsetOf(
  database: DatabaseSync,
  catalogue: Catalogue,
  { filter_segment_id: segmentId, cohort_id: cohortId }: SourceAttributes,
  dataset: string,
): string {
  if (segmentId != null) {
    const name = `segment_${segmentId}`
    const query = catalogue.sources
      .flatMap(({ segments }) => segments)
      .find(({ segment }) => segment.id === segmentId)?.segment.query
    if (!hasRelation(database, name)) {
      database.exec(`CREATE VIEW ${quoted(name)} AS ${query ?? `SELECT * FROM ${quoted(dataset)}`}`)
    }
    return name
  }
  if (cohortId == null) return dataset
  const name = `cohort_${cohortId}`
  if (!hasRelation(database, name)) {
    const [first] = columnsNow(database, dataset)
    const member = first ? `${quoted(first.name)} % 2 = ${cohortId % 2}` : 'true'
    database.exec(`CREATE VIEW ${quoted(name)} AS SELECT * FROM ${quoted(dataset)} WHERE ${member}`)
  }
  return name
}

function segmentsOf(catalogue: Catalogue, datasetId: number): SeedSegment[] {
  return catalogue.sources
    .flatMap(({ segments }) => segments)
    .filter((segment) => segment.datasetId === datasetId)
}

/** The condition of a segment's query, whose rows are those of its dataset. */
function conditionOf({ query }: SeedSegment['segment']): string {
  const where = /\bwhere \((.*)\)$/is.exec(query ?? '')?.[1]
  return where ?? 'false'
}

/** Of the columns that segments ask for, how many rows have a value: as many as the segment has. */
function presenceOf(catalogue: Catalogue, datasetId: number): ReadonlyMap<string, number> {
  return new Map(
    segmentsOf(catalogue, datasetId).flatMap(({ segment }) => {
      const column = /"(.*)" IS NOT NULL/.exec(segment.query ?? '')?.[1]
      return column === undefined ? [] : [[column, segment.record_count ?? 0] as const]
    }),
  )
}

/** A table with believable rows, a few of them faulty, made once. */
function makeTable(
  database: DatabaseSync,
  name: string,
  columns: readonly Column[],
  count: number,
  title: string,
  present: ReadonlyMap<string, number> = new Map(),
): void {
  if (hasRelation(database, name)) return
  // SQLite has no table without columns.
  const made = columns.length > 0 ? columns : [{ name: ' ', data_type: 'text' }]
  const declared = made.map((column) => `${quoted(column.name)} ${quoted(column.data_type ?? '')}`)
  database.exec(`CREATE TABLE ${quoted(name)} (${declared.join(', ')})`)
  if (columns.length === 0) return
  const insert = database.prepare(
    `INSERT INTO ${quoted(name)} VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const prefix = /[a-z]+/i.exec(title)?.[0].slice(0, 3).toLowerCase() ?? 'row'
  for (let row = 0; row < count; row++) {
    insert.run(
      ...columns.map((column, place) => {
        const at = present.get(column.name)
        if (at !== undefined && (row * 7_919) % count >= at) return null
        return cellOf(column, row, count, prefix, place > 0 && at === undefined)
      }),
    )
  }
}

/** Every so many rows one has no address, and one that of the row before: both are invalid (5.6). */
const withoutAddress = 977
const withTheSameAddress = 1_009

function cellOf(
  { name: column, data_type: type }: Column,
  row: number,
  count: number,
  prefix: string,
  mayBeEmpty: boolean,
) {
  const isAddress = /e?mail/i.test(column)
  if (isAddress && count > withoutAddress && row % withoutAddress === 11) return null
  const isCopy = isAddress && row % withTheSameAddress === 12
  const isGap = mayBeEmpty && !isAddress && mixed(`gap ${column}`, row) % 40 === 0
  if (isGap) return null
  return believable({ column, type: type ?? 'text', row: isCopy ? row - 1 : row, prefix })
}

/** The SQL of a column's value in JSON, as the row log and templates see it. */
export function jsonValue(column: Column, name: string): string {
  switch (column.data_type) {
    case 'boolean':
      return `json(CASE ${name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE json_quote(${name}) END)`
    case 'array':
    case 'object':
      return `json(CASE WHEN json_valid(${name}) THEN ${name} ELSE json_quote(${name}) END)`
    default:
      // JSON has no word for bytes.
      return `iif(typeof(${name}) = 'blob', hex(${name}), ${name})`
  }
}

/** The names of the segments that a row is in, as a JSON array. Source: reference 5.8. */
export function membership({ segments }: Relation): string {
  const parts = segments.map(
    ({ name, condition }) => `iif(${condition}, ${literal(`,${JSON.stringify(name)}`)}, '')`,
  )
  return `'[' || ${parts.length > 0 ? `ltrim(${parts.join(' || ')}, ',')` : "''"} || ']'`
}
