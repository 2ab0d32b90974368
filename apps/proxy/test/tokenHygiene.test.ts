import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fileToken } from '../src/fileToken.ts'
import { fixedToken, Token } from '../src/token.ts'
import { expectInvariants, expectNoToken } from './invariants.ts'
import { ProxyProcess } from './proxyProcess.ts'
import { ProxyUnderTest, secret } from './proxyUnderTest.ts'
import { answerBytes, exactly, cut, json, reset } from './recordingUpstream.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const upstream = 'http://127.0.0.1:9'

describe('a start that is refused names the variable and never prints a secret', () => {
  it.each([
    { id: 'I1 empty', env: { CENSUS_API_TOKEN: '' }, names: 'CENSUS_API_TOKEN' },
    {
      id: 'I1 a space inside',
      env: { CENSUS_API_TOKEN: `${secret} x` },
      names: 'CENSUS_API_TOKEN',
    },
    {
      id: 'I1 a space at the end',
      env: { CENSUS_API_TOKEN: `${secret} ` },
      names: 'CENSUS_API_TOKEN',
    },
    {
      id: 'I1 with Bearer',
      env: { CENSUS_API_TOKEN: `Bearer ${secret}` },
      names: 'CENSUS_API_TOKEN',
    },
    {
      id: 'I1 with bearer',
      env: { CENSUS_API_TOKEN: `bearer ${secret}` },
      names: 'CENSUS_API_TOKEN',
    },
    { id: 'I1 not ASCII', env: { CENSUS_API_TOKEN: `${secret}é` }, names: 'CENSUS_API_TOKEN' },
    {
      id: 'I1 CR LF inside',
      env: { CENSUS_API_TOKEN: `${secret}\r\nX-Evil: 1` },
      names: 'CENSUS_API_TOKEN',
    },
    { id: 'I1 a tab inside', env: { CENSUS_API_TOKEN: `${secret}\tx` }, names: 'CENSUS_API_TOKEN' },
    {
      id: 'I1 two sources',
      env: { CENSUS_API_TOKEN: secret, CENSUS_API_TOKEN_FILE: '/dev/null' },
      names: 'CENSUS_API_TOKEN_FILE',
    },
    {
      id: 'I1 a file that is not there',
      env: { CENSUS_API_TOKEN_FILE: '/nonexistent/token' },
      names: 'CENSUS_API_TOKEN_FILE',
    },
    {
      id: 'I1 an empty file',
      env: { CENSUS_API_TOKEN_FILE: '/dev/null' },
      names: 'CENSUS_API_TOKEN_FILE',
    },
    { id: 'I1 the sandbox’s token', env: { SANDBOX_TOKEN: `${secret} x` }, names: 'SANDBOX_TOKEN' },
    {
      id: 'I5 http elsewhere',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'http://app.getcensus.com' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 http to a name that begins as loopback',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'http://localhost.evil.example' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 http to a private address',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'http://10.0.0.1' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 user and password',
      env: {
        CENSUS_API_TOKEN: secret,
        CENSUS_BASE_URL: `https://bearer:${secret}@app.getcensus.com`,
      },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 a path',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'https://app.getcensus.com/api/v1' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 a query',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: `https://app.getcensus.com?key=${secret}` },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 no address',
      env: { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'app.getcensus.com' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'I5 without a token',
      env: { CENSUS_BASE_URL: 'https://app.getcensus.com' },
      names: 'CENSUS_BASE_URL',
    },
    {
      id: 'a token where others can reach it',
      env: { CENSUS_API_TOKEN: secret, HOST: '0.0.0.0' },
      names: 'HOST',
    },
    {
      id: 'a token on every IPv6 address',
      env: { CENSUS_API_TOKEN: secret, HOST: '::' },
      names: 'HOST',
    },
    {
      id: 'hosts that match all',
      env: { CENSUS_API_TOKEN: secret, ALLOWED_HOSTS: '*' },
      names: 'ALLOWED_HOSTS',
    },
  ] as { id: string; env: Record<string, string>; names: string }[])(
    '$id',
    async ({ env, names }) => {
      const { exitCode, output } = await ProxyProcess.refused({ DATA_DIR: folder, ...env })
      expect(exitCode).toBe(1)
      expect(output.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`^${names}\\b`))])
      expectNoToken('the message', output)
    },
  )
})

