import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { ProxyUnderTest, secret } from './proxyUnderTest.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start()
})
afterAll(() => proxy.stop())
afterEach(() => expectInvariants(proxy))

/** All that the upstream may be told with a GET; each is the proxy's own, none is copied. */
const headersOfGet = [
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'host',
  'user-agent',
]

describe('a client header never reaches the upstream', () => {
  it.each([
    { id: 'B1', header: 'Authorization: Bearer attacker' },
    { id: 'B1', header: 'authorization: Basic YXR0YWNrZXI6' },
    { id: 'B1', header: 'AUTHORIZATION: Bearer attacker' },
    { id: 'B3', header: 'X-Api-Key: attacker' },
    { id: 'B3', header: 'X-Access-Token: attacker' },
    { id: 'B3', header: 'X-Auth-Token: attacker' },
    { id: 'B3', header: 'Authorization_: Bearer attacker' },
    { id: 'B3', header: 'Proxy-Authorization: Basic YXR0YWNrZXI6' },
    { id: 'B4', header: 'X-HTTP-Method-Override: DELETE' },
    { id: 'B4', header: 'X-HTTP-Method: DELETE' },
    { id: 'B4', header: 'X-Method-Override: DELETE' },
    { id: 'B5', header: 'Connection: Authorization' },
    { id: 'B5', header: 'Connection: close, Authorization, X-Sync-Builder, Host' },
    { id: 'B6', header: 'TE: trailers' },
    { id: 'B6', header: 'Trailer: Authorization' },
    { id: 'B6', header: 'Keep-Alive: timeout=600' },
    { id: 'B6', header: 'Proxy-Connection: proxied' },
    { id: 'B7', header: 'Cookie: session=attacker' },
    { id: 'B8', header: 'X-Forwarded-For: 10.0.0.1' },
    { id: 'B8', header: 'X-Forwarded-Host: evil.example' },
    { id: 'B8', header: 'X-Forwarded-Proto: https' },
    { id: 'B8', header: 'X-Forwarded-Uri: /api/v1/workspaces' },
    { id: 'B8', header: 'X-Original-URL: /api/v1/workspaces' },
    { id: 'B8', header: 'X-Rewrite-URL: /api/v1/workspaces' },
    { id: 'B8', header: 'Forwarded: for=10.0.0.1;host=evil.example' },
    { id: 'B8', header: 'X_Forwarded_For: 10.0.0.1' },
    { id: 'B8', header: 'X-Real-IP: 10.0.0.1' },
    { id: 'B9', header: 'Referer: http://localhost/syncs/new?label=secret-plan' },
    { id: 'conditional', header: 'If-None-Match: "a"' },
    { id: 'conditional', header: 'If-Modified-Since: Sun, 01 Nov 2026 00:00:00 GMT' },
    { id: 'range', header: 'Range: bytes=0-1' },
    { id: 'cache', header: 'Cache-Control: only-if-cached' },
    { id: 'encoding', header: 'Accept-Encoding: br, zstd' },
    { id: 'negotiation', header: 'Accept: text/html' },
    { id: 'negotiation', header: 'Accept-Language: tlh' },
    {
      id: 'tracing',
      header: 'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
    { id: 'tracing', header: 'X-Request-Id: chosen-by-the-client' },
    { id: 'key on a GET', header: 'Idempotency-Key: 3b241101-e2bb-4255-8caf-4136c566a962' },
    { id: 'type on a GET', header: 'Content-Type: text/html' },
    { id: 'user agent', header: 'User-Agent: Mozilla/5.0 (operator on Windows)' },
  ])('$id: $header', async ({ header }) => {
    const answer = await proxy.send(proxy.request('GET /api/v1/sources', [header]))

    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests).toHaveLength(1)
    const [request] = proxy.upstream.requests
    expect(request?.all('authorization')).toEqual([`Bearer ${secret}`])
    expect(request?.all('host')).toEqual([`127.0.0.1:${proxy.upstream.port}`])
    expect(headersOfGet).toEqual(expect.arrayContaining(request!.headerNames()))
    const value = header.slice(header.indexOf(':') + 2)
    if (!header.startsWith('Connection')) expect(proxy.upstream.received).not.toContain(value)
    expect(request?.method).toBe('GET')
    expect(answer?.text).toBe('{"status":"success","data":[]}')
  })

  it('B9: nor does the Origin of the product’s own page', async () => {
    const origin = `Origin: http://${proxy.host}`
    expect((await proxy.send(proxy.request('GET /api/v1/sources', [origin])))?.status).toBe(200)
    expect(proxy.upstream.received).not.toMatch(/origin|localhost/i)
  })

  it('X-Request-Id of the answer is the proxy’s own', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/sources', ['X-Request-Id: chosen-by-the-client']),
    )
    expect(answer?.header('x-request-id')).toMatch(/^[\w-]{8,}$/)
    expect(answer?.header('x-request-id')).not.toBe('chosen-by-the-client')
  })

  it('two Authorization headers leave one, the proxy’s', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/sources', [
        'Authorization: Bearer attacker',
        'Authorization: Bearer second',
      ]),
    )
    expect(proxy.upstream.requests.length).toBe(answer?.status === 200 ? 1 : 0)
    expect(proxy.upstream.received).not.toMatch(/attacker|second/)
  })
})

