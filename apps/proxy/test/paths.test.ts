import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { routes, upstreamBases } from '../src/allowList.ts'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { syncPayload } from './payloads.ts'
import { ProxyUnderTest, secret } from './proxyUnderTest.ts'
import { json, silence } from './recordingUpstream.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start({ sandbox: true })
})
afterAll(() => proxy.stop())
afterEach(() => expectInvariants(proxy))

async function expectRefused(bytes: string, status: number): Promise<void> {
  expectOwnError(proxy, await proxy.send(bytes), { status })
  expect(proxy.upstream.received).toBe('')
}

describe('a path outside the allow-list never reaches the upstream', () => {
  it.each([
    { id: 'A1', target: '/api/v1/../admin', status: 404 },
    { id: 'A1', target: '/api/../api/v1/sources', status: 404 },
    { id: 'A1', target: '/api/v1/sources/..', status: 404 },
    { id: 'A1', target: '/api/v1/sources/.', status: 404 },
    { id: 'A1', target: '/api/v1/./sources', status: 404 },
    { id: 'A1', target: '/api/v1/sources/1/../../users', status: 404 },
    { id: 'A2', target: '/api/v1/%2e%2e/admin', status: 404 },
    { id: 'A2', target: '/api/v1/%2E%2e/sources', status: 404 },
    { id: 'A2', target: '/api/v1/.%2e/sources', status: 404 },
    { id: 'A2', target: '/api/v1/sources/%2e%2e', status: 404 },
    { id: 'A2', target: '/api/v1/%252e%252e/admin', status: 404 },
    { id: 'A3', target: '/api/v1/..%2f..%2fadmin', status: 404 },
    { id: 'A3', target: '/api/v1/sources%2f..%2fadmin', status: 404 },
    { id: 'A3', target: '/api/v1/sources%2f1', status: 404 },
    { id: 'A3', target: '/api/v1/sources/1%2Fobjects', status: 404 },
    { id: 'A3', target: '/api%2fv1/sources', status: 404 },
    { id: 'A5', target: '/api/v1/..\\admin', status: 404 },
    { id: 'A5', target: '/api/v1\\sources', status: 404 },
    { id: 'A5', target: '/api/v1/%5c..%5cadmin', status: 404 },
    { id: 'A7', target: '//evil.example/api/v1/sources', status: 404 },
    { id: 'A7', target: '//api/v1/sources', status: 404 },
    { id: 'A7', target: '/api//v1/sources', status: 404 },
    { id: 'A7', target: '/api/v1//sources', status: 404 },
    { id: 'A7', target: '/api/v1//evil.example/sources', status: 404 },
    { id: 'A7', target: '/api/v1/@evil.example/sources', status: 404 },
    { id: 'A7', target: '/api/v1/http://evil.example/sources', status: 404 },
    { id: 'A13', target: '/api/v1/sources%23', status: 404 },
    { id: 'A13', target: '/api/v1/sources%3fpage=1', status: 404 },
    { id: 'A14', target: '/API/v1/syncs', status: 404 },
    { id: 'A14', target: '/api/V1/syncs', status: 404 },
    { id: 'A14', target: '/api/v1/Syncs', status: 404 },
    { id: 'A14', target: '/api/v1/syncs/', status: 404 },
    { id: 'A14', target: '/api/v1/%73yncs', status: 404 },
    { id: 'matrix parameter', target: '/api/v1/syncs;a=b', status: 404 },
    { id: 'matrix parameter', target: '/api/v1/syncs/1;a=b', status: 404 },
    { id: 'suffix', target: '/api/v1/syncs.json', status: 404 },
    { id: 'suffix', target: '/api/v1/syncs/1.json', status: 404 },
    { id: 'the bare prefix', target: '/api/v1', status: 404 },
    { id: 'the bare prefix', target: '/api/v1/', status: 404 },
    { id: 'another version', target: '/api/v2/syncs', status: 404 },
    { id: 'no version', target: '/api/syncs', status: 404 },
    { id: 'known to the API, not to us', target: '/api/v1/workspaces/1/api_key', status: 404 },
    { id: 'known to the API, not to us', target: '/api/v1/webhooks', status: 404 },
    {
      id: 'known to the API, not to us',
      target: '/api/v1/sync_runs/1/records_export',
      status: 404,
    },
    { id: 'prototype key', target: '/api/v1/__proto__', status: 404 },
    { id: 'prototype key', target: '/api/v1/constructor', status: 404 },
    { id: 'prototype key', target: '/api/v1/sources/__proto__', status: 404 },
    { id: 'unknown to the proxy', target: '/app/secrets', status: 404 },
    { id: 'the sandbox, by its own path', target: '/sandbox/syncs/1/events', status: 404 },
    { id: 'the sandbox, below the API', target: '/api/sandbox/syncs/1/events', status: 404 },
    { id: 'the bare prefix', target: '/app/sandbox', status: 404 },
    { id: 'the bare prefix', target: '/app/sandbox/', status: 404 },
    { id: 'A1', target: '/app/sandbox/../api/v1/syncs', status: 404 },
    { id: 'A1', target: '/app/sandbox/syncs/../../api/v1/syncs', status: 404 },
    { id: 'A2', target: '/app/sandbox/%2e%2e/api/v1/syncs', status: 404 },
    { id: 'A3', target: '/app/sandbox%2fsyncs/1/events', status: 404 },
    { id: 'A5', target: '/app/sandbox\\syncs/1/events', status: 404 },
    { id: 'A7', target: '/app/sandbox//syncs/1/events', status: 404 },
    { id: 'A14', target: '/app/Sandbox/syncs/1/events', status: 404 },
    { id: 'A14', target: '/app/sandbox/syncs/1/events/', status: 404 },
    { id: 'not of the sandbox', target: '/app/sandbox/syncs', status: 404 },
    { id: 'not of the sandbox', target: '/app/sandbox/api/v1/syncs', status: 404 },
    { id: 'not of the sandbox', target: '/app/sandbox/sql', status: 404 },
    { id: 'a query that it does not take', target: '/app/sandbox/syncs/1/events?a=1', status: 400 },
    { id: 'A19', target: '/app/sandbox/dry_run', status: 405 },
    { id: 'unknown to the proxy', target: '/app/../api/v1/workspaces', status: 404 },
  ])('$id: GET $target is $status', async ({ target, status }) => {
    await expectRefused(proxy.request(`GET ${target}`), status)
  })
})

