import express, { type Express } from 'express'
import { refusal } from './answer.ts'
import { onError, send } from './exchange.ts'
import { misbehaviourSchema, type Faults } from './faults.ts'
import type { RequestLog } from './requestLog.ts'

export interface Controlled {
  faults: Faults
  requests: RequestLog
  /** Back to the seed, with nothing in waiting and an empty log. */
  reset: () => void
}

/**
 * The control port, for tests: JSON without authorization, on loopback alone, off by default.
 *
 * - `POST /misbehave` queues `{ match?: { method?, path? }, times?, fault }`: the next `times` (1)
 *   matching requests to the API meet the fault. Faults: `delay` (`ms`), `hang`, `reset`, `status`
 *   (`status`, `headers?`, `body?`), `truncate`, `create-then-504`, `create-then-reset`; each is
 *   described in faults.ts. Answers 201, or 422 with the reason.
 * - `DELETE /misbehave` forgets the faults in waiting. Answers 204.
 * - `GET /requests` gives `{ requests: [{ method, path, query, body, at }] }`, oldest first: the
 *   last 500 requests that the API received, the exact text of each body included.
 * - `DELETE /requests` empties that log. Answers 204.
 * - `POST /reset` brings the seed back, and does both of the deletes. Answers 204.
 */
export function createControl({ faults, requests, reset }: Controlled): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(express.json({ type: () => true, limit: '1mb' }))

  app.post('/misbehave', (req, res) => {
    const misbehaviour = misbehaviourSchema.safeParse(req.body)
    if (!misbehaviour.success) {
      const [issue] = misbehaviour.error.issues
      return send(res, refusal(422, `${issue?.path.join('.')}: ${issue?.message}`))
    }
    faults.queue(misbehaviour.data)
    return send(res, { status: 201, body: { status: 'created' } })
  })
  app.delete('/misbehave', (_req, res) => {
    faults.clear()
    res.status(204).end()
  })
  app.get('/requests', (_req, res) => {
    res.json({ requests: requests.recent() })
  })
  app.delete('/requests', (_req, res) => {
    requests.clear()
    res.status(204).end()
  })
  app.post('/reset', (_req, res) => {
    reset()
    res.status(204).end()
  })
  app.use(onError)
  return app
}
