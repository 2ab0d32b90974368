import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from 'express'
import type { Logger } from 'pino'
import { findAllowed } from './allowList.ts'
import type { Creates } from './create.ts'
import { ProxyError } from './errors.ts'
import { exchangeOf, goneSignal, sendError, sendJson } from './exchange.ts'
import type { Forwarding } from './forwarding.ts'
import type { Gate } from './gate.ts'
import { checkHost, checkSameSite, type AllowedHosts } from './guard.ts'
import { parseIdempotencyKey } from './idempotencyKey.ts'
import type { Limits } from './limits.ts'
import { recordEnd } from './log.ts'
import type { Metrics } from './metrics.ts'
import { parseCreate, parseUpdate } from './payload.ts'
import { checkMediaType, dropBody, readText } from './requestBody.ts'
import { securityHeaders } from './securityHeaders.ts'
import type { Session, WorkspaceLookUp } from './session.ts'
import { createSpa } from './spa.ts'
import { parseTarget, type Target } from './target.ts'
import type { UpstreamAnswer, UpstreamCall, UpstreamResult } from './upstream.ts'

/** What the routes work with. */
export interface AppParts {
  upstream: Session['upstream']
  allowedHosts: AllowedHosts
  webRoot: string
  limits: Limits
  log: Logger
  metrics: Metrics
  gate: Gate
  forwarding: Forwarding
  creates: Creates
  call: (call: UpstreamCall) => Promise<UpstreamResult>
  lookUpWorkspace: () => Promise<WorkspaceLookUp>
}

/** The proxy's routes. It neither listens nor reads the environment. Source: DESIGN 4. */
export function createApp(parts: AppParts): Express {
  const { limits, allowedHosts } = parts
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.enable('case sensitive routing')
  app.enable('strict routing')
  app.set('query parser', false)

  app.use((request, response, next) => {
    recordEnd(request, response, parts)
    response.setHeader('x-request-id', exchangeOf(response).requestId)
    // Before anything else looks at the target: Express would route absolute forms, too.
    parseTarget(request.url, limits.targetBytes)
    if (request.rawHeaders.length / 2 > limits.headerCount) {
      throw new ProxyError('headers_too_large')
    }
    next()
  })
  app.use(securityHeaders())

  // Asked by whatever watches the process, under any name: before Host is looked at.
  app.get('/healthz', (_request, response) => {
    exchangeOf(response).route = '/healthz'
    sendJson(response, 200, { status: 'ok' })
  })
  app.get('/readyz', async (_request, response) => {
    exchangeOf(response).route = '/readyz'
    const { kind } = await parts.lookUpWorkspace()
    sendJson(response, kind === 'known' ? 200 : 503, { status: kind === 'known' ? 'ready' : kind })
  })
  app.get('/metrics', async (_request, response) => {
    exchangeOf(response).route = '/metrics'
    response.setHeader('cache-control', 'no-store')
    response.type(parts.metrics.contentType).end(await parts.metrics.text())
  })

  app.use((request, _response, next) => {
    checkHeaderBytes(request)
    checkHost(request, allowedHosts)
    if (/^\/(api|app)(\/|$)/i.test(request.path)) checkSameSite(request)
    next()
  })

  app.head('/app/*path', () => {
    throw new ProxyError('method_not_allowed', { headers: { allow: 'GET' } })
  })
  app.get('/app/session', async (_request, response) => {
    exchangeOf(response).route = '/app/session'
    const found = await parts.lookUpWorkspace()
    const workspace = found.kind === 'known' ? found.workspace : null
    sendJson(response, 200, {
      operator: null,
      workspace,
      upstream: parts.upstream,
    } satisfies Session)
  })
  app.get('/app/creates/:key', (request, response) => {
    exchangeOf(response).route = '/app/creates/:key'
    const state = parts.creates.state(parseIdempotencyKey(request.params.key))
    if (!state) throw new ProxyError('create_not_found')
    sendJson(response, 200, state)
  })
  app.all(['/app/session', '/app/creates/:key', '/healthz', '/readyz', '/metrics'], () => {
    throw new ProxyError('method_not_allowed', { headers: { allow: 'GET' } })
  })

  const spa = createSpa(parts.webRoot)
  app.use(async (request, response) => {
    const target = parseTarget(request.url, limits.targetBytes)
    if (target.path.startsWith('/api/')) await answerApi(request, response, target, parts)
    else spa(request, response, target.path)
  })

  app.use(onError)
  return app
}

const onError: ErrorRequestHandler = (thrown, _request, response, _next) => {
  sendError(response, thrown)
}

/**
 * Refuses bytes in headers that Node's parser lets through. Cookies are left alone: those of other
 * products on localhost come along, and none is looked at or passed on.
 */
function checkHeaderBytes(request: Request): void {
  const { cookie: _, ...headers } = request.headersDistinct
  for (const value of Object.values(headers).flat()) {
    if (!/^[\t\x20-\x7e]*$/.test(value ?? '')) throw new ProxyError('malformed_request')
  }
}

async function answerApi(
  request: Request,
  response: Response,
  target: Target,
  parts: AppParts,
): Promise<void> {
  const { route, upstreamPath } = findAllowed(request.method, target)
  exchangeOf(response).route = `/api/v1/${route.template}`
  if (route.method === 'POST' || route.method === 'PATCH') checkMediaType(request)
  if (route.handling === 'create') return answerCreate(request, response, upstreamPath, parts)
  if (route.handling === 'update') return answerUpdate(request, response, upstreamPath, parts)
  await dropBody(request, parts.limits)
  await parts.forwarding.forward(request, response, upstreamPath)
}

/** `POST /syncs`: a check ends with its client, a create runs to its end. */
async function answerCreate(
  request: Request,
  response: Response,
  path: string,
  { call, creates, gate, limits }: AppParts,
): Promise<void> {
  const payload = parseCreate(await readText(request, limits), limits)
  if (!payload.validateOnly) {
    const key = parseIdempotencyKey(request.headers['idempotency-key'])
    const { answer, replayed } = await creates.create(key, payload.body)
    if (replayed) response.setHeader('idempotent-replayed', 'true')
    sendAnswer(response, answer)
    return
  }
  const gone = goneSignal(response)
  const leave = await gate.enter(gone)
  try {
    const { body } = payload
    const headersMs = limits.createMs
    sendResult(response, await call({ method: 'POST', path, body, headersMs, signal: gone }))
  } finally {
    leave()
  }
}

/** `PATCH /syncs/:id`: once sent it runs to its end. */
async function answerUpdate(
  request: Request,
  response: Response,
  path: string,
  { call, gate, limits }: AppParts,
): Promise<void> {
  const body = parseUpdate(await readText(request, limits), limits)
  const leave = await gate.enter(goneSignal(response))
  try {
    const { headersMs } = limits
    sendResult(response, await call({ method: 'PATCH', path, body, headersMs }))
  } finally {
    leave()
  }
}

function sendResult(response: Response, result: UpstreamResult): void {
  if (result.kind === 'failed') throw result.error
  sendAnswer(response, result.answer)
}

function sendAnswer(response: Response, { status, headers, body }: UpstreamAnswer): void {
  if (response.destroyed) return
  response.writeHead(status, {
    ...headers,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
