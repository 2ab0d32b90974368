import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { createEngineReader } from '../../src/engineReader.ts'
import { openEngineData } from '../../src/engine/engineData.ts'
import { countsOf, createWorld, mapped, type World } from './world.ts'

const source = '"source_1/DB.PUBLIC.PEOPLE"'
const people = [
  { ID: 'a', NAME: 'Ada' },
  { ID: 'b', NAME: 'Ben' },
  { ID: 'c', NAME: 'Cleo' },
]

/** Each key with the place where it was noted, and the one where it is. */
function places({ engine: { database } }: World): Record<string, unknown>[] {
  return database
    .prepare(
      `SELECT s.key, s.place AS noted, r.rowid AS now FROM "sent of 61" AS s
       LEFT JOIN ${source} AS r ON r.ID = s.key ORDER BY s.key`,
    )
    .all()
    .map((row) => ({ ...row }))
}

// Reference 5.4. A row that is where it was is not looked up by its key.
it('rows that changed places are no change, and are noted where they are now', () => {
  using world = createWorld()
  world.setSource(people)
  world.run({ operation: 'upsert' })
  const [ada, ben, cleo] = people
  world.setSource([cleo!, ada!, ben!])
  expect(countsOf(world.run({ operation: 'upsert' }))).toEqual([3, 0, 0, 0, 0, 0, 0])
  expect(places(world)).toEqual([
    { key: 'a', noted: 2, now: 2 },
    { key: 'b', noted: 3, now: 3 },
    { key: 'c', noted: 1, now: 1 },
  ])
})

it('a row in the place of another is a row of its own', () => {
  using world = createWorld()
  world.setSource(people)
  world.run({ operation: 'upsert' })
  const { database } = world.engine
  database.exec(`UPDATE ${source} SET ID = 'd' WHERE rowid = 2`)
  expect(countsOf(world.run({ operation: 'upsert' }))).toEqual([3, 1, 0, 0, 1, 1, 0])
  database.exec(`INSERT INTO ${source} (rowid, ID, NAME) VALUES (-1, 'b', 'Ben')`)
  expect(countsOf(world.run({ operation: 'upsert' }))).toEqual([4, 0, 0, 0, 0, 0, 0])
  expect(places(world).map(({ key, noted, now }) => [key, noted === now])).toEqual([
    ['a', true],
    ['b', true],
    ['c', true],
    ['d', true],
  ])
})

it('a row that did not change is invalid once another one has its key', () => {
  using world = createWorld()
  world.setSource(people)
  world.run({ operation: 'upsert' })
  world.engine.database.exec(`INSERT INTO ${source} (ID, NAME) VALUES ('b', 'Bea')`)
  expect(countsOf(world.run({ operation: 'upsert' }))).toEqual([4, 0, 0, 2, 0, 0, 0])
  expect(world.log().map(({ payload }) => payload)).toEqual([
    { ID: 'b', NAME: 'Ben' },
    { ID: 'b', NAME: 'Bea' },
  ])
})

it('a source whose columns take the names of the place, and of the key, is read by them', () => {
  using world = createWorld()
  world.engine.database.exec(`ALTER TABLE ${source} ADD COLUMN rowid text`)
  world.engine.database.exec(`ALTER TABLE ${source} ADD COLUMN "key" text`)
  world.setSource(people.map((row) => ({ ...row, rowid: 'same', key: 'same' })))
  const request = { operation: 'upsert', mappings: mapped('ID', 'rowid', 'key') }
  const generated = request.mappings.map((each) => ({ ...each, generate_field: true }))
  const sync = { ...request, mappings: generated }
  expect(countsOf(world.run(sync))).toEqual([3, 3, 0, 0, 3, 3, 0])
  world.engine.database.exec(`UPDATE ${source} SET "key" = 'other' WHERE ID = 'b'`)
  expect(countsOf(world.run(sync))).toEqual([3, 1, 0, 0, 1, 1, 0])
  expect(world.log().map(({ payload }) => payload)).toEqual([
    { ID: 'b', rowid: 'same', key: 'other' },
  ])
})

it('more columns than SQLite takes in one expression are compared and logged', () => {
  using world = createWorld()
  const { database } = world.engine
  const names = Array.from({ length: 1_900 }, (_, index) => `C${index}`)
  database.exec(`
    DROP TABLE ${source};
    CREATE TABLE ${source} (ID text, ${names.map((name) => `${name} text`).join(', ')});
    INSERT INTO ${source} VALUES ('a', ${names.map((name) => `'of ${name}'`).join(', ')})`)
  const sync = {
    operation: 'upsert',
    destination_attributes: { connection_id: 3, object: 'wide.csv' },
    mappings: mapped('ID', ...names),
  }
  expect(countsOf(world.run(sync))).toEqual([1, 1, 0, 0, 1, 1, 0])
  const told = Object.fromEntries(names.map((name) => [name, `of ${name}`]))
  expect(world.log()[0]?.payload).toEqual({ ID: 'a', ...told })
  expect(countsOf(world.run(sync))).toEqual([1, 0, 0, 0, 0, 0, 0])
  database.exec(`UPDATE ${source} SET C1899 = 'changed'`)
  expect(countsOf(world.run(sync))).toEqual([1, 1, 0, 0, 1, 1, 0])
})

it('bytes are told in hexadecimal digits', () => {
  using world = createWorld()
  world.setSource([{ ID: 'a', NAME: Buffer.from('Ada') }])
  world.run({ operation: 'upsert' })
  expect(world.log()[0]?.payload).toEqual({ ID: 'a', NAME: '416461' })
})

it('data of another form begins anew, and is not read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-form-'))
  const file = join(folder, 'engine.sqlite')
  try {
    const old = new DatabaseSync(file)
    old.exec('CREATE TABLE sent (sync_id); INSERT INTO sent VALUES (1); PRAGMA user_version = 1')
    old.close()
    const reader = createEngineReader(() => file)
    expect(reader.database()).toBeUndefined()
    const made = openEngineData(file)
    expect(made.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sent'").get()).toBeUndefined()
    expect(reader.database()).toBeDefined()
    reader.close()
    made.exec('CREATE TABLE kept (a)')
    made.close()
    const again = openEngineData(file)
    expect(again.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'kept'").get()).toBeDefined()
    again.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
