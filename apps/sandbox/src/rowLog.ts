import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { listingOf, type Listing } from './pagination.ts'

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

/** The records of runs, as the engine has logged them. */
export interface RowLog {
  listing: (runId: number, filter: RecordFilter) => Listing
  close: () => void
}

/** Reads the log that the engine writes; before its first run there is none. */
export function openRowLog(databaseFile: () => string): RowLog {
  let database: DatabaseSync | undefined
  const opened = (): DatabaseSync | undefined => {
    if (!database && existsSync(databaseFile())) {
      database = new DatabaseSync(databaseFile(), { readOnly: true })
      database.exec('PRAGMA busy_timeout = 5000')
    }
    return database
  }
  return {
    listing(runId, filter) {
      const from = opened()
      return from ? listingIn(from, runId, filter) : listingOf([])
    },
    close() {
      database?.close()
      database = undefined
    },
  }
}

function listingIn(database: DatabaseSync, runId: number, filter: RecordFilter): Listing {
  const conditions = ['r.run_id = :run']
  const values: Record<string, string | number> = { run: runId }
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
  const total = Number(
    database.prepare(`SELECT count(*) AS total FROM records AS r WHERE ${where}`).get(values)
      ?.total,
  )
  return {
    total,
    slice: (order, offset, limit) =>
      database
        .prepare(
          `SELECT r.*, b.started_at, b.completed_at FROM records AS r
           LEFT JOIN batches AS b ON b.run_id = r.run_id AND b.number = r.batch
           WHERE ${where} ORDER BY r.number ${order === 'asc' ? 'ASC' : 'DESC'}
           LIMIT :limit OFFSET :offset`,
        )
        .all({ ...values, limit, offset })
        .map(recordView),
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