describe('B11: Host decides who is answered, and is never passed on', () => {
  it.each([
    { host: 'evil.example', status: 403 },
    { host: 'localhost', status: 403 },
    { host: 'localhost:80@evil.example', status: 403 },
    { host: 'localhost:{port}@evil.example', status: 403 },
    { host: 'localhost.evil.example:{port}', status: 403 },
    { host: 'evil.example:{port}', status: 403 },
    { host: 'localhost:{port}.', status: 403 },
    { host: 'localhost.:{port}', status: 403 },
    { host: '127.1:{port}', status: 403 },
    { host: '0.0.0.0:{port}', status: 403 },
    { host: '2130706433:{port}', status: 403 },
    { host: 'localhost:{port}, evil.example', status: 403 },
    { host: 'localhost:{port}/..', status: 403 },
    { host: '127.0.0.1:99999', status: 403 },
    { host: '', status: 400 },
  ])('Host: $host is refused', async ({ host, status }) => {
    const sent = host.replace('{port}', String(proxy.port))
    const answer = await proxy.send(proxy.request('GET /api/v1/sources', [`Host: ${sent}`]))
    expectOwnError(proxy, answer, { status })
    expect(proxy.upstream.received).toBe('')
  })

  it.each(['localhost:{port}', '127.0.0.1:{port}', '[::1]:{port}', 'LOCALHOST:{port}'])(
    'Host: %s is answered',
    async (host) => {
      const sent = host.replace('{port}', String(proxy.port))
      const answer = await proxy.send(proxy.request('GET /api/v1/sources', [`Host: ${sent}`]))
      expect(answer?.status).toBe(200)
      expect(proxy.upstream.requests[0]?.all('host')).toEqual([`127.0.0.1:${proxy.upstream.port}`])
    },
  )

  it.each([
    {
      name: 'no Host',
      bytes: 'GET /api/v1/sources HTTP/1.1\r\nX-Sync-Builder: 1\r\n\r\n',
    },
    {
      name: 'two Hosts',
      bytes:
        'GET /api/v1/sources HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\nX-Sync-Builder: 1\r\n\r\n',
    },
    {
      name: 'two equal Hosts',
      bytes:
        'GET /api/v1/sources HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\nX-Sync-Builder: 1\r\n\r\n',
    },
    {
      name: 'no Host in HTTP/1.0',
      bytes: 'GET /api/v1/sources HTTP/1.0\r\nX-Sync-Builder: 1\r\n\r\n',
    },
  ])('$name is refused', async ({ bytes }) => {
    const answer = await proxy.send(bytes)
    expect([400, 403]).toContain(answer?.status)
    expect(proxy.upstream.received).toBe('')
  })

  it.each(['/healthz', '/readyz', '/metrics'])('%s answers any Host', async (path) => {
    const answer = await proxy.send(
      `GET ${path} HTTP/1.1\r\nHost: balancer.internal\r\nConnection: close\r\n\r\n`,
    )
    expect(answer?.status).toBe(200)
  })
})

