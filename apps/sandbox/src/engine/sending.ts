import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Range, Receiver, Sending } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { settleRecords } from './runLog.ts'
import { keptColumns, recordsTable, sentTable } from './syncTables.ts'

/** What became of the records of a batch. */
export interface BatchResult {
  accepted: number
  rejected: number
}

interface Sender {
  database: DatabaseSync
  receiver: Receiver
  plan: RecordPlan
  syncId: number
  runId: number
  /** Refuses each record by name, whatever is in it; undefined for a destination that is well. */
  rejection: string | undefined
}

/**
 * Sends batches and keeps what became of each record: in the row log, and in what was sent, by which
 * the next run finds its changes. A batch that is refused is split into halves, and they again,
 * until every record is classified. Call within one transaction for each batch: what the destination
 * has and what is known of it are then never apart. Source: reference 5.14.
 */
export function createSending(sender: Sender) {
  const { database, receiver, plan, syncId, runId, rejection } = sender
  const records = recordsTable(syncId)
  const sent = sentTable(syncId)
  const inRange = 'o.number BETWEEN :from AND :to'
  const refuse = database.prepare(
    `UPDATE ${records} AS o SET status = 'rejected', message = :message WHERE ${inRange}`,
  )
  const accepted = "o.status = 'succeeded'"
  const isInRange = `key IN (SELECT o.key FROM outbox AS o WHERE ${inRange})`
  const remember = {
    rows: {
      accepted: allowing(triedSql(`${inRange} AND ${accepted}`, true)),
      rejected: allowing(triedSql(`${inRange} AND NOT ${accepted}`, false)),
    },
    gone: {
      accepted: allowing(`DELETE FROM ${sent} WHERE ${isInRange}`),
      rejected: allowing(`UPDATE ${sent} SET is_pending = 1, run_id = :run WHERE ${isInRange}`),
    },
  }

  /** A statement that need not name all that it is given. */
  function allowing(sql: string): StatementSync {
    const statement = database.prepare(sql)
    statement.setAllowUnknownNamedParameters(true)
    return statement
  }

  /** Rows were tried: the destination has them as they are, or they are tried again. */
  function triedSql(where: string, isAccepted: boolean): string {
    const kept = keptColumns(plan)
    const [isThere, isPending] = isAccepted ? [1, 0] : [0, 1]
    return `
      INSERT INTO ${sent} (${['place', 'key', 'is_there', 'is_pending', 'run_id', ...kept].join(', ')})
      SELECT o.place, o.key, ${isThere}, ${isPending}, :run
        ${kept.map((column) => `, o.${column}`).join('')}
      FROM outbox AS o WHERE ${where}
      ON CONFLICT (key) DO UPDATE SET ${[
        ...(isAccepted ? ['is_there = 1'] : []),
        `is_pending = ${isPending}`,
        'run_id = excluded.run_id',
        ...kept.map((column) => `${column} = excluded.${column}`),
      ].join(', ')}`
  }

  return {
    /** Sends a range that holds either rows or keys that are gone. */
    send(range: Range, sending: Sending): BatchResult {
      const result = attempt(range, sending)
      if (!receiver.isStaged) settleRecords(database, runId, range.to)
      return result
    },

    /** Writes all of a range that was staged, and keeps what became of it. */
    finish(range: Range): void {
      if (!receiver.isStaged) return
      receiver.finish()
      settleRecords(database, runId, range.to)
      remember.rows.accepted.run({ ...range, run: runId })
      remember.rows.rejected.run({ ...range, run: runId })
    },
  }

  function attempt(range: Range, sending: Sending): BatchResult {
    const refusal = rejection ?? receiver.refusal(range, sending)
    const { from, to } = range
    const count = to - from + 1
    if (refusal === undefined) {
      receiver.write(range, sending)
      if (!receiver.isStaged) remember[sending].accepted.run({ from, to, run: runId })
      return { accepted: count, rejected: 0 }
    }
    if (count === 1 || rejection !== undefined) {
      refuse.run({ from, to, message: refusal })
      if (!receiver.isStaged) remember[sending].rejected.run({ from, to, run: runId })
      return { accepted: 0, rejected: count }
    }
    const middle = from + Math.floor(count / 2)
    const one = attempt({ from, to: middle - 1 }, sending)
    const other = attempt({ from: middle, to }, sending)
    return { accepted: one.accepted + other.accepted, rejected: one.rejected + other.rejected }
  }
}
