import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Range, Receiver, Sending } from './receiver.ts'

/** What became of the records of a batch. */
export interface BatchResult {
  accepted: number
  rejected: number
}

interface Sender {
  database: DatabaseSync
  receiver: Receiver
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
export function createSending({ database, receiver, syncId, runId, rejection }: Sender) {
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
  const log = database.prepare(
    `INSERT INTO records
     SELECT :run, ${first} + number, CAST(key AS TEXT), payload, operation,
       ifnull(:status, status), ifnull(:message, message), :batch
     FROM outbox WHERE ${inRange}`,
  )
  const remember = {
    rows: {
      succeeded: allowing(acceptedSql(inRange)),
      rejected: allowing(rejectedSql(inRange)),
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
      log.run({ run: runId, from: 1, to: last, batch: 1, status: null, message: null })
      allowing(acceptedSql("status = 'succeeded'")).run(sync)
      allowing(rejectedSql("status = 'rejected'")).run(sync)
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
    log.run({ run: runId, from, to, batch, status, message: message ?? null })
    remember[sending][status].run({ ...sync, from, to })
  }
}

/** The destination has these rows as they are now. */
function acceptedSql(where: string): string {
  return `INSERT INTO sent SELECT :sync, key, fingerprint, 1, 0, :run FROM outbox WHERE ${where}
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, is_there = 1,
      is_pending = 0, run_id = excluded.run_id`
}

/** These were tried, and are tried again in the next run. */
function rejectedSql(where: string): string {
  return `INSERT INTO sent SELECT :sync, key, fingerprint, 0, 1, :run FROM outbox WHERE ${where}
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, is_pending = 1,
      run_id = excluded.run_id`
}