describe('B11: with ALLOWED_HOSTS the list decides, and nothing else', () => {
  let named: ProxyUnderTest
  beforeAll(async () => {
    named = await ProxyUnderTest.start({
      allowedHosts: ['builder.example', 'builder.example:8443'],
    })
  })
  afterAll(() => named.stop())

  it.each([
    { host: 'builder.example', origin: 'https://builder.example', status: 200 },
    { host: 'Builder.Example:8443', origin: 'https://builder.example:8443', status: 200 },
    { host: 'builder.example:8443', origin: 'https://builder.example', status: 403 },
    { host: 'builder.example', origin: 'https://builder.example.evil.example', status: 403 },
    { host: 'builder.example:80', origin: undefined, status: 403 },
    { host: 'builder.example.', origin: undefined, status: 403 },
    { host: 'sub.builder.example', origin: undefined, status: 403 },
    { host: 'evilbuilder.example', origin: undefined, status: 403 },
    { host: 'localhost:{port}', origin: undefined, status: 403 },
  ])('Host $host with Origin $origin is $status', async ({ host, origin, status }) => {
    const answer = await named.send(
      named.request('GET /api/v1/sources', [
        `Host: ${host.replace('{port}', String(named.port))}`,
        ...(origin === undefined ? [] : [`Origin: ${origin}`]),
      ]),
    )
    expect(answer?.status).toBe(status)
    expect(named.upstream.requests).toHaveLength(status === 200 ? 1 : 0)
    named.forget()
  })
})

describe('B12: a header block is bounded', () => {
  it.each([
    {
      name: 'a block of 30 KB',
      headers: Array.from({ length: 30 }, (_, i) => `X-${i}: ${'a'.repeat(1000)}`),
    },
    { name: '2,000 headers', headers: Array.from({ length: 2_000 }, (_, i) => `X-${i}: a`) },
    { name: 'one header of 17 KB', headers: [`X-Big: ${'a'.repeat(17 * 1024)}`] },
    { name: 'a header name of 17 KB', headers: [`${'X'.repeat(17 * 1024)}: a`] },
  ])('$name is 431 and the connection is closed', async ({ headers }) => {
    const client = proxy.connect()
    client.write(proxy.request('GET /api/v1/sources', headers))
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([431])
    expect(proxy.upstream.received).toBe('')
  })
})

describe('B13: a byte that no header has', () => {
  it.each([
    { name: 'a byte beyond ASCII', header: 'X-Note: caf\xe9' },
    { name: 'UTF-8', header: 'X-Note: caf\xc3\xa9' },
    { name: 'a byte beyond ASCII in a header that counts', header: 'X-Sync-Builder: 1\xa0' },
    { name: 'NUL', header: 'X-Note: a\0b' },
    { name: 'a bare CR', header: 'X-Note: a\rX-Evil: 1' },
    { name: 'a bare LF', header: 'X-Note: a\nX-Evil: 1' },
    { name: 'DEL', header: 'X-Note: a\x7fb' },
    { name: 'a NUL in a name', header: 'X-\0Note: a' },
    { name: 'a space in a name', header: 'X Note: a' },
    { name: 'an empty name', header: ': a' },
  ])('$name is refused and makes no header line upstream', async ({ header }) => {
    const answer = await proxy.send(proxy.request('GET /api/v1/sources', [header]))
    expect(answer?.status).toBe(400)
    expect(proxy.upstream.received).toBe('')
  })

  it('a cookie of another product on localhost may hold such bytes: it is dropped', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/sources', ['Cookie: theme=gr\xc3\xbcn']),
    )
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.received).not.toMatch(/cookie|theme/i)
  })
})

