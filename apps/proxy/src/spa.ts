import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { ProxyError } from './errors.ts'

type Serve = (request: IncomingMessage, response: ServerResponse, path: string) => void

/**
 * Serves the built SPA, with the compressed forms that its build wrote. A navigation to any path
 * gets `index.html`; a file that is missing is missing, so that a stale page never takes HTML for
 * a script. A build that takes the place of this one is served as soon as it stands there.
 *
 * The returned function throws ProxyError `not_found`, `method_not_allowed` or `not_built`.
 */
export function createSpa(webRoot: string): Serve {
  if (!existsSync(join(webRoot, 'index.html'))) {
    return () => {
      throw new ProxyError('not_built')
    }
  }
  const serveFile = sirv(webRoot, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    // Each file is looked at when it is asked for. What is known of the start would send the page of
    // a later build with the length of the one before it.
    dev: true,
    setHeaders: (response, path) => response.setHeader('cache-control', cacheControl(path)),
  })
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new ProxyError('method_not_allowed', { headers: { allow: 'GET, HEAD' } })
    }
    if (isNobodys(path)) throw new ProxyError('not_found')
    // sirv takes any range as it comes, and files this small are sent whole.
    delete request.headers.range
    // sirv neither closes a file whose client left nor expects one to be gone.
    response.once('pipe', (file) => {
      file.once('error', () => response.destroy())
      response.once('close', () => file.destroy())
      if (response.destroyed) file.destroy()
    })
    request.url = isNavigation(request, path) ? '/index.html' : path
    serveFile(request, response, () => {
      throw new ProxyError('not_found')
    })
  }
}

/** Vite puts a hash of the content into the names of its assets; all else may change in place. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** Paths that are no page and no file: those of the API in any spelling, and untidy ones. */
function isNobodys(path: string): boolean {
  if (/^\/(api|app)(\/|$)/i.test(path)) return true
  return path.includes('//') || path.includes('\\') || /%2f|%5c|%2e/i.test(path)
}

function isNavigation(request: IncomingMessage, path: string): boolean {
  const file = path.startsWith('/assets/') || /\.[^/]*$/.test(path)
  return path === '/' || (!file && (request.headers.accept ?? '').includes('text/html'))
}
