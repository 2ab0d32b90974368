import {
  columnType,
  isJsonObject,
  readJson,
  type Column,
  type JsonObject,
  type JsonValue,
  type ValueType,
} from '@sync-builder/schema'
import { columnsOf } from '@sync-builder/schema/template'
import type { SampleKind } from './sampleKinds.ts'

/** A source record to try the mapping with. */
export interface Sample {
  /** Of this list of samples; what is made up keeps its id while the columns are the same. */
  id: string
  kind: SampleKind
  record: JsonObject
}

/** A column that a sample has a value for; its type is undefined where it is not known. */
export interface SampleColumn {
  name: string
  type: ValueType | undefined
}

/**
 * The columns that a payload reads, in the order of the source and then of the rows that name
 * others: those of rows and templates, and all of them where every property is synced. Source:
 * reference 5.4, 5.10.
 */
export function columnsRead(
  payload: JsonObject,
  known: readonly Column[] | undefined,
): SampleColumn[] {
  const named = new Set(mappingsOf(payload).flatMap(columnsNamed))
  const isAll = payload.field_behavior === 'sync_all_properties'
  const found = (known ?? [])
    .filter(({ name }) => isAll || named.has(name))
    .map((column) => ({ name: column.name, type: columnType(column) }))
  const isKnown = new Set(found.map(({ name }) => name))
  const others = [...named].filter((name) => !isKnown.has(name))
  return [...found, ...others.map((name) => ({ name, type: undefined }))]
}

/** The column that the key is read from; undefined where it comes from none or from several. */
export function keyColumn(payload: JsonObject): string | undefined {
  const key = mappingsOf(payload).find((mapping) => mapping.is_primary_identifier === true)
  const names = key ? columnsNamed(key) : []
  return names.length === 1 ? names[0] : undefined
}

function mappingsOf({ mappings }: JsonObject): JsonObject[] {
  return Array.isArray(mappings) ? mappings.filter(isJsonObject) : []
}

function columnsNamed({ from }: JsonObject): string[] {
  if (!isJsonObject(from) || typeof from.data !== 'string' || from.data === '') return []
  if (from.type === 'column') return [from.data]
  return from.type === 'liquid_template' ? columnsOf(from.data) : []
}

/** What a fragile case puts into a column; undefined where the column stays as it is. */
type Fragile = (column: SampleColumn) => JsonValue | undefined

/** Longer than most fields take, short enough for thousands of columns. */
const longText = 'A very long text. '.repeat(120).trim()
const oddText = 'Zoë 👩‍👩‍👧 שלום مرحبا e\u0301'

const isText = (type: ValueType | undefined) => type === undefined || type.kind === 'text'
const isWhole = (type: ValueType | undefined) => type?.kind === 'integer'
const isNumber = (type: ValueType | undefined) =>
  type?.kind === 'number' || type?.kind === 'decimal' || isWhole(type)

const fragileCases: readonly [SampleKind, Fragile][] = [
  ['null', () => null],
  ['empty', ({ type }) => (isText(type) ? '' : type?.kind === 'list' ? [] : undefined)],
  ['long', ({ type }) => (isText(type) ? longText : undefined)],
  ['unicode', ({ type }) => (isText(type) ? oddText : undefined)],
  ['wrong type', ({ type }) => wrongValue(type)],
  ['zero', ({ type }) => (isNumber(type) ? 0 : undefined)],
  ['negative', ({ type }) => (isNumber(type) ? (isWhole(type) ? -1 : -0.5) : undefined)],
  [
    'huge',
    ({ type }) => (isNumber(type) ? (isWhole(type) ? 9_007_199_254_740_991 : 1e300) : undefined),
  ],
  ['far past', ({ type }) => dateValue(type, '0001-01-01')],
  ['far future', ({ type }) => dateValue(type, '9999-12-31')],
]

/**
 * Samples made up from the types of columns: an ordinary record, and one for each fragile case that
 * a column can have. Each has another key, and only the case of the null key touches the key. The
 * same columns always give the same samples.
 */
export function makeUpSamples(columns: readonly SampleColumn[], key: string | undefined): Sample[] {
  let made = 0
  const make = (kind: SampleKind, fragile?: Fragile): Sample[] => {
    let isTouched = fragile === undefined
    const entries = columns.map((column): [string, JsonValue] => {
      const isKey = column.name === key
      const value = isKey && kind !== 'null key' ? undefined : fragile?.(column)
      if (value !== undefined) isTouched = true
      return [column.name, value === undefined ? ordinaryValue(column, isKey ? made : 0) : value]
    })
    if (!isTouched) return []
    made += 1
    return [{ id: `made up ${kind}`, kind, record: Object.fromEntries(entries) }]
  }
  const nullKey: Fragile = ({ name }) => (name === key ? null : undefined)
  return [
    ...make('ordinary'),
    ...fragileCases.flatMap(([kind, fragile], index) => [
      ...make(kind, fragile),
      ...(index === 0 ? make('null key', nullKey) : []),
    ]),
  ]
}

