import type { DryRun } from '@sync-builder/schema'
import { changesOf } from './changeLog.ts'
import { executeRun, type Engine } from './executeRun.ts'
import type { RunEvent, RunJob } from './runJob.ts'

/** What a dry run found, or why the run itself would fail; `crowded` where too many wait already. */
export type DryOutcome =
  | { kind: 'done'; numbers: DryRun }
  | { kind: 'failed'; message: string }
  | { kind: 'canceled' | 'crowded' }

/** What is to be run dry: it has no run, and so no id. */
export type DryJob = Omit<RunJob, 'runId'>

/** Ids of runs begin far above. */
const noRun = 0

/**
 * A run of which nothing is left: all that it writes is taken back, and files are not written.
 * Until it has ended nobody else may write on the same connection. Source: reference 5.17.
 */
export function* dryRun(
  engine: Engine,
  job: DryJob,
  isCanceled: () => boolean,
): Generator<RunEvent, DryOutcome> {
  const { database } = engine
  database.exec('BEGIN IMMEDIATE')
  try {
    const run = { ...job, runId: noRun }
    const outcome = yield* executeRun({ ...engine, isDry: true }, run, isCanceled)
    if (outcome.kind === 'canceled') return { kind: 'canceled' }
    if (outcome.kind === 'failed') return { kind: 'failed', message: outcome.message }
    const { progress } = outcome
    const changes = changesOf(database, noRun)
    return {
      kind: 'done',
      numbers: {
        source_records: progress.source_record_count,
        source_changed: progress.source_record_updates + progress.source_record_deletes,
        source_invalid: progress.source_record_invalids,
        destination_before: changes?.destination_before,
        destination_after: changes?.destination_after,
        expected_creates: changes?.created,
        expected_updates: changes?.updated,
        expected_deletes: changes?.deleted,
        expected_rejects: progress.records_failed,
      },
    }
  } finally {
    // SQLite takes some failures back by itself.
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}
