import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createSyncSchema,
  type DestinationField,
  type DestinationObject,
  type DryRun,
  type JsonObject,
  type RunChanges,
} from '@sync-builder/schema'
import { createTemplateRenderer } from '@sync-builder/schema/render-template'
import { expect } from 'vitest'
import { createCatalogue } from '../../src/catalogue.ts'
import { changesOf } from '../../src/engine/changeLog.ts'
import { dryRun, type DryOutcome } from '../../src/engine/dryRun.ts'
import { openEngineData } from '../../src/engine/engineData.ts'
import { objectTable } from '../../src/engine/destinationObject.ts'
import { executeRun, type Engine } from '../../src/engine/executeRun.ts'
import type { RunOutcome } from '../../src/engine/runJob.ts'
import { recordLogOf } from '../../src/engine/runLog.ts'
import { quoted, type SqlValue } from '../../src/engine/sql.ts'
import { tableName } from '../../src/engine/warehouse.ts'
import { columnsOf, type DataType } from '../../src/seed/columns.ts'
import {
  destination,
  field,
  key,
  list,
  lookup,
  object,
  preservable,
} from '../../src/seed/fields.ts'
import type { Seed } from '../../src/seed/seed.ts'
import { source } from '../../src/seed/sources/source.ts'
import type { Trouble } from '../../src/trouble.ts'

/** The columns of the one source table. */
export const columns = {
  ID: 'text',
  NAME: 'text',
  AGE: 'number',
  TAGS: 'array',
  COMPANY: 'text',
  AT: 'timestamp',
  NOTE: 'text',
} as const satisfies Record<string, DataType>
type Cells = Partial<Record<keyof typeof columns, SqlValue>>
/** A row of the source; what is left out is null. */
export type SourceRow = Cells & Record<string, SqlValue>

const table = { table_catalog: 'DB', table_schema: 'PUBLIC', table_name: 'PEOPLE' }

/** A person of the destination: `id` is the key, and no other field has to be filled. */
const personFields: DestinationField[] = [
  field('id', 'Id', 'String', key),
  field('name', 'Name', 'String', preservable),
  field('age', 'Age', 'Integer'),
  field('tags', 'Tags', 'String', list),
  field('company', 'Company', 'Reference', lookup('company')),
  field('at', 'At', 'DateTime'),
]
const all = ['upsert', 'update', 'insert', 'mirror', 'append', 'delete']
const person = object('person', 'Person', all, personFields, { allow_custom_fields: true })
const company = object('company', 'Company', all, [field('name', 'Name', 'String', key)])

function seedOf(trouble: Trouble | undefined): Seed {
  const crm = { destination: destination(2, 'CRM', 'custom_api'), objects: [person, company] }
  return {
    workspace: { id: 1, name: 'Test', organization_id: 1 },
    sources: [
      source(1, 'Warehouse', 'snowflake', { tables: [{ ...table, columns: columnsOf(columns) }] }),
    ],
    datasets: [],
    destinations: [
      trouble ? { ...crm, trouble } : crm,
      {
        destination: destination(3, 'Files', 's3', { is_file_system_destination: true }),
        objects: [],
        file: {
          supported_operations: ['mirror', 'upsert', 'append'],
          allow_custom_fields: true,
          supports_field_ordering: true,
        },
      },
    ],
    connectors: [],
    syncs: [],
  }
}

/** One column after the other to the field of its name, `ID` the key. */
export function mapped(...names: readonly string[]): JsonObject[] {
  return names.map((name) => ({
    from: { type: 'column', data: name },
    to: name.toLowerCase(),
    ...(name === 'ID' && { is_primary_identifier: true }),
  }))
}

export interface RowOutcome {
  identifier: string | null
  payload: unknown
  operation: string
  status: string
  message: string | null
}

/** A source table, a destination and an engine between them. */
export interface World extends Disposable {
  engine: Engine
  filesFolder: string
  /** Replaces all rows of the source; columns that it lacks are added. */
  setSource: (rows: readonly SourceRow[]) => void
  /** Replaces all records of an object. */
  setObject: (name: string, records: readonly Record<string, SqlValue>[]) => void
  /** Runs a sync, whose request is `mapped('ID', 'NAME')` to the object `person` unless told. */
  run: (request: JsonObject, options?: { force?: boolean; runId?: number }) => RunOutcome
  /** What the next run of the sync would do. */
  dryRun: (request: JsonObject, force?: boolean) => DryOutcome
  /** What the dry run before the last run should have said. */
  numbersOf: (outcome: RunOutcome) => DryRun
  /** What the last run has changed. */
  changes: () => RunChanges
  /** All that is in the database, as text. */
  dump: () => string
  /** The records of an object as they were made, without what is null. */
  records: (name?: string) => Record<string, unknown>[]
  /** The row log of the last run, in its order. */
  log: () => RowOutcome[]
}

export interface WorldOptions {
  batchSize?: number
  trouble?: Trouble
  file?: string
}

