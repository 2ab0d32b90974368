import type { IncomingHttpHeaders } from 'node:http'
import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { ProxyError } from './errors.ts'
import type { Limits } from './limits.ts'
import { StreamedJson } from './streamedJson.ts'
import type { Token } from './token.ts'

/** Status and headers of an upstream answer. */
export interface AnswerHead {
  status: number
  headers: IncomingHttpHeaders
}

const passed = /^(etag|retry-after|(x-)?ratelimit(-[a-z]+)*)$/

/**
 * Why an answer is not passed on, told by its head alone; undefined when its body may be looked
 * at. What passes is JSON, whole, and no redirect: the token follows nobody elsewhere.
 */
export function refusal({ status, headers }: AnswerHead, limits: Limits): ProxyError | undefined {
  if (status === 401 || status === 403) return new ProxyError('upstream_unauthorized')
  if (status < 200 || (status >= 300 && status < 400) || status > 599) {
    return new ProxyError('upstream_invalid')
  }
  if (status === 204) return undefined
  if (!/^application\/([\w.-]+\+)?json *(;|$)/i.test(headers['content-type'] ?? '')) {
    return new ProxyError('upstream_invalid')
  }
  if (!isKnownEncoding(encodingOf(headers))) return new ProxyError('upstream_invalid')
  if (Number(headers['content-length']) > limits.answerBytes) {
    return new ProxyError('upstream_invalid', { message: 'The answer of the API is too large.' })
  }
  return undefined
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** How a body is encoded, in small letters: any are allowed. A header given twice is a list. */
function encodingOf({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): string {
  return [encoding].flat().join(', ').toLowerCase()
}

function isKnownEncoding(encoding: string): boolean {
  return encoding === 'identity' || Object.hasOwn(decoders, encoding)
}

/** A body as it was before its encoding. Ask `refusal` first: other encodings pass as they are. */
export function decoded(body: Readable, { headers }: AnswerHead): Readable {
  const decoder = decoders[encodingOf(headers)]?.()
  if (!decoder) return body
  // A pipe passes on the end of a body but not its failure.
  body.once('error', (cause) => decoder.destroy(cause))
  return body.pipe(decoder)
}

/** The headers of an upstream answer that the client gets: a fixed few, cleaned of the token. */
export function passedHeaders(
  { headers }: AnswerHead,
  token: Token,
  limits: Limits,
): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && passed.test(name)) kept[name] = token.redact(value)
  }
  const wait = retryAfterSeconds(headers['retry-after'], Date.now())
  if (wait === undefined) delete kept['retry-after']
  else kept['retry-after'] = String(Math.min(wait, limits.retryAfterSeconds))
  return kept
}

/** The seconds that a Retry-After header asks for, as a number or a date; undefined if neither. */
export function retryAfterSeconds(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value)) return Number(value)
  if (!/^[A-Z][a-z]{2,8},/.test(value)) return undefined
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - nowMs) / 1_000))
}

/**
 * The text of a whole answer, cleaned of the token.
 *
 * @throws ProxyError `upstream_invalid` unless it is a JSON object or list in UTF-8, nested no
 * deeper than one that streams may be.
 */
export function wholeAnswer(bytes: Buffer, token: Token): string {
  const json = new StreamedJson()
  json.push(bytes)
  json.end()
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const clean = token.redact(text)
    JSON.parse(clean)
    return clean
  } catch (cause) {
    throw new ProxyError('upstream_invalid', { cause })
  }
}
