import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectInvariants, expectOwnError } from './invariants.ts'
import { ProxyUnderTest, secret } from './proxyUnderTest.ts'
import { answerBytes, exactly, cut, json, type Answer } from './recordingUpstream.ts'

let proxy: ProxyUnderTest
beforeAll(async () => {
  proxy = await ProxyUnderTest.start()
})
const warned = new Set<string>()
process.on('warning', ({ name }) => warned.add(name))
afterAll(async () => {
  await proxy.stop()
  expect(warned, 'one answer is waited for in few places').not.toContain(
    'MaxListenersExceededWarning',
  )
})
afterEach(() => expectInvariants(proxy))

const type = 'Content-Type: application/json'

async function ask(answer: Answer, line = 'GET /api/v1/sources') {
  proxy.upstream.answer = answer
  const got = await proxy.send(
    proxy.request(line, line.startsWith('GET') ? [] : ['Content-Length: 0']),
  )
  expect(proxy.upstream.requests, 'asked once, never again').toHaveLength(1)
  return got
}

/** Sends the request and reads until the proxy ends the connection. */
async function askUntilEnded(answer: Answer) {
  proxy.upstream.answer = answer
  const client = proxy.connect()
  client.write(proxy.request('GET /api/v1/sources'))
  await client.untilEnded()
  expect(proxy.upstream.requests).toHaveLength(1)
  return client
}

/** Sends the request and reads until there is an answer or the proxy ends the connection. */
async function askUntilEndedOrError(answer: Answer) {
  proxy.upstream.answer = answer
  const client = proxy.connect()
  client.write(proxy.request('GET /api/v1/sources'))
  await client.untilAnswers(1)
  expect(proxy.upstream.requests).toHaveLength(1)
  return client
}

