import type { DatabaseSync } from 'node:sqlite'
import { readShape, type Shape } from './shape.ts'
import { sqlValueOf, type SqlValue } from './sql.ts'
import { sentTable } from './syncTables.ts'

/** What a sync remembers from run to run, besides what it has sent. */
export interface Memory {
  shape: Shape
  /** The newest time of the last run that finished and found one. Source: reference 5.5. */
  mark: SqlValue
  /** The last run that finished; null before the first has. */
  lastRunId: number | null
}

/** Undefined before the first run. */
export function memoryOf(database: DatabaseSync, syncId: number): Memory | undefined {
  const row = database.prepare('SELECT * FROM memories WHERE sync_id = ?').get(syncId)
  return (
    row && {
      shape: readShape(String(row.shape)),
      mark: sqlValueOf(row.mark),
      lastRunId: row.last_run_id === null ? null : Number(row.last_run_id),
    }
  )
}

/** Keeps what a sync is to remember. */
export function remember(database: DatabaseSync, syncId: number, memory: Memory): void {
  database
    .prepare('INSERT OR REPLACE INTO memories VALUES (?, ?, ?, ?)')
    .run(syncId, JSON.stringify(memory.shape), memory.mark, memory.lastRunId)
}

/** As if the sync had never run. */
export function forgetSync(database: DatabaseSync, syncId: number): void {
  database.exec(`DROP TABLE IF EXISTS ${sentTable(syncId)}`)
  database.prepare('DELETE FROM memories WHERE sync_id = ?').run(syncId)
}
