import { type ValueType, typeWords } from './conversion.ts'
import { isExactNumber } from './exactNumber.ts'
import { isJsonObject, type JsonValue } from './json.ts'

/** What a field gets: a value, nothing at all, or nobody knows since something fails. */
export type Outcome =
  | { kind: 'value'; value: JsonValue }
  | { kind: 'left out' }
  /** `code`: the error with which the API ends the whole run, as far as it is known. */
  | { kind: 'failed'; message: string; code?: 'JSON_ARRAY_ERROR' }

/** What is to be known of a value; a risk may make the destination refuse it, or lose something. */
export interface Note {
  isRisk: boolean
  text: string
}

/** A value and what is to be known of it. */
interface Read {
  outcome: Outcome
  notes: Note[]
}

function given(value: JsonValue, ...notes: Note[]): Read {
  return { outcome: { kind: 'value', value }, notes }
}

function failed(message: string): Read {
  return { outcome: { kind: 'failed', message }, notes: [] }
}

function risk(text: string): Note {
  return { isRisk: true, text }
}

function info(text: string): Note {
  return { isRisk: false, text }
}

/** A constant's text as its `basic_type` says to read it. Source: reference 2.4, 5.8. */
export function readConstant(data: JsonValue | undefined): Read {
  if (!isJsonObject(data) || typeof data.value !== 'string') {
    return failed('The constant has no text.')
  }
  const { value, basic_type: type } = data
  switch (type) {
    case 'text':
      return given(value)
    case 'number': {
      const read = readNumber(value)
      if (read === undefined) return failed(`${quote(value)} cannot be read as a number.`)
      return given(read.number, ...read.notes)
    }
    case 'boolean': {
      const read = readBoolean(value)
      return read === undefined
        ? failed(`${quote(value)} cannot be read as true or false.`)
        : given(read)
    }
    case 'datetime': {
      const read = readTime(value)
      if (read) return given(read.text, ...read.notes)
      // The rules let pass what a browser reads; what the API makes of it nobody says.
      return Number.isNaN(Date.parse(value))
        ? failed(`${quote(value)} cannot be read as a date and time.`)
        : given(value, risk('It is not in the form 2021-03-29T16:32:23Z: it may not be read.'))
    }
    default:
      return failed(`Nobody knows how to read a constant of type ${JSON.stringify(type ?? null)}.`)
  }
}

/**
 * A value as a field of a type takes it: JSON text is read where the field holds lists or objects,
 * and values take the form that their type has on the wire. What does not fit stays as it is, and
 * is told; a list that cannot be read fails the run. Documented are lists, objects and the wire of
 * custom destinations; that others do alike is inferred. Source: reference 5.8, 5.9.
 */
export function fitValue(value: JsonValue, type: ValueType | undefined): Read {
  if (value === null || !type) return given(value)
  switch (type.kind) {
    case 'list':
      return fitList(value)
    case 'object':
    case 'JSON':
      return fitStructure(value, type)
    case 'text':
      return typeof value === 'string' ? given(value) : given(textOf(value), changed(value, type))
    case 'boolean': {
      if (typeof value === 'boolean') return given(value)
      const read = typeof value === 'string' ? readBoolean(value) : undefined
      return read === undefined ? unfit(value, 'true or false') : given(read, changed(value, type))
    }
    case 'number':
    case 'decimal':
      return fitNumber(value, type)
    case 'integer': {
      const read = fitNumber(value, type)
      if (read.outcome.kind !== 'value' || typeof read.outcome.value !== 'number') return read
      return Number.isInteger(read.outcome.value)
        ? read
        : given(read.outcome.value, ...read.notes, risk('The field takes whole numbers.'))
    }
    case 'date':
    case 'timestamp': {
      const text = typeof value === 'string' ? value : ''
      const read = readTime(text)
      if (!read) return unfit(value, type.kind === 'date' ? 'a date' : 'a date and time')
      if (type.kind === 'timestamp') return given(read.text, ...read.notes)
      const isWhole = /^\s*\d{4}-\d\d-\d\d\s*$/u.test(text)
      const lost = isWhole ? [] : [info('The time of day is left out.')]
      return given(read.text.slice(0, read.text.indexOf('T')), ...lost)
    }
    default:
      return given(value)
  }
}

function fitList(value: JsonValue): Read {
  if (Array.isArray(value)) return given(value)
  const read = typeof value === 'string' ? parsed(value) : undefined
  if (Array.isArray(read)) return given(read, info('The JSON text is read as a list.'))
  const message = 'It is no list, as JSON_ARRAY_ERROR would say: the run fails.'
  return { outcome: { kind: 'failed', message, code: 'JSON_ARRAY_ERROR' }, notes: [] }
}

function fitStructure(value: JsonValue, type: ValueType): Read {
  if (typeof value === 'object') {
    return type.kind === 'object' && Array.isArray(value) ? unfit(value, 'an object') : given(value)
  }
  const read = typeof value === 'string' ? parsed(value) : undefined
  if (typeof read === 'object' && (type.kind === 'JSON' || isJsonObject(read))) {
    return given(read, info('The JSON text is read.'))
  }
  return type.kind === 'object' ? unfit(value, 'an object') : given(value)
}

function fitNumber(value: JsonValue, type: ValueType): Read {
  if (typeof value === 'number') return given(value)
  const read = typeof value === 'string' ? readNumber(value) : undefined
  return read === undefined
    ? unfit(value, 'a number')
    : given(read.number, changed(value, type), ...read.notes)
}

/** Undefined for what is no JSON. */
function parsed(text: string): JsonValue | undefined {
  try {
    const read: JsonValue = JSON.parse(text)
    return read
  } catch {
    return undefined
  }
}

function readNumber(text: string): { number: number; notes: Note[] } | undefined {
  const bare = text.trim()
  const number = Number(bare)
  if (bare === '' || !Number.isFinite(number)) return undefined
  const isExact = !jsonNumber.test(bare) || isExactNumber(bare)
  return { number, notes: isExact ? [] : [risk('It has more digits than a number here can hold.')] }
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u

function readBoolean(text: string): boolean | undefined {
  const bare = text.trim().toLowerCase()
  return bare === 'true' ? true : bare === 'false' ? false : undefined
}

const isoTime =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/iu

/** A date and time in UTC, as `2021-03-29T16:32:23Z`. Source: reference 5.9. */
function readTime(text: string): { text: string; notes: Note[] } | undefined {
  const [, date, clock = '00:00:00', zone] = isoTime.exec(text.trim()) ?? []
  if (date === undefined) return undefined
  const offset = zone === undefined || /^(?:Z|UTC)$/iu.test(zone) ? 'Z' : fullOffset(zone)
  const time = Date.parse(`${date}T${clock}${offset}`)
  if (Number.isNaN(time)) return undefined
  const isGuess = zone === undefined && text.trim().length > date.length
  return {
    text: new Date(time).toISOString().replace(/\.000Z$/u, 'Z'),
    notes: isGuess ? [info('It says no zone: taken as UTC.')] : [],
  }
}

function fullOffset(zone: string): string {
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function changed(value: JsonValue, type: ValueType): Note {
  return info(`${kindOf(value)} → ${typeWords(type)}`)
}

/** The value stands beside it, so that the sentence is the same for all that do not fit. */
function unfit(value: JsonValue, wanted: string): Read {
  return given(value, risk(`It is not ${wanted}: the destination may refuse it.`))
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : typeof value
}

function quote(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`
}
