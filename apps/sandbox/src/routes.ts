import { isJsonObject, valueAt, type JsonValue } from '@sync-builder/schema'
import { Router, type Request, type Response } from 'express'
import * as z from 'zod'
import { found, notFound, refusal, success, type Answer } from './answer.ts'
import { findTable, nameOf, sourceListing, type Catalogue } from './catalogue.ts'
import { addressOf, send } from './exchange.ts'
import { listingOf, pageAnswer, type Listing } from './pagination.ts'
import type { Refreshes } from './refreshes.ts'
import type { SeedDestination, SeedSource } from './seed/seed.ts'
import { orderTables, searchTables } from './tables.ts'
import type { Meddle, TroubledCall } from './trouble.ts'
import type { Workspace } from './workspace.ts'

export interface RouteParts {
  catalogue: Catalogue
  workspace: Workspace
  refreshes: Refreshes
  meddle: Meddle
  /** Aborted when the sandbox stops. */
  stopped: AbortSignal
}

type ById = Request<{ id: string }>

/** The API's routes below `/api/v1`. Source: reference 3. */
export function createRoutes(parts: RouteParts): Router {
  const { catalogue, workspace } = parts
  const router = Router({ strict: false })

  router.get('/workspace', (_req, res) => send(res, success(catalogue.workspace)))
  router.get('/connectors', (req, res) => send(res, page(req, listingOf(catalogue.connectors))))

  addSourceRoutes(router, parts)

  router.get('/datasets', (req, res) => {
    const { type } = req.query
    const datasets = catalogue.datasets.filter(
      (dataset) => type === undefined || dataset.type === type,
    )
    send(res, page(req, listingOf(datasets)))
  })
  router.get('/datasets/:id', (req, res) => send(res, found(datasetOf(req))))
  addRefresh(router, parts, '/datasets/:id', 'columns', (req: ById) => datasetOf(req) !== undefined)

  addDestinationRoutes(router, parts)

  router.get('/syncs', (req, res) => send(res, page(req, workspace.syncs())))
  router.post('/syncs', (req, res) => createSync(parts, req, res))
  router.get('/syncs/:id', (req, res) => send(res, workspace.sync(idOf(req.params.id))))
  router.patch('/syncs/:id', (req, res) => {
    const body = readBody(req)
    send(res, body.ok ? workspace.change(idOf(req.params.id), body.value) : notJson)
  })
  router.delete('/syncs/:id', (req, res) => send(res, workspace.remove(idOf(req.params.id))))
  return router

  function datasetOf(req: ById) {
    return catalogue.dataset(idOf(req.params.id))
  }
}

function addSourceRoutes(router: Router, parts: RouteParts): void {
  const { catalogue, refreshes } = parts
  const sourceOf = (req: ById) => catalogue.source(idOf(req.params.id))
  const listOf =
    (items: (source: SeedSource) => readonly unknown[]) => (req: ById, res: Response) => {
      const source = sourceOf(req)
      send(res, page(req, source && listingOf(items(source))))
    }

  router.get('/sources', (req, res) => {
    send(res, page(req, listingOf(catalogue.sources.map(({ source }) => source))))
  })
  router.get('/sources/:id', (req, res) => send(res, found(sourceOf(req)?.source)))
  router.get(
    '/sources/:id/objects',
    listOf((source) => sourceListing(catalogue, source)),
  )
  router.get(
    '/sources/:id/models',
    listOf(({ models }) => models),
  )
  router.get(
    '/sources/:id/filter_segments',
    listOf(({ segments }) => segments.map(({ segment }) => segment)),
  )
  router.get(
    '/sources/:id/topics',
    listOf(({ topics }) => topics),
  )

  router.get('/sources/:id/models/:modelId', (req, res) => {
    send(res, found(sourceOf(req)?.models.find(({ id }) => id === idOf(req.params.modelId))))
  })
  router.get('/sources/:id/filter_segments/:segmentId', (req, res) => {
    const id = idOf(req.params.segmentId)
    send(res, found(sourceOf(req)?.segments.find(({ segment }) => segment.id === id)?.segment))
  })

  router.get('/sources/:id/tables', (req, res) => {
    const source = sourceOf(req)
    send(res, source ? tablesAnswer(req, source, refreshes) : notFound)
  })
  const columnsAnswer = createColumnsAnswer(refreshes)
  router.get('/sources/:id/tables/columns', (req, res) => {
    const source = sourceOf(req)
    send(res, source ? columnsAnswer(req, source) : notFound)
  })

  addRefresh(router, parts, '/sources/:id', 'tables', (req: ById) => sourceOf(req) !== undefined)
  addRefresh(
    router,
    parts,
    '/sources/:id/models/:modelId',
    'columns',
    (req: Request<{ id: string; modelId: string }>) =>
      sourceOf(req)?.models.some(({ id }) => id === idOf(req.params.modelId)) ?? false,
  )
}

const tablesQuerySchema = z.object({
  search: z.string().default(''),
  order_by: z.string().optional(),
})

/** Source: reference 3.6. `order_by` decides before `order` does. */
function tablesAnswer(req: ById, source: SeedSource, refreshes: Refreshes): Answer {
  const query = tablesQuerySchema.safeParse(req.query)
  if (!query.success) return refusal(400, 'search is invalid')
  const { search, order_by: orderBy } = query.data
  const tables = searchTables(source.tables, search)
  const siblings = {
    last_refreshed_at: refreshes.lastRefreshedAt(`/sources/${source.source.id} tables`),
  }
  if (orderBy === undefined) {
    return pageAnswer(listingOf(tables.map(nameOf)), addressOf(req), siblings)
  }
  const ordered = orderTables(tables, orderBy)
  if (!ordered) return refusal(400, 'order_by is invalid')
  const names = ordered.map(nameOf)
  const listing: Listing = {
    total: names.length,
    slice: (_order, offset, limit) => names.slice(offset, offset + limit),
  }
  return pageAnswer(listing, addressOf(req), siblings)
}

