import type { IncomingMessage, ServerResponse } from 'node:http'
import { pino, type Logger } from 'pino'
import { exchangeOf } from './exchange.ts'
import type { Metrics } from './metrics.ts'
import { codeOf } from './upstream.ts'

/** The log of the process: JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    // Nothing logs headers; should something begin to, these stay out.
    redact: ['*.authorization', '*.cookie', '*.headers.authorization', '*.headers.cookie'],
  })
}

/**
 * Logs and counts a request once its answer has ended. Route templates stand for paths: ids,
 * names, queries and bodies are the operator's data.
 */
export function recordEnd(
  request: IncomingMessage,
  response: ServerResponse,
  { log, metrics }: { log: Logger; metrics: Metrics },
): void {
  const method = request.method ?? ''
  response.once('close', () => {
    const { requestId, startedMs, route, error } = exchangeOf(response)
    const ms = performance.now() - startedMs
    const status = response.statusCode
    metrics.answered({ method, route, status, seconds: ms / 1_000, error: error?.kind })
    log.info(
      {
        requestId,
        method,
        route,
        status,
        ms: Math.round(ms),
        ...(!response.writableFinished && { broken: true }),
        ...(error && { error: error.kind, cause: causeOf(error.cause) }),
      },
      'request',
    )
    if (error?.kind === 'internal') log.error({ requestId, stack: stackOf(error.cause) }, 'failed')
  })
}

/** The code or class of what was thrown: messages may hold host names and values. */
function causeOf(cause: unknown): string | undefined {
  return codeOf(cause) || (cause instanceof Error ? cause.name : undefined)
}

function stackOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.stack : undefined
}
