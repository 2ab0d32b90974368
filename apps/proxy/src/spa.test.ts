import { once } from 'node:events'
import { ReadStream, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendError } from './exchange.ts'
import { createSpa } from './spa.ts'

const page = '<!doctype html><title>Sync Builder</title>'
const folder = mkdtempSync(join(tmpdir(), 'spa-'))
let server: Server
let origin: string

beforeAll(async () => {
  const webRoot = join(folder, 'dist')
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  writeFileSync(join(webRoot, 'index.html'), page)
  writeFileSync(join(webRoot, 'favicon.svg'), '<svg/>')
  writeFileSync(join(webRoot, 'assets/app-1a2b.js'), 'export {}')
  writeFileSync(join(webRoot, 'assets/gone-5e6f.js'), 'export {}')
  writeFileSync(join(webRoot, 'assets/big-7a8b.js'), '')
  truncateSync(join(webRoot, 'assets/big-7a8b.js'), 16 * 1024 * 1024)
  writeFileSync(join(webRoot, 'assets/app-1a2b.js.br'), brotliCompressSync('export {}'))
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  const spa = createSpa(webRoot)
  server = createServer((request, response) => {
    try {
      spa(request, response, (request.url ?? '').split('?')[0] ?? '')
    } catch (thrown) {
      sendError(response, thrown)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  origin = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(origin + path, { method, headers })
const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the pages', () => {
  it.each(['/', '/syncs/7', '/drafts/new/mapping?row=3'])('of %s are one page', async (path) => {
    const answer = await ask(path, navigation)
    expect([answer.status, await answer.text()]).toEqual([200, page])
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  it('are not given to whoever asks for something else', async () => {
    expect((await ask('/syncs/7', { accept: 'application/json' })).status).toBe(404)
    expect((await ask('/assets/gone-3c4d.js', navigation)).status).toBe(404)
    expect((await ask('/gone.png', navigation)).status).toBe(404)
    for (const path of ['/api', '/api/v2/x', '/app/x', '/API/v1/syncs']) {
      expect((await ask(path, navigation)).status, path).toBe(404)
    }
  })

  it('take GET and HEAD alone', async () => {
    const answer = await ask('/', {}, 'POST')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await ask('/', {}, 'HEAD')).status).toBe(200)
  })
})

describe('the files', () => {
  it('with a hash in their name are kept for good, in the form that was compressed', async () => {
    const answer = await ask('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br' })
    expect(await answer.text()).toBe('export {}')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': 'text/javascript',
      vary: 'Accept-Encoding',
    })
  })

  it('without one are asked for again, by their ETag', async () => {
    const answer = await ask('/favicon.svg')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    const etag = answer.headers.get('etag') ?? ''
    expect((await ask('/favicon.svg', { 'if-none-match': etag })).status).toBe(304)
  })

  it('outside the folder do not exist', async () => {
    for (const path of ['/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt']) {
      expect((await ask(path)).status, path).toBe(404)
    }
  })

  it.each(['long', 'short'])('of a later build are sent as they are: %s', async (title) => {
    const later = title === 'short' ? '<title>S</title>' : page.repeat(3)
    const before = (await ask('/', navigation)).headers.get('etag')
    writeFileSync(join(folder, 'dist/index.html'), later)
    writeFileSync(join(folder, 'dist/assets/later-9c0d.js'), title)
    const answer = await ask('/', { ...navigation, 'if-none-match': before ?? '' })
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      String(later.length),
      later,
    ])
    expect(await (await ask('/assets/later-9c0d.js')).text()).toBe(title)
    writeFileSync(join(folder, 'dist/index.html'), page)
  })

  it('that are gone are missing', async () => {
    rmSync(join(folder, 'dist/assets/gone-5e6f.js'))
    expect((await ask('/assets/gone-5e6f.js')).status).toBe(404)
  })

  it('that go in the moment they are opened break off, and harm nobody else', async () => {
    const path = join(folder, 'dist/assets/going-3e4f.js')
    writeFileSync(path, 'export {}')
    const remove = (_request: unknown, response: ServerResponse) => {
      response.once('pipe', () => rmSync(path))
    }
    server.prependListener('request', remove)
    await expect(ask('/assets/going-3e4f.js')).rejects.toThrow('fetch failed')
    server.off('request', remove)
    expect((await ask('/favicon.svg')).status).toBe(200)
  })

  it('are closed when their client leaves', async () => {
    const files: ReadStream[] = []
    const watch = (_request: unknown, response: ServerResponse) => {
      response.once('pipe', (file) => {
        if (file instanceof ReadStream) files.push(file)
      })
    }
    server.prependListener('request', watch)
    for (let count = 1; count <= 3; count += 1) {
      const client = new AbortController()
      const answer = await fetch(`${origin}/assets/big-7a8b.js`, { signal: client.signal })
      expect(answer.status).toBe(200)
      client.abort()
    }
    server.off('request', watch)
    expect(files).toHaveLength(3)
    await expect.poll(() => files.map(({ closed }) => closed)).toEqual([true, true, true])
  })

  it('are sent whole, whatever range is asked for', async () => {
    const answer = await ask('/favicon.svg', { range: 'bytes=4-2' })
    expect([answer.status, await answer.text()]).toEqual([200, '<svg/>'])
  })
})

it('says so when nothing is built', () => {
  expect(() => createSpa(join(folder, 'none'))).not.toThrow()
  const spa = createSpa(join(folder, 'none'))
  expect(spa).toThrow(expect.objectContaining({ kind: 'not_built' }))
})
