import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Alert, CreateSync } from '@sync-builder/schema'
import * as z from 'zod'
import { createEventStore, eventReset, eventTables, type EventStore } from './eventStore.ts'
import { inTransaction } from './inTransaction.ts'
import type { History } from './seed/history.ts'
import { createRunStore, runReset, runTables, type RunStore } from './runStore.ts'

/** A sync as it is kept: the request in its settled form, from which every answer is made. */
export interface StoredSync {
  id: number
  request: CreateSync
  status: SyncStatus
  /** ISO 8601, UTC. */
  createdAt: string
  updatedAt: string
}

const statusSchema = z.enum(['Ready', 'Up to Date', 'Failing'])
export type SyncStatus = z.infer<typeof statusSchema>
export type NewSync = Omit<StoredSync, 'id'>

/** The syncs of the workspace, on disk. Every call is one transaction. */
export interface Store {
  /** There was no database, and the seed was sown. */
  isNew: boolean
  count: () => number
  list: (order: 'asc' | 'desc', offset: number, limit: number) => StoredSync[]
  get: (id: number) => StoredSync | undefined
  /** Gives the new id. Alerts without an id get one. */
  insert: (sync: NewSync) => number
  /** Alerts without an id get one; false when there is no such sync. */
  update: (id: number, change: { request: CreateSync; updatedAt: string }) => boolean
  /** False when there was no such sync. */
  remove: (id: number) => boolean
  /** All syncs that a schedule may start. */
  scheduled: () => StoredSync[]
  /** Which sync runs after which. */
  sequences: () => Map<number, { runsAfter?: number }>
  /** Says how the last run of a sync went. */
  setStatus: (id: number, status: SyncStatus) => void
  runs: RunStore
  events: EventStore
  /** Forgets everything and begins with the seed again, ids included. */
  reset: () => void
  close: () => void
}

/** Ids of a workspace that has lived a while do not begin at 1. */
export const firstSyncId = 61
const firstAlertId = 901

const tables = `
  CREATE TABLE IF NOT EXISTS syncs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS alerts (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
`

/**
 * Opens the database, made and seeded where there is none yet.
 * @param file path of the database, or `:memory:`
 * @param history the runs that the seeded syncs had before
 */
export function openStore(file: string, seed: readonly NewSync[], history?: History): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')

  const transaction = <T>(work: () => T): T => inTransaction(database, work)

  transaction(() => database.exec(tables + runTables + eventTables))
  const insertSync = database.prepare(
    'INSERT INTO syncs (request, status, created_at, updated_at) VALUES (?, ?, ?, ?)',
  )
  const updateSync = database.prepare('UPDATE syncs SET request = ?, updated_at = ? WHERE id = ?')
  const updateStatus = database.prepare('UPDATE syncs SET status = ? WHERE id = ?')
  const removeSync = database.prepare('DELETE FROM syncs WHERE id = ?')
  const selectSync = database.prepare('SELECT * FROM syncs WHERE id = ?')
  const countSyncs = database.prepare('SELECT count(*) AS total FROM syncs')
  const pageOf = {
    asc: database.prepare('SELECT * FROM syncs ORDER BY id ASC LIMIT ? OFFSET ?'),
    desc: database.prepare('SELECT * FROM syncs ORDER BY id DESC LIMIT ? OFFSET ?'),
  }
  const selectSequences = database.prepare(
    `SELECT id, request ->> '$.mode.triggers.sync_sequence.sync_id' AS runs_after FROM syncs`,
  )
  const selectScheduled = database.prepare(
    `SELECT * FROM syncs WHERE request ->> '$.mode.triggers.schedule.frequency' <> 'never'
       AND ifnull(request ->> '$.paused', 0) = 0`,
  )
  const insertAlert = database.prepare('INSERT INTO alerts DEFAULT VALUES')

  const withAlertIds = (request: CreateSync): CreateSync => ({
    ...request,
    alert_attributes: (request.alert_attributes ?? []).map((alert): Alert =>
      alert.id == null ? { ...alert, id: Number(insertAlert.run().lastInsertRowid) } : alert,
    ),
  })
  const write = (sync: NewSync): number => {
    const request = JSON.stringify(withAlertIds(sync.request))
    const { lastInsertRowid } = insertSync.run(request, sync.status, sync.createdAt, sync.updatedAt)
    return Number(lastInsertRowid)
  }
  const sow = (): void => {
    database.exec(`
      DELETE FROM syncs; DELETE FROM alerts; DELETE FROM sqlite_sequence;
      INSERT INTO sqlite_sequence (name, seq)
      VALUES ('syncs', ${firstSyncId - 1}), ('alerts', ${firstAlertId - 1});
      ${runReset}
      ${eventReset}
      PRAGMA user_version = 1;
    `)
    for (const sync of seed) write(sync)
  }

  // The version tells a new database from one whose syncs were all deleted.
  const { user_version: version } = database.prepare('PRAGMA user_version').get() ?? {}
  const isNew = version === 0
  if (isNew) transaction(sow)

  const runs = createRunStore(database, history)
  return {
    isNew,
    count: () => Number(countSyncs.get()?.total),
    list: (order, offset, limit) => pageOf[order].all(limit, offset).map(readRow),
    get: (id) => {
      const row = selectSync.get(id)
      return row && readRow(row)
    },
    insert: (sync) => transaction(() => write(sync)),
    update: (id, { request, updatedAt }) =>
      transaction(() => {
        const text = JSON.stringify(withAlertIds(request))
        return updateSync.run(text, updatedAt, id).changes === 1
      }),
    remove: (id) => removeSync.run(id).changes === 1,
    scheduled: () => selectScheduled.all().map(readRow),
    sequences: () =>
      new Map(
        selectSequences
          .all()
          .map((row) => [
            Number(row.id),
            row.runs_after === null ? {} : { runsAfter: Number(row.runs_after) },
          ]),
      ),
    setStatus: (id, status) => {
      updateStatus.run(status, id)
    },
    runs,
    events: createEventStore(database),
    reset: () => {
      transaction(sow)
      runs.forgetNotes()
    },
    close: () => database.close(),
  }
}

/** Requests are written by this file alone, so they are trusted to be what they were. */
function readRow(row: Record<string, unknown>): StoredSync {
  const request: CreateSync = JSON.parse(String(row.request))
  return {
    id: Number(row.id),
    request,
    status: statusSchema.parse(row.status),
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
  }
}
