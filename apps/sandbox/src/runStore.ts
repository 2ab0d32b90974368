import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { CreateSync } from '@sync-builder/schema'
import * as z from 'zod'
import type { RunProgress } from './engine/runJob.ts'
import type { History } from './seed/history.ts'

const statusSchema = z.enum(['queued', 'working', 'completed', 'failed', 'skipped'])
type RunStatus = z.infer<typeof statusSchema>

/** What started a run. Source: reference 3.2, where `Manual` alone is documented. */
export interface TriggerReason {
  ui_tag: string
  ui_detail: string
}

/** That of a run which a schedule has started; the time is ISO 8601, UTC. */
export function scheduleReason(scheduledAt: string): TriggerReason {
  const [day, time = ''] = scheduledAt.split('T')
  return {
    ui_tag: 'Schedule',
    ui_detail: `Triggered by its schedule of ${day}, ${time.slice(0, 5)} UTC`,
  }
}

/** A run as it is kept. */
export interface StoredRun {
  id: number
  syncId: number
  status: RunStatus
  /** The sync as it was when the run was made. */
  request: CreateSync
  isFullForced: boolean
  reason: TriggerReason
  /** ISO 8601, UTC. */
  createdAt: string
  updatedAt: string
  completedAt: string | null
  scheduledAt: string | null
  progress: RunProgress | null
  error: { code: string; message: string; detail: string } | null
  isCanceled: boolean
}
export type NewRun = Pick<
  StoredRun,
  'syncId' | 'status' | 'request' | 'isFullForced' | 'reason' | 'createdAt' | 'scheduledAt'
>
export type RunChange = Partial<
  Pick<StoredRun, 'status' | 'progress' | 'error' | 'isCanceled' | 'completedAt'>
>

/** The runs of the workspace, on disk. */
export interface RunStore {
  insert: (run: NewRun) => number
  get: (id: number) => StoredRun | undefined
  update: (id: number, updatedAt: string, change: RunChange) => void
  /** How far a working run is; not on disk, where the engine keeps it itself. */
  note: (id: number, updatedAt: string, progress: RunProgress) => void
  /** Forgets what was noted of working runs: their ids are about to be given again. */
  forgetNotes: () => void
  count: (syncId: number) => number
  list: (syncId: number, order: 'asc' | 'desc', offset: number, limit: number) => StoredRun[]
  /** Queued and working runs, of one sync or of all, oldest first. */
  active: (syncId?: number) => StoredRun[]
  /** The last completed runs of a sync before another, newest first. */
  completedBefore: (syncId: number, runId: number, limit: number) => StoredRun[]
}

/** The id of the first run of the sandbox itself; those of the seed's history are below. */
export const firstRunId = 94_001

export const runTables = `
  CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sync_id INTEGER NOT NULL,
    status TEXT NOT NULL,
    request TEXT NOT NULL,
    is_full_forced INTEGER NOT NULL,
    reason TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    completed_at TEXT,
    scheduled_at TEXT,
    progress TEXT,
    error TEXT,
    is_canceled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS runs_of_sync ON runs (sync_id, id);
  CREATE INDEX IF NOT EXISTS active_runs ON runs (sync_id, id) WHERE status IN ('queued', 'working');
`

/** Forgets all runs. */
export const runReset = `
  DELETE FROM runs;
  INSERT INTO sqlite_sequence (name, seq) VALUES ('runs', ${firstRunId - 1});
`

