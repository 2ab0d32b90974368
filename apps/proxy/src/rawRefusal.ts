import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorBody, ownHeaders, ProxyError } from './errors.ts'
import type { Limits } from './limits.ts'
import { codeOf } from './upstream.ts'

/** What a request that Node's parser refused, or that never came to its end, is answered with. */
export function asClientError(error: unknown, limits: Limits): ProxyError {
  const code = codeOf(error)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProxyError('request_timeout')
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new ProxyError(hasLongTarget(error, limits) ? 'target_too_long' : 'headers_too_large')
  }
  return new ProxyError('malformed_request')
}

/** Whether it was the request line that overflowed: Node counts it with the headers. */
function hasLongTarget(error: unknown, limits: Limits): boolean {
  if (typeof error !== 'object' || error === null || !('rawPacket' in error)) return false
  if (!Buffer.isBuffer(error.rawPacket)) return false
  const line = error.rawPacket.indexOf('\r\n')
  return (line === -1 ? error.rawPacket.length : line) > limits.targetBytes
}

/** How long a client may take to read why its connection was refused. */
const lingerMs = 1_000

/** Answers on a bare connection, for which there is no response object, and closes it. */
export function refuseRaw(socket: Duplex, error: ProxyError): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const body = errorBody(error, requestId)
  const headers = { ...ownHeaders(requestId), 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([k, v]) => `${k}: ${v}`)
  // Node takes its own listener off a connection that asked for an upgrade.
  socket.on('error', () => socket.destroy())
  const reason = STATUS_CODES[error.status] ?? ''
  socket.end(`HTTP/1.1 ${error.status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () => {
    // The client's half would stay open for as long as it likes, and hold up a stop.
    setTimeout(() => socket.destroy(), lingerMs)
  })
}