describe('F1: an upstream that refuses the token', () => {
  const echo = JSON.stringify({ status: 401, message: `bad token ${secret}` })
  it.each([
    {
      status: '401 Unauthorized',
      body: echo,
      headers: [type, `WWW-Authenticate: Bearer ${secret}`],
    },
    { status: '403 Forbidden', body: echo, headers: [type, `X-Debug: ${secret}`] },
    { status: '401 Unauthorized', body: '', headers: [] },
    {
      status: '401 Unauthorized',
      body: `<h1>${secret}</h1>`,
      headers: ['Content-Type: text/html'],
    },
    { status: `401 ${secret}`, body: echo, headers: [type] },
  ])('$status is 502 upstream_unauthorized with nothing of it', async ({ body, ...rest }) => {
    const answer = await ask(exactly(answerBytes(body, rest)))
    expectOwnError(proxy, answer, { status: 502, code: 'upstream_unauthorized' })
    expect(answer?.headerNames()).not.toContain('www-authenticate')
    expect(answer?.text).not.toContain('bad token')
  })

  it.each(['200 OK', '422 Unprocessable Entity', '500 Internal Server Error', '404 Not Found'])(
    'the token is taken out of a %s as well, in every form',
    async (status) => {
      const forms = {
        plain: secret,
        header: `Bearer ${secret}`,
        basic: Buffer.from(`bearer:${secret}`).toString('base64'),
        base64: Buffer.from(secret).toString('base64'),
        hex: Buffer.from(secret).toString('hex'),
        url: encodeURIComponent(secret),
        [secret]: 'as a key',
      }
      const answer = await ask(json({ status: 'error', message: forms }, status))
      expect(answer?.status).toBe(Number(status.slice(0, 3)))
      expect(answer?.whole).toBe(true)
      expect(answer?.json()).toMatchObject({ message: { header: 'Bearer [redacted]' } })
    },
  )

  it('also where the token is cut by the upstream’s writes', async () => {
    const body = JSON.stringify({ message: `${secret} and ${secret}` })
    const whole = answerBytes(body).toString('latin1')
    const middle = whole.indexOf(secret) + 17
    const answer = await ask(({ write, finish }) => {
      write(whole.slice(0, middle))
      setImmediate(() => finish(whole.slice(middle)))
    })
    expect(answer?.json()).toEqual({ message: '[redacted] and [redacted]' })
  })

  it('also in a long answer, wherever it is cut by the upstream’s writes', async () => {
    const filler = 'x'.repeat(100_000)
    const value = [filler, secret, filler]
    const whole = answerBytes(JSON.stringify(value)).toString('latin1')
    const at = whole.indexOf(secret)
    for (const cutAt of [at + 1, at + 17, at + secret.length - 1, at + secret.length]) {
      proxy.upstream.forget()
      const answer = await ask(({ write, finish }) => {
        write(whole.slice(0, cutAt))
        // Once the proxy has passed on what it could.
        setTimeout(() => finish(whole.slice(cutAt)), 20)
      })
      expect(answer?.json()).toEqual([filler, '[redacted]', filler])
    }
  })

  it('and where JSON escapes its slash', async () => {
    const escaped = secret.replaceAll('/', '\\/')
    const answer = await ask(exactly(answerBytes(`{"message":"${escaped}"}`)))
    expect(answer?.json()).toEqual({ message: '[redacted]' })
  })

  it.each([
    ['of JSON', secret.replaceAll(/[/+=]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)],
    ['of a URL', encodeURIComponent(secret).toLowerCase()],
    ['of HTML', secret.replaceAll('/', '&#x2F;')],
  ])('and with the escapes %s, in a short answer and a long one', async (_name, escaped) => {
    for (const filler of ['', 'x'.repeat(100_000)]) {
      proxy.upstream.forget()
      const answer = await ask(exactly(answerBytes(`["${filler}","${escaped}","${filler}"]`)))
      expect(answer?.text).toMatch(/^\["x*","\[redacted\]=*","x*"\]$/)
    }
  })

  it('and in an answer that is too long to be held back', async () => {
    const filler = 'x'.repeat(100_000)
    const answer = await ask(json([filler, secret, filler, { [secret]: 1 }, filler]))
    expect(answer?.json()).toEqual([filler, '[redacted]', filler, { '[redacted]': 1 }, filler])
  })
})

describe('F2: the headers of an answer', () => {
  it('are the few that a client needs', async () => {
    const answer = await ask(
      exactly(
        answerBytes('{"data":[]}', {
          headers: [
            type,
            'ETag: "a1"',
            'X-RateLimit-Remaining: 12',
            'Set-Cookie: upstream=1',
            'Server: upstream/1.0',
            'X-Powered-By: upstream',
            'WWW-Authenticate: Bearer',
            'Access-Control-Allow-Origin: *',
            'Access-Control-Allow-Credentials: true',
            'Strict-Transport-Security: max-age=31536000',
            'Clear-Site-Data: "*"',
            'Content-Security-Policy: default-src *',
            'Cache-Control: public, max-age=600',
            'Link: <https://evil.example>; rel=preload',
            'Refresh: 0; url=https://evil.example',
            'Location: https://evil.example',
            'X-Request-Id: the-upstreams',
            'Alt-Svc: h3=":443"',
            'Content-Disposition: attachment; filename=x.html',
            'Via: 1.1 upstream',
            'NEL: {}',
          ],
        }),
      ),
    )
    expect(answer?.status).toBe(200)
    expect(answer?.header('etag')).toBe('"a1"')
    expect(answer?.header('x-ratelimit-remaining')).toBe('12')
    expect(answer?.header('cache-control')).toBe('no-store')
    expect(answer?.header('content-type')).toMatch(/^application\/json\b/)
    expect(answer?.header('x-request-id')).not.toBe('the-upstreams')
    expect(answer?.headers.filter(([, value]) => /upstream|evil|\*/.test(value))).toEqual([])
    for (const name of [
      'set-cookie',
      'server',
      'x-powered-by',
      'www-authenticate',
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'strict-transport-security',
      'clear-site-data',
      'link',
      'refresh',
      'location',
      'alt-svc',
      'content-disposition',
      'via',
      'nel',
    ])
      expect(answer?.headerNames()).not.toContain(name)
  })
})

