import type { DatabaseSync } from 'node:sqlite'
import type { JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { recordLogOf } from './engine/runLog.ts'
import { literal } from './engine/sql.ts'
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
  const log = recordLogOf(database, run.id)
  const total = countedTotal(run, filter)
  if (!log) return { total: total ?? 0, slice: () => [] }
  const { first, last } = log
  const conditions: string[] = []
  const values: Record<string, string> = {}
  for (const [column, value] of [
    ['CAST(r.key AS TEXT)', filter.primary_identifier],
    ['r.operation', filter.operation],
  ] as const) {
    if (value === undefined) continue
    const name = `value${conditions.length}`
    conditions.push(`${column} = :${name}`)
    values[name] = value
  }
  if (filter.status !== undefined) {
    conditions.push(
      filter.status === 'succeeded' ? 'r.status IS NULL' : `r.status = ${literal(filter.status)}`,
    )
  }
  // All records of a run stand under the numbers from the first on: a late page is found at once.
  const isAll = conditions.length === 0
  const where = (from: number, to: number) =>
    [`r.number BETWEEN ${from} AND ${to}`, ...conditions].join(' AND ')
  const count = () =>
    database
      .prepare(`SELECT count(*) AS total FROM ${log.table} AS r WHERE ${where(first, last)}`)
      .get(values)
  return {
    total: total ?? (isAll ? last - first + 1 : Number(count()?.total)),
    slice(order, offset, limit) {
      const isAscending = order === 'asc'
      const skipped = isAll ? offset : 0
      const range = isAscending ? where(first + skipped, last) : where(first, last - skipped)
      return database
        .prepare(
          `SELECT CAST(r.key AS TEXT) AS identifier, ${log.payload} AS payload, r.operation,
             ifnull(r.status, 'succeeded') AS status, r.message, b.started_at, b.completed_at
           FROM ${log.table} AS r LEFT JOIN batches AS b ON ${log.isBatch}
           WHERE ${range}
           ORDER BY r.number ${isAscending ? 'ASC' : 'DESC'} LIMIT :limit OFFSET :offset`,
        )
        .all({ ...values, limit, offset: offset - skipped })
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
    status_message: row.message,
  }
}
