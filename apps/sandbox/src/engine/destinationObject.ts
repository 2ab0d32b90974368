import type { DatabaseSync } from 'node:sqlite'
import { fieldType, type DestinationField, type DestinationObject } from '@sync-builder/schema'
import { inTransaction } from '../inTransaction.ts'
import type { SeedDestination } from '../seed/seed.ts'
import { accountCount, believable, lists } from './believable.ts'
import { hasRelation } from './engineData.ts'
import { RunFailure } from './runFailure.ts'
import { literal, quoted } from './sql.ts'

/** An object of a destination as a real table: a column for each field. */
export interface ObjectTable {
  name: string
  /** The column of a field, quoted; undefined where there is no such field. */
  column: (field: string) => string | undefined
  /** The object with the fields that it has now, those that runs have made included. */
  object: DestinationObject
  /** The field with the record's own id, which others refer to; quoted. */
  idColumn: string
}

/** The columns beside the fields. */
export const recordId = quoted('record id')
export const isLocked = quoted('is locked')

/** SQLite holds this many columns in a table, of which two are not fields. */
const mostFields = 1_998

/** The table of a destination object, made and filled when it is needed for the first time. */
export function objectTable(
  database: DatabaseSync,
  connection: SeedDestination,
  object: DestinationObject,
): ObjectTable {
  const name = `destination_${connection.destination.id}/${object.full_name}`
  if (!hasRelation(database, name)) {
    inTransaction(database, () => makeObject(database, name, object))
  }
  const columns = new Map<string, string>()
  const seeded = new Map(object.fields?.map((field) => [field.full_name, field]))
  const made: DestinationField[] = []
  for (const row of database
    .prepare('SELECT * FROM object_fields WHERE table_name = ?')
    .all(name)) {
    const full_name = String(row.full_name)
    columns.set(full_name, quoted(String(row.column_name)))
    if (!seeded.has(full_name)) {
      made.push(madeField(full_name, String(row.type), row.is_array === 1))
    }
  }
  return {
    name,
    column: (field) => columns.get(field),
    object: { ...object, fields: [...(object.fields ?? []), ...made] },
    idColumn: columns.get(ownId(object)?.full_name ?? '') ?? recordId,
  }
}

/** A field that a run is to make. */
export interface NewField {
  full_name: string
  type: string
  isArray: boolean
}

/** Adds fields to an object, as `generate_field` and `sync_all_properties` ask for: all or none. */
export function addFields(
  database: DatabaseSync,
  { name, object }: ObjectTable,
  fields: readonly NewField[],
): void {
  if (fields.length === 0) return
  if ((object.fields?.length ?? 0) + fields.length > mostFields) {
    throw new RunFailure('TOO_MANY_FIELDS', `The limit is ${mostFields}.`)
  }
  inTransaction(database, () => {
    for (const field of fields) {
      const column = noteField(database, name, field)
      database.exec(`ALTER TABLE ${quoted(name)} ADD COLUMN ${quoted(column)}`)
    }
  })
}

/** Gives fields that runs have made another type; what they hold stays as it is. */
export function setTypes(
  database: DatabaseSync,
  { name }: ObjectTable,
  fields: readonly Pick<NewField, 'full_name' | 'type'>[],
): void {
  const set = database.prepare(
    'UPDATE object_fields SET type = ? WHERE table_name = ? AND full_name = ?',
  )
  for (const { full_name, type } of fields) set.run(type, name, full_name)
}

/** A field that a run has made: it can be written, and no more is known of it. */
function madeField(full_name: string, type: string, array: boolean): DestinationField {
  return {
    label: full_name,
    full_name,
    type,
    array,
    createable: true,
    updateable: true,
    operations: array ? ['overwrite', 'merge'] : [],
    preserve_values_supported: false,
    required_for_mapping: false,
    can_be_upsert_key: true,
    can_be_update_key: true,
    can_be_insert_key: true,
    can_be_reference_key: false,
    lookup_object: null,
  }
}