/** A believable value; `nth` tells the keys of several records apart. */
function ordinaryValue({ name, type }: SampleColumn, nth: number): JsonValue {
  switch (type?.kind) {
    case 'decimal':
      return nth > 0 ? 1000 + nth : 12.5
    case 'number':
    case 'integer':
      return 1000 + nth
    case 'boolean':
      return true
    case 'date':
      return '2026-03-29'
    case 'timestamp':
      return '2026-03-29T16:32:23Z'
    case 'time':
      return '16:32:23'
    case 'object':
      return { a: 1 }
    case 'JSON':
      return { a: 1, b: ['x', true] }
    case 'binary':
      return 'AQID'
    case 'list':
      return [ordinaryValue({ name, type: type.of }, 0)]
    default:
      return ordinaryText(name, nth)
  }
}

const believable: readonly [RegExp, string][] = [
  [/e-?mail/iu, 'ada@example.org'],
  [/phone|mobile/iu, '+44 20 7946 0000'],
  [/url|website|link/iu, 'https://example.org/ada'],
  [/first.?name|given.?name/iu, 'Ada'],
  [/last.?name|family.?name|surname/iu, 'Lovelace'],
  [/^(?:full.?)?name$/iu, 'Ada Lovelace'],
  [/country/iu, 'GB'],
  [/city/iu, 'London'],
]

function ordinaryText(name: string, nth: number): string {
  const text = believable.find(([pattern]) => pattern.test(name))?.[1] ?? `${name} value`
  return nth > 0 ? text.replace(/(?=@)|$/u, `-${nth}`) : text
}

function wrongValue(type: ValueType | undefined): JsonValue | undefined {
  switch (type?.kind) {
    case undefined:
    case 'binary':
      return undefined
    case 'text':
      return 42
    case 'object':
    case 'JSON':
      return '{"broken":'
    case 'list':
      return 'no, list'
    default:
      return 'not a value'
  }
}

function dateValue(type: ValueType | undefined, date: string): string | undefined {
  if (type?.kind === 'date') return date
  return type?.kind === 'timestamp' ? `${date}T00:00:00Z` : undefined
}

/**
 * What was typed or pasted for a column, as a value of its type. Nothing is null; `""` is an empty
 * text, since that has to be written somehow.
 */
export function readCell(text: string, type: ValueType | undefined): JsonValue {
  const bare = text.trim()
  if (bare === '') return null
  if (bare === '""') return ''
  if (isText(type)) return text
  const isStructured = type?.kind === 'list' || type?.kind === 'object' || type?.kind === 'JSON'
  if (!isStructured && !isNumber(type) && type?.kind !== 'boolean') return text
  const read = readJson(type?.kind === 'boolean' ? bare.toLowerCase() : bare)
  if (!read.ok) return text
  const { value } = read
  if (isStructured) return typeof value === 'object' ? value : text
  return typeof value === (type?.kind === 'boolean' ? 'boolean' : 'number') ? value : text
}

/** A value as text that `readCell` reads as the same value. */
export function cellText(value: JsonValue): string {
  if (value === null) return ''
  if (value === '') return '""'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Records from a paste, fitted to columns, and what is to be said of that. */
export interface PastedRecords {
  records: JsonObject[]
  /** Sentences. */
  notes: string[]
}

/** So many records are kept of one paste: enough to try things, few enough for each key press. */
const mostPasted = 50

/**
 * Pasted records under the names of the columns, found also where only the case differs. Texts are
 * read by the type of their column, an empty one as null; what is missing is null.
 */
export function fitRecords(
  pasted: readonly JsonObject[],
  columns: readonly SampleColumn[],
): PastedRecords {
  const exact = new Map(columns.map((column) => [column.name, column]))
  const inAnyCase = Map.groupBy(columns, ({ name }) => name.toLowerCase())
  const unknown = new Set<string>()
  const find = (name: string): SampleColumn | undefined => {
    const same = inAnyCase.get(name.toLowerCase()) ?? []
    return exact.get(name) ?? (same.length === 1 ? same[0] : undefined)
  }
  const found = new Set<string>()
  const records = pasted.slice(0, mostPasted).map((record) => {
    const values = Object.entries(record).map(([name, value]): [string, JsonValue] => {
      const column = find(name)
      if (column) found.add(column.name)
      else unknown.add(name)
      const read = typeof value === 'string' ? readCell(value, column?.type) : value
      return [column?.name ?? name, read]
    })
    const missing = columns.map(({ name }): [string, JsonValue] => [name, null])
    return Object.fromEntries([...missing, ...values])
  })
  const lacking = columns.filter(({ name }) => !found.has(name)).map(({ name }) => name)
  return {
    records,
    notes: [
      ...(pasted.length > mostPasted
        ? [`Only the first ${mostPasted} of ${pasted.length} records are kept.`]
        : []),
      ...(lacking.length > 0 ? [`Null, since not in the paste: ${inShort(lacking)}.`] : []),
      ...(unknown.size > 0 ? [`Not read by the mapping: ${inShort([...unknown])}.`] : []),
    ],
  }
}

const mostNamed = 5

function inShort(names: readonly string[]): string {
  const named = names.slice(0, mostNamed).join(', ')
  return names.length > mostNamed ? `${named} and ${names.length - mostNamed} more` : named
}
