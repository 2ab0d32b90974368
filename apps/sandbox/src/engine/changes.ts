import type { DatabaseSync } from 'node:sqlite'
import type { Behavior } from '@sync-builder/schema'
import { makeOutbox, outboxColumns, retries } from './outbox.ts'
import { allRows, changedRows, notePlaces, type SourceRows } from './places.ts'
import type { RecordPlan } from './recordPlan.ts'
import { openLog, settleRecords } from './runLog.ts'
import { literal, quoted, selected, sqlValueOf, type SqlValue } from './sql.ts'
import {
  ensureSyncTables,
  keptColumns,
  keptOf,
  recordsTable,
  sameSql,
  sentTable,
} from './syncTables.ts'

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
}

/** What a run has taken from its source; the rows to be sent are in the outbox. */
export interface Changes {
  count: number
  invalid: number
  /** New or changed rows, and those gone: without what was rejected and is only tried again. */
  updates: number
  deletes: number
  /** The outbox holds the rows `first` to `last`; those from `firstGone` on are gone. */
  first: number
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
 * Finds what a run has to send and puts it into the outbox, in SQL alone: rows that are not what
 * was last tried, rows that were rejected, and with `mirror` the keys that are gone. Rows without a
 * key, and all of those that share one, are invalid: they go into the row log, and never to the
 * destination. Source: reference 5.2 to 5.6.
 */
export function takeChanges(
  database: DatabaseSync,
  plan: RecordPlan,
  question: ChangeQuestion,
): Changes {
  const { syncId, behavior, highWaterMark } = question
  ensureSyncTables(database, syncId, plan)
  openLog(database, question, plan)
  const time = highWaterMark && quoted(highWaterMark.column)
  const whole = database
    .prepare(
      `SELECT count(*) AS count, ${time ? `max(${time})` : 'NULL'} AS mark FROM ${plan.relation.sql}`,
    )
    .get()
  const mark = sqlValueOf(whole?.mark)

  const hasSent = database.prepare(`SELECT 1 FROM ${sentTable(syncId)}`).get() !== undefined
  const rows =
    hasSent && isCompared(question)
      ? changedRows(database, syncId, plan, isByKeyAlone(behavior))
      : allRows(plan)
  const isInvalid = findInvalid(database, plan, rows)
  if (hasSent) notePlaces(database, syncId, plan, rows, isInvalid)
  const invalid = question.isResumed
    ? loggedInvalid(database, question)
    : logInvalid(database, plan, rows, isInvalid, question)

  const first = lastNumber(database, syncId) + 1
  makeOutbox(database, syncId, plan, first)
  takeRows(database, plan, rows, isInvalid, question, mark)
  const lastRow = lastNumber(database, syncId)
  if (behavior.operation === 'mirror') takeGone(database, plan, rows, question)
  const last = lastNumber(database, syncId)
  const news = (from: number, to: number) => to - from + 1 - retries(database, { from, to })
  return {
    count: Number(whole?.count),
    invalid,
    updates: news(first, lastRow),
    deletes: news(lastRow + 1, last),
    first,
    firstGone: lastRow + 1,
    last,
    mark: highWaterMark ? mark : undefined,
  }
}

function lastNumber(database: DatabaseSync, syncId: number): number {
  const row = database
    .prepare(`SELECT ifnull(max(number), 0) AS last FROM ${recordsTable(syncId)}`)
    .get()
  return Number(row?.last)
}

/** Whether what was sent before decides about each row. */
function isCompared({ behavior, isFull, highWaterMark }: ChangeQuestion): boolean {
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'
  return !isFull && !isSwap && !highWaterMark
}

/** Whether a row that was sent is not sent again, whatever it holds (5.2). */
function isByKeyAlone({ operation }: Behavior): boolean {
  return operation === 'append' || operation === 'insert' || operation === 'delete'
}

/** The SQL condition of an invalid row `r` with its `key`: it has none, or shares it (5.6). */
function findInvalid(database: DatabaseSync, { rowKey }: RecordPlan, { sql }: SourceRows): string {
  database.exec(`
    DROP TABLE IF EXISTS temp.repeated;
    CREATE TEMP TABLE repeated AS SELECT key FROM (SELECT ${rowKey} AS key FROM ${sql})
    GROUP BY key HAVING key IS NULL OR count(*) > 1`)
  return database.prepare('SELECT 1 FROM repeated').get() === undefined
    ? 'false'
    : '(r.key IS NULL OR r.key IN (SELECT key FROM repeated WHERE key IS NOT NULL))'
}

/** Puts the rows that are to be sent into the outbox. */
function takeRows(
  database: DatabaseSync,
  plan: RecordPlan,
  { sql, place }: SourceRows,
  isInvalid: string,
  question: ChangeQuestion,
  mark: SqlValue,
): void {
  const { syncId, runId, behavior, highWaterMark, isFull } = question
  const columns = outboxColumns(plan)
  const found = `
    FROM (SELECT ${selected([
      { column: 'place', sql: place ?? 'NULL' },
      { column: 'key', sql: plan.rowKey },
      { column: 'time', sql: highWaterMark ? quoted(highWaterMark.column) : 'NULL' },
      ...columns,
    ])} FROM ${sql}) AS r
    LEFT JOIN ${sentTable(syncId)} AS s ON s.key = r.key WHERE NOT ${isInvalid}`
  if (isSkippingAll(question)) {
    // What is there already is marked as seen (5.5); with a mark, the mark alone does that.
    if (highWaterMark) return
    const kept = keptColumns(plan)
    database
      .prepare(
        `INSERT INTO ${sentTable(syncId)}
           (${['place', 'key', 'is_there', 'is_pending', 'run_id', ...kept].join(', ')})
         SELECT ${['r.place', 'r.key', '0', '0', ':run', ...kept.map((name) => `r.${name}`)].join(', ')}
         ${found} AND s.key IS NULL`,
      )
      .run({ run: runId })
    return
  }
  const isSame = sameSql(plan)
  const names = columns.map(({ column }) => column)
  database
    .prepare(
      `INSERT INTO ${recordsTable(syncId)}
         (${['place', 'key', 'operation', 'is_retry', ...names].join(', ')})
       SELECT ${[
         'r.place',
         'r.key',
         literal(operationWord(behavior)),
         isFull ? '0' : `ifnull(s.is_pending AND ${isSame}, 0)`,
         ...names.map((name) => `r.${name}`),
       ].join(', ')}
       ${found} AND s.run_id IS NOT :run AND (${changedSql(question, isSame)})`,
    )
    .run({ run: runId, ...timesOf(question, mark) })
}

function isSkippingAll({ behavior, isFirst }: ChangeQuestion): boolean {
  return behavior.operation === 'append' && behavior.history === 'skip_current_records' && isFirst
}

/** Which rows `r` are sent, by operation, `s` being what was sent. Source: reference 5.2, 5.5. */
function changedSql({ behavior, isFull, highWaterMark }: ChangeQuestion, isSame: string): string {
  switch (behavior.operation) {
    case 'append':
      return highWaterMark
        ? // A run that did not finish has left the mark: what it sent is not sent again.
          `(ifnull(r.time >= :before, true) AND r.time < :mark AND NOT
            (ifnull(s.run_id, 0) > :last AND ${isSame})) OR s.is_pending`
        : 's.key IS NULL OR s.is_pending'
    case 'insert':
    case 'delete':
      return isFull ? 'true' : 's.key IS NULL OR s.is_pending'
    case 'mirror':
      // The whole object is written each time, so nothing is compared.
      if (behavior.strategy === 'upload_and_swap') return 'true'
      return isFull ? 'true' : `s.key IS NULL OR s.is_pending OR NOT (${isSame})`
    case 'update':
    case 'upsert':
      return isFull ? 'true' : `s.key IS NULL OR s.is_pending OR NOT (${isSame})`
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
function loggedInvalid(database: DatabaseSync, { syncId, runId }: ChangeQuestion): number {
  const row = database
    .prepare(
      `SELECT count(*) AS total FROM ${recordsTable(syncId)}
       WHERE status = 'invalid' AND number >= (SELECT first_record FROM logs WHERE run_id = ?)`,
    )
    .get(runId)
  return Number(row?.total)
}

/** Null and duplicate identifiers, all rows of one included. Source: reference 5.6. */
function logInvalid(
  database: DatabaseSync,
  plan: RecordPlan,
  { sql }: SourceRows,
  isInvalid: string,
  { syncId, runId, behavior }: ChangeQuestion,
): number {
  const kept = keptOf(plan)
  const { changes } = database
    .prepare(
      `INSERT INTO ${recordsTable(syncId)}
         (${['key', 'operation', 'status', 'message', ...kept.map(({ column }) => column)].join(', ')})
       SELECT r.key, ${literal(operationWord(behavior))}, 'invalid',
         iif(r.key IS NULL, 'NULL: the row has no identifier',
           'DUPLICATE: several rows have this identifier, and none of them is sent')
         ${kept.map(({ column }) => `, r.${column}`).join('')}
       FROM (SELECT ${selected([{ column: 'key', sql: plan.rowKey }, ...kept])} FROM ${sql}) AS r
       WHERE ${isInvalid}`,
    )
    .run()
  settleRecords(database, runId, lastNumber(database, syncId))
  return Number(changes)
}

/**
 * What left the source since it was sent: to be deleted, or its fields to be emptied. An invalid
 * row is still there. What the destination never took is only forgotten. Source: reference 5.3.
 */
function takeGone(
  database: DatabaseSync,
  { relation, rowKey }: RecordPlan,
  { sql, place, isNarrowed }: SourceRows,
  { syncId, runId, behavior }: ChangeQuestion,
): void {
  const sent = sentTable(syncId)
  const isElsewhere = isNarrowed
    ? `AND NOT EXISTS (SELECT 1 FROM ${relation.sql} AS r
         WHERE r.${place} = s.place AND s.place NOT IN (SELECT place FROM candidates))`
    : ''
  database.exec(`
    DROP TABLE IF EXISTS temp.gone;
    CREATE TEMP TABLE gone AS SELECT s.key FROM ${sent} AS s
    WHERE s.key NOT IN (SELECT k FROM (SELECT ${rowKey} AS k FROM ${sql}) WHERE k IS NOT NULL)
      ${isElsewhere}`)
  const isGone = 'key IN (SELECT key FROM gone)'
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'
  if (isSwap) {
    // The new object is without them: nothing is sent for them.
    database.exec(`DELETE FROM ${sent} WHERE ${isGone}`)
    return
  }
  database.exec(`DELETE FROM ${sent} WHERE ${isGone} AND NOT is_there`)
  const isNulling =
    behavior.operation === 'mirror' && behavior.strategy === 'sync_updates_and_nulls'
  database
    .prepare(
      `INSERT INTO ${recordsTable(syncId)} (key, operation, is_retry)
       SELECT key, ${isNulling ? "'upsert'" : "'delete'"}, is_pending
       FROM ${sent} WHERE ${isGone} AND run_id IS NOT ? ORDER BY key`,
    )
    .run(runId)
}
