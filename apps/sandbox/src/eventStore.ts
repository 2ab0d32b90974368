import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** What happened, as a webhook would carry it. Source: reference 5.16. */
export type SyncEvent = Readonly<Record<string, string | number>> & { event: string }

/** An event and when it was. */
export interface LoggedEvent {
  /** ISO 8601, UTC. */
  at: string
  event: SyncEvent
}

/** What has happened to syncs, and the alerts that are open. No mail is sent, no webhook called. */
export interface EventStore {
  add: (at: string, event: SyncEvent) => void
  /** Oldest first. */
  all: () => LoggedEvent[]
  /** The last events of a sync, newest first. */
  ofSync: (syncId: number, limit: number) => LoggedEvent[]
  /** The open instance of an alert; undefined where it has none. */
  openInstance: (alertId: number) => number | undefined
  /** Gives the id of the new instance. */
  open: (alertId: number, at: string) => number
  close: (instanceId: number, at: string) => void
  /** True when it was told of a run that it raised the instance. */
  hasRaised: (instanceId: number, runId: number) => boolean
}

/** Ids of a workspace that has lived a while do not begin at 1. */
const firstInstanceId = 626_001

export const eventTables = `
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    event TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_of_sync ON events (event ->> '$.sync_id', id);
  CREATE TABLE IF NOT EXISTS alert_instances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS open_instances ON alert_instances (alert_id) WHERE closed_at IS NULL;
`

/** Forgets all events. */
export const eventReset = `
  DELETE FROM events; DELETE FROM alert_instances;
  INSERT INTO sqlite_sequence (name, seq) VALUES ('alert_instances', ${firstInstanceId - 1});
`

/** Events in a database that has their tables. */
export function createEventStore(database: DatabaseSync): EventStore {
  const insert = database.prepare('INSERT INTO events (at, event) VALUES (?, ?)')
  const selectAll = database.prepare('SELECT at, event FROM events ORDER BY id')
  const selectOfSync = database.prepare(
    `SELECT at, event FROM events WHERE event ->> '$.sync_id' = ? ORDER BY id DESC LIMIT ?`,
  )
  const selectOpen = database.prepare(
    'SELECT id FROM alert_instances WHERE alert_id = ? AND closed_at IS NULL',
  )
  const insertInstance = database.prepare(
    'INSERT INTO alert_instances (alert_id, opened_at) VALUES (?, ?)',
  )
  const closeInstance = database.prepare('UPDATE alert_instances SET closed_at = ? WHERE id = ?')
  const selectRaised = database.prepare(
    `SELECT 1 FROM events WHERE event ->> '$.event' = 'sync.alert.raised'
       AND event ->> '$.alert_instance_id' = ? AND event ->> '$.sync_run_id' = ?`,
  )
  return {
    add: (at, event) => {
      insert.run(at, JSON.stringify(event))
    },
    all: () => selectAll.all().map(readRow),
    ofSync: (syncId, limit) => selectOfSync.all(syncId, limit).map(readRow),
    openInstance: (alertId) => {
      const row = selectOpen.get(alertId)
      return row && Number(row.id)
    },
    open: (alertId, at) => Number(insertInstance.run(alertId, at).lastInsertRowid),
    close: (instanceId, at) => {
      closeInstance.run(at, instanceId)
    },
    hasRaised: (instanceId, runId) => selectRaised.get(instanceId, runId) !== undefined,
  }
}

/** Events are written by this file alone, so they are trusted to be what they were. */
function readRow(row: Record<string, SQLOutputValue>): LoggedEvent {
  const event: SyncEvent = JSON.parse(String(row.event))
  return { at: String(row.at), event }
}
