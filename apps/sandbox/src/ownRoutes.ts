import { Router, type Request, type Response } from 'express'
import type { RunChanges } from '@sync-builder/schema'
import { found, notFound, refusal, success, type Answer } from './answer.ts'
import { changesOf } from './engine/changeLog.ts'
import { idOf, notJson, readBody, send } from './exchange.ts'
import type { RouteParts } from './routeParts.ts'
import { areRecordsKept } from './runRoutes.ts'
import type { StoredRun } from './runStore.ts'
import { settle } from './settle.ts'

type ById = Request<{ id: string }>

/** So many events of a sync are told, the newest. */
const toldEvents = 100

/**
 * What the sandbox can tell and the API has no path for, below `/sandbox`; in the API's envelope.
 * Source: docs/decisions/017.
 */
export function createOwnRoutes(parts: RouteParts): Router {
  const { store, engineReader, now } = parts
  const router = Router({ strict: false })

  router.get('/syncs/:id/events', (req: ById, res) => {
    const sync = store.get(idOf(req.params.id))
    send(res, found(sync && store.events.ofSync(sync.id, toldEvents)))
  })

  router.get('/sync_runs/:id/changes', (req: ById, res) => {
    const run = store.runs.get(idOf(req.params.id))
    if (!run) return send(res, notFound)
    if (!areRecordsKept(run, now())) {
      return send(res, refusal(410, 'What this sync run has changed is no longer known'))
    }
    const database = engineReader.database()
    return send(res, success((database && changesOf(database, run.id)) ?? noChanges(run)))
  })

  router.post('/dry_run', async (req, res) => {
    send(res, await dryRunAnswer(parts, req, leaving(res)))
  })
  return router
}

/** Of a run that came to nothing, the object alone is known. */
function noChanges({ request }: StoredRun): RunChanges {
  return { object: request.destination_attributes.object, records: [], files: [] }
}

/**
 * What a run of the payload would do, judged like a check; `sync_id` names the sync whose memory
 * it starts from. Destinations that fail by name keep nobody waiting here: what they do to a run
 * is what is asked for.
 */
async function dryRunAnswer(
  { store, workspace, dryRun, dryRunMs, now, stopped }: RouteParts,
  req: Request,
  left: AbortSignal,
): Promise<Answer> {
  const body = readBody(req)
  if (!body.ok) return notJson
  const { sync_id: asked } = req.query
  const sync = typeof asked === 'string' ? store.get(idOf(asked)) : undefined
  if (asked !== undefined && !sync) return notFound
  const verdict = workspace.judge(body.value)
  if (!verdict.ok) return refusal(422, verdict.message)
  const job = {
    syncId: sync?.id ?? noSync,
    request: settle(verdict.request),
    isFullForced: false,
    startedAt: now().toISOString(),
  }
  const signal = AbortSignal.any([left, stopped, AbortSignal.timeout(dryRunMs)])
  const outcome = await dryRun(job, signal)
  switch (outcome.kind) {
    case 'done':
      return success(outcome.numbers)
    case 'failed':
      return refusal(422, outcome.message)
    case 'crowded':
      return refusal(503, 'Many dry runs are under way already. Try it again later')
    case 'canceled':
      return refusal(
        503,
        'The dry run took too long: others are under way, or the source is large. Try it again later',
      )
  }
}

/** Nothing was ever sent by it. */
const noSync = 0

/** Aborts when the client leaves. */
function leaving(res: Response): AbortSignal {
  const left = new AbortController()
  res.once('close', () => left.abort())
  return left.signal
}