const columnsQuerySchema = z.object({
  table_catalog: z.string(),
  table_schema: z.string(),
  table_name: z.string(),
})

/** The table whose columns are still being loaded when they are asked for the first time. */
const slowlyLoadedTable = 'COLUMNS_STILL_LOADING'

/** Source: reference 3.6: all three names are required; 202 while columns load. */
function createColumnsAnswer(refreshes: Refreshes) {
  const askedFor = new Set<unknown>()
  return (req: ById, source: SeedSource): Answer => {
    const query = columnsQuerySchema.safeParse(req.query)
    if (!query.success) {
      return refusal(400, 'table_catalog, table_schema and table_name are required')
    }
    const table = findTable(source, query.data)
    if (!table) return notFound
    if (table.table_name === slowlyLoadedTable && !askedFor.has(table)) {
      askedFor.add(table)
      return { status: 202, body: { status: 'processing' } }
    }
    const last_refreshed_at = refreshes.lastRefreshedAt(`/sources/${source.source.id} tables`)
    return { status: 200, body: { status: 'success', data: table.columns, last_refreshed_at } }
  }
}

function addDestinationRoutes(router: Router, parts: RouteParts): void {
  const { catalogue } = parts
  const destinationOf = (req: ById) => catalogue.destination(idOf(req.params.id))
  const objectOf = (req: Request<{ id: string; name: string }>) => {
    const destination = destinationOf(req)
    return destination && catalogue.object(destination, req.params.name)
  }

  router.get('/destinations', (req, res) => {
    send(res, page(req, listingOf(catalogue.destinations.map(({ destination }) => destination))))
  })
  router.get('/destinations/:id', (req, res) => send(res, found(destinationOf(req)?.destination)))
  router.get('/destinations/:id/objects', async (req, res) => {
    const destination = destinationOf(req)
    const stop = destination && (await meddled(parts, destination, 'metadata', res))
    send(res, stop ?? page(req, destination && listingOf(destination.objects)))
  })
  router.get('/destinations/:id/objects/:name', async (req, res) => {
    const destination = destinationOf(req)
    const stop = destination && (await meddled(parts, destination, 'metadata', res))
    send(res, stop ?? found(objectOf(req)))
  })
  // Before the objects' own refresh: an object could bear the name of this route's last part.
  addRefresh(router, parts, '/destinations/:id', 'objects', (req: ById) => !!destinationOf(req))
  addRefresh(
    router,
    parts,
    '/destinations/:id/objects/:name',
    'fields',
    (req: Request<{ id: string; name: string }>) => objectOf(req) !== undefined,
  )
}

/** Whose objects or syncs these are may fail by name. */
function meddled(
  { meddle, stopped }: RouteParts,
  { destination, trouble }: SeedDestination,
  call: TroubledCall,
  res: Response,
): Promise<Answer | undefined> {
  if (call === 'create') return meddle(destination.id, trouble, call, stopped)
  // A create runs to its end; a look ends with the one who looks.
  const left = new AbortController()
  res.once('close', () => left.abort())
  return meddle(destination.id, trouble, call, AbortSignal.any([stopped, left.signal]))
}

async function createSync(parts: RouteParts, req: Request, res: Response): Promise<void> {
  const body = readBody(req)
  if (!body.ok) return send(res, notJson)
  const connectionId = valueAt(body.value, ['destination_attributes', 'connection_id'])
  const destination =
    typeof connectionId === 'number' ? parts.catalogue.destination(connectionId) : undefined
  const isCheck = isJsonObject(body.value) && body.value.validate_only === true
  const stop = destination && (await meddled(parts, destination, isCheck ? 'check' : 'create', res))
  if (stop) return send(res, stop)
  const answer = parts.workspace.create(body.value)
  const drops = destination?.trouble?.kind === 'drops-after-create' && answer.status === 201
  return send(res, drops ? { ...answer, reset: true } : answer)
}

/** The pair of routes that start a refresh and tell how it stands. Source: reference 1.7. */
function addRefresh<Params extends Record<string, string>>(
  router: Router,
  { refreshes }: RouteParts,
  path: string,
  what: string,
  exists: (req: Request<Params>) => boolean,
): void {
  const subjectOf = (req: Request<Params>) =>
    `${path.replace(/:(\w+)/g, (_, name: string) => req.params[name] ?? '')} ${what}`
  router.post(`${path}/refresh_${what}`, (req: Request<Params>, res: Response) => {
    send(res, exists(req) ? refreshes.start(subjectOf(req)) : notFound)
  })
  router.get(`${path}/refresh_${what}_status`, (req: Request<Params>, res: Response) => {
    const { refresh_key: key } = req.query
    const known = typeof key === 'string' ? key : undefined
    send(res, exists(req) ? refreshes.status(subjectOf(req), known) : notFound)
  })
}

function page<Params>(req: Request<Params>, listing: Listing | undefined): Answer {
  return pageAnswer(listing, addressOf(req))
}

/** Ids are digits; 0, which nothing has, for anything else. */
function idOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

const notJson = refusal(400, 'The request body is not valid JSON')

function readBody(req: Request): { ok: true; value: JsonValue } | { ok: false } {
  try {
    const value: JsonValue = JSON.parse(String(req.body))
    return { ok: true, value }
  } catch {
    return { ok: false }
  }
}
