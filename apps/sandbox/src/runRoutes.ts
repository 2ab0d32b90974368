import type { Request, Router } from 'express'
import { found, notFound, refusal, success, type Answer } from './answer.ts'
import { addressOf, idOf, page, send } from './exchange.ts'
import { recordRetentionMs } from './engine/runLog.ts'
import { pageAnswer, type Listing } from './pagination.ts'
import type { RouteParts } from './routeParts.ts'
import { recordFilter, recordsOf } from './rowLog.ts'
import { firstRunId, type StoredRun } from './runStore.ts'
import { runView } from './runView.ts'

type ById = Request<{ id: string }>

/** Runs of syncs, and the records of a run. Source: reference 3.1 to 3.3. */
export function addRunRoutes(router: Router, { store, runs, engineReader, now }: RouteParts): void {
  const runOf = (req: ById) => store.runs.get(idOf(req.params.id))

  router.post('/syncs/:id/trigger', (req: ById, res) => {
    const { force_full_sync: force } = req.query
    send(res, triggered(idOf(req.params.id), force))
  })

  router.get('/syncs/:id/sync_runs', (req: ById, res) => {
    const sync = store.get(idOf(req.params.id))
    const listing = sync && {
      total: store.runs.count(sync.id),
      slice: (order: 'asc' | 'desc', offset: number, limit: number) =>
        store.runs.list(sync.id, order, offset, limit).map(runView),
    }
    send(res, page(req, listing))
  })

  router.get('/sync_runs/:id', (req: ById, res) => {
    const run = runOf(req)
    send(res, found(run && runView(run)))
  })

  router.post('/sync_runs/:id/cancel', (req: ById, res) => {
    const run = runOf(req)
    if (!run) return send(res, notFound)
    if (!runs.cancel(run)) return send(res, refusal(422, 'The sync run has finished already'))
    // Two l here, and one in `canceled`. Source: reference 3.2.
    return send(res, { status: 200, body: { status: 'cancelled', data: {} } })
  })

  router.get('/sync_runs/:id/records', (req: ById, res) => {
    const asked = recordsAsked(req)
    send(res, 'status' in asked ? asked : pageAnswer(asked, addressOf(req)))
  })
  router.get('/sync_runs/:id/records_count', (req: ById, res) => {
    const asked = recordsAsked(req)
    // An array of one object. Source: reference 3.3.
    send(res, 'status' in asked ? asked : success([{ record_count: asked.total }]))
  })

  /** The records that a request asks for, or the answer that there are none to ask for. */
  function recordsAsked(req: ById): Listing | Answer {
    const run = runOf(req)
    if (!run) return notFound
    const filter = recordFilter(req.query)
    if (!filter) return refusal(400, 'status or operation is invalid')
    if (!areRecordsKept(run, now())) {
      return refusal(410, 'The records of this sync run are no longer available')
    }
    return recordsOf(engineReader, run, filter)
  }

  function triggered(id: number, force: unknown): Answer {
    const sync = store.get(id)
    if (!sync) return notFound
    if (force !== undefined && force !== 'true' && force !== 'false') {
      return refusal(400, 'force_full_sync is invalid')
    }
    const isFullForced = force === 'true'
    if (isFullForced && sync.request.operation === 'append') {
      return refusal(422, 'Append syncs cannot be run as full sync')
    }
    const reason = { ui_tag: 'Manual', ui_detail: 'Manually triggered through the API' }
    return success({ sync_run_id: runs.trigger(sync, { reason, isFullForced }) })
  }
}

/**
 * Whether it can still be told what a run has sent and changed. Of runs that the sandbox has not
 * done itself it never could. Source: reference 3.3.
 */
export function areRecordsKept({ id, completedAt }: StoredRun, now: Date): boolean {
  if (id < firstRunId) return false
  return completedAt === null || now.getTime() - Date.parse(completedAt) <= recordRetentionMs
}
