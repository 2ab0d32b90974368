import type { DatabaseSync } from 'node:sqlite'
import type { Range } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { inKept, keptOf, madeColumn, recordsTable } from './syncTables.ts'

/**
 * Makes the view `outbox` of what a run is about to send: the end of its sync's row log, from a
 * number on. There lies what was read of each row, so that the source may change meanwhile. What is
 * made of it, the record and its payload, is made where it is needed; only what costs a call of the
 * record function is kept beside it.
 */
export function makeOutbox(
  database: DatabaseSync,
  syncId: number,
  plan: RecordPlan,
  first: number,
): void {
  const columns = outboxColumns(plan).map(({ column }) => `, ${column}`)
  database.exec(`
    DROP VIEW IF EXISTS temp.outbox;
    CREATE TEMP VIEW outbox AS
    SELECT number, place, key, operation, is_retry, ifnull(status, 'succeeded') AS status, message
      ${columns.join('')}
    FROM ${recordsTable(syncId)} WHERE number >= ${first};
  `)
}

/** The columns of the outbox beside its own, and their SQL over the relation. */
export function outboxColumns(plan: RecordPlan): { column: string; sql: string }[] {
  return [
    ...keptOf(plan),
    ...plan.fields.flatMap((field, place) =>
      field.isStored ? [{ column: madeColumn(place), sql: field.sql(plan.inRelation) }] : [],
    ),
  ]
}

/** The value of a field, as SQL over the outbox, which is called `o`. */
export function outboxValue(plan: RecordPlan, place: number): string {
  const field = plan.fields[place]
  if (!field) return 'NULL'
  // Of what is gone from the source the key alone is known.
  if (field.isKey) return 'o.key'
  return field.isStored ? `o.${madeColumn(place)}` : field.sql(inKept(plan, 'o'))
}

/** How many of a range were tried before and are no news. */
export function retries(database: DatabaseSync, { from, to }: Range): number {
  const row = database
    .prepare('SELECT count(*) AS total FROM outbox WHERE is_retry AND number BETWEEN ? AND ?')
    .get(from, to)
  return Number(row?.total)
}
