import type { DatabaseSync } from 'node:sqlite'
import type { Behavior } from '@sync-builder/schema'
import { lastNumber, makeOutbox, outboxColumns, retries } from './outbox.ts'
import type { RecordPlan } from './recordPlan.ts'
import { literal, quoted, sqlValueOf, type SqlValue } from './sql.ts'

/** What a run looks for changes by. */
export interface ChangeQuestion {
  syncId: number
  runId: number
  behavior: Behavior
  /** The run was cut short, and goes on. */
  isResumed: boolean
  /** All rows are taken for changed. */
  isFull: boolean
  /** No run of the sync has finished before. */
  isFirst: boolean
  /** The last run that finished; 0 before one has. */
  lastRunId: number
  /** The column of times by which an append finds its rows, and the mark of the run before. */
  highWaterMark: { column: string; before: SqlValue } | undefined
  inputs: readonly string[]
}

/** What a run has taken from its source; the rows to be sent are in the outbox. */
export interface Changes {
  count: number
  invalid: number
  /** New or changed rows, and those gone: without what was rejected and is only tried again. */
  updates: number
  deletes: number
  /** The outbox holds the rows 1 to `last`; those from `firstGone` on are gone. */
  firstGone: number
  last: number
  /** The newest time of the source; undefined where nothing asks for it. */
  mark: SqlValue | undefined
}

/** What a row of the outbox is sent as; the row log says it too (3.3, 5.18). */
function operationWord(behavior: Behavior): string {
  if (behavior.operation !== 'mirror') return behavior.operation
  return behavior.strategy === 'upload_and_swap' ? 'mirror' : 'upsert'
}

/**
 * Finds what a run has to send and puts it into the table `outbox`, in SQL alone: rows whose
 * fingerprint is not the one that was last tried, rows that were rejected, and with `mirror` the
 * keys that are gone. Rows without a key, and all of those that share one, are invalid: they go
 * into the row log, and never to the destination. Source: reference 5.2 to 5.6.
 */
export function takeChanges(
  database: DatabaseSync,
  plan: RecordPlan,
  question: ChangeQuestion,
): Changes {
  const { syncId, runId, behavior, highWaterMark } = question
  const { relation, inRelation } = plan
  makeOutbox(database, plan)
  const time = highWaterMark && quoted(highWaterMark.column)
  const whole = database
    .prepare(
      `SELECT count(*) AS count, ${time ? `max(${time})` : 'NULL'} AS mark FROM ${relation.sql}`,
    )
    .get()
  const count = Number(whole?.count)
  const mark = sqlValueOf(whole?.mark)

  const key = keySql(plan, question.inputs)
  database.exec(`
    DROP TABLE IF EXISTS temp.repeated;
    CREATE TEMP TABLE repeated AS SELECT key FROM (SELECT ${key} AS key FROM ${relation.sql})
    GROUP BY key HAVING key IS NULL OR count(*) > 1`)
  const columns = outboxColumns(plan)
  const rows = `(SELECT ${[
    `${key} AS key`,
    `${plan.fingerprint(question.inputs, inRelation)} AS fingerprint`,
    `${time ?? 'NULL'} AS time`,
    ...columns.map(({ column, sql }) => `${sql} AS ${column}`),
  ].join(', ')} FROM ${relation.sql}) AS r`
  const hasInvalid = database.prepare('SELECT 1 FROM repeated').get() !== undefined
  const isInvalid = hasInvalid
    ? '(r.key IS NULL OR r.key IN (SELECT key FROM repeated WHERE key IS NOT NULL))'
    : 'false'
  const invalid = question.isResumed
    ? loggedInvalid(database, runId)
    : hasInvalid
      ? logInvalid(database, plan, key, isInvalid, question)
      : 0

  const bound = { sync: syncId, run: runId }
  const found = `FROM ${rows} LEFT JOIN sent ON sent.sync_id = :sync AND sent.key = r.key
    WHERE NOT ${isInvalid}`
  if (isSkippingAll(question)) {
    // What is there already is marked as seen (5.5); with a mark, the mark alone does that.
    if (!highWaterMark) {
      database
        .prepare(
          `INSERT INTO sent SELECT :sync, r.key, r.fingerprint, 0, 0, :run ${found} AND sent.key IS NULL`,
        )
        .run(bound)
    }
  } else {
    database
      .prepare(
        `INSERT INTO outbox
         SELECT NULL, r.key, ${literal(operationWord(behavior))},
           ${question.isFull ? '0' : 'ifnull(sent.is_pending AND sent.fingerprint IS r.fingerprint, 0)'}, NULL, NULL
           ${columns.map(({ column }) => `, r.${column}`).join('')}
         ${found} AND sent.run_id IS NOT :run AND (${changedSql(question)})`,
      )
      .run({ ...bound, ...timesOf(question, mark) })
  }
  const rowCount = lastNumber(database)
  const updates = rowCount - retries(database, { from: 1, to: rowCount })
  if (behavior.operation === 'mirror') takeGone(database, plan, key, question)
  const last = lastNumber(database)
  return {
    count,
    invalid,
    updates,
    deletes: last - rowCount - retries(database, { from: rowCount + 1, to: last }),
    firstGone: rowCount + 1,
    last,
    mark: highWaterMark ? mark : undefined,
  }
}

