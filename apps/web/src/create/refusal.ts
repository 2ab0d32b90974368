import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  type Problem,
} from '@sync-builder/schema'
import type { ApiError } from '../api/client.ts'

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
 * The place a message speaks of: a path such as `mappings[3].to`, else a mapping whose field or
 * column it names, else a top-level key; undefined when none can be told.
 */
export function culprit(message: string, payload: JsonObject): Path | undefined {
  const indexed = /mappings(?:\[(\d+)\]|\.(\d+))(?:\.(\w+))?/u.exec(message)
  if (indexed) {
    const row = Number(indexed[1] ?? indexed[2])
    return indexed[3] ? ['mappings', row, indexed[3]] : ['mappings', row]
  }
  const { mappings } = payload
  if (Array.isArray(mappings)) {
    for (const [row, mapping] of mappings.entries()) {
      const key = namedKey(message, mapping)
      if (key) return ['mappings', row, key]
    }
  }
  const top = Object.keys(payload).find((key) => mentions(message, key))
  return top === undefined ? undefined : [top]
}

function namedKey(message: string, mapping: JsonValue): 'to' | 'from' | undefined {
  if (!isJsonObject(mapping)) return undefined
  if (typeof mapping.to === 'string' && mentions(message, mapping.to)) return 'to'
  const data = isJsonObject(mapping.from) ? mapping.from.data : undefined
  return typeof data === 'string' && mentions(message, data) ? 'from' : undefined
}

/** True when the message holds the name as a word of its own, not as a part of a longer one. */
function mentions(message: string, name: string): boolean {
  if (name === '') return false
  let at = message.indexOf(name)
  while (at !== -1) {
    const before = message[at - 1] ?? ' '
    const after = message[at + name.length] ?? ' '
    if (!/[\w]/u.test(before) && !/[\w]/u.test(after)) return true
    at = message.indexOf(name, at + 1)
  }
  return false
}
