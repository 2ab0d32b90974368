import type { DatabaseSync } from 'node:sqlite'
import type { Behavior } from '@sync-builder/schema'
import { makeOutbox, outboxColumns, retries } from './outbox.ts'
import { keptInputs, type RecordPlan } from './recordPlan.ts'
import { openLog, settleRecords } from './runLog.ts'
import { literal, quoted, sqlValueOf, type SqlValue } from './sql.ts'
import { ensureSyncTables, keptColumn, recordsTable, sentTable } from './syncTables.ts'

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
  const { syncId, runId, behavior, highWaterMark } = question
  ensureSyncTables(database, syncId, plan)
  const records = recordsTable(syncId)
  const sent = sentTable(syncId)
  openLog(database, question, plan)
  const time = highWaterMark && quoted(highWaterMark.column)
  const whole = database
    .prepare(
      `SELECT count(*) AS count, ${time ? `max(${time})` : 'NULL'} AS mark FROM ${plan.relation.sql}`,
    )
    .get()
  const count = Number(whole?.count)
  const mark = sqlValueOf(whole?.mark)

  const hasSent = database.prepare(`SELECT 1 FROM ${sent}`).get() !== undefined
  const isNarrowed = hasSent && mayNarrow(plan, question)
  if (isNarrowed) findCandidates(database, plan, question)
  const source: Source = {
    ...plan.relation,
    sql: isNarrowed ? candidateRows(plan) : plan.relation.sql,
    key: keySql(plan),
  }
  database.exec(`
    DROP TABLE IF EXISTS temp.repeated;
    CREATE TEMP TABLE repeated AS SELECT key FROM (SELECT ${source.key} AS key FROM ${source.sql})
    GROUP BY key HAVING key IS NULL OR count(*) > 1`)
  const hasInvalid = database.prepare('SELECT 1 FROM repeated').get() !== undefined
  const isInvalid = hasInvalid
    ? '(r.key IS NULL OR r.key IN (SELECT key FROM repeated WHERE key IS NOT NULL))'
    : 'false'
  if (hasSent && plan.key && source.place) {
    keepPlaces(database, sent, { ...source, place: source.place }, isInvalid)
  }
  const invalid = question.isResumed
    ? loggedInvalid(database, question)
    : hasInvalid
      ? logInvalid(database, plan, source, isInvalid, question)
      : 0

  const firstFree = lastNumber(database, records) + 1
  makeOutbox(database, syncId, plan, firstFree)
  const columns = outboxColumns(plan)
  const rows = `(SELECT ${[
    `${(plan.key && source.place) ?? 'NULL'} AS place`,
    `${source.key} AS key`,
    `${time ?? 'NULL'} AS time`,
    ...columns.map(({ column, sql }) => `${sql} AS ${column}`),
  ].join(', ')} FROM ${source.sql}) AS r`
  const isSame = sameSql(plan)
  const bound = { run: runId }
  const found = `FROM ${rows} LEFT JOIN ${sent} AS s ON s.key = r.key WHERE NOT ${isInvalid}`
  if (isSkippingAll(question)) {
    // What is there already is marked as seen (5.5); with a mark, the mark alone does that.
    if (!highWaterMark) {
      const kept = keptInputs(plan).map(keptColumn)
      database
        .prepare(
          `INSERT INTO ${sent} (${['place', 'key', 'is_there', 'is_pending', 'run_id', ...kept].join(', ')})
           SELECT ${['r.place', 'r.key', '0', '0', ':run', ...kept.map((column) => `r.${column}`)].join(', ')}
           ${found} AND s.key IS NULL`,
        )
        .run(bound)
    }
  } else {
    const names = columns.map(({ column }) => `, ${column}`).join('')
    database
      .prepare(
        `INSERT INTO ${records} (place, key, operation, is_retry${names})
         SELECT r.place, r.key, ${literal(operationWord(behavior))},
           ${question.isFull ? '0' : `ifnull(s.is_pending AND ${isSame}, 0)`}
           ${columns.map(({ column }) => `, r.${column}`).join('')}
         ${found} AND s.run_id IS NOT :run AND (${changedSql(question, isSame)})`,
      )
      .run({ ...bound, ...timesOf(question, mark) })
  }
  const lastRow = lastNumber(database, records)
  const updates = lastRow - firstFree + 1 - retries(database, { from: firstFree, to: lastRow })
  if (behavior.operation === 'mirror') takeGone(database, plan, source, isNarrowed, question)
  const last = lastNumber(database, records)
  return {
    count,
    invalid,
    updates,
    deletes: last - lastRow - retries(database, { from: lastRow + 1, to: last }),
    first: firstFree,
    firstGone: lastRow + 1,
    last,
    mark: highWaterMark ? mark : undefined,
  }
}

/** The rows of the source that a run looks at one by one. */
interface Source {
  sql: string
  place: string | undefined
  key: string
}

function lastNumber(database: DatabaseSync, records: string): number {
  return Number(
    database.prepare(`SELECT ifnull(max(number), 0) AS last FROM ${records}`).get()?.last,
  )
}

/**
 * The key of a row. Rows without one are told apart by all that is read of them, and copies by
 * their place among their like: each is then sent once.
 */
function keySql({ key, whole, inRelation }: RecordPlan): string {
  if (key) return key.sql(inRelation)
  return `${whole} || ' ' || row_number() OVER (PARTITION BY ${whole})`
}