/** An empty world; nothing of it is believable, and everything is told. */
export function createWorld({
  batchSize = 3,
  trouble,
  file = ':memory:',
}: WorldOptions = {}): World {
  const filesFolder = mkdtempSync(join(tmpdir(), 'engine-files-'))
  const database = openEngineData(file)
  const catalogue = createCatalogue(seedOf(trouble))
  const engine: Engine = {
    database,
    catalogue,
    render: createTemplateRenderer(() => new Date(0)),
    filesFolder,
    now: () => new Date(0),
    slowness: 0,
    batchSize,
  }
  const sourceTable = quoted(tableName(1, table))
  const connection = catalogue.destination(2)
  if (!connection) throw new Error('There is no destination 2')
  const tableOf = (name: string) => {
    const found: DestinationObject | undefined = catalogue.object(connection, name)
    if (!found) throw new Error(`There is no object ${name}`)
    return quoted(objectTable(database, connection, found).name)
  }
  const declared = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  database.exec(`CREATE TABLE IF NOT EXISTS ${sourceTable} (${declared.join(', ')})`)
  let runs = 0

  const world: World = {
    engine,
    filesFolder,
    setSource(rows) {
      database.exec(`DELETE FROM ${sourceTable}`)
      insert(sourceTable, rows)
    },
    setObject(name, records) {
      database.exec(`DELETE FROM ${tableOf(name)}`)
      insert(tableOf(name), records)
    },
    run(request, { force = false, runId = (runs += 1) } = {}) {
      runs = runId
      return goThrough(executeRun(engine, job(request, runId, force), () => false))
    },
    dryRun: (request, force) => goThrough(dryRun(engine, job(request, 0, force), () => false)),
    numbersOf({ progress }) {
      const changes = world.changes()
      return {
        source_records: progress.source_record_count,
        source_changed: progress.source_record_updates + progress.source_record_deletes,
        source_invalid: progress.source_record_invalids,
        destination_before: changes.destination_before,
        destination_after: changes.destination_after,
        expected_creates: changes.created,
        expected_updates: changes.updated,
        expected_deletes: changes.deleted,
        expected_rejects: progress.records_failed,
      }
    },
    changes: () => changesOf(database, runs) ?? expect.fail('No run has changed anything'),
    dump: () => {
      const schema = database.prepare('SELECT * FROM sqlite_schema ORDER BY name').all()
      const tables = schema
        .filter(({ type }) => type === 'table')
        .map(({ name }) => database.prepare(`SELECT * FROM ${quoted(String(name))}`).all())
      return JSON.stringify([schema, tables])
    },
    records: (name = 'person') =>
      database
        .prepare(`SELECT * FROM ${tableOf(name)} ORDER BY "record id"`)
        .all()
        .map(({ 'record id': _id, 'is locked': _locked, ...fields }) =>
          Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
        ),
    log: () => {
      const log = recordLogOf(database, runs)
      if (!log) return []
      const { table: records, first, last, isBatch, payload } = log
      return database
        .prepare(
          `SELECT r.key, ${payload} AS payload, r.operation, r.status, r.message
           FROM ${records} AS r LEFT JOIN batches AS b ON ${isBatch}
           WHERE r.number BETWEEN ? AND ? ORDER BY r.number`,
        )
        .all(first, last)
        .map((row) => ({
          identifier: row.key === null ? null : String(row.key),
          payload: JSON.parse(String(row.payload)),
          operation: String(row.operation),
          status: String(row.status ?? 'succeeded'),
          message: row.message === null ? null : String(row.message),
        }))
    },
    [Symbol.dispose]() {
      database.close()
      rmSync(filesFolder, { recursive: true, force: true })
    },
  }
  world.setObject('person', [])
  world.setObject('company', [])
  return world

  function insert(into: string, rows: readonly Record<string, SqlValue | undefined>[]): void {
    for (const row of rows) {
      const names = Object.keys(row)
      const known = new Set(
        database
          .prepare(`SELECT name FROM pragma_table_info(?)`)
          .all(into.slice(1, -1))
          .map(({ name }) => name),
      )
      for (const name of names) {
        if (!known.has(name)) database.exec(`ALTER TABLE ${into} ADD COLUMN ${quoted(name)} text`)
      }
      database
        .prepare(
          `INSERT INTO ${into} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        )
        .run(...names.map((name) => row[name] ?? null))
    }
  }
}

function goThrough<T>(going: Generator<unknown, T>): T {
  for (;;) {
    const next = going.next()
    if (next.done === true) return next.value
  }
}

/** Source rows; new or changed; gone; invalid; sent; accepted; rejected. */
export function countsOf({ progress }: RunOutcome): number[] {
  return [
    progress.source_record_count,
    progress.source_record_updates,
    progress.source_record_deletes,
    progress.source_record_invalids,
    progress.records_processed,
    progress.records_updated,
    progress.records_failed,
  ]
}

/** A run of sync 61, or of the one that the request names. */
export function job(request: JsonObject, runId: number, isFullForced = false) {
  const { sync_id: syncId = 61, ...rest } = request
  return {
    runId,
    syncId: Number(syncId),
    isFullForced,
    startedAt: '2026-11-25T06:05:09.000Z',
    request: createSyncSchema.parse({
      source_attributes: { connection_id: 1, object: { type: 'table', ...table } },
      destination_attributes: { connection_id: 2, object: 'person' },
      mappings: mapped('ID', 'NAME'),
      ...rest,
    }),
  }
}
