import { once } from 'node:events'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { LookupFunction } from 'node:net'
import { HttpAgent, HttpsAgent } from 'agentkeepalive'
import { createProxyMiddleware } from 'http-proxy-middleware'
import { ProxyError } from './errors.ts'
import { exchangeOf, goneSignal, sendError } from './exchange.ts'
import type { Gate } from './gate.ts'
import type { Limits } from './limits.ts'
import { Redaction } from './redaction.ts'
import { StreamedJson } from './streamedJson.ts'
import type { Token, TokenSource } from './token.ts'
import { asCallError, tooLong } from './upstream.ts'
import { decoded, passedHeaders, refusal, wholeAnswer } from './upstreamAnswer.ts'
import { upstreamHeaders } from './upstreamHeaders.ts'

/**
 * Idle connections to the upstream are dropped after this, before an upstream drops them itself
 * (5 s is the shortest usual time): a request on a connection that just closed would fail.
 */
const freeSocketMs = 4_000

const maxFreeSockets = 8

/** An answer up to here is held until it is known to be whole and JSON; a longer one streams. */
const heldBytes = 64 * 1024

interface Settings {
  origin: string
  token: TokenSource
  limits: Limits
  gate: Gate
  lookUp: LookupFunction
}

/** One forwarded request: its token, its place at the gate and its deadlines. */
interface Call {
  token: Token
  leave: () => void
  timer?: NodeJS.Timeout
}

export interface Forwarding {
  /**
   * Sends a request, whose body was read, to `upstreamPath` with headers of our own making, and
   * its answer to the client. The call ends when the client leaves.
   *
   * @throws ProxyError `overloaded` or `client_left`, before anything was sent.
   */
  forward(request: IncomingMessage, response: ServerResponse, upstreamPath: string): Promise<void>
  /** Closes the connections that are kept open for the next request. */
  close(): void
}

/** Forwards to one upstream, over connections that it keeps open between requests. */
export function createForwarding({ origin, token, limits, gate, lookUp }: Settings): Forwarding {
  const calls = new WeakMap<ServerResponse, Call>()
  const Agent = origin.startsWith('https:') ? HttpsAgent : HttpAgent
  const agent = new Agent({
    freeSocketTimeout: freeSocketMs,
    maxFreeSockets,
    timeout: 0,
    lookup: lookUp,
  })

  const middleware = createProxyMiddleware({
    target: origin,
    changeOrigin: true,
    secure: true,
    agent,
    selfHandleResponse: true,
    // The default plugins log addresses and answer with them.
    ejectPlugins: true,
    plugins: [
      (proxy) => {
        proxy.on('proxyReq', (upstream, _request, response) => {
          const call = calls.get(response)
          if (!call) return
          watch(call, upstream, limits)
          // Without a listener the connection would end with neither an answer nor an error.
          upstream.once('upgrade', (_answer, socket) => {
            socket.destroy()
            sendError(response, new ProxyError('upstream_invalid'))
          })
        })
        proxy.on('proxyRes', (answer, _request, response) => {
          const call = calls.get(response)
          if (!call) return
          restart(call, limits.bodyMs, () =>
            sendError(response, new ProxyError('upstream_timeout')),
          )
          relay(answer, response, call.token, limits).catch((thrown: unknown) =>
            sendError(response, asCallError(thrown)),
          )
        })
        proxy.on('error', (thrown, _request, response) => {
          if (response && 'writeHead' in response) sendError(response, asCallError(thrown))
        })
      },
    ],
  })

  return {
    async forward(request, response, upstreamPath) {
      const leave = await gate.enter(goneSignal(response))
      const call: Call = { token: token.current(), leave }
      calls.set(response, call)
      response.once('close', () => {
        clearTimeout(call.timer)
        call.leave()
      })
      request.url = upstreamPath
      request.headers = upstreamHeaders(call.token)
      middleware(request, response, (thrown) => {
        sendError(response, thrown ?? new ProxyError('internal'))
      }).catch((thrown: unknown) => sendError(response, thrown))
    },
    close: () => agent.destroy(),
  }
}

/** Sets the deadlines for reaching the upstream and for the head of its answer. */
function watch(call: Call, upstream: ClientRequest, limits: Limits): void {
  const expire = () => upstream.destroy(new ProxyError('upstream_timeout'))
  const awaitHead = () => restart(call, limits.headersMs, expire)
  const { socket } = upstream
  if (socket?.connecting) {
    restart(call, limits.connectMs, expire)
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', awaitHead)
  } else {
    awaitHead()
  }
}

function restart(call: Call, ms: number, expire: () => void): void {
  clearTimeout(call.timer)
  call.timer = setTimeout(expire, ms)
}

/**
 * Passes an answer on at the pace of the client.
 *
 * @throws ProxyError where it may not pass; what had begun must then be broken off.
 */
async function relay(
  answer: IncomingMessage,
  response: ServerResponse,
  token: Token,
  limits: Limits,
): Promise<void> {
  const head = { status: answer.statusCode ?? 0, headers: answer.headers }
  const refused = refusal(head, limits)
  if (refused) throw refused
  const headers = {
    ...passedHeaders(head, token, limits),
    'cache-control': 'no-store',
    'x-request-id': exchangeOf(response).requestId,
  }
  const gone = goneSignal(response)
  const redaction = new Redaction(token)
  const held: Buffer[] = []
  const json = new StreamedJson()
  let length = 0
  // Not destroyed when the loop ends early: that would take the client's connection along.
  for await (const chunk of decoded(answer, head).iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > (head.status >= 400 ? limits.errorBytes : limits.answerBytes)) {
      throw tooLong(head.status)
    }
    if (length <= heldBytes) {
      held.push(chunk)
      continue
    }
    const next = response.headersSent ? chunk : Buffer.concat([...held, chunk])
    json.push(next)
    if (!response.headersSent) response.writeHead(head.status, headers)
    await write(response, redaction.push(next), gone)
  }
  if (response.headersSent) {
    json.end()
    response.end(redaction.end())
    return
  }
  const body = head.status === 204 ? '' : wholeAnswer(Buffer.concat(held), token)
  response.writeHead(head.status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

async function write(response: ServerResponse, bytes: Buffer, gone: AbortSignal): Promise<void> {
  if (!response.write(bytes)) await once(response, 'drain', { signal: gone })
}
