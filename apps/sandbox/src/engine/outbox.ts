import type { DatabaseSync } from 'node:sqlite'
import type { Range } from './receiver.ts'
import type { Naming, RecordPlan } from './recordPlan.ts'

/**
 * Makes the table of what a run is about to send: a copy of what was read of each row, so that the
 * source may change meanwhile. What is made of it, the record, its payload and its fingerprint, is
 * made where it is needed; only what costs a call of the record function is kept beside it.
 */
export function makeOutbox(database: DatabaseSync, plan: RecordPlan): void {
  const columns = outboxColumns(plan).map(({ column }) => `, ${column}`)
  database.exec(`
    DROP TABLE IF EXISTS temp.outbox;
    CREATE TEMP TABLE outbox (
      number INTEGER PRIMARY KEY, key, operation, is_retry, status, message${columns.join('')});
    CREATE INDEX temp.retries ON outbox (number) WHERE is_retry;
  `)
}

/** The columns of the outbox beside its own, and their SQL over the relation. */
export function outboxColumns(plan: RecordPlan): { column: string; sql: string }[] {
  return [
    ...plan.inputs.map((input, place) => ({ column: `c${place}`, sql: plan.inRelation(input) })),
    ...plan.fields.flatMap((field, place) =>
      field.isStored ? [{ column: `f${place}`, sql: field.sql(plan.inRelation) }] : [],
    ),
  ]
}

/** What was read of a row, as SQL over the outbox, which is called `o`. */
export function inOutbox({ inputs }: RecordPlan): Naming {
  const places = new Map(inputs.map((input, place) => [input, `o.c${place}`]))
  return (input) => places.get(input) ?? 'NULL'
}

/** The value of a field, as SQL over the outbox, which is called `o`. */
export function outboxValue(plan: RecordPlan, place: number): string {
  const field = plan.fields[place]
  if (!field) return 'NULL'
  // Of what is gone from the source the key alone is known.
  if (field.isKey) return 'o.key'
  return field.isStored ? `o.f${place}` : field.sql(inOutbox(plan))
}

/** The last number of the outbox; 0 where it is empty. */
export function lastNumber(database: DatabaseSync): number {
  return Number(database.prepare('SELECT ifnull(max(number), 0) AS last FROM outbox').get()?.last)
}

/** How many of a range were tried before and are no news. */
export function retries(database: DatabaseSync, { from, to }: Range): number {
  const row = database
    .prepare('SELECT count(*) AS total FROM outbox WHERE is_retry AND number BETWEEN ? AND ?')
    .get(from, to)
  return Number(row?.total)
}
