import type { Request, Response, Router } from 'express'
import { notFound } from './answer.ts'
import { send } from './exchange.ts'
import type { RouteParts } from './routeParts.ts'

/** The pair of routes that start a refresh and tell how it stands. Source: reference 1.7. */
export function addRefresh<Params extends Record<string, string>>(
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
