import {
  checkSync,
  isJsonObject,
  readJson,
  type JsonObject,
  type Problem,
} from '@sync-builder/schema'
import { ProxyError } from './errors.ts'

/** What a body is for: `POST /syncs`, `PATCH /syncs/:id`, or a dry run of the sandbox. */
export type Purpose = 'create' | 'update' | 'dry run'

/** A body that may be sent. */
export interface Payload {
  /** The JSON text to send. */
  body: string
  validateOnly: boolean
}

/**
 * Judges the body of a call that carries a sync by the schema. What is sent is the parsed JSON
 * itself, unknown keys and key order included; warnings stop nothing.
 *
 * @throws ProxyError `bad_json`, `validate_only_required`, `invalid_payload` with its problems.
 */
export function parsePayload(purpose: Purpose, text: string, maxDepth: number): Payload {
  const payload = parseObject(text, maxDepth)
  const validateOnly = payload.validate_only
  if (purpose === 'update') {
    if (validateOnly !== undefined) {
      // Undocumented for PATCH: a check might be carried out as a change.
      const message = 'A change cannot be only validated.'
      refuseErrors([requirement(['validate_only'], 'not-in-update', message)])
    }
  } else if (purpose === 'create' && typeof validateOnly !== 'boolean') {
    throw new ProxyError('validate_only_required', {
      problems: [requirement(['validate_only'], 'boolean-required', 'Must be true or false.')],
    })
  }
  // The destination object is not asked for here: what only it can say is the API's to judge.
  refuseErrors(checkSync(payload, { partial: purpose === 'update', isObjectUnreadable: true }))
  return { body: JSON.stringify(payload), validateOnly: validateOnly === true }
}

function parseObject(text: string, maxDepth: number): JsonObject {
  const read = readJson(text, { maxDepth })
  if (!read.ok) {
    const { code, line, column, message, path } = read.error
    const where = `line ${line}, column ${column}`
    // Where the text is no JSON at all, a path would be a guess that repeats the content.
    if (code === 'syntax') throw new ProxyError('bad_json', { message: `Not JSON at ${where}.` })
    throw new ProxyError('bad_json', {
      message: `The body holds JSON that would not be sent as it is written (${where}).`,
      problems: [requirement(path, code, message)],
    })
  }
  if (isJsonObject(read.value)) return read.value
  const message = 'The body must be a JSON object.'
  throw new ProxyError('bad_json', {
    message,
    problems: [requirement([], 'not-an-object', message)],
  })
}

function refuseErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new ProxyError('invalid_payload', { problems: errors })
}

function requirement(path: Problem['path'], code: string, message: string): Problem {
  return { severity: 'error', basis: 'requirement', path, code, message }
}