describe('what the sandbox alone can tell', () => {
  const asked = [
    { line: 'GET /app/sandbox/syncs/61/events', upstream: 'GET /sandbox/syncs/61/events' },
    { line: 'GET /app/sandbox/sync_runs/9/changes', upstream: 'GET /sandbox/sync_runs/9/changes' },
    { line: 'POST /app/sandbox/dry_run', upstream: 'POST /sandbox/dry_run' },
    { line: 'POST /app/sandbox/dry_run?sync_id=61', upstream: 'POST /sandbox/dry_run?sync_id=61' },
  ]
  const requestFor = (to: ProxyUnderTest, line: string) =>
    to.request(line, [], line.startsWith('POST') ? syncPayload(true) : undefined)

  it.each(asked)('$line asks for $upstream, once, with the token', async ({ line, upstream }) => {
    const answer = await proxy.send(requestFor(proxy, line))
    expect(answer?.status).toBe(200)
    expect(answer?.header('cache-control')).toBe('no-store')
    const [request, ...others] = proxy.upstream.requests
    expect(`${request?.method} ${request?.target}`).toBe(upstream)
    expect(request?.all('authorization')).toEqual([`Bearer ${secret}`])
    expect(request?.body).toBe(line.startsWith('POST') ? syncPayload(true) : '')
    expect(others).toEqual([])
  })

  it.each(['sync_id=', 'sync_id=x', 'sync_id=-1', 'sync_id=1&sync_id=2', 'id=1'])(
    'a dry run takes no query %s',
    async (query) => {
      await expectRefused(
        proxy.request(`POST /app/sandbox/dry_run?${query}`, [], syncPayload(true)),
        400,
      )
    },
  )

  it.each([
    { body: '{"a":1', status: 400, code: 'bad_json' },
    { body: '{"a":1,"a":2}', status: 400, code: 'bad_json' },
    { body: '{"operation":"upsert"}', status: 422, code: 'invalid_payload' },
    { body: '{"validate_only":"true"}', status: 422, code: 'invalid_payload' },
  ])('a dry run of $body is judged like a check', async ({ body, status, code }) => {
    const answer = await proxy.send(proxy.request('POST /app/sandbox/dry_run', [], body))
    expectOwnError(proxy, answer, { status, code })
    expect(proxy.upstream.received).toBe('')
  })

  it('a dry run is of a payload that says nothing of validate_only, too', async () => {
    const { validate_only: _, ...payload } = JSON.parse(syncPayload(true))
    const body = JSON.stringify(payload)
    const answer = await proxy.send(proxy.request('POST /app/sandbox/dry_run', [], body))
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map((request) => request.body)).toEqual([body])
  })

  it('a dry run may take longer than a GET', async () => {
    proxy.hurry({ headersMs: 50 })
    const answer = json({ status: 'success', data: {} })
    proxy.upstream.answer = (exchange) => void setTimeout(() => answer(exchange), 200)
    expect((await proxy.send(requestFor(proxy, 'POST /app/sandbox/dry_run')))?.status).toBe(200)
  })

  it('a dry run ends when its client leaves', async () => {
    proxy.upstream.answer = silence
    const client = proxy.connect()
    client.write(requestFor(proxy, 'POST /app/sandbox/dry_run'))
    await proxy.upstream.until(
      () => proxy.upstream.requests.some(({ complete }) => complete),
      () => 'the dry run at the upstream',
    )
    client.close()
    await proxy.upstream.untilIdle()
  })

  it('is nothing that another upstream is ever asked', async () => {
    const real = await ProxyUnderTest.start()
    try {
      for (const { line } of asked) {
        const answer = await real.send(requestFor(real, line))
        expectOwnError(real, answer, { status: 404, code: 'not_found' })
      }
      expect(real.upstream.received).toBe('')
    } finally {
      await real.stop()
    }
  })
})

