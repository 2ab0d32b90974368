import type { DatabaseSync } from 'node:sqlite'
import { fieldType, type Behavior, type ChangedRecord, type JsonObject } from '@sync-builder/schema'
import { openChangeLog, type ChangeCounts } from './changeLog.ts'
import { recordId, type ObjectTable } from './destinationObject.ts'
import type { Range, Receiver, Sending } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { quoted } from './sql.ts'
import { storedValue } from './storedValue.ts'

interface Watched {
  database: DatabaseSync
  table: ObjectTable
  plan: RecordPlan
  behavior: Behavior
  runId: number
}

/** A record at one moment. */
interface Seen {
  id: number
  fields: JsonObject
}

/** So far a range is looked at for records of a kind that is rare so far. */
const lookedAt = 100

/**
 * A receiver that tells what it changes in its object: how many records, and the first of them
 * with their fields before and after, read in the transaction that changes them. What it counts by
 * are the numbers that new records get, and what was skipped, so that a batch costs the same
 * however large the object is.
 */
export function watchedReceiver(receiver: Receiver, watched: Watched): Receiver {
  const { database, table, plan, behavior, runId } = watched
  const name = quoted(table.name)
  const count = database.prepare(`SELECT count(*) AS total FROM ${name}`)
  const countNow = () => Number(count.get()?.total)
  const log = openChangeLog(database, runId, table.object.full_name, countNow)
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'

  const mapped = new Set(plan.fields.map(({ to }) => to))
  const fields = (table.object.fields ?? []).flatMap((field) => {
    const column = table.column(field.full_name)
    if (column === undefined) return []
    return [{ name: field.full_name, column, read: storedValue(fieldType(field)?.kind) }]
  })
  const columns = [recordId, ...fields.map(({ column }) => column)]
    .map((column) => `r.${column}`)
    .join(', ')
  const key = plan.key && !plan.key.lookup ? table.column(plan.key.to) : undefined

  const newest = database.prepare(`SELECT ifnull(max(${recordId}), 0) AS id FROM ${name}`)
  const newestId = () => Number(newest.get()?.id)
  const skipped = database.prepare(
    `SELECT count(*) AS total FROM outbox
     WHERE number BETWEEN :from AND :to AND message IS NOT NULL`,
  )
  const inRange = 'o.number BETWEEN :from AND :to'
  const one = reading(`SELECT ${columns} FROM ${name} AS r WHERE r.${recordId} = :id`)
  const newer = reading(
    `SELECT ${columns} FROM ${name} AS r WHERE r.${recordId} > :id ORDER BY r.${recordId} LIMIT :places`,
  )
  const matched = key
    ? reading(
        `SELECT ${columns} FROM outbox AS o JOIN ${name} AS r ON r.${key} = o.key
         WHERE ${inRange} ORDER BY o.number LIMIT :places`,
      )
    : () => []

  let lastWritten = 0

  return {
    isStaged: receiver.isStaged,
    refusal: receiver.refusal,
    write(range, sending) {
      if (isSwap) return receiver.write(range, sending)
      // What is sent again, since no answer came, finds what it had done.
      const isAgain = range.to <= lastWritten
      lastWritten = Math.max(range.to, lastWritten)
      const before = isAgain ? [] : matchesOf(range, sending)
      const newestBefore = newestId()
      receiver.write(range, sending)
      const counts = { ...countsOf(range, sending, newestBefore), ...(isAgain && { updated: 0 }) }
      log.count(counts)
      log.keep(before.map((each) => changeOf(each, one({ id: each.id })[0])))
      const created =
        counts.created > 0 ? newer({ id: newestBefore, places: log.room('created') }) : []
      log.keep(created.map((each) => changeOf(undefined, each)))
    },
    finish: isSwap ? swap : receiver.finish,
  }

  /** Whether a record that is there already may be written or taken away. */
  function changesMatches(): boolean {
    return behavior.operation !== 'append' && behavior.operation !== 'insert'
  }

  /** Whether what has a match is deleted; else it is written. */
  function isDelete(sending: Sending): boolean {
    if (behavior.operation !== 'mirror') return behavior.operation === 'delete'
    return sending === 'gone' && behavior.strategy !== 'sync_updates_and_nulls'
  }

  function matchesOf({ from, to }: Range, sending: Sending): Seen[] {
    const places = changesMatches() ? log.room(isDelete(sending) ? 'deleted' : 'updated') : 0
    if (places <= 0) return []
    return matched({ from, to: log.isFull() ? Math.min(to, from + lookedAt - 1) : to, places })
  }

  function countsOf({ from, to }: Range, sending: Sending, newestBefore: number): ChangeCounts {
    const takesAway = sending === 'gone' || behavior.operation === 'delete'
    const created = takesAway ? 0 : newestId() - newestBefore
    if (!changesMatches()) return { created, updated: 0, deleted: 0 }
    const isSkipping = takesAway || behavior.operation === 'update'
    const others = isSkipping ? Number(skipped.get({ from, to })?.total) : 0
    const changed = to - from + 1 - created - others
    return isDelete(sending)
      ? { created, updated: 0, deleted: changed }
      : { created, updated: changed, deleted: 0 }
  }

  /** All is written anew: what had the same key before counts as updated. */
  function swap(): void {
    const accepted = "FROM outbox AS o WHERE o.status = 'succeeded'"
    const before = countNow()
    const kept = key
      ? Number(
          database
            .prepare(
              `SELECT count(*) AS total ${accepted}
               AND EXISTS (SELECT 1 FROM ${name} AS r WHERE r.${key} = o.key)`,
            )
            .get()?.total,
        )
      : 0
    const gone = reading(
      `SELECT ${columns} FROM ${name} AS r
       WHERE ${key ? `r.${key} IS NULL OR r.${key} NOT IN (SELECT o.key ${accepted})` : 'true'}
       ORDER BY r.${recordId} LIMIT :places`,
    )({ places: before > kept ? log.room('deleted') : 0 })
    const deleted = gone.map((each) => changeOf(each, undefined))
    const places = log.room('updated')
    const there = key
      ? reading(
          `SELECT ${columns} FROM (SELECT o.key ${accepted} ORDER BY o.number LIMIT :places) AS o
           JOIN ${name} AS r ON r.${key} = o.key`,
        )({ places })
      : []
    receiver.finish()
    const byKey = new Map(there.map((each) => [identifierOf(each.fields), each]))
    const written = newer({ id: 0, places }).map((each) =>
      changeOf(byKey.get(identifierOf(each.fields)), each),
    )
    log.count({ created: countNow() - kept, updated: kept, deleted: before - kept })
    log.keep([...written, ...deleted])
  }

  function changeOf(before: Seen | undefined, after: Seen | undefined): ChangedRecord {
    const identifier = identifierOf((after ?? before)?.fields)
    return {
      kind: !before ? 'created' : after ? 'updated' : 'deleted',
      ...(identifier !== undefined && { identifier }),
      before: before?.fields ?? null,
      after: after?.fields ?? null,
    }
  }

  function identifierOf(record: JsonObject | undefined): string | undefined {
    const value = plan.key && record?.[plan.key.to]
    return value == null ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
  }

  /** Records that a query gives, with the fields that are mapped or filled. */
  function reading(sql: string): (values: Record<string, number>) => Seen[] {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    statement.setReadBigInts(true)
    return (values) =>
      statement.all(values).map((row: unknown) => {
        const [id, ...cells]: unknown[] = Array.isArray(row) ? row : []
        const entries = fields.flatMap(({ name: field, read }, place) => {
          const value = read(cells[place])
          return value === null && !mapped.has(field) ? [] : [[field, value] as const]
        })
        return { id: Number(id), fields: Object.fromEntries(entries) }
      })
  }
}
