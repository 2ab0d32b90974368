import { isJsonObject, valueAt } from '@sync-builder/schema'
import { Router, type Request, type Response } from 'express'
import { found, success } from './answer.ts'
import { addDestinationRoutes } from './destinationRoutes.ts'
import { idOf, notJson, page, readBody, send } from './exchange.ts'
import { listingOf } from './pagination.ts'
import { addRefresh } from './refreshRoutes.ts'
import { meddled, type RouteParts } from './routeParts.ts'
import { addRunRoutes } from './runRoutes.ts'
import { addSourceRoutes } from './sourceRoutes.ts'

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
  addRunRoutes(router, parts)
  return router

  function datasetOf(req: ById) {
    return catalogue.dataset(idOf(req.params.id))
  }
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