/** Writes a field down; gives its column, since SQLite takes `Name` and `name` for one. */
function noteField(
  database: DatabaseSync,
  table: string,
  { full_name, type, isArray }: NewField,
): string {
  const taken = database.prepare(
    'SELECT 1 FROM object_fields WHERE table_name = ? AND column_name = ? COLLATE NOCASE',
  )
  let column = full_name
  for (let twin = 2; taken.get(table, column); twin++) column = `${full_name} (${twin})`
  database
    .prepare('INSERT INTO object_fields VALUES (?, ?, ?, ?, ?)')
    .run(table, full_name, column, type, isArray ? 1 : 0)
  return column
}

function makeObject(database: DatabaseSync, name: string, object: DestinationObject): void {
  const fields = object.fields ?? []
  const columns = fields.map((field) => {
    const column = noteField(database, name, {
      full_name: field.full_name,
      type: field.type ?? '',
      isArray: field.array ?? false,
    })
    return `${quoted(column)} ${madeByService(object, field)}`
  })
  const own = [`${recordId} INTEGER PRIMARY KEY`, `${isLocked} INTEGER NOT NULL DEFAULT 0`]
  database.exec(`CREATE TABLE ${quoted(name)} (${[...own, ...columns].join(', ')})`)
  seedRecords(database, name, object)
}

/** What no one may write the service makes itself: ids from the record's, times from the clock. */
function madeByService(object: DestinationObject, field: DestinationField): string {
  if (field.createable !== false) return ''
  switch (fieldType(field)?.kind) {
    case 'timestamp':
      return `DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))`
    case 'number':
      return `GENERATED ALWAYS AS (${recordId}) VIRTUAL`
    default: {
      const prefix = object.full_name.slice(0, 3).toUpperCase()
      return `GENERATED ALWAYS AS (printf('%s%012d', ${literal(prefix)}, ${recordId})) VIRTUAL`
    }
  }
}

function isWritable(field: DestinationField): boolean {
  return field.createable !== false
}

function ownId({ fields }: DestinationObject): DestinationField | undefined {
  return fields?.find((field) => !isWritable(field) && fieldType(field)?.kind !== 'timestamp')
}

/** Lists that are known by name, so that those who refer to them find them. */
const namedRecords: Readonly<Record<string, readonly string[]>> = {
  user_list: lists,
}
const everydayCount = 150
/** Of these, a few that the sources know are missing: who refers to them is rejected. */
const accountsThere = accountCount - 20
/** Of so many records, one is being edited by someone. */
const lockedOf = 97

/** What the destination holds before anything was sent; events are only ever sent. */
function seedRecords(database: DatabaseSync, name: string, object: DestinationObject): void {
  const fields = (object.fields ?? []).filter(isWritable)
  const takesEventsAlone = object.supported_operations?.every((operation) => operation === 'append')
  if (takesEventsAlone || fields.length === 0 || /\//.test(object.full_name)) return
  const named = namedRecords[object.full_name]
  const isAccount = /^(?:account|company)$/i.test(object.full_name)
  const count = named?.length ?? (isAccount ? accountsThere : everydayCount)
  const columns = [isLocked, ...fields.map(({ full_name }) => quoted(full_name))]
  const insert = database.prepare(
    `INSERT INTO ${quoted(name)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const prefix = object.full_name.slice(0, 3).toLowerCase()
  for (let row = 0; row < count; row++) {
    const values = fields.map((field, place) => {
      if (named && field.full_name === 'name') return named[row] ?? null
      return seededValue(field, place, row, prefix)
    })
    insert.run(row % lockedOf === 41 ? 1 : 0, ...values)
  }
}

function seededValue(field: DestinationField, place: number, row: number, prefix: string) {
  if (field.lookup_object != null) return null
  // A third of what nobody has to fill is empty.
  const isKey = field.can_be_upsert_key === true || field.required_for_mapping === true
  if (!isKey && (place + row) % 3 === 0) return null
  const kind = fieldType(field)?.kind
  const type =
    kind === 'list'
      ? 'array'
      : kind === 'integer' || kind === 'decimal'
        ? 'number'
        : (kind ?? 'text')
  const value = believable({ column: field.full_name, type, row, prefix })
  return kind === 'integer' && typeof value === 'number' ? Math.round(value) : value
}