describe('F4: a redirect is not followed', () => {
  it.each([
    { status: '301 Moved Permanently', location: 'https://evil.example/' },
    { status: '302 Found', location: '{origin}/api/v1/workspaces' },
    { status: '303 See Other', location: '/api/v1/sources' },
    { status: '307 Temporary Redirect', location: 'http://169.254.169.254/latest/meta-data/' },
    { status: '308 Permanent Redirect', location: 'javascript:alert(1)' },
    { status: '304 Not Modified', location: '/' },
    { status: '300 Multiple Choices', location: '/' },
  ])('$status to $location', async ({ status, location }) => {
    const headers = [type, `Location: ${location.replace('{origin}', proxy.upstream.origin)}`]
    // With a body that would pass, so that it is the redirect which is refused.
    const body = status.startsWith('304') ? '' : '{"data":[]}'
    const answer = await ask(exactly(answerBytes(body, { status, headers })))
    expectOwnError(proxy, answer, { status: 502 })
    expect(answer?.headerNames()).not.toContain('location')
  })
})

describe('an answer that is not JSON is 502', () => {
  const html = '<html><script>alert(1)</script>Maintenance</html>'
  it.each([
    { name: 'F5 a page', body: html, status: '200 OK', headers: ['Content-Type: text/html'] },
    {
      name: 'F5 a page with 503',
      body: html,
      status: '503 Service Unavailable',
      headers: ['Content-Type: text/html'],
    },
    {
      name: 'F5 a page with 404',
      body: html,
      status: '404 Not Found',
      headers: ['Content-Type: text/html'],
    },
    { name: 'F5 a page that says it is JSON', body: html, status: '200 OK', headers: [type] },
    { name: 'F5 no type', body: '{}', status: '200 OK', headers: [] },
    {
      name: 'F5 a script',
      body: 'alert(1)',
      status: '200 OK',
      headers: ['Content-Type: text/javascript'],
    },
    {
      name: 'F5 two types',
      body: '{}',
      status: '200 OK',
      headers: ['Content-Type: text/html', type],
    },
    { name: 'F6 broken JSON', body: '{"data":[', status: '200 OK', headers: [type] },
    { name: 'F6 nothing', body: '', status: '200 OK', headers: [type] },
    { name: 'F6 null', body: 'null', status: '200 OK', headers: [type] },
    { name: 'F6 a text', body: '"ok"', status: '200 OK', headers: [type] },
    { name: 'F6 two values', body: '{}{}', status: '200 OK', headers: [type] },
    {
      name: 'F6 broken JSON with 422',
      body: '{"message":',
      status: '422 Unprocessable Entity',
      headers: [type],
    },
    {
      name: 'F6 bytes that are no UTF-8',
      body: Buffer.from('7b2261223a22c328227d', 'hex'),
      status: '200 OK',
      headers: [type],
    },
    {
      name: 'F6 UTF-16',
      body: Buffer.from('{"a":1}', 'utf16le'),
      status: '200 OK',
      headers: ['Content-Type: application/json; charset=utf-16'],
    },
  ])('$name', async ({ body, status, headers }) => {
    const answer = await ask(exactly(answerBytes(body, { status, headers })))
    expectOwnError(proxy, answer, { status: 502 })
    expect(answer?.text).not.toMatch(/alert|Maintenance/)
  })
})

