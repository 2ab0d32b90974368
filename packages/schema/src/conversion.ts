import type { DestinationField } from './destination.ts'
import { isJsonObject, type JsonValue } from './json.ts'
import type { Column } from './source.ts'

/** A `number` may have a fraction or not, nobody says; `JSON` may be anything, a list included. */
const kinds = [
  'text',
  'number',
  'integer',
  'decimal',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'JSON',
  'binary',
  'list',
] as const
type Kind = (typeof kinds)[number]
type ScalarKind = Exclude<Kind, 'list'>

/** What kind of values a column holds or a field takes, in the words of the screen. */
export type ValueType =
  | { kind: ScalarKind }
  /** `of` is undefined where nobody says what is in the list. */
  | { kind: 'list'; of: ValueType | undefined }

/** What becomes of values on their way from a column to a field. */
export type Conversion =
  /** Nothing, or nobody can tell: unknown types are never judged. */
  | { kind: 'same' | 'unknown' }
  /** `words` name both ends: "number → text". */
  | { kind: 'named' | 'impossible'; words: string }
  /** `loss` says what may be lost, in lower case: "the fraction is lost". */
  | { kind: 'lossy'; words: string; loss: string }

const same: Conversion = { kind: 'same' }
const unknown: Conversion = { kind: 'unknown' }

/** Spellings of warehouses and destinations, in small letters and without parameters. */
const spellings: Record<Kind, string> = {
  text: `text, string, str, varchar, char, character, character varying, nvarchar, nchar, varchar2,
    nvarchar2, bpchar, citext, clob, ntext, tinytext, mediumtext, longtext, uuid, guid, enum, email,
    phone, phone number, url, uri, textarea, text area, long text, long text area, rich text, html,
    picklist, enumeration, select, combobox, single line text, multi line text`,
  number: 'number, numeric, decimal, dec, bignumeric, bigdecimal, fixed',
  integer: `integer, int, bigint, smallint, tinyint, mediumint, int2, int4, int8, int16, int32, int64,
    int128, int256, byteint, hugeint, long, short, serial, bigserial, smallserial`,
  decimal: `float, float4, float8, float16, float32, float64, double, double precision, real, money,
    smallmoney, currency, percent, percentage`,
  boolean: 'boolean, bool, bit, checkbox',
  date: 'date, date32',
  timestamp: `timestamp, timestamp_ntz, timestamp_ltz, timestamp_tz, timestampntz, timestampltz,
    timestamptz, timestamp with time zone, timestamp without time zone,
    timestamp with local time zone, datetime, datetime2, datetime64, smalldatetime, datetimeoffset,
    date_time, date time`,
  time: 'time, timetz, time with time zone, time without time zone, time of day',
  object: 'object, struct, record, map, hstore, dictionary',
  JSON: 'json, jsonb, variant, super',
  binary: 'binary, varbinary, bytes, bytea, blob, tinyblob, mediumblob, longblob, raw, image',
  list: 'array, list',
}

const kindBySpelling = new Map(
  kinds.flatMap((kind) => spellings[kind].split(/,\s*/u).map((name) => [name, kind] as const)),
)

/** More than any warehouse writes; nested types are read from outside to inside. */
const longestSpelling = 500

/** Reads a type as a warehouse or a destination spells it; undefined where it is not known. */
export function readType(spelling: string): ValueType | undefined {
  if (spelling.length > longestSpelling) return undefined
  const text = spelling.trim().toLowerCase().replaceAll(/\s+/gu, ' ')
  if (text.endsWith('[]')) return { kind: 'list', of: readType(text.slice(0, -2)) }
  const inner = /^(?:array|list) ?[<(](.*)[>)]$/u.exec(text)?.[1]
  if (inner !== undefined) return { kind: 'list', of: readType(inner) }

  const base = text
    .replace(/<.*$/u, '')
    .replaceAll(/ ?\([^)]*\)/gu, '')
    .replace(/ unsigned$/u, '')
  const kind = kindBySpelling.get(base)
  if (kind === 'list') return { kind, of: undefined }
  if (kind === 'number') return { kind: numberKind(text) }
  return kind && { kind }
}

