import type { Request, Router } from 'express'
import { found } from './answer.ts'
import { idOf, page, send } from './exchange.ts'
import { listingOf } from './pagination.ts'
import { addRefresh } from './refreshRoutes.ts'
import { meddled, type RouteParts } from './routeParts.ts'

type ById = Request<{ id: string }>

/** Destination connections and their objects. Source: reference 3.11, 3.12. */
export function addDestinationRoutes(router: Router, parts: RouteParts): void {
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
  addRefresh(router, parts, '/destinations/:id', 'objects', (req: ById) => !!destinationOf(req))
  addRefresh(
    router,
    parts,
    '/destinations/:id/objects/:name',
    'fields',
    (req: Request<{ id: string; name: string }>) => objectOf(req) !== undefined,
  )
}
