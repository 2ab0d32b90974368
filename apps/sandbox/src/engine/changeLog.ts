import type { DatabaseSync } from 'node:sqlite'
import type { ChangedRecord, RunChanges } from '@sync-builder/schema'

/** So many of the changed records of a run are kept, */
const keptRecords = 100
/** and so many of each kind, however many there are of others. */
const keptOfKind = 25

/** What runs have changed in their destinations, committed with the changes. */
export const changeTables = `
  CREATE TABLE IF NOT EXISTS run_changes (
    run_id INTEGER PRIMARY KEY,
    object TEXT NOT NULL,
    -- Its records before the run; NULL for a file.
    before INTEGER,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS changed_records (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS written_files (
    run_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    -- Its first lines.
    head TEXT NOT NULL,
    PRIMARY KEY (run_id, path)
  ) STRICT, WITHOUT ROWID;
`

/** How many records were changed, and in which way. */
export interface ChangeCounts {
  created: number
  updated: number
  deleted: number
}

type Kind = ChangedRecord['kind']

/** Keeps what a run changes; each call belongs into the transaction of the change itself. */
export interface ChangeLog {
  /** True once there is no more room but for kinds that are rare so far. */
  isFull: () => boolean
  /** How many records of a kind may still be kept one by one. */
  room: (kind: Kind) => number
  /** Keeps the records that there is room for. */
  keep: (records: readonly ChangedRecord[]) => void
  count: (counts: ChangeCounts) => void
  keepFile: (file: RunChanges['files'][number]) => void
}

/**
 * Begins what is kept of a run, or goes on with it where the run was cut short.
 * @param before the records that its object has now; null for a file
 */
export function openChangeLog(
  database: DatabaseSync,
  runId: number,
  object: string,
  before: () => number | null,
): ChangeLog {
  const known = database.prepare('SELECT 1 FROM run_changes WHERE run_id = ?').get(runId)
  if (!known) {
    database
      .prepare('INSERT INTO run_changes VALUES (?, ?, ?, 0, 0, 0)')
      .run(runId, object, before())
  }
  const add = database.prepare(
    `UPDATE run_changes SET created = created + ?, updated = updated + ?, deleted = deleted + ?
     WHERE run_id = ?`,
  )
  const insert = database.prepare('INSERT INTO changed_records VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM changed_records WHERE run_id = ? AND number = ?')
  const insertFile = database.prepare('INSERT OR REPLACE INTO written_files VALUES (?, ?, ?, ?)')
  const kept = database
    .prepare(
      `SELECT number, record ->> '$.kind' AS kind FROM changed_records
       WHERE run_id = ? ORDER BY number`,
    )
    .all(runId)
    .map(({ number, kind }) => ({ number: Number(number), kind }))
  const countOf = (kind: unknown) => kept.filter((each) => each.kind === kind).length
  const isFull = () => kept.length >= keptRecords
  const room = (kind: Kind) => Math.max(keptRecords - kept.length, keptOfKind - countOf(kind))

  return {
    isFull,
    room,
    keep(records) {
      for (const record of records) {
        if (room(record.kind) <= 0) continue
        if (isFull()) {
          // There is one: three kinds do not fill all places with what is theirs.
          const place = kept.findLastIndex(({ kind }) => countOf(kind) > keptOfKind)
          for (const { number } of kept.splice(place, 1)) remove.run(runId, number)
        }
        const number = (kept.at(-1)?.number ?? 0) + 1
        kept.push({ number, kind: record.kind })
        insert.run(runId, number, JSON.stringify(record))
      }
    },
    count({ created, updated, deleted }) {
      add.run(created, updated, deleted, runId)
    },
    keepFile({ path, bytes, head }) {
      insertFile.run(runId, path, bytes, head)
    },
  }
}

/** What a run has changed so far; undefined where nothing of it is known. */
export function changesOf(database: DatabaseSync, runId: number): RunChanges | undefined {
  // Data that no run has touched since this is kept.
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'run_changes'").get()
  if (!table) return undefined
  const row = database.prepare('SELECT * FROM run_changes WHERE run_id = ?').get(runId)
  if (!row) return undefined
  const [created, updated, deleted] = [row.created, row.updated, row.deleted].map(Number)
  const before = row.before === null ? null : Number(row.before)
  return {
    object: String(row.object),
    ...(before !== null && {
      destination_before: before,
      destination_after: before + (created ?? 0) - (deleted ?? 0),
    }),
    created,
    updated,
    deleted,
    records: database
      .prepare('SELECT record FROM changed_records WHERE run_id = ? ORDER BY number')
      .all(runId)
      .map(({ record }) => keptRecord(String(record))),
    files: database
      .prepare('SELECT path, bytes, head FROM written_files WHERE run_id = ? ORDER BY path')
      .all(runId)
      .map(({ path, bytes, head }) => ({
        path: String(path),
        bytes: Number(bytes),
        head: String(head),
      })),
  }
}

/** What this file wrote is trusted to be what it was. */
function keptRecord(text: string): ChangedRecord {
  const record: ChangedRecord = JSON.parse(text)
  return record
}

/** Forgets what runs have changed, up to one of them. */
export function forgetChanges(database: DatabaseSync, lastRunId: number): void {
  for (const table of ['run_changes', 'changed_records', 'written_files']) {
    database.prepare(`DELETE FROM ${table} WHERE run_id <= ?`).run(lastRunId)
  }
}
