import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../inTransaction.ts'
import { forgetChanges } from './changeLog.ts'
import type { Range, Sending } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import type { RunJob, RunOutcome, RunProgress } from './runJob.ts'
import { literal } from './sql.ts'
import { inKept, recordsTable } from './syncTables.ts'

/** What is kept of a run: how far it came, and how it ended if it did. */
export interface KeptRun {
  progress: RunProgress
  outcome: RunOutcome | undefined
}

/** What this file wrote is trusted to be what it was. */
export function keptRun(database: DatabaseSync, runId: number): KeptRun | undefined {
  const row = database.prepare('SELECT progress, outcome FROM runs WHERE run_id = ?').get(runId)
  if (!row) return undefined
  const progress: RunProgress = JSON.parse(String(row.progress))
  const outcome: RunOutcome | null = row.outcome === null ? null : JSON.parse(String(row.outcome))
  return { progress, outcome: outcome ?? undefined }
}

/** Keeps how far a run is; to be called in the transaction that took it there. */
export function keepProgress(
  database: DatabaseSync,
  { runId, syncId }: RunJob,
  progress: RunProgress,
): void {
  database
    .prepare(
      `INSERT INTO runs VALUES (?, ?, ?, NULL)
       ON CONFLICT DO UPDATE SET progress = excluded.progress`,
    )
    .run(runId, syncId, JSON.stringify(progress))
}

/** Keeps how a run ended. */
export function keepOutcome(
  database: DatabaseSync,
  { runId, syncId }: RunJob,
  outcome: RunOutcome,
): void {
  database
    .prepare('INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?)')
    .run(runId, syncId, JSON.stringify(outcome.progress), JSON.stringify(outcome))
}

/**
 * Begins the row log of a run, or goes on with it where the run was cut short: what no run has sent
 * is no part of the log.
 */
export function openLog(
  database: DatabaseSync,
  { runId, syncId }: Pick<RunJob, 'runId' | 'syncId'>,
  plan: RecordPlan,
): void {
  const records = recordsTable(syncId)
  const last = Number(
    database
      .prepare('SELECT ifnull(max(last_record), 0) AS last FROM logs WHERE sync_id = ?')
      .get(syncId)?.last,
  )
  database.prepare(`DELETE FROM ${records} WHERE number > ?`).run(last)
  database.prepare('DELETE FROM batches WHERE run_id = ? AND first_record > ?').run(runId, last)
  // Of what is gone from the source its key alone is known.
  const ofGone = `json_object(${literal(plan.key?.column?.name ?? plan.key?.to ?? 'key')}, r.key)`
  const payload = `iif(b.is_gone, ${ofGone}, ${plan.payload(inKept(plan, 'r'))})`
  database.prepare('INSERT OR IGNORE INTO payloads (sql) VALUES (?)').run(payload)
  database
    .prepare(
      `INSERT INTO logs
       SELECT :run, :sync, :last + 1, :last, payload_id FROM payloads WHERE sql = :payload
       ON CONFLICT DO UPDATE SET payload_id = excluded.payload_id`,
    )
    .run({ run: runId, sync: syncId, last, payload })
}

/** What became of the records of a run is known up to this one. */
export function settleRecords(database: DatabaseSync, runId: number, last: number): void {
  database.prepare('UPDATE logs SET last_record = ? WHERE run_id = ?').run(last, runId)
}

/** Keeps when a batch was sent. */
export function keepBatch(
  database: DatabaseSync,
  runId: number,
  { from }: Range,
  sending: Sending,
  times: { startedAt: string; completedAt: string },
): void {
  database
    .prepare('INSERT INTO batches VALUES (?, ?, ?, ?, ?)')
    .run(runId, from, sending === 'gone' ? 1 : 0, times.startedAt, times.completedAt)
}

/** Where the records of a run are. */
export interface RecordLog {
  /** Quoted. */
  table: string
  /** The numbers of its records, both included. */
  first: number
  last: number
  /** Which batch `b` a record `r` was in, as SQL; what is invalid was in none. */
  isBatch: string
  /** What was read of the row, as JSON (3.3): SQL over both. */
  payload: string
}

/** Undefined where there is none: before the run has read anything, and when it is forgotten. */
export function recordLogOf(database: DatabaseSync, runId: number): RecordLog | undefined {
  const log = database
    .prepare('SELECT * FROM logs NATURAL JOIN payloads WHERE run_id = ?')
    .get(runId)
  if (!log) return undefined
  return {
    table: recordsTable(Number(log.sync_id)),
    first: Number(log.first_record),
    last: Number(log.last_record),
    isBatch: `b.run_id = ${runId} AND b.first_record =
      (SELECT max(first_record) FROM batches WHERE run_id = ${runId} AND first_record <= r.number)`,
    payload: String(log.sql),
  }
}

/** For so long the records of a run are kept. Source: reference 3.3. */
export const recordRetentionMs = 14 * 86_400_000

/** Forgets the records and batches of runs whose last batch is older than they are kept. */
export function forgetOldRecords(database: DatabaseSync, now: Date): void {
  const oldest = new Date(now.getTime() - recordRetentionMs).toISOString()
  const row = database
    .prepare(
      `SELECT max(run_id) AS run FROM
         (SELECT run_id FROM batches GROUP BY run_id HAVING max(completed_at) < ?)`,
    )
    .get(oldest)
  const last = Number(row?.run ?? 0)
  if (last === 0) return
  // Runs are done in the order of their ids, so those before it, some without a batch, are older.
  inTransaction(database, () => {
    for (const log of database.prepare('SELECT * FROM logs WHERE run_id <= ?').all(last)) {
      database
        .prepare(
          `DELETE FROM ${recordsTable(Number(log.sync_id))} WHERE number BETWEEN :first AND :last`,
        )
        .run({ first: Number(log.first_record), last: Number(log.last_record) })
    }
    database.prepare('DELETE FROM logs WHERE run_id <= ?').run(last)
    database.prepare('DELETE FROM batches WHERE run_id <= ?').run(last)
    forgetChanges(database, last)
    database.exec('DELETE FROM payloads WHERE payload_id NOT IN (SELECT payload_id FROM logs)')
  })
}