/** NUMBER(38,0) is whole, NUMBER(10,2) is not, and NUMBER alone says nothing. */
function numberKind(text: string): ScalarKind {
  const [, precision, scale = '0'] = /\((\d+)(?: ?, ?(-?\d+))?\)/u.exec(text) ?? []
  if (precision === undefined) return 'number'
  return Number(scale) > 0 ? 'decimal' : 'integer'
}

const columnTypes = new WeakMap<Column, ValueType | 'unknown'>()
const fieldTypes = new WeakMap<DestinationField, ValueType | 'unknown'>()

/** What a column holds; undefined where it is not known. Read once for each column. */
export function columnType(column: Column | undefined): ValueType | undefined {
  return (
    column &&
    readOnce(columnTypes, column, ({ data_type, type }) => readType(data_type ?? type ?? ''))
  )
}

/** What a field takes; undefined where it is not known, as with references to other records. */
export function fieldType(field: DestinationField | undefined): ValueType | undefined {
  return (
    field &&
    readOnce(fieldTypes, field, ({ type, array, lookup_object }) => {
      if (lookup_object != null) return undefined
      const one = readType(type ?? '')
      return array === true && one?.kind !== 'list' ? { kind: 'list', of: one } : one
    })
  )
}

function readOnce<T extends object>(
  known: WeakMap<T, ValueType | 'unknown'>,
  item: T,
  read: (item: T) => ValueType | undefined,
): ValueType | undefined {
  const type = known.get(item) ?? read(item) ?? 'unknown'
  known.set(item, type)
  return type === 'unknown' ? undefined : type
}

const noNumber = 'values that are no number may be rejected'
const noWholeNumber = 'values that are no whole number may be rejected'
const noTime = 'values that are no date and time may be rejected'
const fractionLost = 'the fraction is lost'
const zeroOrOne = 'values other than 0 and 1 may be rejected'
const countedTime = 'the destination decides how a number is read as a time'
const otherType = 'values of another type may be rejected'

/**
 * What is lost between two kinds; an empty text where nothing is, and no entry where no value
 * fits. A list of values is never one value. Inferred from reference 5.8 and 5.9: the API
 * documents no conversions.
 */
const losses: Record<ScalarKind, Partial<Record<ScalarKind, string>>> = {
  text: {
    number: noNumber,
    decimal: noNumber,
    integer: noWholeNumber,
    boolean: 'values other than true and false may be rejected',
    date: 'values that are no date may be rejected',
    timestamp: noTime,
    time: 'values that are no time of day may be rejected',
    object: 'values that are no JSON object may be rejected',
    JSON: '',
    binary: '',
  },
  number: {
    text: '',
    decimal: '',
    integer: '',
    JSON: '',
    boolean: zeroOrOne,
    date: countedTime,
    timestamp: countedTime,
  },
  integer: {
    text: '',
    number: '',
    decimal: '',
    JSON: '',
    boolean: zeroOrOne,
    date: countedTime,
    timestamp: countedTime,
  },
  decimal: { text: '', number: '', integer: fractionLost, JSON: '', boolean: zeroOrOne },
  boolean: { text: '', number: '', integer: '', decimal: '', JSON: '' },
  date: { text: '', timestamp: '', JSON: '' },
  timestamp: { text: '', date: 'the time of day is lost', time: 'the date is lost', JSON: '' },
  time: { text: '', JSON: '' },
  object: { text: '', JSON: '' },
  JSON: {
    text: '',
    object: '',
    number: otherType,
    integer: otherType,
    decimal: otherType,
    boolean: otherType,
    date: otherType,
    timestamp: otherType,
    time: otherType,
  },
  binary: { text: '', JSON: '' },
}

/** Kinds that are told apart but take each other's values as they are. */
const alike: ReadonlySet<string> = new Set(['number decimal', 'decimal number', 'integer number'])

