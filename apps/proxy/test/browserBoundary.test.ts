import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { routes, type Route } from '../src/allowList.ts'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { httpRequest, ProxyUnderTest } from './proxyUnderTest.ts'
import type { RawAnswer } from './rawClient.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start({ sandbox: true })
})
afterAll(() => proxy.stop())
afterEach(() => expectInvariants(proxy))

/** A request of the allow-list that would be forwarded, but for the headers given here. */
function requestOf(route: Route, headers: readonly string[]): string {
  const path = route.template.replaceAll(':id', '7').replaceAll(':name', 'user_data')
  const line = `${route.method} ${route.base}${path}`
  if (route.handling === 'forward') {
    const length = route.method === 'POST' ? ['Content-Length: 0'] : []
    return httpRequest(line, proxy.host, [...length, ...headers])
  }
  const key = route.handling === 'create' ? [`Idempotency-Key: ${randomUUID()}`] : []
  return httpRequest(line, proxy.host, [...key, ...headers], syncPayload(false))
}

const appRoutes = ['/app/session', `/app/creates/${randomUUID()}`]

const everyRoute = [
  ...routes.map((route) => ({
    name: `${route.method} ${route.base}${route.template}`,
    send: (headers: readonly string[]) => proxy.send(requestOf(route, headers)),
  })),
  ...appRoutes.map((path) => ({
    name: `GET ${path}`,
    send: (headers: readonly string[]) => proxy.send(proxy.request(`GET ${path}`, headers)),
  })),
]

function expectNoAccessControl(answer: RawAnswer | undefined): void {
  expect(answer?.headerNames().filter((name) => name.startsWith('access-control-'))).toEqual([])
}

/** Our header with a text for which it does not count; an empty line list leaves it out. */
const noHeader = 'X-Sync-Builder_: 1'
const forgedHeaders = [
  'X-Sync-Builder: 0',
  'X-Sync-Builder: true',
  'X-Sync-Builder: 1, 1',
  'X-Sync-Builder:',
]

describe('every route of the allow-list and of the product', () => {
  it.each(everyRoute)('E1: $name asks for X-Sync-Builder: 1', async ({ send }) => {
    for (const forged of forgedHeaders) {
      expectOwnError(proxy, await send([forged]), { status: 403, code: 'header_required' })
    }
    expect(proxy.upstream.received).toBe('')
  })

  it.each(everyRoute)('E2: $name refuses another site', async ({ send }) => {
    const foreign = [
      'Origin: https://evil.example',
      'Origin: null',
      `Origin: http://localhost:5173.evil.example`,
      `Origin: http://${proxy.host}.evil.example`,
      `Origin: http://evil.example/http://${proxy.host}`,
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Site: same-site',
    ]
    for (const header of foreign) {
      const answer = await send([header])
      expectOwnError(proxy, answer, { status: 403, code: 'origin_not_allowed' })
      expectNoAccessControl(answer)
    }
    expect(proxy.upstream.received).toBe('')
  })

  it.each(everyRoute)('E6: $name refuses a name that was pointed here', async ({ send }) => {
    const host = `rebind.evil.example:${proxy.port}`
    const answer = await send([`Host: ${host}`, `Origin: http://${host}`])
    expectOwnError(proxy, answer, { status: 403, code: 'host_not_allowed' })
    expect(proxy.upstream.received).toBe('')
  })

  it.each(everyRoute)('E11: $name is never cached', async ({ send }) => {
    const answer = await send([])
    expect(answer?.status).not.toBe(403)
    expect(answer?.header('cache-control')).toBe('no-store')
    expect(answer?.header('x-content-type-options')).toBe('nosniff')
    expect(answer?.header('x-request-id')).toMatch(/^[\w-]{8,}$/)
    expectNoAccessControl(answer)
  })
})

describe('E1: the header', () => {
  it.each([
    'GET /api/v1/syncs HTTP/1.1\r\nHost: {host}\r\n\r\n',
    `GET /api/v1/syncs HTTP/1.1\r\nHost: {host}\r\n${noHeader}\r\n\r\n`,
    'GET /api/v1/syncs HTTP/1.1\r\nHost: {host}\r\nX_Sync_Builder: 1\r\n\r\n',
    'GET /api/v1/syncs?X-Sync-Builder=1 HTTP/1.1\r\nHost: {host}\r\n\r\n',
    'DELETE /api/v1/syncs/7 HTTP/1.1\r\nHost: {host}\r\n\r\n',
  ])('is missing from %j', async (bytes) => {
    expectOwnError(proxy, await proxy.send(bytes), { status: 403, code: 'header_required' })
    expect(proxy.upstream.received).toBe('')
  })

  it('given twice is refused, also with two good values', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/syncs', ['X-Sync-Builder: 1', 'X-Sync-Builder: 1']),
    )
    expect(answer?.status).toBe(403)
    expect(proxy.upstream.received).toBe('')
  })
})

describe('E2: the product’s own pages are answered', () => {
  it.each([
    ['Sec-Fetch-Site: same-origin'],
    ['Sec-Fetch-Site: none'],
    ['Origin: http://{host}', 'Sec-Fetch-Site: same-origin'],
  ])('with %s', async (...headers) => {
    const own = headers.map((header) => header.replace('{host}', proxy.host))
    expect((await proxy.send(proxy.request('GET /api/v1/syncs', own)))?.status).toBe(200)
  })

  it('but the Origin must be that of the Host: another loopback name is another site', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/syncs', [`Origin: http://127.0.0.1:${proxy.port}`]),
    )
    expectOwnError(proxy, answer, { status: 403, code: 'origin_not_allowed' })
    expect(proxy.upstream.received).toBe('')
  })

  it('and two Origins are refused', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/syncs', [`Origin: http://${proxy.host}`, 'Origin: null']),
    )
    expect([400, 403]).toContain(answer?.status)
    expect(proxy.upstream.received).toBe('')
  })
})

