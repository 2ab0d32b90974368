import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { buildConnector, Client } from 'undici'
import { ProxyError } from './errors.ts'
import type { Limits } from './limits.ts'
import type { TokenSource } from './token.ts'
import { decoded, passedHeaders, refusal, wholeAnswer } from './upstreamAnswer.ts'
import { upstreamHeaders } from './upstreamHeaders.ts'

/** A call that ends by itself, whatever becomes of the client it was made for. */
export interface UpstreamCall {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  /** JSON text. */
  body?: string
  /** From the connection made to the answer's headers. */
  headersMs: number
  /** Ends the call early. */
  signal?: AbortSignal
}

/** An answer that may be passed on: JSON text, or nothing for a 204. */
export interface UpstreamAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export type UpstreamResult =
  | { kind: 'answered'; answer: UpstreamAnswer }
  /**
   * No answer that may be passed on. `reached` is the status where the head of one came, else
   * `sent` where the request may have gone out, else `not sent`.
   */
  | { kind: 'failed'; error: ProxyError; reached: number | 'sent' | 'not sent' }

interface Settings {
  origin: string
  token: TokenSource
  limits: Limits
  lookUp: LookupFunction
}

/**
 * Makes one call on a connection of its own and reads the whole answer. No connection is used
 * twice: with one that had gone stale, nobody could tell whether the API saw the request.
 * Nothing is ever sent a second time.
 */
export async function callUpstream(
  { origin, token: tokens, limits, lookUp }: Settings,
  { method, path, body, headersMs, signal }: UpstreamCall,
): Promise<UpstreamResult> {
  const token = tokens.current()
  const connect = buildConnector({
    timeout: limits.connectMs,
    lookup: lookUp,
    // Said here, since a variable of the environment can say the opposite for the whole process.
    rejectUnauthorized: true,
  })
  const tooSlow = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let reached: number | 'sent' | 'not sent' = 'not sent'
  const client = new Client(origin, {
    pipelining: 0,
    // The deadlines below count from what is documented, to the millisecond.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) =>
      connect(options, (...result) => {
        if (result[0] === null) {
          reached = 'sent'
          timer = setTimeout(() => tooSlow.abort(), headersMs)
        }
        callback(...result)
      }),
  })
  try {
    const response = await client.request({
      method,
      path,
      headers: {
        ...upstreamHeaders(token),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body ?? null,
      signal: signal ? AbortSignal.any([signal, tooSlow.signal]) : tooSlow.signal,
    })
    clearTimeout(timer)
    timer = setTimeout(() => tooSlow.abort(), limits.bodyMs)
    const head = { status: response.statusCode, headers: response.headers }
    reached = head.status
    const refused = refusal(head, limits)
    if (refused) return { kind: 'failed', error: refused, reached }
    const bytes = await readWhole(decoded(response.body, head), head.status, limits)
    const answer = {
      status: head.status,
      headers: passedHeaders(head, token, limits),
      body: head.status === 204 ? '' : wholeAnswer(bytes, token),
    }
    return { kind: 'answered', answer }
  } catch (thrown) {
    const error = asCallError(thrown, { left: signal?.aborted, slow: tooSlow.signal.aborted })
    return { kind: 'failed', error, reached }
  } finally {
    clearTimeout(timer)
    await client.destroy()
  }
}

async function readWhole(body: Readable, status: number, limits: Limits): Promise<Buffer> {
  const limit = status >= 400 ? limits.errorBytes : limits.answerBytes
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > limit) throw tooLong(status)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** An answer beyond its limit: an error keeps its status, since that still tells the outcome. */
export function tooLong(status: number): ProxyError {
  return status >= 400
    ? new ProxyError('upstream_error_too_long', { status })
    : new ProxyError('upstream_invalid', { message: 'The answer of the API is too large.' })
}

/** What went wrong with a call, from what the network, the parser or a deadline threw. */
export function asCallError(
  cause: unknown,
  ended: { left?: boolean | undefined; slow?: boolean | undefined } = {},
): ProxyError {
  if (cause instanceof ProxyError) return cause
  if (ended.left) return new ProxyError('client_left', { cause })
  if (ended.slow) return new ProxyError('upstream_timeout', { cause })
  const code = codeOf(cause)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new ProxyError('upstream_timeout', { cause })
  if (/^(HPE_|Z_|ERR_(BROTLI|_ERROR_FORMAT)|UND_ERR_(HEADERS_OVERFLOW|RES))/.test(code)) {
    return new ProxyError('upstream_invalid', { cause })
  }
  return new ProxyError('upstream_unreachable', { cause })
}

/** The code of a Node or undici error, or an empty text. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}
