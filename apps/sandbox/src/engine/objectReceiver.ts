import type { DatabaseSync } from 'node:sqlite'
import { fieldType, type Behavior, type DestinationField } from '@sync-builder/schema'
import { inTransaction } from '../inTransaction.ts'
import { isLocked, recordId, type ObjectTable } from './destinationObject.ts'
import { outboxValue } from './outbox.ts'
import type { Range, Receiver, Sending } from './receiver.ts'
import type { PlannedField, RecordPlan } from './recordPlan.ts'
import { literal, quoted } from './sql.ts'
import { recordsTable } from './syncTables.ts'

interface ReceiverParts {
  database: DatabaseSync
  syncId: number
  table: ObjectTable
  plan: RecordPlan
  behavior: Behavior
  /** The table of another object of the destination, which a field refers to. */
  lookupTable: (object: string) => ObjectTable | undefined
}

/** A field with its column, its value in the outbox `o`, and what the object says of it. */
interface Written {
  planned: PlannedField
  field: DestinationField | undefined
  /** Quoted. */
  column: string
  /** What the run gives. */
  given: string
  /** What is written: the given value, or the id of the record that it names. */
  value: string
}

/**
 * An object of a destination that is a table. It refuses a whole batch for one bad record, as many
 * do (5.14); what it forbids are values of the wrong type, texts that are too long, references
 * that lead nowhere, records without what they must have, and changes of a locked record.
 */
