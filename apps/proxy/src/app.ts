import type { Session } from '@sync-builder/schema'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Logger } from 'pino'
import { answerApi, type ApiParts } from './api.ts'
import { ProxyError } from './errors.ts'
import { cutAfter, exchangeOf, sendError, sendJson } from './exchange.ts'
import { checkHeaderBytes, checkHost, checkSameSite, type AllowedHosts } from './guard.ts'
import { parseIdempotencyKey } from './idempotencyKey.ts'
import { recordEnd } from './log.ts'
import type { Metrics } from './metrics.ts'
import { securityHeaders } from './securityHeaders.ts'
import type { WorkspaceLookUp } from './session.ts'
import { createSpa } from './spa.ts'
import { parseTarget } from './target.ts'

/** What the routes work with. */
export interface AppParts extends ApiParts {
  allowedHosts: AllowedHosts
  webRoot: string
  log: Logger
  metrics: Metrics
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

  // First, so that a refusal of any kind carries them, too.
  app.use(securityHeaders())
  app.use((request, response, next) => {
    recordEnd(request, response, parts)
    response.setHeader('x-request-id', exchangeOf(response).requestId)
    response.once('prefinish', () => cutAfter(response, limits.takeMs))
    // Before anything else looks at the target: Express would route absolute forms, too.
    parseTarget(request.url, limits.targetBytes)
    if (request.rawHeaders.length / 2 > limits.headerCount) {
      throw new ProxyError('headers_too_large')
    }
    next()
  })

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

  app.head(['/app/session', '/app/creates/:key'], () => {
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
    if (/^\/(api|app\/sandbox)\//.test(target.path)) {
      return answerApi(request, response, target, parts)
    }
    exchangeOf(response).route = 'page'
    cutAfter(response, limits.takeMs)
    spa(request, response, target.path)
  })

  app.use(onError)
  return app
}

const onError: ErrorRequestHandler = (thrown, _request, response, _next) => {
  sendError(response, thrown)
}