describe('F6: an answer is bounded', () => {
  const limit = 32 * 1024 * 1024

  it('one that says it is over 32 MiB is 502', async () => {
    const answer = await ask(
      cut(`HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: ${limit + 1}\r\n\r\n{`),
    )
    expectOwnError(proxy, answer, { status: 502 })
  })

  it('one that grows over it is 502 or a broken transfer, and is given up', async () => {
    const block = Buffer.alloc(1024 * 1024, ' ')
    const client = await askUntilEnded(({ write }) => {
      write(`HTTP/1.1 200 OK\r\n${type}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`)
      for (let sent = 0; sent <= limit; sent += block.length) {
        write('100000\r\n')
        write(block)
        write('\r\n')
      }
    })
    const [answer] = client.answers
    expect(answer?.status === 200 && answer.whole).toBe(false)
    expect(client.received.length).toBeLessThan(limit + 64 * 1024)
  })

  it('so is what gzip makes of it: 100 MB in 100 KB', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(200 * 1024)
    proxy.upstream.answer = exactly(
      answerBytes(bomb, { headers: [type, 'Content-Encoding: gzip'] }),
    )
    const client = proxy.connect()
    client.write(proxy.request('GET /api/v1/sources', ['Connection: close']))
    await client.untilEnded()
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
  })

  it('an error over 64 KiB keeps its status and loses its text', async () => {
    const answer = await ask(json({ status: 'error', message: 'x'.repeat(70_000) }, '422 Nope'))
    expectOwnError(proxy, answer, { status: 422, code: 'upstream_error_too_long' })
    expect(answer?.text).not.toContain('xxx')
  })

  it('a header block without end is 502', async () => {
    const answer = await ask(exactly(`HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(200_000)}\r\n\r\n`))
    expectOwnError(proxy, answer, { status: 502 })
  })
})

describe('F8: an answer that is cut in its middle never looks whole', () => {
  const head = `HTTP/1.1 200 OK\r\n${type}\r\n`
  it.each([
    { name: 'by FIN, with a length', sent: `${head}Content-Length: 1000\r\n\r\n{"data":[1,2` },
    {
      name: 'by FIN, with chunks',
      sent: `${head}Transfer-Encoding: chunked\r\n\r\nc\r\n{"data":[1,2\r\n`,
    },
    {
      name: 'by FIN before the last chunk',
      sent: `${head}Transfer-Encoding: chunked\r\n\r\nb\r\n{"data":[]}\r\n`,
    },
    {
      name: 'by FIN inside a chunk size',
      sent: `${head}Transfer-Encoding: chunked\r\n\r\nb\r\n{"data":[]}\r\n0`,
    },
    {
      name: 'at a place where the JSON is whole',
      sent: `${head}Content-Length: 1000\r\n\r\n{"data":[]}`,
    },
  ])('$name', async ({ sent }) => {
    const client = await askUntilEndedOrError(cut(sent))
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
  })

  it('the end of the connection is no end of JSON that is not whole', async () => {
    const client = await askUntilEndedOrError(cut(`${head}Connection: close\r\n\r\n{"data":[1,2`))
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
  })

  it.each([
    { name: 'the end of the connection', framing: 'Connection: close' },
    { name: 'its length', framing: 'Content-Length: 200003' },
  ])('nor is $name an end of a long one', async ({ framing }) => {
    const client = await askUntilEndedOrError(
      cut(`${head}${framing}\r\n\r\n["${'x'.repeat(200_000)}"`),
    )
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
  })

  it.each([
    { name: 'cut behind a bracket', body: `{"data":[{"a":"${'x'.repeat(200_000)}"}` },
    { name: 'in UTF-16', body: Buffer.from(`{"a":"${'x'.repeat(200_000)}"}`, 'utf16le') },
    {
      name: 'with bytes between',
      body: `["${Array.from(secret).join('\0')}${'x'.repeat(200_000)}"]`,
    },
    {
      name: 'with bytes that are no UTF-8',
      body: Buffer.from(`{"a":"${'x'.repeat(200_000)}\xc3("}`, 'latin1'),
    },
    { name: 'with a page inside', body: `{${'x'.repeat(200_000)}<script>alert(1)</script>}` },
    { name: 'with more behind', body: `{"a":"${'x'.repeat(200_000)}"}{}` },
  ])('nor does a long answer $name end as if it were whole', async ({ body }) => {
    const client = await askUntilEndedOrError(cut(answerBytes(body)))
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
    expect(client.received.includes('alert')).toBe(false)
  })

  it('a long page that says it is JSON is told by its beginning', async () => {
    const answer = await ask(exactly(answerBytes(`<html>${'x'.repeat(200_000)}</html>`)))
    expectOwnError(proxy, answer, { status: 502 })
    expect(answer?.text).not.toContain('html')
  })

  it('a chunk size that is none breaks the transfer', async () => {
    const client = await askUntilEndedOrError(
      exactly(`${head}Transfer-Encoding: chunked\r\n\r\nb\r\n{"data":[]}\r\nzz\r\n`),
    )
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
  })
})

