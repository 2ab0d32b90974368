import { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../inTransaction.ts'
import { changeTables } from './changeLog.ts'

/** Pages that are kept in memory, in KiB: seeks in what was sent before stay off the disk. */
const cacheKiB = 64_000
/** The same for what a run is about to send. */
const temporaryKiB = 16_000
/** A long run carries its log into the database so often; a short one when it has ended. */
const checkpointPages = 50_000

const tables = `
  -- What the destinations have of each sync: the state of change detection (reference 5.4).
  CREATE TABLE IF NOT EXISTS sent (
    sync_id INTEGER NOT NULL,
    key ANY NOT NULL,
    -- What the row's columns held when it was last tried.
    fingerprint TEXT,
    -- The destination took it, and it was not taken away since.
    is_there INTEGER NOT NULL,
    -- The last try was rejected: it is tried again in the next run (5.4).
    is_pending INTEGER NOT NULL,
    -- The run that tried it last.
    run_id INTEGER NOT NULL,
    PRIMARY KEY (sync_id, key)
  ) STRICT, WITHOUT ROWID;

  -- What a sync remembers besides: how its fingerprints are made, and its high water mark.
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

  -- The row log of runs (3.3).
  CREATE TABLE IF NOT EXISTS records (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    identifier TEXT,
    payload TEXT NOT NULL,
    operation TEXT NOT NULL,
    status TEXT NOT NULL,
    status_message TEXT,
    batch INTEGER,
    PRIMARY KEY (run_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS refused_records
    ON records (run_id, status, number) WHERE status <> 'succeeded';
  CREATE TABLE IF NOT EXISTS batches (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    completed_at TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
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

/** Opens the data that runs work on: source rows, destination objects, and what was sent. */
export function openEngineData(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  // A commit that only a loss of power could undo is undone for both sides of a sync alike.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -${cacheKiB};
    PRAGMA wal_autocheckpoint = ${checkpointPages};
    PRAGMA temp.cache_size = -${temporaryKiB};
  `)
  inTransaction(database, () => database.exec(tables + changeTables))
  return database
}

/** True when there is a table or view of that name. */
export function hasRelation(database: DatabaseSync, name: string): boolean {
  const found = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE')
  return found.get(name) !== undefined
}