describe('B15: Expect', () => {
  const body = '{"paused":true}'

  it('100-continue is answered 100, then as usual', async () => {
    const client = proxy.connect()
    const [head] = proxy
      .request('PATCH /api/v1/syncs/7', ['Expect: 100-continue'], body)
      .split('\r\n\r\n')
    client.write(`${head}\r\n\r\n`)
    await client.untilAnswers(1)
    expect(client.answers.map(({ status }) => status)).toEqual([100])
    client.write(body)
    await client.untilAnswers(2)
    expect(client.answers.map(({ status }) => status)).toEqual([100, 200])
    expect(proxy.upstream.requests.map((request) => [request.method, request.body])).toEqual([
      ['PATCH', body],
    ])
    expect(proxy.upstream.requests[0]?.all('expect')).toEqual([])
  })

  it('100-continue for a body that is too long is refused without asking for it', async () => {
    const client = proxy.connect()
    client.write(
      proxy.request('PATCH /api/v1/syncs/7', [
        'Expect: 100-continue',
        'Content-Type: application/json',
        'Content-Length: 99999999',
      ]),
    )
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([413])
    expect(proxy.upstream.received).toBe('')
  })

  it('anything else is 417', async () => {
    const answer = await proxy.send(
      proxy.request('PATCH /api/v1/syncs/7', ['Expect: 200-ok'], body),
    )
    expect(answer?.status).toBe(417)
    expect(proxy.upstream.received).toBe('')
  })
})

describe('B16: a body that a form could send is not taken', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonp',
    'application/json-patch+json',
    'application/json, text/plain',
    'text/json',
    '',
  ])('Content-Type: %s is 415', async (type) => {
    const answer = await proxy.send(
      proxy.request('PATCH /api/v1/syncs/7', [`Content-Type: ${type}`], '{"paused":true}'),
    )
    expectOwnError(proxy, answer, { status: 415 })
    expect(proxy.upstream.received).toBe('')
  })

  it('two Content-Types are refused', async () => {
    const answer = await proxy.send(
      proxy.request(
        'PATCH /api/v1/syncs/7',
        ['Content-Type: application/json', 'Content-Type: text/plain'],
        '{"paused":true}',
      ),
    )
    expectOwnError(proxy, answer, { status: 415 })
    expect(proxy.upstream.received).toBe('')
  })

  it('a body without a Content-Type is 415', async () => {
    const answer = await proxy.send(
      'PATCH /api/v1/syncs/7 HTTP/1.1\r\nHost: {host}\r\nX-Sync-Builder: 1\r\nContent-Length: 2\r\n\r\n{}',
    )
    expectOwnError(proxy, answer, { status: 415 })
    expect(proxy.upstream.received).toBe('')
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ])('Content-Type: %s is taken', async (type) => {
    const answer = await proxy.send(
      proxy.request('PATCH /api/v1/syncs/7', [`Content-Type: ${type}`], '{"paused":true}'),
    )
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map(({ body }) => body)).toEqual(['{"paused":true}'])
    expect(proxy.upstream.requests[0]?.all('content-type')).toEqual(['application/json'])
  })

  it('a body in another character set or in gzip is 415', async () => {
    for (const header of [
      'Content-Type: application/json; charset=utf-16',
      'Content-Encoding: gzip',
    ]) {
      const answer = await proxy.send(
        proxy.request('PATCH /api/v1/syncs/7', [header], '{"paused":true}'),
      )
      expect(answer?.status, header).toBe(415)
    }
    expect(proxy.upstream.received).toBe('')
  })
})