/** Runs in a database that has their tables, with those of the history before them. */
export function createRunStore(database: DatabaseSync, history: History | undefined): RunStore {
  const insert = database.prepare(
    `INSERT INTO runs (sync_id, status, request, is_full_forced, reason, created_at, updated_at,
       completed_at, scheduled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const select = database.prepare('SELECT * FROM runs WHERE id = ?')
  const update = database.prepare(
    `UPDATE runs SET status = ?, progress = ?, error = ?, is_canceled = ?, completed_at = ?,
       updated_at = ? WHERE id = ?`,
  )
  const countRuns = database.prepare('SELECT count(*) AS total FROM runs WHERE sync_id = ?')
  const pageOf = {
    asc: database.prepare('SELECT * FROM runs WHERE sync_id = ? ORDER BY id ASC LIMIT ? OFFSET ?'),
    desc: database.prepare(
      'SELECT * FROM runs WHERE sync_id = ? ORDER BY id DESC LIMIT ? OFFSET ?',
    ),
  }
  const isActive = `status IN ('queued', 'working')`
  const selectActive = database.prepare(`SELECT * FROM runs WHERE ${isActive} ORDER BY id`)
  const selectActiveOf = database.prepare(
    `SELECT * FROM runs WHERE ${isActive} AND sync_id = ? ORDER BY id`,
  )
  const selectCompleted = database.prepare(
    `SELECT * FROM runs WHERE sync_id = ? AND id < ? AND status = 'completed'
     ORDER BY id DESC LIMIT ?`,
  )

  const countStored = (syncId: number) => Number(countRuns.get(syncId)?.total)

  const noted = new Map<number, Pick<StoredRun, 'updatedAt' | 'progress'>>()
  const readRow = (row: Record<string, SQLOutputValue>): StoredRun => {
    const run = storedRun(row)
    return { ...run, ...noted.get(run.id) }
  }

  const get = (id: number): StoredRun | undefined => {
    if (id < firstRunId) return history?.get(id)
    const row = select.get(id)
    return row && readRow(row)
  }
  return {
    insert: (run) => {
      const { lastInsertRowid } = insert.run(
        run.syncId,
        run.status,
        JSON.stringify(run.request),
        run.isFullForced ? 1 : 0,
        JSON.stringify(run.reason),
        run.createdAt,
        run.createdAt,
        run.status === 'skipped' ? run.createdAt : null,
        run.scheduledAt,
      )
      return Number(lastInsertRowid)
    },
    get,
    update: (id, updatedAt, change) => {
      const before = get(id)
      if (!before) return
      noted.delete(id)
      const { status, progress, error, isCanceled, completedAt } = { ...before, ...change }
      update.run(
        status,
        progress && JSON.stringify(progress),
        error && JSON.stringify(error),
        isCanceled ? 1 : 0,
        completedAt,
        updatedAt,
        id,
      )
    },
    note: (id, updatedAt, progress) => {
      noted.set(id, { updatedAt, progress })
    },
    forgetNotes: () => noted.clear(),
    count: (syncId) => countStored(syncId) + (history?.count(syncId) ?? 0),
    list(syncId, order, offset, limit) {
      const stored = (from: number, most: number) =>
        most > 0 ? pageOf[order].all(syncId, most, from).map(readRow) : []
      if (!history) return stored(offset, limit)
      if (order === 'desc') {
        const newest = stored(offset, limit)
        const from = Math.max(0, offset - countStored(syncId))
        return [...newest, ...history.list(syncId, from, limit - newest.length)]
      }
      const earlier = history.count(syncId)
      const oldest = Math.max(0, Math.min(limit, earlier - offset))
      return [
        ...history.list(syncId, earlier - offset - oldest, oldest).toReversed(),
        ...stored(Math.max(0, offset - earlier), limit - oldest),
      ]
    },
    active: (syncId) =>
      (syncId === undefined ? selectActive.all() : selectActiveOf.all(syncId)).map(readRow),
    completedBefore(syncId, runId, limit) {
      const stored = selectCompleted.all(syncId, runId, limit).map(readRow)
      // Few of the history are not completed.
      const earlier = stored.length < limit ? (history?.list(syncId, 0, 2 * limit) ?? []) : []
      return [...stored, ...earlier.filter(isCompleted)].slice(0, limit)
    },
  }
}

function isCompleted({ status }: StoredRun): boolean {
  return status === 'completed'
}

/** Runs are written by this file alone, so they are trusted to be what they were. */
function storedRun(row: Record<string, SQLOutputValue>): StoredRun {
  const request: CreateSync = JSON.parse(String(row.request))
  const reason: TriggerReason = JSON.parse(String(row.reason))
  const progress: RunProgress | null =
    row.progress == null ? null : JSON.parse(String(row.progress))
  const error: StoredRun['error'] = row.error == null ? null : JSON.parse(String(row.error))
  return {
    id: Number(row.id),
    syncId: Number(row.sync_id),
    status: statusSchema.parse(row.status),
    request,
    isFullForced: row.is_full_forced === 1,
    reason,
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
    completedAt: row.completed_at == null ? null : String(row.completed_at),
    scheduledAt: row.scheduled_at == null ? null : String(row.scheduled_at),
    progress,
    error,
    isCanceled: row.is_canceled === 1,
  }
}
