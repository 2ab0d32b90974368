import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from '../inTransaction.ts'
import { forgetChanges } from './changeLog.ts'
import type { RunJob, RunOutcome, RunProgress } from './runJob.ts'

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
    database.prepare('DELETE FROM records WHERE run_id <= ?').run(last)
    database.prepare('DELETE FROM batches WHERE run_id <= ?').run(last)
    forgetChanges(database, last)
  })
}
