import type { DatabaseSync } from 'node:sqlite'
import { hasRelation } from './engineData.ts'
import { keptInputs, type RecordPlan } from './recordPlan.ts'
import { quoted } from './sql.ts'

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

/** The column of both tables that holds what was read of a row; quoted. */
export function keptColumn(input: string): string {
  return quoted(`of ${input}`)
}

/** The column of the row log that holds what a field gets, where that is costly to make; quoted. */
export function madeColumn(place: number): string {
  return quoted(`made ${place}`)
}

/** What is kept of a row of the source, as the columns of a SELECT. */
export function keptOf(plan: RecordPlan): string[] {
  return keptInputs(plan).map((input) => `${plan.inRelation(input)} AS ${keptColumn(input)}`)
}

/** Whether a row `r` holds to the letter what was sent of it, `s`, as far as that is kept. */
export function sameSql(plan: RecordPlan): string {
  const columns = keptInputs(plan).map(keptColumn)
  if (columns.length === 0) return 'true'
  // As two rows of values, since a chain of conditions may only be so deep; and what the column of
  // the source is declared as changes nothing.
  const valuesOf = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`
  return `${valuesOf('s')} IS ${valuesOf('+r')}`
}

/** Makes the tables of a sync, or the columns that they lack; none is ever taken away. */
export function ensureSyncTables(database: DatabaseSync, syncId: number, plan: RecordPlan): void {
  const kept = keptInputs(plan).map(keptColumn)
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
