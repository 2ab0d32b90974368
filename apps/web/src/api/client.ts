// Zod's first user here: see there.
import '../jitlessZod.ts'
import { proxyErrorSchema, type JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { ApiFailure, type ApiError } from './apiFailure.ts'

const upstreamErrorSchema = z.looseObject({
  status: z.unknown(),
  message: z.string().nullish(),
})

/** One call of the proxy. */
export interface Call<T extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string | number | undefined>
  /** Sent as compact JSON in its own key order: what the preview shows is what goes out. */
  body?: JsonValue
  idempotencyKey?: string
  answer: T
  signal?: AbortSignal
}

/**
 * Calls the proxy and reads its answer.
 * @throws {ApiFailure} in every case but a readable success, and the signal's own abort error.
 */
export async function call<T extends z.ZodType>(request: Call<T>): Promise<z.infer<T>> {
  const { method = 'GET', signal, body } = request
  const headers = new Headers({ 'x-sync-builder': '1', accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (request.idempotencyKey) headers.set('idempotency-key', request.idempotencyKey)

  let response: Response
  try {
    response = await fetch(request.path + queryText(request.query), {
      method,
      headers,
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    signal?.throwIfAborted()
    throw new ApiFailure({ kind: 'unreachable' })
  }
  const requestId = response.headers.get('x-request-id') ?? undefined
  let text: string
  try {
    text = await response.text()
  } catch {
    signal?.throwIfAborted()
    throw new ApiFailure({ kind: 'cut', status: response.status, requestId })
  }

  const json = parseJson(text)
  if (!response.ok) throw new ApiFailure(refusal(response, json, requestId))
  const read = request.answer.safeParse(json)
  if (!read.success) {
    throw new ApiFailure({ kind: 'unreadable', status: response.status, requestId })
  }
  return read.data
}

function queryText(query: Call<z.ZodType>['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusal(response: Response, json: unknown, requestId: string | undefined): ApiError {
  const base = {
    kind: 'refused' as const,
    status: response.status,
    requestId,
    problems: [],
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  }
  const own = proxyErrorSchema.safeParse(json)
  if (own.success) {
    const { code, message, problems = [] } = own.data.error
    return { ...base, code, message, problems }
  }
  const upstream = upstreamErrorSchema.safeParse(json)
  if (upstream.success) return { ...base, code: undefined, message: upstream.data.message ?? '' }
  return { kind: 'unreadable', status: response.status, requestId }
}

/** `Retry-After` as milliseconds from now; the proxy has clamped it already. Source: RFC 9110. */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}
