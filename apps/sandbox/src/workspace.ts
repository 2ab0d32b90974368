import { isDeepStrictEqual } from 'node:util'
import {
  isJsonObject,
  updateSyncSchema,
  type Alert,
  type CreateSync,
  type JsonValue,
} from '@sync-builder/schema'
import { found, notFound, refusal, success, type Answer } from './answer.ts'
import type { Catalogue } from './catalogue.ts'
import { asJson } from './asJson.ts'
import { judge, type Verdict } from './judge.ts'
import type { Listing } from './pagination.ts'
import { merge, settle } from './settle.ts'
import type { Store } from './store.ts'
import { syncView } from './syncView.ts'

/** The syncs of the workspace and the rules by which they come, change and go. */
export interface Workspace {
  syncs: () => Listing
  sync: (id: number) => Answer
  /** Whether a create's payload fits the workspace. */
  judge: (payload: JsonValue) => Verdict
  create: (payload: JsonValue) => Answer
  change: (id: number, payload: JsonValue) => Answer
  remove: (id: number) => Answer
}

export interface WorkspaceParts {
  catalogue: Catalogue
  store: Store
  now: () => Date
}

/** A workspace over a store; `now` stamps what is created and changed. */
export function createWorkspace({ catalogue, store, now }: WorkspaceParts): Workspace {
  const judgeNew = (payload: JsonValue) => judge(catalogue, payload, { syncs: store.sequences() })
  return {
    judge: judgeNew,

    syncs: () => ({
      total: store.count(),
      slice: (order, offset, limit) =>
        store.list(order, offset, limit).map((sync) => syncView(catalogue, sync)),
    }),

    sync(id) {
      const sync = store.get(id)
      return found(sync && syncView(catalogue, sync))
    },

    create(payload) {
      const verdict = judgeNew(payload)
      if (!verdict.ok) return refusal(422, verdict.message)
      if (verdict.request.validate_only) return success({})
      const at = now().toISOString()
      const sync_id = store.insert({
        request: settle(withNewAlerts(verdict.request)),
        status: 'Ready',
        createdAt: at,
        updatedAt: at,
      })
      return { status: 201, body: { status: 'created', data: { sync_id } } }
    },

    change(id, payload) {
      const stored = store.get(id)
      if (!stored) return notFound
      const news = withoutEchoes(payload, asJson(syncView(catalogue, stored)))
      const change = updateSyncSchema.safeParse(news)
      // A shape that cannot be merged is judged as it came, for the same words as on create.
      const merged = change.success ? merge(stored.request, change.data) : overlaid(stored, news)
      const verdict = judge(catalogue, asJson(merged), { syncs: store.sequences(), stored })
      if (!verdict.ok) return refusal(422, verdict.message)
      store.update(id, { request: verdict.request, updatedAt: now().toISOString() })
      const changed = store.get(id)
      if (!changed) return notFound
      return { status: 200, body: { status: 'updated', data: syncView(catalogue, changed) } }
    },

    remove: (id) => (store.remove(id) ? { status: 200, body: { status: 'deleted' } } : notFound),
  }
}

/** A new sync has alerts of its own: ids of another one's, as in a copy of it, mean nothing. */
function withNewAlerts(request: CreateSync): CreateSync {
  const alerts = request.alert_attributes?.map((alert): Alert => ({ ...alert, id: undefined }))
  return { ...request, alert_attributes: alerts }
}

/**
 * A change without what is sent back as it was read: answers hold values that a request may not
 * carry (the object of a dataset, the default order of fields), and nobody meant to change them.
 */
function withoutEchoes(payload: JsonValue, read: JsonValue): JsonValue {
  if (!isJsonObject(payload) || !isJsonObject(read)) return payload
  return Object.fromEntries(
    Object.entries(payload).filter(([key, value]) => !isDeepStrictEqual(value, read[key])),
  )
}

function overlaid({ request }: { request: object }, payload: JsonValue): unknown {
  return isJsonObject(payload) ? { ...request, ...payload } : payload
}
