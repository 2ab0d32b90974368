import { Router, type Request } from 'express'
import { found } from './answer.ts'
import { idOf, send } from './exchange.ts'
import type { RouteParts } from './routeParts.ts'

type ById = Request<{ id: string }>

/** So many events of a sync are told, the newest. */
const toldEvents = 100

/**
 * What the sandbox can tell and the API has no path for, below `/sandbox`; in the API's envelope.
 * Source: docs/decisions/017.
 */
export function createOwnRoutes({ store }: RouteParts): Router {
  const router = Router({ strict: false })

  router.get('/syncs/:id/events', (req: ById, res) => {
    const sync = store.get(idOf(req.params.id))
    send(res, found(sync && store.events.ofSync(sync.id, toldEvents)))
  })
  return router
}
