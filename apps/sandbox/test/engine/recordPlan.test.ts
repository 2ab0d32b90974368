import {
  createSyncSchema,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@sync-builder/schema'
import { recordOf } from '@sync-builder/schema/record'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordPlan } from '../../src/engine/recordPlan.ts'
import { quoted, type SqlValue } from '../../src/engine/sql.ts'
import { relationOf } from '../../src/engine/warehouse.ts'
import { field, list, object } from '../../src/seed/fields.ts'
import { columns as columnsOfSource, createWorld, job } from './world.ts'

/** A column of each kind, and a field of each kind: each goes to each. */
const columns: Record<string, string> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  array: 'array',
  object: 'object',
}
const types = ['String', 'Number', 'Integer', 'Boolean', 'Date', 'DateTime', 'Object', 'Odd']
const fields = [
  ...types.map((type) => field(type, type, type)),
  field('Strings', 'Strings', 'String', list),
]
const target = object('thing', 'Thing', ['upsert'], fields)

const json = fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value))
const cells: Record<string, fc.Arbitrary<SqlValue>> = {
  text: fc.oneof(fc.string(), fc.constantFrom('true', '12', '1.50', '2026-01-02', '[1]', '{}')),
  number: fc.oneof(
    fc.integer(),
    // Whole numbers beyond these are exact in SQL, and rounded in JavaScript.
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((cell) => !Number.isInteger(cell) || Number.isSafeInteger(cell)),
  ),
  boolean: fc.constantFrom(0, 1),
  date: fc.constantFrom('2026-01-02', '2026-02-30', 'soon'),
  timestamp: fc.constantFrom(
    '2026-01-02T03:04:05Z',
    '2026-01-02 03:04:05',
    '2026-01-02T03:04:05.678Z',
    '2026-01-02T03:04:05+02:00',
    '2026-13-02T03:04:05Z',
    '2026-01-02',
    'soon',
  ),
  array: fc.oneof(json, fc.constantFrom('["a","b"]', '[]')),
  object: fc.oneof(json, fc.constantFrom('{"a":[1]}', '{}')),
}
const caseOf = fc.constantFrom(...Object.keys(columns)).chain((column) =>
  fc.record({
    column: fc.constant(column),
    to: fc.constantFrom(...fields.map(({ full_name }) => full_name)),
    cell: fc.option(cells[column] ?? fc.string()),
  }),
)

it('gives each field what the record function of the schema gives it', () => {
  using world = createWorld()
  const { database, render } = world.engine
  const relation = {
    sql: quoted('each'),
    place: undefined,
    columns: Object.entries(columns).map(([name, data_type]) => ({ name, data_type })),
    segments: [],
  }
  const declared = relation.columns.map(({ name, data_type }) => `${quoted(name)} ${data_type}`)
  database.exec(`CREATE TABLE "each" (${declared.join(', ')})`)
  fc.assert(
    fc.property(caseOf, ({ column, to, cell }) => {
      const request: JsonObject = {
        operation: 'upsert',
        source_attributes: { object: { type: 'dataset', id: 1 } },
        destination_attributes: { connection_id: 1, object: 'thing' },
        mappings: [{ from: { type: 'column', data: column }, to }],
      }
      database.exec('DELETE FROM "each"')
      database.prepare(`INSERT INTO "each" (${quoted(column)}) VALUES (?)`).run(cell)
      const plan = recordPlan({
        database,
        request: createSyncSchema.parse(request),
        relation,
        object: target,
        render,
        runId: 1,
      })
      const sql = plan.fields[0]?.sql(plan.inRelation)
      const row = database
        .prepare(`SELECT ${plan.payload(plan.inRelation)} AS payload FROM "each"`)
        .get()
      const payload: JsonValue = JSON.parse(String(row?.payload))
      if (!isJsonObject(payload)) throw new Error('A payload is an object')
      const { outcome } = recordOf(request, payload, {
        columns: relation.columns,
        object: target,
        render,
      }).fields[0]!
      const made = () => database.prepare(`SELECT ${sql} AS value FROM "each"`).get()?.value
      if (outcome.kind === 'failed') {
        expect(made).toThrow(/JSON_ARRAY_ERROR|array/)
        return
      }
      const value = outcome.kind === 'value' ? outcome.value : null
      const expected =
        typeof value === 'boolean'
          ? Number(value)
          : typeof value === 'object' && value !== null
            ? JSON.stringify(value)
            : value
      expect(made()).toEqual(expected)
    }),
    { numRuns: 1_000 },
  )
})

// SQLite writes the types that it knows in capitals.
it('columns have the types that the catalogue tells', () => {
  using world = createWorld()
  const { database, catalogue } = world.engine
  const { request } = job({ operation: 'upsert' }, 1)
  const relation = relationOf(database, catalogue, request.source_attributes)
  const told = relation.columns.map(({ name, data_type }) => [name, data_type])
  expect(Object.fromEntries(told)).toEqual(columnsOfSource)
})
