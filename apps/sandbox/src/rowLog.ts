import type { DatabaseSync } from 'node:sqlite'
import type { JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import type { EngineReader } from './engineReader.ts'
import { listingOf, type Listing } from './pagination.ts'
import type { StoredRun } from './runStore.ts'

const filterSchema = z.object({
  primary_identifier: z.string().optional(),
  status: z.enum(['succeeded', 'rejected', 'invalid']).optional(),
  operation: z.string().optional(),
})
type RecordFilter = z.infer<typeof filterSchema>

/** Which records a query asks for; undefined when that cannot be read. Source: reference 3.3. */
export function recordFilter(query: unknown): RecordFilter | undefined {
  const parsed = filterSchema.safeParse(query)
  return parsed.success ? parsed.data : undefined
}

/** The records of a run, as the engine has logged them; none before its first run. */
export function recordsOf(reader: EngineReader, run: StoredRun, filter: RecordFilter): Listing {
  const database = reader.database()
  return database ? listingIn(database, run, filter) : listingOf([])
}

function listingIn(database: DatabaseSync, run: StoredRun, filter: RecordFilter): Listing {
  const conditions = ['r.run_id = :run']
  const values: Record<string, string | number> = { run: run.id }
  for (const [column, value] of [
    ['identifier', filter.primary_identifier],
    ['operation', filter.operation],
  ] as const) {
    if (value === undefined) continue
    conditions.push(`r.${column} = :${column}`)
    values[column] = value
  }
  if (filter.status !== undefined) {
    conditions.push(`r.status = '${filter.status}'`)
    // The condition of the index has to be said to the letter.
    if (filter.status !== 'succeeded') conditions.push(`r.status <> 'succeeded'`)
  }
  const where = conditions.join(' AND ')
  const count = () =>
    database.prepare(`SELECT count(*) AS total FROM records AS r WHERE ${where}`).get(values)
  const total = countedTotal(run, filter) ?? Number(count()?.total)
  return {
    total,
    slice(order, offset, limit) {
      // All records of a run stand under the numbers from 1 on: a late page is found at once.
      const isAll = conditions.length === 1
      const after = order === 'asc' ? `r.number > ${offset}` : `r.number <= ${total - offset}`
      return database
        .prepare(
          `SELECT r.*, b.started_at, b.completed_at FROM records AS r
           LEFT JOIN batches AS b ON b.run_id = r.run_id AND b.number = r.batch
           WHERE ${where} AND ${isAll ? after : 'true'}
           ORDER BY r.number ${order === 'asc' ? 'ASC' : 'DESC'} LIMIT :limit OFFSET :offset`,
        )
        .all({ ...values, limit, offset: isAll ? 0 : offset })
        .map(recordView)
    },
  }
}

/** The run's own counters know most totals; a log of a million rows is not counted again. */
function countedTotal({ progress, status }: StoredRun, filter: RecordFilter): number | undefined {
  const isOver = status === 'completed' || status === 'failed'
  if (!progress || !isOver) return undefined
  if (filter.primary_identifier !== undefined || filter.operation !== undefined) return undefined
  switch (filter.status) {
    case undefined:
      return progress.source_record_invalids + progress.records_processed
    case 'succeeded':
      return progress.records_updated
    case 'rejected':
      return progress.records_failed
    case 'invalid':
      return progress.source_record_invalids
  }
}

/** Source: reference 3.3; what is invalid was in no batch. */
function recordView(row: Record<string, unknown>): object {
  const record_payload: JsonValue = JSON.parse(String(row.payload))
  return {
    record_payload,
    identifier: row.identifier,
    batch_started_at: row.started_at,
    batch_completed_at: row.completed_at,
    operation: row.operation,
    status: row.status,
    status_message: row.status_message,
  }
}
