import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Session } from '@sync-builder/schema'
import { findAllowed } from './allowList.ts'
import type { Creates } from './create.ts'
import { exchangeOf, goneSignal } from './exchange.ts'
import type { Forwarding } from './forwarding.ts'
import type { Gate } from './gate.ts'
import { isIdempotencyKey, parseIdempotencyKey } from './idempotencyKey.ts'
import type { Judge } from './judge.ts'
import type { Limits } from './limits.ts'
import { checkMediaType, type Bodies } from './requestBody.ts'
import type { Target } from './target.ts'
import type { UpstreamAnswer, UpstreamCall, UpstreamResult } from './upstream.ts'

/** What the routes of the allow-list work with. */
export interface ApiParts {
  upstream: Session['upstream']
  limits: Limits
  bodies: Bodies
  gate: Gate
  judge: Judge
  forwarding: Forwarding
  creates: Creates
  call: (call: UpstreamCall) => Promise<UpstreamResult>
}

/**
 * Answers a request below `/api` or `/app/sandbox`: what the allow-list lets through is forwarded,
 * but for the calls that carry a sync.
 *
 * @throws ProxyError for all that is refused or fails.
 */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  parts: ApiParts,
): Promise<void> {
  const { sandbox } = parts.upstream
  const { route, upstreamPath } = findAllowed(request.method ?? '', target, sandbox)
  exchangeOf(response).route = route.base + route.template
  if (route.method === 'POST' || route.method === 'PATCH') checkMediaType(request)
  if (route.handling === 'create') return answerPost(request, response, upstreamPath, parts)
  if (route.handling === 'update') return answerUpdate(request, response, upstreamPath, parts)
  if (route.handling === 'dry run') return answerDryRun(request, response, upstreamPath, parts)
  await parts.bodies.drop(request)
  await parts.forwarding.forward(request, response, upstreamPath)
}

/** `POST /syncs`: a check or a create, which only the body tells. */
async function answerPost(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: ApiParts,
): Promise<void> {
  const { bodies, creates, judge } = parts
  const gone = goneSignal(response)
  const key = request.headers['idempotency-key']
  // A page that was reloaded asks for its key while the body is still on its way.
  const forget = isIdempotencyKey(key) ? creates.arrive(parseIdempotencyKey(key)) : undefined
  try {
    const payload = await judge.parse('create', await bodies.text(request), gone)
    if (payload.validateOnly) {
      await answerCheck(response, path, payload.body, gone, parts)
      return
    }
    const { answer, replayed } = await creates.create(parseIdempotencyKey(key), payload.body, gone)
    if (replayed) response.setHeader('idempotent-replayed', 'true')
    sendAnswer(response, answer)
  } finally {
    forget?.()
  }
}

/** A dry run is judged like a check and ends like one: it changes nothing. */
async function answerDryRun(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: ApiParts,
): Promise<void> {
  const gone = goneSignal(response)
  const { body } = await parts.judge.parse('dry run', await parts.bodies.text(request), gone)
  await answerCheck(response, path, body, gone, parts)
}

/** A check ends with its client; a create, once it is sent, runs to its end. */
async function answerCheck(
  response: ServerResponse,
  path: string,
  body: string,
  gone: AbortSignal,
  { call, gate, limits }: ApiParts,
): Promise<void> {
  const leave = await gate.enter(gone)
  try {
    const headersMs = limits.createMs
    sendResult(response, await call({ method: 'POST', path, body, headersMs, signal: gone }))
  } finally {
    leave()
  }
}

/** `PATCH /syncs/:id`: once sent it runs to its end. */
async function answerUpdate(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { bodies, call, gate, judge, limits }: ApiParts,
): Promise<void> {
  const gone = goneSignal(response)
  const { body } = await judge.parse('update', await bodies.text(request), gone)
  const leave = await gate.enter(gone)
  try {
    const { headersMs } = limits
    sendResult(response, await call({ method: 'PATCH', path, body, headersMs }))
  } finally {
    leave()
  }
}

function sendResult(response: ServerResponse, result: UpstreamResult): void {
  if (result.kind === 'failed') throw result.error
  sendAnswer(response, result.answer)
}

function sendAnswer(response: ServerResponse, { status, headers, body }: UpstreamAnswer): void {
  if (response.destroyed) return
  response.writeHead(status, {
    ...headers,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
