import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { columnType, type CreateSync } from '@sync-builder/schema'
import { openChangeLog } from './changeLog.ts'
import { fileFormat } from './fileFormat.ts'
import { filePathAt, incrementalPath } from './filePath.ts'
import { outboxValue } from './outbox.ts'
import type { Receiver } from './receiver.ts'
import type { RecordPlan } from './recordPlan.ts'
import { RunFailure } from './runFailure.ts'
import { literal } from './sql.ts'
import { storedValue } from './storedValue.ts'

interface FileParts {
  database: DatabaseSync
  request: CreateSync
  plan: RecordPlan
  /** The folder of the destination. */
  folder: string
  startedAt: string
  isFull: boolean
  /** No file is written. */
  isDry: boolean
  runId: number
}

/**
 * A file of a file destination: `mirror` replaces it, `upsert` writes everything into one that is
 * called full, and then what changed into others; so does `append`. Source: reference 5.11.
 */
export function fileReceiver(parts: FileParts): Receiver {
  const { database, request, plan, folder, isDry, runId } = parts
  const path = filePath(parts)
  const format = fileFormat(
    request,
    plan.fields.map(({ to }) => to),
  )
  const values = plan.fields.map((_, place) => outboxValue(plan, place))
  const rows = database.prepare(
    `SELECT ${values.join(', ') || 'NULL'} FROM outbox AS o WHERE status = 'succeeded' ORDER BY number`,
  )
  rows.setReturnArrays(true)
  const failures = plan.fields.flatMap(({ to, mayFail }, place) =>
    mayFail
      ? [
          `WHEN typeof(${values[place]}) = 'blob' THEN ${literal(`${to}: `)} || CAST(${values[place]} AS TEXT)`,
        ]
      : [],
  )
  const refusal = database.prepare(
    `SELECT ${failures.length > 0 ? `CASE ${failures.join(' ')} END` : 'NULL'} AS reason
     FROM outbox AS o WHERE number BETWEEN :from AND :to AND reason IS NOT NULL LIMIT 1`,
  )
  const accepted = database.prepare(
    "SELECT count(*) AS total FROM outbox WHERE status = 'succeeded'",
  )
  const log = openChangeLog(database, runId, request.destination_attributes.object, () => null)
  const readers = plan.fields.map(({ column }) => storedValue(columnType(column)?.kind))

  return {
    isStaged: true,
    refusal({ from, to }) {
      const refused = refusal.get({ from, to })
      return refused && String(refused.reason)
    },
    write() {},
    finish() {
      log.count({ created: Number(accepted.get()?.total), updated: 0, deleted: 0 })
      if (isDry) return
      mkdirSync(dirname(path), { recursive: true })
      // Whoever reads the file sees the one before, or all of the new one.
      const part = `${path}.part`
      const file = openSync(part, 'w')
      try {
        writeSync(file, format.header ?? '')
        let waiting = ''
        let isFirst = true
        for (const row of rows.iterate()) {
          const cells = readers.map((read, place) => read(cellAt(row, place)))
          waiting += (isFirst ? '' : format.between) + format.record(cells)
          isFirst = false
          if (waiting.length > 64_000) {
            writeSync(file, waiting)
            waiting = ''
          }
        }
        writeSync(file, waiting + (isFirst && format.footer === '\n' ? '' : format.footer))
      } finally {
        closeSync(file)
      }
      log.keepFile({ path: relative(folder, path), ...beginningOf(part) })
      renameSync(part, path)
    },
  }
}

/** So much of a file is kept to be shown. */
const headLines = 20
const headBytes = 4 * 1024

function beginningOf(path: string): { bytes: number; head: string } {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(headBytes)
    const read = buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0))
    // A character that is cut in two is left out.
    const text = new TextDecoder().decode(read, { stream: true })
    const head = text.split('\n').slice(0, headLines).join('\n')
    return { bytes: fstatSync(file).size, head }
  } finally {
    closeSync(file)
  }
}

function cellAt(row: unknown, place: number): unknown {
  return Array.isArray(row) ? row[place] : undefined
}

function filePath({ request, folder, startedAt, isFull }: FileParts): string {
  const time = new Date(startedAt)
  const named = filePathAt(request.destination_attributes.object, time)
  const isIncremental = request.operation !== 'mirror'
  const path = resolve(folder, isIncremental ? incrementalPath(named, isFull, time) : named)
  if (!path.startsWith(folder + sep)) throw new RunFailure('INVALID_FILE_PATH', named)
  return path
}
