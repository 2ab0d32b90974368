import { isExactNumber } from './exactNumber.ts'
import type { JsonValue, Path } from './json.ts'

/** Why a text was not read, and where. */
export interface ReadError {
  code: 'syntax' | 'duplicate-key' | 'number' | 'depth'
  /** The value that was being read. */
  path: Path
  /** In UTF-16 units from the start. */
  offset: number
  /** From 1. */
  line: number
  /** In UTF-16 units, from 1. */
  column: number
  /** Names the position and never the content: texts may hold what must not be shown or logged. */
  message: string
}

export type ReadResult = { ok: true; value: JsonValue } | { ok: false; error: ReadError }

export interface ReadLimits {
  /** How many lists and objects may stand within each other. */
  maxDepth?: number
}

/**
 * Reads JSON and refuses what would not be sent as it was written: keys that stand twice in an
 * object, numbers that JSON.parse changes in value, lone surrogates, a byte order mark. The value
 * is the one that JSON.parse gives. Source: DESIGN, "Bytes".
 */
export function readJson(text: string, { maxDepth = 64 }: ReadLimits = {}): ReadResult {
  const failure = scan(text, maxDepth)
  if (failure) return { ok: false, error: errorAt(text, failure) }
  const value: JsonValue = JSON.parse(text)
  return { ok: true, value }
}

interface Failure {
  code: ReadError['code']
  path: Path
  offset: number
  reason: string
}

function errorAt(text: string, { code, path, offset, reason }: Failure): ReadError {
  const lines = text.slice(0, offset).split(/\r\n|[\r\n]/)
  const line = lines.length
  const column = (lines.at(-1) ?? '').length + 1
  return { code, path, offset, line, column, message: `Line ${line}, column ${column}: ${reason}` }
}

/** A list or an object that is open, and where in it the reading is. */
interface Frame {
  /** Undefined for a list. */
  keys: Set<string> | undefined
  /** The key or index of the value that is being read; undefined before the first key. */
  at: string | number | undefined
}

/** What may come next; `first` means that the list or object may also end. */
type Expected = 'value' | 'first value' | 'key' | 'first key' | 'comma'

/** Walks over the text with a stack of its own, so nesting never reaches the call stack. */
function scan(text: string, maxDepth: number): Failure | undefined {
  const frames: Frame[] = []
  let expected: Expected = 'value'
  let offset = skipSpace(text, 0)
  const fail = (code: ReadError['code'], reason: string, place = offset): Failure => ({
    code,
    path: frames.flatMap(({ at }) => at ?? []),
    offset: place,
    reason,
  })
  if (offset === text.length) return fail('syntax', 'the text is empty')
  if (text.startsWith('\uFEFF')) return fail('syntax', 'the text starts with a byte order mark', 0)

  for (;;) {
    offset = skipSpace(text, offset)
    const char = text[offset]
    const frame = frames.at(-1)

    if (expected === 'comma' && !frame) {
      return char === undefined ? undefined : fail('syntax', 'text follows after the value')
    }
    if (char === undefined) return fail('syntax', 'the text ends too early')

    if (frame && expected !== 'value' && expected !== 'key' && char === closing(frame)) {
      frames.pop()
      offset += 1
      expected = 'comma'
    } else if (expected === 'comma') {
      if (char !== ',') return fail('syntax', `a comma or ${frame && closing(frame)} is expected`)
      if (frame && typeof frame.at === 'number') frame.at += 1
      offset += 1
      expected = frame?.keys ? 'key' : 'value'
    } else if (expected === 'key' || expected === 'first key') {
      if (char !== '"') return fail('syntax', 'a key in double quotes is expected')
      const string = scanString(text, offset)
      if ('reason' in string) return fail('syntax', string.reason, string.offset)
      const key = unescaped(text.slice(offset, string.end))
      if (frame) frame.at = key
      if (frame?.keys?.has(key)) {
        return fail('duplicate-key', 'this key stands twice in its object')
      }
      frame?.keys?.add(key)
      offset = skipSpace(text, string.end)
      if (text[offset] !== ':') return fail('syntax', 'a colon is expected')
      offset += 1
      expected = 'value'
    } else if (char === '{' || char === '[') {
      if (frames.length === maxDepth) {
        return fail('depth', `lists and objects stand more than ${maxDepth} deep`)
      }
      frames.push(char === '{' ? { keys: new Set(), at: undefined } : { keys: undefined, at: 0 })
      offset += 1
      expected = char === '{' ? 'first key' : 'first value'
    } else if (char === '"') {
      const string = scanString(text, offset)
      if ('reason' in string) return fail('syntax', string.reason, string.offset)
      offset = string.end
      expected = 'comma'
    } else {
      plain.lastIndex = offset
      const [token = ''] = plain.exec(text) ?? []
      if (token === '') return fail('syntax', 'a value is expected')
      if (!isWord(token) && !isExactNumber(token)) {
        return fail('number', 'this number cannot be kept exactly; as a text it can')
      }
      offset += token.length
      expected = 'comma'
    }
  }
}

function closing(frame: Frame): '}' | ']' {
  return frame.keys ? '}' : ']'
}

/** A number, or one of the three words; what follows it is judged next. */
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function isWord(token: string): boolean {
  return token === 'true' || token === 'false' || token === 'null'
}

/** The text of a JSON string; few keys need the parser for it. */
function unescaped(source: string): string {
  if (!source.includes('\\')) return source.slice(1, -1)
  const text: string = JSON.parse(source)
  return text
}

function skipSpace(text: string, from: number): number {
  let offset = from
  while (' \n\r\t'.includes(text[offset] ?? 'x')) offset += 1
  return offset
}

/** Where the string that starts at `start` ends, or why it is none. */
function scanString(
  text: string,
  start: number,
): { end: number } | { reason: string; offset: number } {
  let offset = start + 1
  let highSurrogate: number | undefined
  for (;;) {
    const at = offset
    let code = text.charCodeAt(offset)
    if (Number.isNaN(code)) return { reason: 'the text ends within a string', offset: at }
    if (code < 0x20) return { reason: 'a control character stands in a string', offset: at }
    const isEnd = code === quote
    offset += 1
    if (code === backslash) {
      escape.lastIndex = offset
      const [escaped] = escape.exec(text) ?? []
      if (escaped === undefined) return { reason: 'an escape that JSON does not have', offset: at }
      offset += escaped.length
      // Only \u can give half of a character; 0 stands for all others.
      code = escaped.length === 1 ? 0 : Number.parseInt(escaped.slice(1), 16)
    }
    const isLow = code >= 0xdc00 && code <= 0xdfff
    if (isLow !== (highSurrogate !== undefined)) {
      return { reason: 'half of a character (a lone surrogate)', offset: highSurrogate ?? at }
    }
    if (isEnd) return { end: offset }
    highSurrogate = code >= 0xd800 && code <= 0xdbff ? at : undefined
  }
}

const quote = 0x22
const backslash = 0x5c
const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y