describe('an id is plain digits', () => {
  it.each([
    '+1',
    '-1',
    '0x1',
    '1.0',
    '1e3',
    '%31',
    '1%20',
    '%201',
    '1%00',
    '1%0a',
    '1,2',
    '1_000',
    '%D9%A1', // the Arabic digit one
    '%EF%BC%91', // the full-width digit one
    '%C2%B9', // superscript one
    'NaN',
    'null',
    'undefined',
    '%7B%7D',
    '1%3B',
    '1%3Fpage=2',
  ])('GET /api/v1/syncs/%s is refused', async (id) => {
    const answer = await proxy.send(proxy.request(`GET /api/v1/syncs/${id}`))
    expectOwnError(proxy, answer, { status: id.includes('%00') || id.includes('%0a') ? 400 : 404 })
    expect(proxy.upstream.received).toBe('')
  })

  it('keeps every digit of an id beyond 2^53', async () => {
    const answer = await proxy.send(proxy.request('GET /api/v1/syncs/90071992547409931'))
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map(({ target }) => target)).toEqual([
      '/api/v1/syncs/90071992547409931',
    ])
  })

  it('refuses an id of a hundred digits', async () => {
    await expectRefused(proxy.request(`GET /api/v1/syncs/${'1'.repeat(100)}`), 404)
  })
})

