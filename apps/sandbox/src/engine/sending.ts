import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { inOutbox } from './outbox.ts'
import type { Range, Receiver, Sending } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { literal } from './sql.ts'

/** What became of the records of a batch. */
export interface BatchResult {
  accepted: number
  rejected: number
}

interface Sender {
  database: DatabaseSync
  receiver: Receiver
  plan: RecordPlan
  /** What fingerprints are made of, in their order. */
  inputs: readonly string[]
  syncId: number
  runId: number
  /** Refuses each record by name, whatever is in it; undefined for a destination that is well. */
  rejection: string | undefined
}

/**
 * Sends batches and keeps what became of each record: in the row log, and in `sent`, by which the
 * next run finds its changes. A batch that is refused is split into halves, and they again, until
 * every record is classified. Call within one transaction for each batch: what the destination has
 * and what is known of it are then never apart. Source: reference 5.14.
 */
export function createSending(sender: Sender) {
  const { database, receiver, plan, inputs, syncId, runId, rejection } = sender
  const sync = { sync: syncId, run: runId }
  const mark = database.prepare(
    'UPDATE outbox SET status = :status, message = ifnull(:message, message) WHERE number BETWEEN :from AND :to',
  )
  const first = Number(
    database
      .prepare('SELECT ifnull(max(number), 0) AS last FROM records WHERE run_id = ?')
      .get(runId)?.last,
  )
  const inRange = 'number BETWEEN :from AND :to'
  const names = inOutbox(plan)
  const fingerprint = plan.fingerprint(inputs, names)
  const logSql = (payload: string) => `
    INSERT INTO records
    SELECT :run, ${first} + o.number, CAST(o.key AS TEXT), ${payload}, o.operation,
      ifnull(:status, o.status), ifnull(:message, o.message), :batch
    FROM outbox AS o WHERE ${inRange}`
  const log = {
    rows: database.prepare(logSql(plan.payload(names))),
    // Of what is gone from the source its key alone is known.
    gone: database.prepare(
      logSql(`json_object(${literal(plan.key?.column?.name ?? plan.key?.to ?? 'key')}, o.key)`),
    ),
  }
  const remember = {
    rows: {
      succeeded: allowing(acceptedSql(fingerprint, inRange)),
      rejected: allowing(rejectedSql(fingerprint, inRange)),
    },
    gone: {
      succeeded: allowing(
        `DELETE FROM sent WHERE sync_id = :sync
           AND key IN (SELECT key FROM outbox WHERE ${inRange})`,
      ),
      rejected: allowing(
        `UPDATE sent SET is_pending = 1, run_id = :run WHERE sync_id = :sync
           AND key IN (SELECT key FROM outbox WHERE ${inRange})`,
      ),
    },
  }

  /** A statement that need not name all that it is given. */
  function allowing(sql: string): StatementSync {
    const statement = database.prepare(sql)
    statement.setAllowUnknownNamedParameters(true)
    return statement
  }

  return {
    /** Sends a range that holds either rows or keys that are gone. */
    send(range: Range, sending: Sending, batch: number): BatchResult {
      const refusal = rejection ?? receiver.refusal(range, sending)
      const { from, to } = range
      const count = to - from + 1
      if (refusal === undefined) {
        receiver.write(range, sending)
        settle(range, sending, batch, 'succeeded', undefined)
        return { accepted: count, rejected: 0 }
      }
      if (count === 1 || rejection !== undefined) {
        settle(range, sending, batch, 'rejected', refusal)
        return { accepted: 0, rejected: count }
      }
      const middle = from + Math.floor(count / 2)
      const one = this.send({ from, to: middle - 1 }, sending, batch)
      const other = this.send({ from: middle, to }, sending, batch)
      return { accepted: one.accepted + other.accepted, rejected: one.rejected + other.rejected }
    },

    /** Writes all that was staged, and keeps what became of it. */
    finish(last: number): void {
      if (!receiver.isStaged) return
      receiver.finish()
      log.rows.run({ run: runId, from: 1, to: last, batch: 1, status: null, message: null })
      allowing(acceptedSql(fingerprint, "status = 'succeeded'")).run(sync)
      allowing(rejectedSql(fingerprint, "status = 'rejected'")).run(sync)
    },
  }

  function settle(
    range: Range,
    sending: Sending,
    batch: number,
    status: 'succeeded' | 'rejected',
    message: string | undefined,
  ): void {
    const { from, to } = range
    if (receiver.isStaged) {
      mark.run({ from, to, status, message: message ?? null })
      return
    }
    log[sending].run({ run: runId, from, to, batch, status, message: message ?? null })
    remember[sending][status].run({ ...sync, from, to })
  }
}

/** The destination has these rows as they are now. */
function acceptedSql(fingerprint: string, where: string): string {
  return `INSERT INTO sent SELECT :sync, o.key, ${fingerprint}, 1, 0, :run FROM outbox AS o WHERE ${where}
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, is_there = 1,
      is_pending = 0, run_id = excluded.run_id`
}

/** These were tried, and are tried again in the next run. */
function rejectedSql(fingerprint: string, where: string): string {
  return `INSERT INTO sent SELECT :sync, o.key, ${fingerprint}, 0, 1, :run FROM outbox AS o WHERE ${where}
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, is_pending = 1,
      run_id = excluded.run_id`
}
