import type { IncomingMessage } from 'node:http'
import { ProxyError } from './errors.ts'
import type { Limits } from './limits.ts'

/**
 * Refuses a body that is not JSON in UTF-8. Forms and plain text are what another site's page can
 * post without a preflight.
 *
 * @throws ProxyError `unsupported_media_type`.
 */
export function checkMediaType(request: IncomingMessage): void {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = request.headers
  if ((request.headersDistinct['content-type'] ?? []).length > 1) {
    throw new ProxyError('unsupported_media_type')
  }
  const json = /^application\/json *(; *charset="?utf-8"?)?$/i
  if (type === undefined ? hasBody(request) : !json.test(type)) {
    throw new ProxyError('unsupported_media_type')
  }
  if (encoding !== 'identity') throw new ProxyError('unsupported_media_type')
}

/** Whether a request says that it has a body, arrived or not. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * The request's body as text.
 *
 * @throws ProxyError `body_too_large` before the limit is crossed, `bad_json` where the bytes are
 * not UTF-8, `client_left` when the body never came to its end.
 */
export async function readText(request: IncomingMessage, limits: Limits): Promise<string> {
  const bytes = await readBytes(request, limits.bodyBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new ProxyError('bad_json', { message: 'The body is not UTF-8.', cause })
  }
}

/** Reads a body that is not to be passed on to its end, within the same limit. */
export async function dropBody(request: IncomingMessage, limits: Limits): Promise<void> {
  if (hasBody(request)) await readBytes(request, limits.bodyBytes)
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new ProxyError('body_too_large')
  const chunks: Buffer[] = []
  let length = 0
  try {
    // Not destroyed when the loop ends early: the refusal still has to go out on this socket.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue
      length += chunk.length
      if (length > limit) throw new ProxyError('body_too_large')
      chunks.push(chunk)
    }
  } catch (thrown) {
    throw thrown instanceof ProxyError ? thrown : new ProxyError('client_left', { cause: thrown })
  }
  return Buffer.concat(chunks, length)
}
