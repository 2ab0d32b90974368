import * as z from 'zod'
import { ProxyError } from './errors.ts'
import { decode, queryPairs, type Target } from './target.ts'

/** What is done with a request that the table lets through. */
export type Handling = 'forward' | 'create' | 'update' | 'dry run'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Query = Readonly<Record<string, z.ZodType<string>>>

/** Where the paths of the table begin here, and where they begin at the upstream. */
export const upstreamBases = {
  '/api/v1/': '/api/v1/',
  '/app/sandbox/': '/sandbox/',
} as const
type Base = keyof typeof upstreamBases

/** One thing that the builder may ask of the API, or of the sandbox alone. */
export interface Route {
  method: Method
  base: Base
  /** Path below the base; `:id` stands for digits, `:name` for one encoded `full_name`. */
  template: string
  query: Query
  handling: Handling
}

const text = z.string().max(1_000)
const id = z.string().regex(/^\d{1,18}$/)
const word = z.string().regex(/^[a-z][a-z_]{0,39}$/)
const paging = {
  page: z.string().regex(/^[1-9]\d{0,8}$/),
  per_page: z.string().regex(/^([1-9]\d?|100)$/),
}
const list = { ...paging, order: z.enum(['asc', 'desc']) }
const columnOrder = z.string().regex(/^\w{1,60}:(asc|desc)(,\w{1,60}:(asc|desc)){0,9}$/)
const table = { table_catalog: text, table_schema: text, table_name: text }
const refresh = { refresh_key: id }
const records = {
  primary_identifier: text,
  status: z.enum(['succeeded', 'rejected', 'invalid']),
  operation: z.enum(['upsert', 'delete']),
}

const get = (template: string, query: Query = {}): Route => route('GET', template, query)
const post = (template: string, query: Query = {}): Route => route('POST', template, query)

function route(
  method: Method,
  template: string,
  query: Query = {},
  handling: Handling = 'forward',
): Route {
  return { method, base: '/api/v1/', template, query, handling }
}

/** What the sandbox alone can tell. */
function ofSandbox(asked: Route): Route {
  return { ...asked, base: '/app/sandbox/' }
}

/**
 * All that the proxy lets through; what is below `/app/sandbox/` to the sandbox alone. Source:
 * DESIGN 4, "Allow-list"; reference 3 for queries.
 */
export const routes: readonly Route[] = [
  get('workspace'),
  get('connectors', list),

  get('sources', list),
  get('sources/:id'),
  get('sources/:id/objects', list),
  get('sources/:id/tables', { ...list, search: text, order_by: columnOrder }),
  get('sources/:id/tables/columns', table),
  post('sources/:id/refresh_tables'),
  get('sources/:id/refresh_tables_status', refresh),
  get('sources/:id/models', list),
  get('sources/:id/models/:id'),
  post('sources/:id/models/:id/refresh_columns'),
  get('sources/:id/models/:id/refresh_columns_status', refresh),
  get('sources/:id/filter_segments', list),
  get('sources/:id/filter_segments/:id'),
  get('sources/:id/topics', list),

  get('datasets', { ...list, type: word }),
  get('datasets/:id'),
  post('datasets/:id/refresh_columns'),
  get('datasets/:id/refresh_columns_status', refresh),

  get('destinations', list),
  get('destinations/:id'),
  post('destinations/:id/refresh_objects'),
  get('destinations/:id/refresh_objects_status', refresh),
  get('destinations/:id/objects', list),
  get('destinations/:id/objects/:name'),
  post('destinations/:id/objects/:name/refresh_fields'),
  get('destinations/:id/objects/:name/refresh_fields_status', refresh),

  get('syncs', list),
  route('POST', 'syncs', {}, 'create'),
  get('syncs/:id'),
  route('PATCH', 'syncs/:id', {}, 'update'),
  route('DELETE', 'syncs/:id'),
  post('syncs/:id/trigger', { force_full_sync: z.enum(['true', 'false']) }),
  get('syncs/:id/sync_runs', list),

  get('sync_runs/:id'),
  post('sync_runs/:id/cancel'),
  get('sync_runs/:id/records', { ...paging, ...records }),
  get('sync_runs/:id/records_count', records),

  ofSandbox(route('POST', 'dry_run', { sync_id: id }, 'dry run')),
  ofSandbox(get('sync_runs/:id/changes')),
  ofSandbox(get('syncs/:id/events')),
]

/** A request that may go upstream. */
export interface Allowed {
  route: Route
  /** Path and query for the upstream, built from the parsed values alone. */
  upstreamPath: string
}

const byTemplate = Map.groupBy(routes, ({ base, template }) => base + template)
const templates = [...byTemplate.values()].flatMap((candidates) => {
  const [first] = candidates
  if (!first) return []
  return [{ base: first.base, segments: first.template.split('/'), candidates }]
})

/**
 * Finds what the table says about a request; `isSandbox` tells whether the upstream is the
 * sandbox, without which its own routes do not exist.
 *
 * @throws ProxyError `not_found`, `method_not_allowed` (with Allow) or `bad_query`.
 */
export function findAllowed(method: string, target: Target, isSandbox: boolean): Allowed {
  for (const { base, segments, candidates } of templates) {
    if (!target.path.startsWith(base) || (base === '/app/sandbox/' && !isSandbox)) continue
    const rebuilt = rebuildPath(segments, target.path.slice(base.length).split('/'))
    if (rebuilt === undefined) continue
    const found = candidates.find((candidate) => candidate.method === method)
    if (!found) {
      const allow = candidates.map((candidate) => candidate.method).join(', ')
      throw new ProxyError('method_not_allowed', { headers: { allow } })
    }
    const upstreamPath = upstreamBases[base] + rebuilt + rebuildQuery(found.query, target.query)
    return { route: found, upstreamPath }
  }
  throw new ProxyError('not_found')
}

/** The path below the base, or undefined where what was sent does not fit the template. */
function rebuildPath(segments: readonly string[], sent: readonly string[]): string | undefined {
  if (segments.length !== sent.length) return undefined
  const rebuilt: string[] = []
  for (const [index, segment] of segments.entries()) {
    const value = sent[index] ?? ''
    if (segment === ':name') {
      const name = decode(value)
      if (!isName(name)) return undefined
      rebuilt.push(encodeURIComponent(name))
    } else if (segment === ':id' ? /^\d{1,18}$/.test(value) : value === segment) {
      rebuilt.push(value)
    } else {
      return undefined
    }
  }
  return rebuilt.join('/')
}

/**
 * A destination object's `full_name`. Dot parts are refused even inside a longer name: encoding
 * leaves dots as they are, and an upstream that decodes `%2F` early would walk them.
 */
function isName(name: string): boolean {
  return name !== '' && !name.split(/[/\\]/).some((part) => part === '.' || part === '..')
}

function rebuildQuery(query: Query, sent: string): string {
  const parsed = new URLSearchParams()
  for (const [key, value] of queryPairs(sent)) {
    const schema = Object.hasOwn(query, key) ? query[key] : undefined
    if (!schema) throw new ProxyError('bad_query', { message: 'The query has an unknown key.' })
    if (parsed.has(key)) {
      throw new ProxyError('bad_query', { message: `The query has ${key} more than once.` })
    }
    const result = schema.safeParse(value)
    if (!result.success) {
      throw new ProxyError('bad_query', { message: `The query's ${key} is not valid.` })
    }
    parsed.set(key, result.data)
  }
  return parsed.size === 0 ? '' : `?${parsed.toString()}`
}
