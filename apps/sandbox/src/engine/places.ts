import type { DatabaseSync } from 'node:sqlite'
import type { RecordPlan } from './recordPlan.ts'
import { selected } from './sql.ts'
import { keptOf, sameSql, sentTable } from './syncTables.ts'

/** The rows of a source that a run looks at one by one. */
export interface SourceRows {
  /** As SQL names them. */
  sql: string
  /** The SQL of where a row is; undefined where that is not known, or of no use. */
  place: string | undefined
  /** They are those that `candidates` names; all others are where they were, and the same. */
  isNarrowed: boolean
}

/** All rows of a source. A place is of no use where rows have no key. */
export function allRows({ relation, key }: RecordPlan): SourceRows {
  return { sql: relation.sql, place: key && relation.place, isNarrowed: false }
}

/**
 * The rows of a source but for those that are where they were when they were sent, and hold the
 * same: they need no further look. They cannot share a key among themselves, since no two that were
 * sent do, and whoever shares one with another row is among the rows given.
 * @param isByKeyAlone what else a row holds does not matter
 */
export function changedRows(
  database: DatabaseSync,
  syncId: number,
  plan: RecordPlan,
  isByKeyAlone: boolean,
): SourceRows {
  const { sql, place } = allRows(plan)
  // A result of SQLite has 2,000 columns at the most: of a wider row, the place would be one more.
  if (place === undefined || plan.relation.columns.length >= 2_000) return allRows(plan)
  const sent = sentTable(syncId)
  const placed = [
    { column: 'place', sql: place },
    { column: 'key', sql: plan.rowKey },
  ]
  const keyed = `(SELECT ${selected(placed)} FROM ${sql})`
  database.exec(`
    DROP TABLE IF EXISTS temp.candidates;
    CREATE TEMP TABLE candidates (place INTEGER PRIMARY KEY);
    INSERT INTO candidates
    SELECT r.place FROM (SELECT ${selected([...placed, ...keptOf(plan)])} FROM ${sql}) AS r
    LEFT JOIN ${sent} AS s ON s.place = r.place
    WHERE s.is_pending IS NOT 0 OR s.key IS NOT r.key
      ${isByKeyAlone ? '' : `OR NOT (${sameSql(plan)})`};
    -- What was left out so far, and shares its key with one of these.
    INSERT OR IGNORE INTO candidates
    SELECT s.place FROM candidates AS c CROSS JOIN ${keyed} AS r ON r.place = c.place
    CROSS JOIN ${sent} AS s ON s.key = r.key
    CROSS JOIN ${keyed} AS other ON other.place = s.place AND other.key = s.key;
  `)
  return {
    sql: `(SELECT ${place} AS ${place}, * FROM ${sql}
      WHERE ${place} IN (SELECT place FROM candidates))`,
    place,
    isNarrowed: true,
  }
}

/**
 * Notes where the rows are now. Whoever was noted where another key is now gets a place that no row
 * has.
 * @param isInvalid SQL over a row `r` with its `key`
 */
export function notePlaces(
  database: DatabaseSync,
  syncId: number,
  { rowKey }: RecordPlan,
  { sql, place }: SourceRows,
  isInvalid: string,
): void {
  if (place === undefined) return
  const sent = sentTable(syncId)
  const rows = `(SELECT ${place} AS place, ${rowKey} AS key FROM ${sql}) AS r`
  const least = `min(0, (SELECT min(place) FROM ${sent}), (SELECT min(${place}) FROM ${sql}))`
  move(`${least} - row_number() OVER ()
    FROM ${rows} CROSS JOIN ${sent} AS s ON s.place = r.place WHERE s.key IS NOT r.key`)
  move(`r.place FROM ${rows} CROSS JOIN ${sent} AS s ON s.key = r.key
    WHERE s.place <> r.place AND NOT ${isInvalid}`)

  function move(to: string): void {
    database.exec(`
      DROP TABLE IF EXISTS temp.moves;
      CREATE TEMP TABLE moves (before INTEGER PRIMARY KEY, place);
      INSERT INTO moves SELECT s.place, ${to};
      UPDATE ${sent} SET place = (SELECT m.place FROM moves AS m WHERE m.before = ${sent}.place)
      WHERE place IN (SELECT before FROM moves);
    `)
  }
}