describe('the name of a destination object is one segment of free text', () => {
  it.each([
    { name: 'user_data', upstream: 'user_data' },
    { name: 'Lead%20or%20Contact', upstream: 'Lead%20or%20Contact' },
    { name: 'exports%2Fusers-%25Y.csv', upstream: 'exports%2Fusers-%25Y.csv' },
    { name: 'exports%2fusers.csv', upstream: 'exports%2Fusers.csv' },
    { name: 'a%252Fb', upstream: 'a%252Fb' },
    { name: '%252e%252e', upstream: '%252e%252e' },
    { name: 'a;b', upstream: 'a%3Bb' },
    { name: 'a%3Fpage=9', upstream: 'a%3Fpage%3D9' },
    { name: 'a%23b', upstream: 'a%23b' },
    { name: 'a+b', upstream: 'a%2Bb' },
    { name: '...', upstream: '...' },
    { name: 'caf%C3%A9', upstream: 'caf%C3%A9' },
    { name: '%F0%9F%98%80', upstream: '%F0%9F%98%80' },
    { name: '__proto__', upstream: '__proto__' },
    { name: '%40evil.example', upstream: '%40evil.example' },
  ])('$name arrives as $upstream', async ({ name, upstream }) => {
    const answer = await proxy.send(proxy.request(`GET /api/v1/destinations/15/objects/${name}`))
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map(({ target }) => target)).toEqual([
      `/api/v1/destinations/15/objects/${upstream}`,
    ])
  })

  it.each([
    { name: '..', status: 404 },
    { name: '.', status: 404 },
    { name: '%2e%2e', status: 404 },
    { name: '.%2E', status: 404 },
    { name: '%2e', status: 404 },
    { name: '..%2fadmin', status: 404 },
    { name: 'a%2F..%2F..%2Fadmin', status: 404 },
    { name: 'a%2F.%2Fb', status: 404 },
    { name: '%2F..', status: 404 },
    { name: '..%5Cadmin', status: 404 },
    { name: 'a%00b', status: 400 },
    { name: 'a%0d%0aX-Evil:%201', status: 400 },
    { name: 'a%7Fb', status: 400 },
    { name: 'a%C2%85b', status: 400 },
    { name: 'a%zz', status: 400 },
    { name: 'a%', status: 400 },
    { name: '%c0%ae%c0%ae', status: 400 },
    { name: '%ed%a0%80', status: 400 },
    { name: 'a/b', status: 404 },
  ])('$name is refused with $status', async ({ name, status }) => {
    await expectRefused(proxy.request(`GET /api/v1/destinations/15/objects/${name}`), status)
  })

  it('holds for the calls below an object as well', async () => {
    await expectRefused(
      proxy.request('POST /api/v1/destinations/15/objects/%2e%2e/refresh_fields', [
        'Content-Length: 0',
      ]),
      404,
    )
  })
})

describe('a target that is no path in order', () => {
  it.each([
    { id: 'A8 absolute form', line: 'GET http://evil.example/api/v1/sources' },
    { id: 'A8 absolute form of our own host', line: 'GET http://{host}/api/v1/sources' },
    { id: 'A8 authority form', line: 'GET evil.example:443' },
    { id: 'A8 asterisk form', line: 'OPTIONS *' },
    { id: 'A10 bad percent', line: 'GET /api/v1/%zz' },
    { id: 'A10 cut percent', line: 'GET /api/v1/%' },
    { id: 'A10 overlong UTF-8', line: 'GET /api/v1/%c0%ae%c0%ae/sources' },
    { id: 'A11 NUL', line: 'GET /api/v1/sources%00.json' },
    { id: 'A13 fragment', line: 'GET /api/v1/sources#/../users' },
  ])('$id: $line is 400', async ({ line }) => {
    const answer = await proxy.send(proxy.request(line.replace('{host}', proxy.host)))
    expectOwnError(proxy, answer, { status: 400 })
    expect(proxy.upstream.received).toBe('')
  })

  it.each([
    { id: 'A11 raw NUL', target: '/api/v1/sources\0' },
    { id: 'A11 raw control byte', target: '/api/v1/sources\x01' },
    { id: 'A11 raw DEL', target: '/api/v1/sources\x7f' },
    { id: 'A11 raw tab', target: '/api/v1/sources\t' },
    { id: 'raw byte beyond ASCII', target: '/api/v1/destinations/15/objects/caf\xe9' },
    { id: 'space in the target', target: '/api/v1/sources /admin' },
  ])('$id is 400 and nothing goes upstream', async ({ target }) => {
    const answer = await proxy.send(proxy.request(`GET ${target}`))
    expect(answer?.status).toBe(400)
    expect(proxy.upstream.received).toBe('')
  })
})

