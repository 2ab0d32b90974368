import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { ProxyErrorCode } from '@sync-builder/schema'
import { hasBody } from './requestBody.ts'
import { asProxyError, errorBody, ownHeaders } from './errors.ts'

/** What is known of a request and its answer besides their bytes. */
export interface Exchange {
  requestId: string
  startedMs: number
  /** The template of the path, never the path: ids and names stay out of logs and metrics. */
  route: string
  /** Why the proxy itself refused or failed. */
  error?: { kind: ProxyErrorCode; cause: unknown }
}

const exchanges = new WeakMap<ServerResponse, Exchange>()

/** The exchange that an answer belongs to; begun with the first question for it. */
export function exchangeOf(response: ServerResponse): Exchange {
  const known = exchanges.get(response)
  if (known) return known
  const begun = { requestId: randomUUID(), startedMs: performance.now(), route: 'other' }
  exchanges.set(response, begun)
  return begun
}

/** Answers with JSON of the proxy's own making. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    ...ownHeaders(exchangeOf(response).requestId),
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** How long a client that is still sending may take to notice that it was refused. */
const lingerMs = 1_000

/**
 * Answers with the proxy's own error. Where an answer has begun it cannot be taken back, so the
 * transfer is broken instead: it must not look whole.
 */
export function sendError(response: ServerResponse, thrown: unknown): void {
  const error = asProxyError(thrown)
  const exchange = exchangeOf(response)
  exchange.error = { kind: error.kind, cause: error.cause }
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const body = errorBody(error, exchange.requestId)
  const request = response.req
  // What Node closes while the client still sends reaches it as a reset, the answer unread.
  const stillSending = hasBody(request) && !request.complete
  response.writeHead(error.status, {
    ...error.headers,
    ...ownHeaders(exchange.requestId),
    'content-length': Buffer.byteLength(body),
    ...(stillSending && { connection: 'close' }),
  })
  if (!stillSending) {
    response.end(body)
    return
  }
  response.write(body)
  const linger = setTimeout(() => response.end(), lingerMs)
  request.once('end', () => response.end())
  response.once('close', () => clearTimeout(linger))
  request.resume()
}

/** Breaks off an answer that has not ended after so long: its client does not take it. */
export function cutAfter(response: ServerResponse, ms: number): void {
  const limit = setTimeout(() => response.destroy(), ms)
  response.once('close', () => clearTimeout(limit))
}

const goneSignals = new WeakMap<ServerResponse, AbortSignal>()

/** Aborts when an answer has ended or its client has left; one signal for each answer. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const known = goneSignals.get(response)
  if (known) return known
  const gone = new AbortController()
  if (response.destroyed) gone.abort()
  else response.once('close', () => gone.abort())
  goneSignals.set(response, gone.signal)
  return gone.signal
}