/** Whether a row `r` holds what the sent one `s` held, as far as that is kept. */
function sameSql(plan: RecordPlan): string {
  const columns = keptInputs(plan).map(keptColumn)
  if (columns.length === 0) return 'true'
  // As two rows of values: a chain of conditions may only be so deep.
  const valuesOf = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`
  return `${valuesOf('s')} IS ${valuesOf('r')}`
}

/** What is kept of a row of the source. */
function keptOf(plan: RecordPlan): string[] {
  return keptInputs(plan).map((input) => `${plan.inRelation(input)} AS ${keptColumn(input)}`)
}

/**
 * Whether rows that are where they were when they were sent, and hold the same, need no further
 * look. They cannot share a key among themselves, since no two sent rows do.
 */
function mayNarrow(
  { relation, key }: RecordPlan,
  { behavior, isFull, highWaterMark }: ChangeQuestion,
): boolean {
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'
  return !!relation.place && !!key && !isFull && !isSwap && !highWaterMark
}

/** Puts the places of all other rows into the table `candidates`. */
function findCandidates(
  database: DatabaseSync,
  plan: RecordPlan,
  { syncId, behavior }: ChangeQuestion,
): void {
  const { place = '', sql } = plan.relation
  const sent = sentTable(syncId)
  const key = keySql(plan)
  const isByKeyAlone = ['append', 'insert', 'delete'].includes(behavior.operation)
  const keyed = `(SELECT ${place} AS place, ${key} AS key FROM ${sql})`
  database.exec(`
    DROP TABLE IF EXISTS temp.candidates;
    CREATE TEMP TABLE candidates (place INTEGER PRIMARY KEY);
    INSERT INTO candidates
    SELECT r.place FROM
      (SELECT ${[`${place} AS place`, `${key} AS key`, ...keptOf(plan)].join(', ')} FROM ${sql}) AS r
    LEFT JOIN ${sent} AS s ON s.place = r.place
    WHERE s.is_pending IS NOT 0 OR s.key IS NOT r.key
      ${isByKeyAlone ? '' : `OR NOT (${sameSql(plan)})`};
    -- What was left out so far, and shares its key with one of these.
    INSERT OR IGNORE INTO candidates
    SELECT s.place FROM candidates AS c CROSS JOIN ${keyed} AS r ON r.place = c.place
    CROSS JOIN ${sent} AS s ON s.key = r.key
    CROSS JOIN ${keyed} AS other ON other.place = s.place AND other.key = s.key;
  `)
}

function candidateRows({ relation }: RecordPlan): string {
  const { sql, place } = relation
  return `(SELECT ${place} AS ${place}, * FROM ${sql}
    WHERE ${place} IN (SELECT place FROM candidates))`
}

/**
 * Notes where the rows of the source are now. Whoever was noted where another key is now gets a
 * place that no row has.
 */
function keepPlaces(
  database: DatabaseSync,
  sent: string,
  { sql, place, key }: Source & { place: string },
  isInvalid: string,
): void {
  const rows = `(SELECT ${place} AS place, ${key} AS key FROM ${sql}) AS r`
  const move = (moves: string) => `
    DROP TABLE IF EXISTS temp.moves;
    CREATE TEMP TABLE moves (before INTEGER PRIMARY KEY, place);
    INSERT INTO moves SELECT s.place, ${moves};
    UPDATE ${sent} SET place = (SELECT m.place FROM moves AS m WHERE m.before = ${sent}.place)
    WHERE place IN (SELECT before FROM moves);`
  const least = `min(0, (SELECT min(place) FROM ${sent}), (SELECT min(${place}) FROM ${sql}))`
  database.exec(
    move(`${least} - row_number() OVER ()
      FROM ${rows} CROSS JOIN ${sent} AS s ON s.place = r.place WHERE s.key IS NOT r.key`) +
      move(`r.place FROM ${rows} CROSS JOIN ${sent} AS s ON s.key = r.key
      WHERE s.place <> r.place AND NOT ${isInvalid}`),
  )
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
  source: Source,
  isInvalid: string,
  { syncId, runId, behavior }: ChangeQuestion,
): number {
  const records = recordsTable(syncId)
  const columns = keptInputs(plan).map(keptColumn)
  const { changes } = database
    .prepare(
      `INSERT INTO ${records} (${['key', 'operation', 'status', 'message', ...columns].join(', ')})
       SELECT r.key, ${literal(operationWord(behavior))}, 'invalid',
         iif(r.key IS NULL, 'NULL: the row has no identifier',
           'DUPLICATE: several rows have this identifier, and none of them is sent')
         ${columns.map((column) => `, r.${column}`).join('')}
       FROM (SELECT ${[`${source.key} AS key`, ...keptOf(plan)].join(', ')} FROM ${source.sql}) AS r
       WHERE ${isInvalid}`,
    )
    .run()
  settleRecords(database, runId, lastNumber(database, records))
  return Number(changes)
}

/**
 * What left the source since it was sent: to be deleted, or its fields to be emptied. An invalid
 * row is still there. What the destination never took is only forgotten. Source: reference 5.3.
 */
function takeGone(
  database: DatabaseSync,
  { relation }: RecordPlan,
  source: Source,
  isNarrowed: boolean,
  { syncId, runId, behavior }: ChangeQuestion,
): void {
  const sent = sentTable(syncId)
  // What is not among the candidates is where it was.
  const isElsewhere = isNarrowed
    ? `AND NOT EXISTS (SELECT 1 FROM ${relation.sql} AS r
         WHERE r.${relation.place} = s.place AND s.place NOT IN (SELECT place FROM candidates))`
    : ''
  database.exec(`
    DROP TABLE IF EXISTS temp.gone;
    CREATE TEMP TABLE gone AS SELECT s.key FROM ${sent} AS s
    WHERE s.key NOT IN (SELECT k FROM (SELECT ${source.key} AS k FROM ${source.sql}) WHERE k IS NOT NULL)
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
