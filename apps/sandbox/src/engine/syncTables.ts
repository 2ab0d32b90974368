import type { DatabaseSync } from 'node:sqlite'
import { hasRelation } from './engineData.ts'
import { keptInputs, type Naming, type RecordPlan } from './recordPlan.ts'
import { jsonArray, quoted } from './sql.ts'

/** What the destination has of a sync, by key: the state of change detection (5.4); quoted. */
export function sentTable(syncId: number): string {
  return quoted(sentName(syncId))
}

/** The row log of a sync, whose end is what a run is about to send (3.3); quoted. */
export function recordsTable(syncId: number): string {
  return quoted(recordsName(syncId))
}

function sentName(syncId: number): string {
  return `sent of ${syncId}`
}

function recordsName(syncId: number): string {
  return `records of ${syncId}`
}

/** A table of SQLite has this many columns at the most, and a sync's tables so many of their own. */
const columnLimit = 2_000
const ownColumns = 10

/** The column with what there is no room for in columns of their own; quoted. */
const restColumn = quoted('of the rest')

/** What is kept of a row in a column for each, and what is kept together, as a JSON array. */
function keptParts(plan: RecordPlan): { alone: string[]; together: string[] } {
  const kept = keptInputs(plan)
  const room = columnLimit - ownColumns - plan.fields.filter(({ isStored }) => isStored).length
  if (kept.length <= room) return { alone: kept, together: [] }
  return { alone: kept.slice(0, room - 1), together: kept.slice(room - 1) }
}

/** The columns of both tables that hold what was read of a row; quoted. */
export function keptColumns(plan: RecordPlan): string[] {
  const { alone, together } = keptParts(plan)
  return [...alone.map(keptColumn), ...(together.length > 0 ? [restColumn] : [])]
}

/** What was read of a row, as SQL over a record of one of the tables. */
export function inKept(plan: RecordPlan, record: string): Naming {
  const { together } = keptParts(plan)
  const places = new Map(together.map((input, place) => [input, place]))
  return (input) => {
    if (plan.key?.asRead === input) return `${record}.key`
    const place = places.get(input)
    return place === undefined
      ? `${record}.${keptColumn(input)}`
      : `(${record}.${restColumn} ->> ${place})`
  }
}

function keptColumn(input: string): string {
  return quoted(`of ${input}`)
}

/** The column of the row log that holds what a field gets, where that is costly to make; quoted. */
export function madeColumn(place: number): string {
  return quoted(`made ${place}`)
}

/** What is kept of a row of the source, as columns and their SQL over the relation. */
export function keptOf(plan: RecordPlan): { column: string; sql: string }[] {
  const { alone, together } = keptParts(plan)
  return [
    ...alone.map((input) => ({ column: keptColumn(input), sql: plan.inRelation(input) })),
    ...(together.length > 0
      ? [{ column: restColumn, sql: jsonArray(together.map(plan.inRelation)) }]
      : []),
  ]
}

/** Whether a row `r` holds to the letter what was sent of it, `s`, as far as that is kept. */
export function sameSql(plan: RecordPlan): string {
  const columns = keptColumns(plan)
  if (columns.length === 0) return 'true'
  // As two rows of values, since a chain of conditions may only be so deep; and what the column of
  // the source is declared as changes nothing.
  const valuesOf = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`
  return `${valuesOf('s')} IS ${valuesOf('+r')}`
}

/** Makes the tables of a sync, or the columns that they lack; none is ever taken away. */
export function ensureSyncTables(database: DatabaseSync, syncId: number, plan: RecordPlan): void {
  const kept = keptColumns(plan)
  const made = plan.fields.flatMap(({ isStored }, place) => (isStored ? [madeColumn(place)] : []))
  const sent = sentName(syncId)
  const records = recordsName(syncId)
  ensureTable(
    database,
    sent,
    [
      // Where the row was read last, if that is known: looked at first, and never relied on.
      'place INTEGER PRIMARY KEY',
      'key NOT NULL UNIQUE',
      // The destination took it, and it was not taken away since.
      'is_there INTEGER NOT NULL',
      // The last try was rejected: it is tried again in the next run (5.4).
      'is_pending INTEGER NOT NULL',
      // The run that tried it last.
      'run_id INTEGER NOT NULL',
    ],
    kept,
  )
  ensureTable(
    database,
    records,
    [
      'number INTEGER PRIMARY KEY',
      'place',
      'key',
      'operation TEXT NOT NULL',
      'is_retry INTEGER',
      // NULL for what is to be sent, and for what was accepted.
      'status TEXT',
      'message TEXT',
    ],
    [...kept, ...made],
  )
  database.exec(`
    CREATE INDEX IF NOT EXISTS ${quoted(`refused ${records}`)}
      ON ${quoted(records)} (status, number) WHERE status IS NOT NULL;
    CREATE INDEX IF NOT EXISTS ${quoted(`retried ${records}`)}
      ON ${quoted(records)} (number) WHERE is_retry;
  `)
}

function ensureTable(
  database: DatabaseSync,
  name: string,
  own: readonly string[],
  columns: readonly string[],
): void {
  if (!hasRelation(database, name)) {
    database.exec(`CREATE TABLE ${quoted(name)} (${[...own, ...columns].join(', ')})`)
    return
  }
  const known = new Set(
    database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(name)
      .map((row) => quoted(String(row.name)).toLowerCase()),
  )
  for (const column of columns) {
    if (known.has(column.toLowerCase())) continue
    database.exec(`ALTER TABLE ${quoted(name)} ADD COLUMN ${column}`)
  }
}