describe('I1: a line end after the token is cut off', () => {
  it.each(['\n', '\r\n'])('%j in the environment', async (end) => {
    const target = await ProxyUnderTest.start({ token: fixedToken(`${secret}${end}`) })
    expect((await target.send(target.request('GET /api/v1/sources')))?.status).toBe(200)
    expect(target.upstream.requests[0]?.all('authorization')).toEqual([`Bearer ${secret}`])
    await expectInvariants(target)
    await target.stop()
  })
})

describe('I2: a token that is replaced in its file', () => {
  const next = 'tok_0a1b2c3d4e5f/60718293+a4b5c6d7e8f9=='
  let path: string
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    path = join(folder, 'token')
    await writeFile(path, `${secret}\n`)
    proxy = await ProxyUnderTest.start({ token: fileToken(path) })
  })
  afterAll(() => proxy.stop())
  afterEach(async () => {
    await expectInvariants(proxy, { token: next })
    await expectInvariants(proxy)
  })

  it('is used from the next request on, with no request lost and the old one gone', async () => {
    const load = () =>
      Promise.all(
        Array.from({ length: 10 }, () => proxy.send(proxy.request('GET /api/v1/sources'))),
      )
    const before = await load()
    await writeFile(`${path}.new`, `${next}\n`)
    const during = load()
    await rename(`${path}.new`, path)
    const all = [...before, ...(await during), ...(await load())]
    expect(all.map((answer) => answer?.status)).toEqual(Array.from({ length: 30 }, () => 200))

    const used = proxy.upstream.requests.map((request) => request.all('authorization')[0])
    expect(used.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => `Bearer ${secret}`))
    expect(used.slice(20)).toEqual(Array.from({ length: 10 }, () => `Bearer ${next}`))
  })

  it.each([
    { name: 'is empty', content: '' },
    { name: 'holds no token', content: 'not a token\r\nX-Evil: 1' },
  ])('stays in use while the file $name', async ({ content }) => {
    await writeFile(path, content)
    expect((await proxy.send(proxy.request('GET /api/v1/sources')))?.status).toBe(200)
    await rm(path)
    expect((await proxy.send(proxy.request('GET /api/v1/sources')))?.status).toBe(200)
    expect(proxy.upstream.requests.map((request) => request.all('authorization'))).toEqual([
      [`Bearer ${next}`],
      [`Bearer ${next}`],
    ])
    await writeFile(path, next)
  })
})

describe('I3: a token does not print', () => {
  const token = new Token(secret)
  const source = fixedToken(secret)
  it.each([
    { by: 'String', text: String(token) },
    { by: 'joining', text: [token, token].join(' ') },
    { by: 'JSON', text: JSON.stringify({ token }) },
    { by: 'inspect', text: inspect({ token }, { depth: 9, showHidden: true }) },
    { by: 'inspect of its source', text: inspect(source, { depth: 9, showHidden: true }) },
    { by: 'JSON of its source', text: JSON.stringify(source) },
    {
      by: 'its keys',
      text: JSON.stringify([Object.entries(token), Reflect.ownKeys(token).map(String)]),
    },
    { by: 'copying', text: JSON.stringify(Object.assign({}, token)) },
    { by: 'an error with it', text: inspect(new Error('failed', { cause: token }), { depth: 9 }) },
  ])('by $by', ({ text }) => expectNoToken('the text', text))

  it('by structured clone', () => {
    expectNoToken('the clone', inspect(structuredClone(token), { depth: 9, showHidden: true }))
  })
})