/**
 * The key of a row. Rows without one are told apart by all that is read of them, and copies by
 * their place among their like: each is then sent once.
 */
function keySql({ key, fingerprint, inRelation }: RecordPlan, inputs: readonly string[]): string {
  if (key) return key.sql(inRelation)
  const whole = fingerprint(inputs, inRelation)
  return `${whole} || ' ' || row_number() OVER (PARTITION BY ${whole})`
}

function isSkippingAll({ behavior, isFirst }: ChangeQuestion): boolean {
  return behavior.operation === 'append' && behavior.history === 'skip_current_records' && isFirst
}

/** Which rows are sent, by operation. Source: reference 5.2, 5.5. */
function changedSql({ behavior, isFull, highWaterMark }: ChangeQuestion): string {
  switch (behavior.operation) {
    case 'append':
      return highWaterMark
        ? // A run that did not finish has left the mark: what it sent is not sent again.
          `(ifnull(r.time >= :before, true) AND r.time < :mark AND NOT
            (ifnull(sent.run_id, 0) > :last AND sent.fingerprint IS r.fingerprint)) OR sent.is_pending`
        : 'sent.key IS NULL OR sent.is_pending'
    case 'insert':
    case 'delete':
      return isFull ? 'true' : 'sent.key IS NULL OR sent.is_pending'
    case 'mirror':
      // The whole object is written each time, so nothing is compared.
      if (behavior.strategy === 'upload_and_swap') return 'true'
      return isFull ? 'true' : 'sent.fingerprint IS NOT r.fingerprint OR sent.is_pending'
    case 'update':
    case 'upsert':
      return isFull ? 'true' : 'sent.fingerprint IS NOT r.fingerprint OR sent.is_pending'
  }
}

/** W(n-1) <= timestamp < Wn, and everything before W1 in the first run. Source: reference 5.5. */
function timesOf(
  { highWaterMark, lastRunId }: ChangeQuestion,
  mark: SqlValue,
): Record<string, SqlValue> {
  return highWaterMark ? { before: highWaterMark.before, mark, last: lastRunId } : {}
}

/** What was logged of them before the run was cut short stays what was found. */
function loggedInvalid(database: DatabaseSync, runId: number): number {
  const row = database
    .prepare('SELECT count(*) AS total FROM records WHERE run_id = ? AND batch IS NULL')
    .get(runId)
  return Number(row?.total)
}

/** Null and duplicate identifiers, all rows of one included. Source: reference 5.6. */
function logInvalid(
  database: DatabaseSync,
  { relation, payload, inRelation }: RecordPlan,
  key: string,
  isInvalid: string,
  { runId, behavior }: ChangeQuestion,
): number {
  const { changes } = database
    .prepare(
      `INSERT INTO records
       SELECT :run, row_number() OVER (), CAST(r.key AS TEXT), r.payload, ${literal(operationWord(behavior))}, 'invalid',
         iif(r.key IS NULL, 'NULL: the row has no identifier',
           'DUPLICATE: several rows have this identifier, and none of them is sent'), NULL
       FROM (SELECT ${key} AS key, ${payload(inRelation)} AS payload FROM ${relation.sql}) AS r
       WHERE ${isInvalid}`,
    )
    .run({ run: runId })
  return Number(changes)
}

/**
 * What left the source since it was sent: to be deleted, or its fields to be emptied. An invalid
 * row is still there. What the destination never took is only forgotten. Source: reference 5.3.
 */
function takeGone(
  database: DatabaseSync,
  { relation }: RecordPlan,
  key: string,
  { syncId, runId, behavior }: ChangeQuestion,
): void {
  const isGone = `sync_id = :sync AND key NOT IN (SELECT k FROM (SELECT ${key} AS k FROM ${relation.sql}) WHERE k IS NOT NULL)`
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'
  if (isSwap) {
    // The new object is without them: nothing is sent for them.
    database.prepare(`DELETE FROM sent WHERE ${isGone}`).run({ sync: syncId })
    return
  }
  database.prepare(`DELETE FROM sent WHERE ${isGone} AND NOT is_there`).run({ sync: syncId })
  const isNulling =
    behavior.operation === 'mirror' && behavior.strategy === 'sync_updates_and_nulls'
  database
    .prepare(
      `INSERT INTO outbox (key, operation, is_retry)
       SELECT key, ${isNulling ? "'upsert'" : "'delete'"}, is_pending
       FROM sent WHERE ${isGone} AND run_id IS NOT :run`,
    )
    .run({ sync: syncId, run: runId })
}
