import { once } from 'node:events'
import { createServer } from 'node:http'
import type { LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { asClientError, refuseRaw } from './rawRefusal.ts'
import { Bodies } from './requestBody.ts'
import { Creates } from './create.ts'
import { ProxyError } from './errors.ts'
import { sendError } from './exchange.ts'
import { createForwarding } from './forwarding.ts'
import { Gate } from './gate.ts'
import type { AllowedHosts } from './guard.ts'
import { Judge } from './judge.ts'
import { Journal } from './journal.ts'
import type { Limits } from './limits.ts'
import { guardedLookUp } from './lookUp.ts'
import { createMetrics } from './metrics.ts'
import { createWorkspaceLookUp } from './session.ts'
import { OpenAnswers } from './openAnswers.ts'
import type { TokenSource } from './token.ts'
import { callUpstream, type UpstreamCall } from './upstream.ts'

/** All that the proxy is told: parsed configuration, no text from the environment. */
export interface ProxySettings {
  host: string
  /** 0 takes any free port. */
  port: number
  upstream: {
    /** Scheme, host and port of the API, without a path. */
    origin: string
    sandbox: boolean
  }
  token: TokenSource
  /** `loopback`: the loopback names with the port that is listened on. */
  allowedHosts: AllowedHosts
  /** Folder of the SQLite files; made when missing. */
  dataDir: string
  /** Folder of the built SPA. */
  webRoot: string
  limits: Limits
  log: Logger
  /** How names are resolved, when not by the system. */
  resolve?: LookupFunction
}

/** A proxy that listens. */
export interface RunningProxy {
  url: string
  port: number
  /** Stops accepting, lets what is under way end, and frees port and files. */
  stop(): Promise<void>
}

/**
 * Starts the proxy and resolves once it listens.
 *
 * @throws when the port is taken or the journal cannot be opened.
 */
export async function startProxy(settings: ProxySettings): Promise<RunningProxy> {
  const { host, upstream, token, limits, log } = settings
  const { origin, sandbox } = upstream
  const judge = new Judge({ limits, log })
  const gate = new Gate({ places: limits.concurrentCalls, seats: limits.queuedCalls })
  const journal = new Journal(settings.dataDir, () => new Date())
  const lookUp = guardedLookUp(settings.resolve)
  const forwarding = createForwarding({ origin, token, limits, gate, lookUp })
  const call = (each: UpstreamCall) => callUpstream({ origin, token, limits, lookUp }, each)
  const creates = new Creates({
    journal,
    log,
    gate,
    send: (body) =>
      call({ method: 'POST', path: '/api/v1/syncs', body, headersMs: limits.createMs }),
  })
  const lookUpWorkspace = createWorkspaceLookUp(
    () => call({ method: 'GET', path: '/api/v1/workspace', headersMs: limits.headersMs }),
    () => performance.now(),
  )
  const app = createApp({
    ...settings,
    upstream: { host: new URL(origin).host, origin, apiVersion: 'v1', sandbox },
    metrics: createMetrics(gate),
    gate,
    bodies: new Bodies(limits),
    judge,
    forwarding,
    creates,
    call,
    lookUpWorkspace,
  })

  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.clientHeadersMs,
      requestTimeout: limits.clientRequestMs,
      keepAliveTimeout: limits.clientIdleMs,
      connectionsCheckingInterval: Math.min(limits.clientHeadersMs / 2, 5_000),
      // Answered by the guard, in our own words.
      requireHostHeader: false,
    },
    app,
  )
  server.maxHeadersCount = limits.headerCount + 1
  let stopping = false
  const openAnswers = new OpenAnswers()
  const refuse = (socket: Duplex, error: ProxyError): void => {
    if (openAnswers.wouldMistake(socket)) openAnswers.end(socket)
    else refuseRaw(socket, error)
  }
  server.on('request', (request, response) => {
    if (openAnswers.add(response) > limits.pipelined) openAnswers.end(request.socket)
    // A kept connection would hold up the stop until its client lets go of it.
    response.once('close', () => {
      if (stopping) server.closeIdleConnections()
    })
  })
  server.on('checkContinue', (request, response) => {
    // A body that is too large is refused before the client is told to send it.
    if (Number(request.headers['content-length'] ?? 0) <= limits.bodyBytes) response.writeContinue()
    server.emit('request', request, response)
  })
  server.on('checkExpectation', (_request, response) => {
    sendError(response, new ProxyError('expectation_failed'))
  })
  server.on('upgrade', (_request, socket) => refuse(socket, new ProxyError('upgrade_refused')))
  server.on('connect', (_request, socket) => refuse(socket, new ProxyError('upgrade_refused')))
  server.on('clientError', (error, socket) => refuse(socket, asClientError(error, limits)))

  server.listen(settings.port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  const { port } = address
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    stop: async () => {
      stopping = true
      server.close()
      const cut = setTimeout(() => server.closeAllConnections(), limits.stopMs)
      await once(server, 'close')
      await gate.idle()
      clearTimeout(cut)
      forwarding.close()
      await judge.close()
      journal.close()
    },
  }
}
