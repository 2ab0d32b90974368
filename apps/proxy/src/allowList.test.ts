import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAllowed } from './allowList.ts'
import { ProxyError } from './errors.ts'
import { parseTarget } from './target.ts'

const ask = (method: string, raw: string, isSandbox = true) =>
  findAllowed(method, parseTarget(raw, 8_192), isSandbox)

describe('findAllowed', () => {
  it.each([
    ['GET', '/api/v1/workspace', '/api/v1/workspace'],
    ['GET', '/api/v1/syncs?per_page=100&page=2', '/api/v1/syncs?per_page=100&page=2'],
    ['GET', '/api/v1/sources/12/tables?search=a%20b', '/api/v1/sources/12/tables?search=a+b'],
    ['GET', '/api/v1/destinations/15/objects/%75ser', '/api/v1/destinations/15/objects/user'],
    [
      'GET',
      '/api/v1/destinations/15/objects/dir%2Ffile%3F.csv',
      '/api/v1/destinations/15/objects/dir%2Ffile%3F.csv',
    ],
    ['POST', '/api/v1/syncs', '/api/v1/syncs'],
    [
      'POST',
      '/api/v1/syncs/7/trigger?force_full_sync=true',
      '/api/v1/syncs/7/trigger?force_full_sync=true',
    ],
    ['DELETE', '/api/v1/syncs/7', '/api/v1/syncs/7'],
    ['POST', '/app/sandbox/dry_run?sync_id=7', '/sandbox/dry_run?sync_id=7'],
    ['GET', '/app/sandbox/sync_runs/7/changes', '/sandbox/sync_runs/7/changes'],
    ['GET', '/app/sandbox/syncs/7/events', '/sandbox/syncs/7/events'],
  ])('lets %s %s through', (method, raw, upstreamPath) => {
    expect(ask(method, raw).upstreamPath).toBe(upstreamPath)
  })

  it.each([
    '/api/v1',
    '/api/v1/',
    '/api/v2/syncs',
    '/API/v1/syncs',
    '/api/v1/Syncs',
    '/api/v1/syncs/',
    '/api/v1//syncs',
    '/api/v1/s%79ncs',
    '/api/v1/syncs/1a',
    '/api/v1/syncs/-1',
    '/api/v1/syncs/%31',
    '/api/v1/../admin',
    '/api/v1/sources%2f..%2fadmin',
    '/api/v1/workspaces/1/api_key',
    '/api/v1/destinations/1/objects/..',
    '/api/v1/destinations/1/objects/%2e%2e',
    '/api/v1/destinations/1/objects/a%2F..%2F..%2Fadmin',
    '/api/v1/destinations/1/objects/a%5C..%5Cadmin',
    '/api/v1/destinations/1/objects/',
    '/api/v1/dry_run',
    '/api/v1/syncs/7/events',
    '/app/sandbox/syncs/7',
    '/app/sandbox/workspace',
    '/sandbox/syncs/7/events',
  ])('knows nothing of %s', (raw) => {
    expect(() => ask('GET', raw)).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })

  it.each([
    ['POST', '/app/sandbox/dry_run'],
    ['GET', '/app/sandbox/sync_runs/7/changes'],
    ['GET', '/app/sandbox/syncs/7/events'],
    ['PUT', '/app/sandbox/syncs/7/events'],
  ])('knows nothing of %s %s where the upstream is not the sandbox', (method, raw) => {
    expect(() => ask(method, raw, false)).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })

  it('says which methods a path takes', () => {
    expect(() => ask('PUT', '/api/v1/syncs/1')).toThrow(
      expect.objectContaining({
        kind: 'method_not_allowed',
        headers: { allow: 'GET, PATCH, DELETE' },
      }),
    )
  })

  it.each([
    'page=0',
    'page=-1',
    'page=1%20OR%201',
    'page=',
    'per_page=101',
    'order=up',
    'page=1&page=2',
    'page[]=1',
    'api_key=x',
    '__proto__=x',
    'constructor=x',
    '=',
    '&',
  ])('refuses the query %s', (query) => {
    expect(() => ask('GET', `/api/v1/syncs?${query}`)).toThrow(
      expect.objectContaining({ kind: 'bad_query' }),
    )
  })

  it('never lets a path out that a second decoding could lead elsewhere', () => {
    const piece = fc.constantFrom('.', '..', '%2e', '%2F', '/', '%5c', '%25', 'a', '7', '?', '=')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const raw = `/api/v1/destinations/1/objects/${pieces.join('')}`
        try {
          const [path = ''] = ask('GET', raw).upstreamPath.split('?')
          expect(path).toMatch(/^\/api\/v1\/destinations\/1\/objects\/[^/]+$/)
          const { pathname } = new URL(decodeURIComponent(path), 'http://upstream')
          expect(pathname).toMatch(/^\/api\/v1\/destinations\/1\/objects\//)
        } catch (thrown) {
          if (!(thrown instanceof ProxyError)) throw thrown
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