/** What becomes of values of one type in a field of another. */
export function conversion(from: ValueType | undefined, to: ValueType | undefined): Conversion {
  if (!from || !to) return unknown
  if (from.kind === 'list' || to.kind === 'list') return listConversion(from, to)
  if (from.kind === to.kind || alike.has(`${from.kind} ${to.kind}`)) return same
  return convert(from, to, losses[from.kind][to.kind])
}

function listConversion(from: ValueType, to: ValueType): Conversion {
  if (from.kind === 'list' && to.kind === 'list') {
    const ofEach = conversion(from.of, to.of)
    return 'words' in ofEach ? { ...ofEach, words: wordsFor(from, to) } : same
  }
  if (from.kind === 'list') {
    if (to.kind === 'JSON') return convert(from, to, '')
    return convert(from, to, to.kind === 'text' ? 'the list becomes one text' : undefined)
  }
  const isRead = from.kind === 'text' || from.kind === 'JSON'
  return convert(from, to, isRead ? 'values that are no JSON list may be rejected' : undefined)
}

function convert(from: ValueType, to: ValueType, loss: string | undefined): Conversion {
  const words = wordsFor(from, to)
  if (loss === undefined) return { kind: 'impossible', words }
  return loss === '' ? { kind: 'named', words } : { kind: 'lossy', words, loss }
}

function wordsFor(from: ValueType, to: ValueType): string {
  return `${typeWords(from)} → ${typeWords(to)}`
}

/** How the screen calls a type: "text", "list of text". */
export function typeWords(type: ValueType): string {
  if (type.kind !== 'list') return type.kind
  return type.of ? `list of ${typeWords(type.of)}` : 'list'
}

/** Reference 5.8: the names of the segments that a record is in. */
const segmentNames: ValueType = { kind: 'list', of: { kind: 'text' } }

/**
 * What becomes of what a mapping's `from` gives in its field. Templates and metadata are not
 * judged, since nobody says what they give; a constant is judged by its value.
 */
export function conversionOf(
  from: { type: string; data?: JsonValue | undefined },
  column: Column | undefined,
  field: DestinationField | undefined,
): Conversion {
  switch (from.type) {
    case 'column':
      return conversion(columnType(column), fieldType(field))
    case 'segment_membership':
      return conversion(segmentNames, fieldType(field))
    case 'constant_value':
      return constantConversion(from.data, fieldType(field))
    default:
      return unknown
  }
}

const constantTypes: ReadonlyMap<JsonValue | undefined, ValueType> = new Map<
  JsonValue | undefined,
  ValueType
>([
  ['boolean', { kind: 'boolean' }],
  ['datetime', { kind: 'timestamp' }],
  ['number', { kind: 'number' }],
  ['text', { kind: 'text' }],
])

/** A single value either fits or does not: what would be lost of some values is known of it. */
function constantConversion(data: JsonValue | undefined, to: ValueType | undefined): Conversion {
  if (!isJsonObject(data) || typeof data.value !== 'string' || data.value === '') return unknown
  const from = constantTypes.get(data.basic_type)
  const judged = conversion(from, to)
  if (judged.kind !== 'lossy' && from?.kind !== 'number') return judged
  const fits = to && constantFits[to.kind]
  if (!from || !to || !fits) return judged
  if (from.kind === 'number' && to.kind === 'integer' && !fits(data.value)) {
    return { kind: 'lossy', words: wordsFor({ kind: 'decimal' }, to), loss: fractionLost }
  }
  if (judged.kind !== 'lossy') return judged
  return { kind: fits(data.value) ? 'named' : 'impossible', words: judged.words }
}

const constantFits: Partial<Record<ValueType['kind'], (text: string) => boolean>> = {
  number: isNumber,
  decimal: isNumber,
  integer: (text) => isNumber(text) && Number.isInteger(Number(text)),
  boolean: (text) => /^(?:true|false|0|1)$/iu.test(text.trim()),
  list: (text) => text.trimStart().startsWith('['),
  object: (text) => text.trimStart().startsWith('{'),
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}