describe('F10: an answer that is no HTTP is 502', () => {
  it.each([
    { name: 'garbage', sent: 'ICY 200 OK\r\n\r\n{}' },
    {
      name: 'a status of four digits',
      sent: `HTTP/1.1 2000 OK\r\n${type}\r\nContent-Length: 2\r\n\r\n{}`,
    },
    {
      name: 'a status that is none',
      sent: `HTTP/1.1 abc OK\r\n${type}\r\nContent-Length: 2\r\n\r\n{}`,
    },
    { name: 'a status of 999', sent: `HTTP/1.1 999 Odd\r\n${type}\r\nContent-Length: 2\r\n\r\n{}` },
    {
      name: 'two lengths',
      sent: `HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`,
    },
    {
      name: 'length and chunks',
      sent: `HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    },
    {
      name: 'a header without a colon',
      sent: `HTTP/1.1 200 OK\r\nNonsense\r\nContent-Length: 2\r\n\r\n{}`,
    },
    { name: 'HTML at once', sent: '<html>busy</html>' },
    { name: 'TLS', sent: '\x15\x03\x01\x00\x02\x02\x28' },
    { name: 'nothing, then FIN', sent: '' },
    {
      name: 'an unasked upgrade',
      sent: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    },
  ])('$name', async ({ sent }) => {
    const answer = await ask(cut(sent))
    expectOwnError(proxy, answer, { status: 502 })
    expect(answer?.text).not.toMatch(/busy|ICY/)
  })

  it('early hints and 100 are not the answer', async () => {
    const answer = await ask(
      exactly(
        Buffer.concat([
          Buffer.from(
            'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n',
          ),
          answerBytes('{"data":[]}'),
        ]),
      ),
    )
    expect(answer?.status).toBe(200)
    expect(answer?.headerNames()).not.toContain('link')
  })
})

describe('errors of the API pass as JSON', () => {
  it('F11: a 422 with many field errors', async () => {
    const errors = Array.from({ length: 400 }, (_, index) => ({
      path: `mappings[${index}].to`,
      message: 'is not a field',
    }))
    const body = { status: 'error', message: 'invalid', errors }
    const answer = await ask(json(body, '422 Unprocessable Entity'))
    expect(answer?.status).toBe(422)
    expect(answer?.json()).toEqual(body)
  })

  it.each(['400 Bad Request', '404 Not Found', '409 Conflict', '410 Gone', '500 Oops', '503 Busy'])(
    '%s with the documented body',
    async (status) => {
      const body = { status: Number(status.slice(0, 3)), message: 'documented' }
      const answer = await ask(json(body, status))
      expect(answer?.status).toBe(body.status)
      expect(answer?.json()).toEqual(body)
      expect(answer?.header('cache-control')).toBe('no-store')
    },
  )

  it('F12: a 429 is passed and never repeated by the proxy', async () => {
    const dateIn2 = new Date(Date.now() + 120_000).toUTCString()
    for (const { sent, passed } of [
      { sent: '30', passed: /^30$/ },
      { sent: dateIn2, passed: /^1[12]\d$/ },
      { sent: '315360000', passed: /^3600$/ },
      { sent: '-1', passed: undefined },
      { sent: 'soon', passed: undefined },
      { sent: '1e9', passed: undefined },
      { sent: '99999999999999999999999', passed: /^3600$/ },
    ]) {
      proxy.upstream.forget()
      const answer = await ask(
        exactly(
          answerBytes('{"status":429}', {
            status: '429 Too Many Requests',
            headers: [type, `Retry-After: ${sent}`],
          }),
        ),
        'POST /api/v1/syncs/7/trigger',
      )
      expect(answer?.status, sent).toBe(429)
      const wait = answer?.header('retry-after')
      if (passed === undefined) expect(wait, sent).toBeUndefined()
      else expect(wait, sent).toMatch(passed)
    }
  })

  it('204 has no body', async () => {
    const answer = await ask(exactly('HTTP/1.1 204 No Content\r\n\r\n'), 'DELETE /api/v1/syncs/7')
    expect(answer?.status).toBe(204)
    expect(answer?.body).toHaveLength(0)
  })
})

describe('F15: a compressed answer', () => {
  const value = { data: Array.from({ length: 1_000 }, (_, id) => ({ id, name: `sync ${id}` })) }
  const plain = Buffer.from(JSON.stringify(value))

  it.each([
    { coding: 'gzip', body: gzipSync(plain) },
    { coding: 'br', body: brotliCompressSync(plain) },
    { coding: 'identity', body: plain },
  ])('in $coding arrives readable', async ({ coding, body }) => {
    const headers = [type, `Content-Encoding: ${coding}`]
    const answer = await ask(exactly(answerBytes(body, { headers })))
    expect(answer?.status).toBe(200)
    expect(answer?.header('content-encoding') ?? 'identity').toBe('identity')
    expect(answer?.json()).toEqual(value)
  })

  it.each([
    { name: 'cut', coding: 'gzip', body: gzipSync(plain).subarray(0, 200) },
    { name: 'cut', coding: 'br', body: brotliCompressSync(plain).subarray(0, 200) },
    { name: 'compressed twice', coding: 'gzip', body: gzipSync(gzipSync(plain)) },
    {
      name: 'compressed twice and saying so',
      coding: 'gzip, gzip',
      body: gzipSync(gzipSync(plain)),
    },
    { name: 'not compressed at all', coding: 'gzip', body: plain },
    {
      name: 'with a wrong checksum',
      coding: 'gzip',
      body: Buffer.concat([gzipSync(plain).subarray(0, -8), Buffer.alloc(8)]),
    },
    {
      name: 'with bytes after its end',
      coding: 'gzip',
      body: Buffer.concat([gzipSync(plain), Buffer.from('garbage')]),
    },
    { name: 'in a coding nobody asked for', coding: 'zstd', body: plain },
    { name: 'in a coding named like a property', coding: 'constructor', body: plain },
  ])('$name ($coding) never looks whole', async ({ coding, body }) => {
    proxy.upstream.answer = exactly(
      answerBytes(body, { headers: [type, `Content-Encoding: ${coding}`] }),
    )
    const client = proxy.connect()
    client.write(proxy.request('GET /api/v1/sources'))
    await client.untilAnswers(1)
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
    expect(proxy.upstream.requests).toHaveLength(1)
  })

  it.each([
    { name: 'longer', length: 10 },
    { name: 'shorter', length: -10 },
  ])('with a length that is $name than its bytes never looks whole', async ({ length }) => {
    const body = gzipSync(plain)
    const client = proxy.connect()
    proxy.upstream.answer = cut(
      Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\n${type}\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length + length}\r\n\r\n`,
        ),
        body,
      ]),
    )
    client.write(proxy.request('GET /api/v1/sources'))
    await client.untilAnswers(1)
    expect(client.answers.some(({ status, whole }) => status === 200 && whole)).toBe(false)
    expect(proxy.upstream.requests).toHaveLength(1)
  })
})
