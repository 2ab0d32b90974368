import express, { type Express } from 'express'
import * as z from 'zod'
import { refusal } from './answer.ts'
import type { LoggedEvent } from './eventStore.ts'
import { onError, send } from './exchange.ts'
import { misbehaviourSchema, type Faults } from './faults.ts'
import type { RequestLog } from './requestLog.ts'

export interface Controlled {
  faults: Faults
  requests: RequestLog
  /** What has happened to syncs, oldest first. */
  events: () => LoggedEvent[]
  /** Any SQL on the data that runs work on. */
  sql: (sql: string) => Promise<{ rows: unknown[] } | { error: string }>
  /** Moves the clock on, and lets schedules fire that are due by then. */
  moveClock: (ms: number) => void
  /** Back to the seed, with nothing in waiting and an empty log. */
  reset: () => Promise<void>
}

const clockSchema = z.strictObject({ advance_ms: z.int().min(0) })
const sqlSchema = z.strictObject({ sql: z.string().min(1) })

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
 * - `POST /clock` with `{ advance_ms }` moves the clock on; schedules that are due by then fire,
 *   once each. With a control port the clock alone lets them fire. Answers 204.
 * - `GET /events` gives `{ events: [{ at, event }] }`, oldest first: what webhooks would carry,
 *   alerts that were raised and resolved included.
 * - `POST /sql` with `{ sql }` does it on the data that runs work on, where source tables and
 *   destination objects are; answers `{ rows }`, or 422 with the reason.
 * - `POST /reset` brings the seed back, and does both of the deletes. Answers 204.
 */
export function createControl({
  faults,
  requests,
  events,
  sql,
  moveClock,
  reset,
}: Controlled): Express {
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
  app.post('/clock', (req, res) => {
    const { success, data } = clockSchema.safeParse(req.body)
    if (!success) return send(res, refusal(422, 'advance_ms: a whole number of milliseconds'))
    moveClock(data.advance_ms)
    return res.status(204).end()
  })
  app.get('/events', (_req, res) => {
    res.json({ events: events() })
  })
  app.post('/sql', async (req, res) => {
    const { success, data } = sqlSchema.safeParse(req.body)
    if (!success) return send(res, refusal(422, 'sql: a text'))
    const answer = await sql(data.sql)
    return 'error' in answer
      ? send(res, refusal(422, answer.error))
      : res.json({ rows: answer.rows })
  })
  app.post('/reset', async (_req, res) => {
    await reset()
    res.status(204).end()
  })
  app.use(onError)
  return app
}
