import {
  checkSync,
  isJsonObject,
  readJson,
  updateSyncSchema,
  type JsonObject,
  type Problem,
} from '@sync-builder/schema'
import { ProxyError } from './errors.ts'
import type { Limits } from './limits.ts'

/** A body of `POST /syncs` that may be sent, as the JSON text to send. */
export interface CreatePayload {
  body: string
  validateOnly: boolean
}

/**
 * Judges the body of `POST /syncs` by the schema. What is sent is the parsed JSON itself, unknown
 * keys and key order included.
 *
 * @throws ProxyError `bad_json`, `validate_only_required`, `invalid_payload` with its problems.
 */
export function parseCreate(text: string, limits: Limits): CreatePayload {
  const payload = parseObject(text, limits)
  const validateOnly = payload.validate_only
  if (typeof validateOnly !== 'boolean') {
    throw new ProxyError('validate_only_required', {
      problems: [requirement(['validate_only'], 'boolean-required', 'Must be true or false.')],
    })
  }
  refuseErrors(checkSync(payload))
  return { body: JSON.stringify(payload), validateOnly }
}

/**
 * Judges the body of `PATCH /syncs/:id`: the shape of what is there, and nothing across fields,
 * since the rest of the sync is not at hand. Gives the JSON text to send.
 *
 * @throws ProxyError `bad_json`, `invalid_payload` with its problems.
 */
export function parseUpdate(text: string, limits: Limits): string {
  const payload = parseObject(text, limits)
  if (Object.hasOwn(payload, 'validate_only')) {
    // Undocumented for PATCH: a check might be carried out as a change.
    const message = 'A change cannot be only validated.'
    refuseErrors([requirement(['validate_only'], 'not-in-update', message)])
  }
  const shape = updateSyncSchema.safeParse(payload)
  if (!shape.success) {
    refuseErrors(
      shape.error.issues.slice(0, 100).map(({ path, code, message }) => {
        const at = path.map((key) => (typeof key === 'number' ? key : String(key)))
        return requirement(at, code.replaceAll('_', '-'), message)
      }),
    )
  }
  return JSON.stringify(payload)
}

function parseObject(text: string, limits: Limits): JsonObject {
  const read = readJson(text, { maxDepth: limits.maxDepth })
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