describe('E3: a preflight is never granted', () => {
  it.each(everyRoute.map(({ name }) => name.split(' ')[1]!.replaceAll(/:id|:name/g, '7')))(
    'OPTIONS %s',
    async (path) => {
      const answer = await proxy.send(
        `OPTIONS ${path} HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\n` +
          'Access-Control-Request-Method: POST\r\n' +
          'Access-Control-Request-Headers: x-sync-builder, content-type\r\n' +
          'Access-Control-Request-Private-Network: true\r\n\r\n',
      )
      expect(answer?.status).toBe(403)
      expectNoAccessControl(answer)
      expect(proxy.upstream.received).toBe('')
    },
  )
})

describe('the pages', () => {
  const navigation = [
    'Accept: text/html,application/xhtml+xml',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Dest: document',
  ]
  const page = (path: string, headers: readonly string[] = []) =>
    proxy.send(
      [`GET ${path} HTTP/1.1`, 'Host: {host}', ...navigation, ...headers, '', ''].join('\r\n'),
    )

  it.each(['/%zz', `/${'a'.repeat(9_000)}`, '/nothing.js', '/api/v1/nothing'])(
    'E7: a refusal has the same policy, however early it comes: %.12s',
    async (path) => {
      const answer = await page(path)
      expect(answer?.status).toBeGreaterThanOrEqual(400)
      const policy = (await page('/'))?.header('content-security-policy')
      expect(policy).toContain("frame-ancestors 'none'")
      expect(answer?.header('content-security-policy')).toBe(policy)
    },
  )

  it.each(['/', '/syncs/7', '/syncs/new?step=mapping', '/index.html'])(
    'E7: %s has a policy that lets nobody frame it',
    async (path) => {
      const answer = await page(path)
      expect(answer?.status).toBe(200)
      expect(answer?.header('content-type')).toMatch(/^text\/html/)
      const policy = answer?.header('content-security-policy') ?? ''
      const directives = Object.fromEntries(
        policy.split(';').map((directive) => {
          const [name = '', ...values] = directive.trim().split(/\s+/)
          return [name, values.join(' ')]
        }),
      )
      expect(directives['frame-ancestors']).toBe("'none'")
      expect(directives['default-src']).toBe("'none'")
      expect(directives['script-src']).toBe("'self'")
      expect(directives['style-src']).toBe("'self' 'unsafe-inline'")
      expect(directives['base-uri']).toMatch(/^'(self|none)'$/)
      expect(directives).not.toHaveProperty('upgrade-insecure-requests')
      expect(answer?.header('x-content-type-options')).toBe('nosniff')
      expect(answer?.header('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
      expect(answer?.headerNames()).not.toContain('strict-transport-security')
      expect(answer?.headerNames()).not.toContain('x-powered-by')
      expectNoAccessControl(answer)
    },
  )

  it('E6: are not given to a name that was pointed here', async () => {
    for (const path of ['/', '/assets/app-1a2b3c4d.js']) {
      const answer = await proxy.send(
        `GET ${path} HTTP/1.1\r\nHost: rebind.evil.example:${proxy.port}\r\n\r\n`,
      )
      expect(answer?.status).toBe(403)
      expect(answer?.text).not.toMatch(/<html|export/)
    }
  })

  it.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/nothing',
    '/app',
    '/app/',
    '/app/nothing',
    '/API/v1/syncs',
  ])('are not what a navigation to %s gets', async (path) => {
    const answer = await page(path, ['X-Sync-Builder: 1'])
    expect(answer?.status).toBe(404)
    expect(answer?.text).not.toContain('<html')
  })

  it.each([
    '/../package.json',
    '/..%2fdata/proxy.sqlite',
    '/%2e%2e/data/proxy.sqlite',
    '/assets/../../data/proxy.sqlite',
    '/assets/..%5c..%5cdata',
    '/assets/%2e%2e%2f%2e%2e%2fetc/passwd',
    '/.env',
    '/src/main.ts',
    '/assets/missing.js',
    '//etc/passwd',
  ])('reach no file outside their folder by %s', async (path) => {
    const answer = await proxy.send(`GET ${path} HTTP/1.1\r\nHost: {host}\r\nAccept: */*\r\n\r\n`)
    expect([400, 404]).toContain(answer?.status)
    expect(answer?.text).not.toMatch(/root:|"name"|SQLite/)
  })

  it('an asset with a hash in its name is kept for ever, the page never', async () => {
    const asset = await proxy.send('GET /assets/app-1a2b3c4d.js HTTP/1.1\r\nHost: {host}\r\n\r\n')
    expect(asset?.status).toBe(200)
    expect(asset?.header('cache-control')).toMatch(/immutable/)
    expect((await page('/'))?.header('cache-control')).toMatch(/no-cache|no-store/)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('take no %s', async (method) => {
    const answer = await proxy.send(
      `${method} / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n`,
    )
    expect([403, 404, 405]).toContain(answer?.status)
    expect(answer?.text).not.toContain('<html')
  })
})
