/** A name as SQL writes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** What SQLite holds in a column. */
export type SqlValue = string | number | null | Uint8Array

/** A value as the database gives it; whole numbers beyond JavaScript's come as others do. */
export function sqlValueOf(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Uint8Array) return value
  return typeof value === 'bigint' ? Number(value) : null
}

/** A value as SQL writes it. */
export function literalOf(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL'
  if (typeof value === 'string') return literal(value)
  return `X'${Buffer.from(value).toString('hex')}'`
}

/** The columns of a SELECT by their names, each with its SQL. */
export function selected(columns: readonly { column: string; sql: string }[]): string {
  return columns.map(({ column, sql }) => `${sql} AS ${column}`).join(', ')
}

/** A function of SQLite takes this many arguments at the most. */
const argumentLimit = 1_000

/** A JSON array of any length. */
export function jsonArray(items: readonly string[]): string {
  const small = (some: typeof items) => `json_array(${some.join(', ')})`
  if (items.length <= argumentLimit) return small(items)
  return `'[' || ${joined(inChunks(items, argumentLimit).map(small))} || ']'`
}

/** A JSON object of any number of keys, each with the SQL of its value. */
export function jsonObject(entries: readonly (readonly [key: string, value: string])[]): string {
  const small = (some: typeof entries) =>
    `json_object(${some.flatMap(([key, value]) => [literal(key), value]).join(', ')})`
  if (entries.length <= argumentLimit / 2) return small(entries)
  // Objects are joined as texts: `json_patch` would drop what is null.
  return `'{' || ${joined(inChunks(entries, argumentLimit / 2).map(small))} || '}'`
}

/** What is within the brackets of each, as one text. */
function joined(structures: readonly string[]): string {
  return structures.map((each) => `substr(${each}, 2, length(${each}) - 2)`).join(" || ',' || ")
}

function inChunks<T>(items: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
