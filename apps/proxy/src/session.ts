import { oneOf, workspaceSchema, type Session } from '@sync-builder/schema'
import * as z from 'zod'
import type { UpstreamResult } from './upstream.ts'

/** What `GET /workspace` tells: whose token this is, and whether the API can be reached. */
export type WorkspaceLookUp =
  | { kind: 'known'; workspace: Session['workspace'] }
  | { kind: 'unauthorized' }
  | { kind: 'unreachable' }

/** How long a look-up is believed; a failed one is soon tried again. */
const believedMs = { known: 60_000, unauthorized: 5_000, unreachable: 2_000 }

const answerSchema = oneOf(workspaceSchema)

/**
 * Makes the look-up of the token's workspace, cached; callers at the same time share one call.
 * It never throws: a workspace that cannot be told is null.
 */
export function createWorkspaceLookUp(
  call: () => Promise<UpstreamResult>,
  nowMs: () => number,
): () => Promise<WorkspaceLookUp> {
  let running: Promise<WorkspaceLookUp> | undefined
  let last: { found: WorkspaceLookUp; atMs: number } | undefined
  return async () => {
    if (last && nowMs() - last.atMs < believedMs[last.found.kind]) return last.found
    running ??= call()
      .then(asLookUp)
      .then((found) => {
        last = { found, atMs: nowMs() }
        return found
      })
      .finally(() => {
        running = undefined
      })
    return running
  }
}

function asLookUp(result: UpstreamResult): WorkspaceLookUp {
  if (result.kind === 'failed') {
    const refused = result.error.kind === 'upstream_unauthorized'
    return { kind: refused ? 'unauthorized' : 'unreachable' }
  }
  const answer = z.safeParse(answerSchema, JSON.parse(result.answer.body || 'null'))
  if (!answer.success) return { kind: 'known', workspace: null }
  const { id, name } = answer.data.data
  return { kind: 'known', workspace: { id, name } }
}
