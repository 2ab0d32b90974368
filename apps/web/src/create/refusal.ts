import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  type Problem,
} from '@sync-builder/schema'
import type { ApiError } from '../api/apiFailure.ts'

/**
 * What an API's refusal says about a payload, as problems on the places it speaks of. The proxy
 * names paths; the API only writes a sentence (reference 2.10), so its culprit is searched for.
 */
export function refusalProblems(error: ApiError, payload: JsonObject): Problem[] {
  if (error.kind !== 'refused' || error.status !== 422) return []
  if (error.problems.length > 0) return error.problems
  return [
    {
      severity: 'error',
      basis: 'capability',
      path: culprit(error.message, payload) ?? [],
      code: 'refused-by-api',
      message: `The API says: ${error.message || 'the payload is not valid'}`,
    },
  ]
}

/**
 * The place a message speaks of; undefined when none can be told. The surest sign counts: a path
 * such as `mappings[3].to` or `mode.type`, a top-level key as the first word, a
 * quoted name of a mapping, and last a name that is no everyday word.
 */
export function culprit(message: string, payload: JsonObject): Path | undefined {
  const indexed = /mappings(?:\[(\d+)\]|\.(\d+))((?:\.\w+)*)/u.exec(message)
  if (indexed) {
    const row = Number(indexed[1] ?? indexed[2])
    return ['mappings', row, ...(indexed[3] ?? '').split('.').slice(1)]
  }
  const keys = Object.keys(payload)
  const firstWord = /^["'`]?(\w+)\b(?!\.)/u.exec(message)?.[1]
  return (
    dottedPath(message, keys) ??
    topLevel(keys.find((key) => key === firstWord)) ??
    mappingNamed(payload, (name) =>
      quotes.some((quote) => message.includes(quote + name + quote)),
    ) ??
    mappingNamed(payload, (name) => !isEveryday(name) && mentions(message, name)) ??
    topLevel(keys.find((key) => !isEveryday(key) && mentions(message, key)))
  )
}

const quotes = ['"', "'", '`']

function topLevel(key: string | undefined): Path | undefined {
  return key === undefined ? undefined : [key]
}

/** `mode.type` and the like, from a key that the payload has. */
function dottedPath(message: string, keys: readonly string[]): Path | undefined {
  for (const [path] of message.matchAll(/(?<![\w.])[a-z_]+(?:\.\w+)+/gu)) {
    const [key, ...rest] = path.split('.')
    if (key !== undefined && keys.includes(key)) return [key, ...rest]
  }
  return undefined
}

/** The first mapping whose field, or whose column, is the one that is spoken of. */
function mappingNamed(
  { mappings }: JsonObject,
  isMeant: (name: string) => boolean,
): Path | undefined {
  if (!Array.isArray(mappings)) return undefined
  for (const [row, mapping] of mappings.entries()) {
    if (!isJsonObject(mapping)) continue
    if (isName(mapping.to) && isMeant(mapping.to)) return ['mappings', row, 'to']
    const data = isJsonObject(mapping.from) ? mapping.from.data : undefined
    if (isName(data) && isMeant(data)) return ['mappings', row, 'from']
  }
  return undefined
}

function isName(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

/** Words that occur in sentences about something else, too often to name a field or a key. */
const everydayWords: ReadonlySet<string> = new Set(
  'column data destination field id key label mode name object operation record source status sync type value'.split(
    ' ',
  ),
)

function isEveryday(name: string): boolean {
  return everydayWords.has(name.toLowerCase())
}

/** True when the message holds the name as a word of its own, not as a part of a longer one. */
function mentions(message: string, name: string): boolean {
  let at = message.indexOf(name)
  while (at !== -1) {
    if (!/\w/u.test(message[at - 1] ?? ' ') && !/\w/u.test(message[at + name.length] ?? ' ')) {
      return true
    }
    at = message.indexOf(name, at + 1)
  }
  return false
}
