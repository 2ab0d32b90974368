import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Drop, filters as libraryFilters, type FilterImplOptions, type Liquid } from 'liquidjs'
import { isJsonObject, type JsonObject } from './json.ts'

/** Thrown by a filter that cannot take its value; the message is Liquid's own where it has one. */
export class FilterError extends Error {}

type FilterCall = ThisParameterType<Extract<FilterImplOptions, (...values: never[]) => unknown>>
type Handler = (this: FilterCall, value: unknown, ...given: unknown[]) => unknown

/**
 * Registers what the API adds to Liquid, and the filters that the library does otherwise than
 * Liquid 5.4 itself: how it calculates, that an emoji is one character, that a date without a
 * zone is UTC, and what is escaped how. `now` is the time that a date filter
 * takes for `now`. Source: reference 5.13; compared with Liquid 5.4.
 */
export function registerFilters(liquid: Liquid, now: () => Date): void {
  const date = handlerOf('date')
  const handlers: Record<string, Handler> = {
    json: (value: unknown) => JSON.stringify(value ?? null),
    except: (value: unknown, ...names: unknown[]) => pick('except', value, names, false),
    only: (value: unknown, ...names: unknown[]) => pick('only', value, names, true),
    keys: (value: unknown) => Object.keys(objectIn(value, 'keys')),
    sha256: (value: unknown) => bytesToHex(sha256(utf8ToBytes(textOf(value)))),
    base64: (value: unknown) => base64Of(textOf(value)),
    base64_encode: (value: unknown) => base64Of(textOf(value)),
    base64_url_safe_encode: (value: unknown) =>
      base64Of(textOf(value)).replaceAll('+', '-').replaceAll('/', '_'),
    base64_url_safe_decode: (value: unknown) => textOfBase64Url(textOf(value)),
    escape: escapeAll,
    h: escapeAll,
    escape_once: (value: unknown) =>
      value == null
        ? value
        : escapeMarkup(textOf(value), /["><']|&(?!(?:[a-zA-Z]+|#\d+|#[xX][\dA-Fa-f]+);)/g),
    plus: calculation((value, other) => inDecimals(value + other)),
    minus: calculation((value, other) => inDecimals(value - other)),
    times: calculation((value, other) => inDecimals(value * other)),
    divided_by: calculation((value, by, isWhole) => {
      if (isWhole && by === 0) throw new FilterError('divided by 0')
      return isWhole ? Math.floor(value / by) : value / by
    }),
    modulo: calculation((value, by) => {
      if (by === 0) throw new FilterError('divided by 0')
      return value - by * Math.floor(value / by)
    }),
    date(this: FilterCall, value: unknown, format: unknown) {
      if (format == null || format === '') return value
      const isNow = typeof value === 'string' && /^(?:now|today)$/i.test(value)
      if (isNow) return date.call(this, now().toISOString(), format, 'UTC')
      if (typeof value === 'number') {
        return Number.isInteger(value) ? date.call(this, value, format, 'UTC') : value
      }
      if (typeof value !== 'string') return value
      const { text, isUtc } = readZone(value)
      return isUtc ? date.call(this, text, format, 'UTC') : date.call(this, text, format)
    },
    // The library counts the halves of what lies beyond the basic plane.
    size: (value: unknown) =>
      typeof value === 'string' ? Array.from(value).length : sizeOf(value),
    url_encode: (value: unknown) =>
      value == null
        ? value
        : encodeURIComponent(textOf(value).toWellFormed())
            .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
            .replaceAll('%20', '+'),
  }
  for (const [name, handler] of Object.entries(handlers)) {
    liquid.registerFilter(name, function limited(this: FilterCall, value, ...given) {
      const result: unknown = handler.call(this, value, ...given)
      if (typeof result === 'string') this.context.memoryLimit.use(result.length)
      return result
    })
  }
}

function handlerOf(name: string): Handler {
  const filter = new Map<string, FilterImplOptions>(Object.entries(libraryFilters)).get(name)
  if (typeof filter !== 'function') throw new Error(`Liquid has no filter ${name}`)
  return filter
}

/** A value as a template writes it; an object as JSON, which is our choice. */
export function textOf(value: unknown): string {
  if (value == null) return ''
  if (Array.isArray(value)) return value.map(textOf).join('')
  if (typeof value === 'string') return value
  if (value instanceof Float) return value.toString()
  // JSON has no Infinity.
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? '')
}

/** `except` and `only` take names, or one list or object of them. Source: reference 5.13. */
function pick(filter: string, value: unknown, given: unknown[], isKept: boolean): JsonObject {
  const [first] = given
  const isOne = given.length === 1
  const names = isOne && isJsonObject(first) ? Object.keys(first) : given.flat()
  const wanted = new Set(names.map(textOf))
  const entries = Object.entries(objectIn(value, filter))
  return Object.fromEntries(entries.filter(([key]) => wanted.has(key) === isKept))
}

/** An object, also as JSON text: warehouses give structured columns in either form. */
function objectIn(value: unknown, filter: string): JsonObject {
  if (isJsonObject(value)) return value
  if (typeof value === 'string') {
    try {
      const read: unknown = JSON.parse(value)
      if (isJsonObject(read)) return read
    } catch {
      // No JSON: told below.
    }
  }
  throw new FilterError(`${filter} takes an object`)
}

/** As btoa, for any text: of its UTF-8 bytes. */
function base64Of(text: string): string {
  return btoa(Array.from(utf8ToBytes(text), (byte) => String.fromCharCode(byte)).join(''))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text that is written as Base64 with the letters for URLs, with or without its padding. */
function textOfBase64Url(written: string): string {
  try {
    const bytes = atob(written.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
  } catch {
    throw new FilterError('invalid base64 provided to base64_url_safe_decode')
  }
}

function escapeAll(value: unknown): unknown {
  return value == null ? value : escapeMarkup(textOf(value), /[&<>"']/g)
}

function escapeMarkup(text: string, marks: RegExp): string {
  return text.replaceAll(marks, (mark) => entities[mark] ?? mark)
}

/** A number with a fraction, if only `.0`: Liquid tells `4.0` from `4`, JavaScript does not. */
class Float extends Drop {
  readonly #value: number

  constructor(value: number) {
    super()
    this.#value = value
  }

  override valueOf(): number {
    return this.#value
  }

  override toString(): string {
    return Number.isInteger(this.#value) ? `${this.#value}.0` : String(this.#value)
  }

  toJSON(): number {
    return this.#value
  }
}

/** A filter that calculates as Liquid does: in decimals, and whole numbers stay whole. */
function calculation(
  calculate: (value: number, other: number, isWhole: boolean) => number,
): Handler {
  return function calculated(this: FilterCall, value: unknown, other: unknown) {
    const isWhole = !isFloat(value) && !isFloat(other) && !isWrittenFloat(this)
    const result = calculate(numberIn(value), numberIn(other), isWhole)
    return isWhole ? result : new Float(result)
  }
}

/** 0.1 and 0.2 are 0.3: a double is sure of 15 digits, those after them come of its binary form. */
function inDecimals(sum: number): number {
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15))
}

/** Liquid counts what is no number as 0. */
function numberIn(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.valueOf()
  const [number] = (typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?/.exec(value)) || ['0']
  return Number(number)
}

function isFloat(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('.')
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))
}

/** Whether a filter's argument is written as `7.0`, which for JavaScript is the whole number 7. */
function isWrittenFloat({ token }: FilterCall): boolean {
  const [argument] = token.args
  return (
    argument !== undefined && !Array.isArray(argument) && /^-?\d+\.\d+$/.test(argument.getText())
  )
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return isJsonObject(value) ? Object.keys(value).length : 0
}

const isoWithoutZone = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/

/** A date text with its zone; one that says none is UTC, wherever the browser is. */
function readZone(date: string): { text: string; isUtc: boolean } {
  const text = date.trim()
  const iso = isoWithoutZone.exec(text)
  if (iso) return { text: `${iso[1]}T${iso[2] ?? '00:00'}Z`, isUtc: true }
  if (/(?:Z|\bUTC|\bGMT)$/i.test(text) || /^\d+$/.test(text)) return { text, isUtc: true }
  if (/(?:[+-]\d\d:?\d\d|\b[ECMP][SD]T)$/i.test(text)) return { text, isUtc: false }
  const time = Date.parse(`${text} UTC`)
  return { text: Number.isNaN(time) ? text : new Date(time).toISOString(), isUtc: true }
}