export function objectReceiver(parts: ReceiverParts): Receiver {
  const { database, syncId, table, plan, behavior } = parts
  const object = new Map(table.object.fields?.map((field) => [field.full_name, field]))
  const written = plan.fields.flatMap((planned, place): Written[] => {
    const column = table.column(planned.to)
    if (column === undefined) return []
    const given = outboxValue(plan, place)
    const lookup = planned.lookup && lookupSql(parts, planned.lookup)
    const field = object.get(planned.to)
    return [{ planned, field, column, given, value: lookup?.id(given) ?? given }]
  })
  const key = written.find(({ planned }) => planned.isKey)
  const name = quoted(table.name)
  const isSwap = behavior.operation === 'mirror' && behavior.strategy === 'upload_and_swap'
  if (key && behavior.operation !== 'append') {
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${quoted(`${table.name} by ${key.planned.to}`)} ON ${name} (${key.column})`,
    )
  }
  const inRange = 'o.number BETWEEN :from AND :to'
  // The records that rows match are looked up once for each range. An index over columns without a
  // type would be of no use to compare with numbers.
  database.exec(`
    DROP TABLE IF EXISTS temp.matches;
    CREATE TEMP TABLE matches (number INTEGER, record INTEGER, PRIMARY KEY (number, record))
    WITHOUT ROWID`)
  const hasMatch = 'o.number IN (SELECT number FROM matches)'
  const mayMatch = key !== undefined && behavior.operation !== 'append' && !isSwap
  const forgetMatches = database.prepare('DELETE FROM matches')
  const findMatches = database.prepare(
    mayMatch
      ? `INSERT INTO matches SELECT o.number, r.${recordId} FROM outbox AS o
         CROSS JOIN ${name} AS r ON r.${key.column} = ${key.value} WHERE ${inRange}`
      : 'SELECT :from, :to',
  )
  const anyMatch = database.prepare('SELECT 1 FROM matches LIMIT 1')
  let matched: Range | undefined

  const statements = {
    rows: statementsOf(writeRows(true), refusalOfRows(true)),
    // Where nothing matches, nothing is asked about matches.
    news: statementsOf(writeRows(false), refusalOfRows(false)),
    gone: statementsOf(writeGone(), casesOf(refusalsOfMatch())),
  }
  const statementsFor = ({ from, to }: Range, sending: Sending) => {
    if (matched?.from !== from || matched.to !== to) {
      forgetMatches.run()
      findMatches.run({ from, to })
      matched = { from, to }
    }
    return sending === 'rows' && anyMatch.get() === undefined
      ? statements.news
      : statements[sending]
  }

  return {
    isStaged: isSwap,
    refusal(range, sending) {
      const refused = statementsFor(range, sending).refusal.get(bound(range))
      return refused && String(refused.reason)
    },
    write(range, sending) {
      for (const statement of statementsFor(range, sending).write) statement.run(bound(range))
      // Records were made, or are gone.
      matched = undefined
    },
    finish() {
      if (!isSwap) return
      inTransaction(database, () => {
        database.exec(`DELETE FROM ${name}; ${insertSql("o.status = 'succeeded'")}`)
      })
    },
  }

  function statementsOf(write: readonly string[], refusal: string) {
    return {
      write: write.map((sql) => database.prepare(sql)),
      refusal: database.prepare(
        `SELECT ${refusal} AS reason FROM outbox AS o WHERE ${inRange} AND reason IS NOT NULL LIMIT 1`,
      ),
    }
  }

  /** What each operation does with a row that has a match, and with one that has none (5.2). */
  function writeRows(hasMatches: boolean): string[] {
    const create = insertSql(hasMatches ? `${inRange} AND NOT ${hasMatch}` : inRange)
    const skip = skipSql(hasMatches ? `NOT ${hasMatch}` : 'true', unmatched)
    switch (behavior.operation) {
      case 'append':
        return [insertSql(inRange)]
      case 'insert':
        return hasMatches
          ? [skipSql(hasMatch, 'Skipped: a record has this identifier already'), create]
          : [create]
      case 'update':
        return hasMatches ? [skip, ...updateSql()] : [skip]
      case 'delete':
        return hasMatches ? [skip, deleteSql()] : [skip]
      case 'mirror':
        if (isSwap) return []
        return hasMatches ? [...updateSql(), create] : [create]
      case 'upsert':
        return hasMatches ? [...updateSql(), create] : [create]
    }
  }

  /** What left the source: deleted, or its mapped fields emptied (5.3). */
  function writeGone(): string[] {
    const skip = skipSql(`NOT ${hasMatch}`, unmatched)
    if (behavior.operation !== 'mirror' || behavior.strategy !== 'sync_updates_and_nulls') {
      return [skip, deleteSql()]
    }
    const emptied = written
      .filter(({ planned, field }) => !planned.isKey && isUpdateable(field))
      .map(({ column }) => `${column} = NULL`)
    return [skip, ...changeSql(emptied)]
  }

  function insertSql(where: string): string {
    const created = written.filter(({ field }) => field?.createable !== false)
    if (created.length === 0)
      return `INSERT INTO ${name} (${isLocked}) SELECT 0 FROM outbox AS o WHERE ${where}`
    return `INSERT INTO ${name} (${created.map(({ column }) => column).join(', ')})
      SELECT ${created.map(({ value }) => value).join(', ')} FROM outbox AS o WHERE ${where}`
  }

  function updateSql(): string[] {
    return changeSql(
      written
        .filter(({ planned, field }) => !planned.isKey && isUpdateable(field))
        .map((each) => `${each.column} = ${changedValue(each)}`),
    )
  }

  function changeSql(changes: readonly string[]): string[] {
    if (changes.length === 0) return []
    return [
      `UPDATE ${name} AS r SET ${changes.join(', ')} FROM matches AS m CROSS JOIN outbox AS o
       WHERE o.number = m.number AND ${inRange} AND r.${recordId} = m.record`,
    ]
  }

  function deleteSql(): string {
    return `DELETE FROM ${name} WHERE ${recordId} IN
      (SELECT m.record FROM matches AS m WHERE m.number BETWEEN :from AND :to)`
  }

  function skipSql(where: string, message: string): string {
    return `UPDATE ${recordsTable(syncId)} AS o SET message = ${literal(message)} WHERE ${inRange} AND ${where}`
  }

  function refusalOfRows(hasMatches: boolean): string {
    const isCreate = behavior.operation !== 'update' && behavior.operation !== 'delete'
    const needed = hasMatches && isCreate ? `AND NOT ${hasMatch}` : ''
    const ofFields =
      behavior.operation === 'delete' ? written.filter(({ planned }) => planned.isKey) : written
    return casesOf([
      ...ofFields.flatMap((each) => [...refusalsOfValue(each), ...refusalsOfLookup(parts, each)]),
      ...(isCreate
        ? (table.object.fields ?? [])
            .filter((field) => field.required_for_mapping === true)
            .map((field): Refusal => {
              const filled = written.find(({ planned }) => planned.to === field.full_name)
              const isMissing = filled ? `${filled.given} IS NULL` : 'true'
              return [`${isMissing} ${needed}`, literal(`A new record needs ${field.full_name}`)]
            })
        : []),
      ...(hasMatches ? refusalsOfMatch() : []),
    ])
  }

  /** What is wrong with the records that a row would change. */
  function refusalsOfMatch(): Refusal[] {
    if (!key || behavior.operation === 'append' || behavior.operation === 'insert' || isSwap)
      return []
    return [
      [
        `EXISTS (SELECT 1 FROM matches AS m CROSS JOIN ${name} AS r ON r.${recordId} = m.record
          WHERE m.number = o.number AND r.${isLocked})`,
        literal('The record is locked: someone is editing it'),
      ],
      [
        '(SELECT count(*) FROM matches AS m WHERE m.number = o.number) > 1',
        `'Several records have the ' || ${literal(key.planned.to)} || ' ' || ${key.given}`,
      ],
    ]
  }
}

const unmatched = 'Skipped: no record has this identifier'

/** A condition over an outbox row, and the SQL of what is said about it. */
type Refusal = readonly [condition: string, message: string]

function casesOf(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return 'NULL'
  return `CASE ${refusals.map(([condition, message]) => `WHEN ${condition} THEN ${message}`).join(' ')} END`
}

function bound({ from, to }: Range): { from: number; to: number } {
  return { from, to }
}

function isUpdateable(field: DestinationField | undefined): boolean {
  return field?.updateable !== false && field?.createable !== false
}

/** What a matched record's field becomes. Source: reference 5.8. */
function changedValue({ planned, column, value }: Written): string {
  const before = `r.${column}`
  if (planned.isPreserving) {
    return `CASE WHEN ${before} IS NULL OR ${before} = '' THEN ${value} ELSE ${before} END`
  }
  if (planned.isMerging) return `merged_lists(${before}, ${value})`
  return planned.leavesNullsOut ? `ifnull(${value}, ${before})` : value
}

/** Items of a list, and those of another that it does not have yet; null adds nothing. */
export function mergedLists(before: unknown, added: unknown): string | null {
  const items = [...itemsOf(before), ...itemsOf(added)].map((item) => JSON.stringify(item))
  if (typeof before !== 'string' && typeof added !== 'string') return null
  return `[${[...new Set(items)].join(',')}]`
}

function itemsOf(text: unknown): unknown[] {
  if (typeof text !== 'string') return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}

/** The longest texts that fields take, in characters, by their type. */
const longest: Readonly<Record<string, number>> = {
  Email: 80,
  Phone: 40,
  Picklist: 255,
  Enumeration: 255,
  String: 255,
  Url: 255,
}
const longestText = 32_000

const wireTime = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9]*Z'

/** What a field does not take, whatever the record. Source: reference 5.6, 5.9. */
function refusalsOfValue({ planned, field, given }: Written): Refusal[] {
  const to = literal(planned.to)
  const says = (wanted: string) => `${to} || ${literal(` takes ${wanted}, and not `)} || ${given}`
  const failures: Refusal[] = planned.mayFail
    ? [[`typeof(${given}) = 'blob'`, `${to} || ': ' || CAST(${given} AS TEXT)`]]
    : []
  switch (planned.lookup ? undefined : fieldType(field)?.kind) {
    case 'text': {
      const limit = longest[field?.type ?? ''] ?? longestText
      return [
        ...failures,
        [
          // Characters are counted where there are enough bytes for too many alone.
          `octet_length(${given}) > ${limit} AND length(${given}) > ${limit}`,
          `${to} || ${literal(` takes ${limit} characters, and not `)} || length(${given})`,
        ],
      ]
    }
    case 'number':
    case 'decimal':
      // All numbers come before all texts.
      return [...failures, [`${given} >= ''`, says('numbers')]]
    case 'integer':
      return [...failures, [`typeof(${given}) NOT IN ('integer', 'null')`, says('whole numbers')]]
    case 'boolean':
      return [...failures, [`${given} NOT IN (0, 1)`, says('true or false')]]
    case 'date':
      return [
        ...failures,
        [`${given} IS NOT NULL AND ${given} IS NOT date(${given})`, says('dates')],
      ]
    case 'timestamp':
      // What can be read as a time was written like this by the record function.
      return [...failures, [`${given} NOT GLOB ${literal(wireTime)}`, says('dates with a time')]]
    case 'object':
      return [...failures, [`${given} IS NOT NULL AND NOT json_valid(${given})`, says('objects')]]
    default:
      return failures
  }
}

/** How the record that a value names is found. */
function lookupSql(
  { database, lookupTable }: ReceiverParts,
  { object, field }: { object: string; field: string },
) {
  const target = lookupTable(object)
  const column = target?.column(field)
  if (!target || column === undefined) return undefined
  const name = quoted(target.name)
  database.exec(
    `CREATE INDEX IF NOT EXISTS ${quoted(`${target.name} by ${field}`)} ON ${name} (${column})`,
  )
  return {
    id: (value: string) =>
      `(SELECT t.${target.idColumn} FROM ${name} AS t WHERE t.${column} = ${value})`,
    count: (value: string) =>
      `(SELECT count(*) FROM (SELECT 1 FROM ${name} AS t WHERE t.${column} = ${value} LIMIT 2))`,
  }
}

/** None found, or several: the record is rejected. Source: reference 5.8. */
function refusalsOfLookup(parts: ReceiverParts, { planned, given }: Written): Refusal[] {
  if (!planned.lookup) return []
  const { object, field } = planned.lookup
  const found = lookupSql(parts, planned.lookup)
  if (!found) return [[`${given} IS NOT NULL`, literal(`${object} has no field ${field}`)]]
  const named = `${literal(`${object} has the ${field} `)} || ${given}`
  return [
    [`${given} IS NOT NULL AND ${found.count(given)} = 0`, `'No ' || ${named}`],
    [`${given} IS NOT NULL AND ${found.count(given)} > 1`, `'More than one ' || ${named}`],
  ]
}