describe('A16: only the queries of the reference pass, each once', () => {
  it.each([
    { target: '/api/v1/syncs?page=2&per_page=100&order=asc' },
    { target: '/api/v1/sources/1/tables?search=users' },
    { target: '/api/v1/sync_runs/1/records?status=rejected&operation=upsert&page=1' },
    { target: '/api/v1/syncs' },
    { target: '/api/v1/destinations/15/objects/user_data/refresh_fields_status?refresh_key=1' },
  ])('$target passes as it is', async ({ target }) => {
    const answer = await proxy.send(proxy.request(`GET ${target}`))
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests.map((request) => request.target)).toEqual([target])
  })

  it.each([
    { query: 'page=1&api_key=x' },
    { query: 'page=1&page=2' },
    { query: 'page=1&%70age=2' },
    { query: 'page[]=1' },
    { query: 'page[x]=1' },
    { query: 'page%5B%5D=1' },
    { query: '__proto__[x]=1' },
    { query: '__proto__=1' },
    { query: 'constructor[prototype][x]=1' },
    { query: 'toString=1' },
    { query: 'PAGE=1' },
    { query: '_method=DELETE' },
    { query: 'page=1;per_page=2' },
    { query: 'page=1%26api_key%3Dx' },
    { query: 'page=1%00' },
    { query: 'page=%zz' },
    { query: 'page' },
    { query: 'page=' },
    { query: '=1' },
    { query: 'page=1?per_page=2' },
    { query: 'page=-1' },
    { query: 'page=1%20OR%201' },
    { query: 'page=1e3' },
    { query: 'page=0x10' },
    { query: 'page=1.5' },
    { query: 'page=%2B1' },
    { query: 'page=+1' },
    { query: 'page=99999999999999999999' },
    { query: 'order=sideways' },
    { query: 'search=x' },
    { query: '&' },
    { query: '?page=1' },
    { query: 'page=%D9%A5' }, // the Arabic digit five
    { query: 'page=1#' },
  ])('GET /api/v1/syncs?$query is 400', async ({ query }) => {
    await expectRefused(proxy.request(`GET /api/v1/syncs?${query}`), 400)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('A17: never asks the upstream for more than 100 items a page', async () => {
    const answer = await proxy.send(proxy.request('GET /api/v1/syncs?per_page=1000000'))
    expect(answer?.status).toBe(400)
    expect(proxy.upstream.received).toBe('')
  })

  it('encodes a search text anew', async () => {
    const answer = await proxy.send(
      proxy.request('GET /api/v1/sources/1/tables?search=a%26page%3D2%23+b%C3%A9'),
    )
    expect(answer?.status).toBe(200)
    expect(proxy.upstream.requests).toHaveLength(1)
    const url = new URL(proxy.upstream.requests[0]!.target, proxy.upstream.origin)
    expect([...url.searchParams]).toEqual([['search', 'a&page=2# bé']])
    expect(url.hash).toBe('')
  })

  it('passes no query where the reference has none', async () => {
    await expectRefused(proxy.request('GET /api/v1/workspace?page=1'), 400)
    await expectRefused(
      proxy.request('POST /api/v1/sync_runs/1/cancel?force=true', ['Content-Length: 0']),
      400,
    )
  })

  it.each([{ length: 9_000 }, { length: 15_000 }])(
    'answers 414 to a target of $length bytes',
    async ({ length }) => {
      const search = 's'.repeat(length)
      await expectRefused(proxy.request(`GET /api/v1/sources/1/tables?search=${search}`), 414)
    },
  )

  it('answers 414 or 431 to a target of 100 KB, and closes', async () => {
    const client = proxy.connect()
    client.write(proxy.request(`GET /api/v1/sources/1/tables?search=${'s'.repeat(100_000)}`))
    await client.untilEnded()
    expect(client.answers.map(({ status }) => status)).toEqual([
      expect.toSatisfy((status) => status === 414 || status === 431),
    ])
    expect(proxy.upstream.received).toBe('')
  })
})

describe('A19: a method that a path does not have is 405 with what it has', () => {
  it.each([
    { line: 'PUT /api/v1/syncs/1', allow: ['DELETE', 'GET', 'PATCH'] },
    { line: 'POST /api/v1/syncs/1', allow: ['DELETE', 'GET', 'PATCH'] },
    { line: 'TRACE /api/v1/syncs/1', allow: ['DELETE', 'GET', 'PATCH'] },
    { line: 'PROPFIND /api/v1/syncs', allow: ['GET', 'POST'] },
    { line: 'DELETE /api/v1/syncs', allow: ['GET', 'POST'] },
    { line: 'PATCH /api/v1/syncs', allow: ['GET', 'POST'] },
    { line: 'DELETE /api/v1/sources/1', allow: ['GET'] },
    { line: 'POST /api/v1/sources', allow: ['GET'] },
    { line: 'POST /api/v1/datasets', allow: ['GET'] },
    { line: 'DELETE /api/v1/datasets/1', allow: ['GET'] },
    { line: 'PATCH /api/v1/destinations/1', allow: ['GET'] },
    { line: 'DELETE /api/v1/destinations/1', allow: ['GET'] },
    { line: 'GET /api/v1/syncs/1/trigger', allow: ['POST'] },
    { line: 'GET /api/v1/sync_runs/1/cancel', allow: ['POST'] },
    { line: 'GET /api/v1/destinations/1/refresh_objects', allow: ['POST'] },
  ])('$line', async ({ line, allow }) => {
    const answer = await proxy.send(proxy.request(line, ['Content-Length: 0']))
    expectOwnError(proxy, answer, { status: 405 })
    expect(answer?.header('allow')?.split(/, */).toSorted()).toEqual(allow)
    expect(proxy.upstream.received).toBe('')
  })

  it('CONNECT opens no tunnel', async () => {
    const client = proxy.connect()
    client.write(`CONNECT ${proxy.host} HTTP/1.1\r\nHost: ${proxy.host}\r\n\r\n`)
    await client.untilEnded()
    expect(client.answers.every(({ status }) => status >= 400)).toBe(true)
    expect(proxy.upstream.received).toBe('')
  })
})

describe('A20: HEAD', () => {
  it.each(['/api/v1/sources', '/app/session'])(
    'of %s is 405: not one byte of a body, nothing upstream, no client left waiting',
    async (path) => {
      const client = proxy.connect()
      client.head = true
      client.write(proxy.request(`HEAD ${path}`, ['Connection: close']))
      await client.untilEnded()
      expect(client.answers.map(({ status }) => status)).toEqual([405])
      expect(client.received.toString('latin1').split('\r\n\r\n')[1]).toBe('')
      expect(proxy.upstream.received).toBe('')
    },
  )
})

describe('any target made of hostile pieces', () => {
  /** What the upstream may be asked for, whatever was sent: nothing but the table, in one spelling. */
  const canonical = routes.map(
    ({ base, template }) =>
      new RegExp(
        `^${upstreamBases[base]}${template.replaceAll(':id', String.raw`\d{1,18}`).replaceAll(':name', "(?!\\.{1,2}(/|\\?|$))[\\w.!~*'()%-]+")}(\\?[\\w.*%+&=-]+)?$`,
      ),
  )
  const piece = fc.constantFrom(
    ...'api v1 sources syncs destinations objects tables columns models workspace datasets'.split(
      ' ',
    ),
    ...'1 15 +1 007 1.0 . .. ... %2e %2e%2e .%2E %2f %2F %5c \\ // @ : ; ? # & = % %00 %0d%0a'.split(
      ' ',
    ),
    ...'%252e%252e %c0%ae %E2%80%A8 user_data refresh_objects page=1 per_page=100 search=x'.split(
      ' ',
    ),
    ...'app sandbox dry_run sync_runs events changes sync_id=1'.split(' '),
    ...'http: evil.example localhost __proto__ constructor order=asc page[]=1 *'.split(' '),
  )
  const target = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => `/api/v1/${pieces.join('/')}`),
    fc
      .array(piece, { maxLength: 6 })
      .map((pieces) => `/api/v1/destinations/15/objects/${pieces.join('')}`),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `/api/v1/syncs?${pieces.join('&')}`),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `/app/sandbox/${pieces.join('/')}`),
    fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`),
  )

  it('reaches the upstream as a path of the table or not at all, and breaks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(target, async (sent) => {
        proxy.upstream.requests.length = 0
        const answer = await proxy.send(proxy.request(`GET ${sent}`))
        expect(answer?.status).toBeLessThan(500)
        const asked = proxy.upstream.requests.map((request) => request.target)
        expect(asked.length).toBe(
          answer?.header('content-type')?.startsWith('application/json') && answer.status === 200
            ? 1
            : 0,
        )
        for (const seen of asked) {
          expect(
            canonical.some((pattern) => pattern.test(seen)),
            `${sent} became ${seen}`,
          ).toBe(true)
          // No reading of it leaves the place that was allowed.
          expect(new URL(seen, 'http://api').pathname).toBe(seen.split('?')[0])
        }
      }),
      { numRuns: 400 },
    )
  })
})