describe('I3: nothing that goes wrong prints the token', () => {
  let proxy: ProxyProcess
  let target: ProxyUnderTest
  beforeAll(async () => {
    // Only its recording upstream is used here; the proxy is the process.
    target = await ProxyUnderTest.start()
    proxy = await ProxyProcess.start({
      CENSUS_API_TOKEN: secret,
      CENSUS_BASE_URL: target.upstream.origin,
      DATA_DIR: join(folder, 'data'),
    })
  })
  afterAll(async () => {
    await proxy.kill()
    await target.stop()
  })

  it.each([
    { name: 'an answer', answer: json({ data: [] }) },
    { name: 'a reset', answer: reset('') },
    { name: 'garbage', answer: cut(`garbage ${secret}\r\n\r\n`) },
    {
      name: 'a header that echoes',
      answer: exactly(
        answerBytes('{}', {
          headers: [`X-Echo: ${secret}`, `ETag: "${secret}"`, 'Content-Type: application/json'],
        }),
      ),
    },
    {
      name: 'a type that echoes',
      answer: exactly(answerBytes('{}', { headers: [`Content-Type: ${secret}`] })),
    },
    {
      name: 'a status that echoes',
      answer: exactly(answerBytes('{}', { status: `500 ${secret}` })),
    },
    { name: 'a body that echoes', answer: exactly(answerBytes(`oops ${secret}`)) },
    {
      name: 'a redirect that echoes',
      answer: exactly(
        answerBytes('', {
          status: '302 Found',
          headers: [`Location: https://evil.example/?t=${secret}`],
        }),
      ),
    },
  ])('$name', async ({ answer }) => {
    target.upstream.answer = answer
    for (const path of [
      '/api/v1/sources',
      '/app/session',
      '/readyz',
      '/metrics',
      '/debug',
      '/config',
      '/',
    ]) {
      expect((await proxy.send(proxy.request(`GET ${path}`)))?.status).toBeGreaterThan(0)
    }
    const body = '{"paused":true}'
    await proxy.send(proxy.request('PATCH /api/v1/syncs/7', [], body))
    expectNoToken('what clients were sent', proxy.sent)
    expectNoToken('the log', proxy.output)
    expect(proxy.output).toContain('"status":')
  })
})

describe('what is written of a request', () => {
  let proxy: ProxyUnderTest
  beforeAll(async () => {
    proxy = await ProxyUnderTest.start()
  })
  afterAll(() => proxy.stop())
  afterEach(() => expectInvariants(proxy))

  it('holds neither ids, names, queries, bodies nor headers', async () => {
    const sent = [
      proxy.request('GET /api/v1/destinations/860317424242999/objects/AcmeObject'),
      proxy.request('GET /api/v1/sources/860317424242999/tables?search=AcmeSearch'),
      proxy.request('GET /api/v1/sync_runs/860317424242999/records?primary_identifier=AcmePerson'),
      proxy.request(
        'PATCH /api/v1/syncs/860317424242999',
        ['User-Agent: AcmeBrowser'],
        '{"label":"Acme"}',
      ),
      proxy.request('GET /api/v1/nothing/AcmePath', ['Cookie: acme=1']),
      proxy.request('GET /api/v1/%zzAcme'),
    ]
    for (const request of sent) await proxy.send(request)
    const metrics = await proxy.send(proxy.request('GET /metrics'))
    expect(proxy.logged.length).toBeGreaterThanOrEqual(sent.length)
    for (const text of [proxy.logged.join(''), metrics?.text])
      expect(text).not.toMatch(/acme|860317424242999/i)
  })

  it('names every request by the id that its client got', async () => {
    const answer = await proxy.send(proxy.request('GET /api/v1/sources'))
    await proxy.send(proxy.request('GET /healthz'))
    expect(proxy.logged.join('')).toContain(answer?.header('x-request-id'))
  })

  it('takes no more room in the metrics for paths and methods nobody knows', async () => {
    const linesAfter = async (path: string) => {
      for (const method of ['PROPFIND', 'GET', 'MKCOL', 'POST', 'PURGE']) {
        for (const base of ['/api/v1', '/app', '']) {
          await proxy.send(proxy.request(`${method} ${base}${path}`, ['Content-Length: 0']))
        }
      }
      const metrics = await proxy.send(proxy.request('GET /metrics'))
      // What Node tells of its own inside comes and goes.
      return metrics?.text.split('\n').filter((line) => !line.startsWith('nodejs_')).length
    }
    const first = await linesAfter('/odd-1')
    expect([await linesAfter('/odd-2'), await linesAfter('/odd-3')]).toEqual([first, first])
  })
})

describe('I5: a target that is taken', () => {
  it.each([
    { CENSUS_BASE_URL: upstream },
    { CENSUS_BASE_URL: 'http://localhost:9' },
    { CENSUS_BASE_URL: 'http://[::1]:9' },
    { CENSUS_BASE_URL: 'https://app-eu.getcensus.com' },
  ])('$CENSUS_BASE_URL', async (env) => {
    const proxy = await ProxyProcess.start({ CENSUS_API_TOKEN: secret, DATA_DIR: folder, ...env })
    expect(await proxy.terminate()).toBe(0)
    expectNoToken('the log', proxy.output)
  })
})
