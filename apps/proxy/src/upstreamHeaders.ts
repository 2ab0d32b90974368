import type { Token } from './token.ts'

/**
 * The headers of a request to the upstream. They are made here and nowhere copied from the
 * client: a header that is not in this list cannot be smuggled past it.
 */
export function upstreamHeaders(token: Token): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    authorization: token.bearer(),
    'user-agent': 'sync-builder',
  }
}
