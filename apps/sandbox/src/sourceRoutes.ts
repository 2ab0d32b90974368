import type { Request, Response, Router } from 'express'
import * as z from 'zod'
import { found, notFound, refusal, type Answer } from './answer.ts'
import { findTable, nameOf, sourceListing } from './catalogue.ts'
import { addressOf, idOf, page, send } from './exchange.ts'
import { listingOf, pageAnswer, type Listing } from './pagination.ts'
import { addRefresh } from './refreshRoutes.ts'
import type { Refreshes } from './refreshes.ts'
import type { RouteParts } from './routeParts.ts'
import type { SeedSource } from './seed/seed.ts'
import { orderTables, searchTables } from './tables.ts'

type ById = Request<{ id: string }>

/** Source connections and what is in them. Source: reference 3.4 to 3.9. */
export function addSourceRoutes(router: Router, parts: RouteParts): void {
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
