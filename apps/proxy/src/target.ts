import { ProxyError } from './errors.ts'

/** A request target taken apart, nothing decoded or tidied. */
export interface Target {
  /** The path as it was sent, from its first slash to the question mark. */
  path: string
  /** The query as it was sent, without the question mark. */
  query: string
}

/**
 * Takes a raw request target apart. Only the origin form is taken: a path, visible ASCII, and
 * percent-encoding that is UTF-8 and hides no control character.
 *
 * @throws ProxyError `target_too_long` or `malformed_target`.
 */
export function parseTarget(raw: string, longestBytes: number): Target {
  if (raw.length > longestBytes) throw new ProxyError('target_too_long')
  if (!raw.startsWith('/') || !/^[\x21\x22\x24-\x7e]*$/.test(raw)) {
    throw new ProxyError('malformed_target')
  }
  const mark = raw.indexOf('?')
  const path = mark === -1 ? raw : raw.slice(0, mark)
  const query = mark === -1 ? '' : raw.slice(mark + 1)
  if (hasControls(decode(path)) || hasControls(decode(query))) {
    throw new ProxyError('malformed_target')
  }
  return { path, query }
}

/** The query's pairs in the order in which they were sent, decoded; `+` is a space. */
export function queryPairs(query: string): [key: string, value: string][] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const [key = '', ...value] = pair.replaceAll('+', ' ').split('=')
    return [decode(key), decode(value.join('='))]
  })
}

/** @throws ProxyError `malformed_target` where the encoding is broken, overlong or not UTF-8. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new ProxyError('malformed_target', { cause })
  }
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
