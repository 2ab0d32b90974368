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

/** A body up to here is never refused for what others send; hardly a sync is longer. */
const ownBytes = 64 * 1024

/** Reads request bodies: each within its limit, and all that arrive at one time within another. */
export class Bodies {
  readonly #limits: Pick<Limits, 'bodyBytes' | 'arrivingBytes'>
  /** Bytes held of bodies that are not whole yet, without the first `ownBytes` of each. */
  #arriving = 0

  constructor(limits: Pick<Limits, 'bodyBytes' | 'arrivingBytes'>) {
    this.#limits = limits
  }

  /**
   * The request's body as text.
   *
   * @throws ProxyError `body_too_large` before the limit is crossed, `overloaded` where too much
   * arrives at once, `bad_json` where the bytes are not UTF-8, `client_left` when the body never
   * came to its end.
   */
  async text(request: IncomingMessage): Promise<string> {
    const bytes = await this.#hold(request)
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new ProxyError('bad_json', { message: 'The body is not UTF-8.', cause })
    }
  }

  /** Reads a body that is not to be passed on to its end, within its limit, and holds none of it. */
  async drop(request: IncomingMessage): Promise<void> {
    if (hasBody(request)) await this.#read(request, () => {})
  }

  async #hold(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = []
    let counted = 0
    try {
      const length = await this.#read(request, (chunk, lengthSoFar) => {
        const more = Math.max(0, lengthSoFar - ownBytes) - counted
        if (this.#arriving + more > this.#limits.arrivingBytes) {
          throw new ProxyError('overloaded', { headers: { 'retry-after': '1' } })
        }
        this.#arriving += more
        counted += more
        chunks.push(chunk)
      })
      return Buffer.concat(chunks, length)
    } finally {
      this.#arriving -= counted
    }
  }

  /** Gives the body's length. */
  async #read(
    request: IncomingMessage,
    take: (chunk: Buffer, lengthSoFar: number) => void,
  ): Promise<number> {
    const { bodyBytes: limit } = this.#limits
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      throw new ProxyError('body_too_large')
    }
    let length = 0
    try {
      // Not destroyed when the loop ends early: the refusal still has to go out on this socket.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        if (!Buffer.isBuffer(chunk)) continue
        length += chunk.length
        if (length > limit) throw new ProxyError('body_too_large')
        take(chunk, length)
      }
    } catch (thrown) {
      throw thrown instanceof ProxyError ? thrown : new ProxyError('client_left', { cause: thrown })
    }
    return length
  }
}
