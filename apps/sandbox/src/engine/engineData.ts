import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../inTransaction.ts'
import { changeTables } from './changeLog.ts'

/** The form of the data. Whoever changes it raises the number. */
const version = 2

/** Pages that are kept in memory, in KiB: seeks in what was sent before stay off the disk. */
const cacheKiB = 128_000
/** The same for what a run is about to send. */
const temporaryKiB = 16_000
/** A long run carries its log into the database so often; a short one when it has ended. */
const checkpointPages = 50_000

const tables = `
  -- What a sync remembers besides what it has sent: its shape, and its high water mark.
  CREATE TABLE IF NOT EXISTS memories (
    sync_id INTEGER PRIMARY KEY,
    shape TEXT NOT NULL,
    mark ANY,
    -- The last run that finished; NULL before the first has.
    last_run_id INTEGER
  ) STRICT;

  -- How far runs have come, committed with what they did.
  CREATE TABLE IF NOT EXISTS runs (
    run_id INTEGER PRIMARY KEY,
    sync_id INTEGER NOT NULL,
    progress TEXT NOT NULL,
    outcome TEXT
  ) STRICT;

  -- Where the records of a run lie in the row log of its sync (3.3).
  CREATE TABLE IF NOT EXISTS logs (
    run_id INTEGER PRIMARY KEY,
    sync_id INTEGER NOT NULL,
    first_record INTEGER NOT NULL,
    -- The last one of which it is known what became of it.
    last_record INTEGER NOT NULL,
    payload_id INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS logs_of_syncs ON logs (sync_id, last_record);
  -- How the payloads of records are made of what was read; runs of a sync mostly share that.
  CREATE TABLE IF NOT EXISTS payloads (
    payload_id INTEGER PRIMARY KEY,
    sql TEXT NOT NULL UNIQUE
  ) STRICT;
  -- Each begins where the one before has ended.
  CREATE TABLE IF NOT EXISTS batches (
    run_id INTEGER NOT NULL,
    first_record INTEGER NOT NULL,
    -- Its records are keys of rows that were gone.
    is_gone INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    completed_at TEXT NOT NULL,
    PRIMARY KEY (run_id, first_record)
  ) STRICT, WITHOUT ROWID;

  -- Fields of destination objects, those that runs have made included.
  CREATE TABLE IF NOT EXISTS object_fields (
    table_name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    type TEXT NOT NULL,
    is_array INTEGER NOT NULL,
    PRIMARY KEY (table_name, full_name)
  ) STRICT, WITHOUT ROWID;
`

/**
 * Opens the data that runs work on: source rows, destination objects, and what was sent. Data of
 * another form is no use to anybody: all begins anew.
 */
export function openEngineData(file: string): DatabaseSync {
  let database = new DatabaseSync(file)
  if (isMade(database) && !isOfThisForm(database)) {
    database.close()
    removeEngineData(file)
    database = new DatabaseSync(file)
  }
  // A commit that only a loss of power could undo is undone for both sides of a sync alike.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -${cacheKiB};
    PRAGMA wal_autocheckpoint = ${checkpointPages};
    PRAGMA temp.cache_size = -${temporaryKiB};
  `)
  const made = `${tables} ${changeTables} PRAGMA user_version = ${version};`
  inTransaction(database, () => database.exec(made))
  return database
}

/** Takes the data away; nobody may have it open. */
export function removeEngineData(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

/** False for data that an earlier version has made, or that is about to be made. */
export function isOfThisForm(database: DatabaseSync): boolean {
  return database.prepare('PRAGMA user_version').get()?.user_version === version
}

function isMade(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined
}

/** True when there is a table or view of that name. */
export function hasRelation(database: DatabaseSync, name: string): boolean {
  const found = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE')
  return found.get(name) !== undefined
}
