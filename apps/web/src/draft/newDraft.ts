import type { SyncDraft } from '@sync-builder/schema'
import type { DraftLocal } from './draftLocal.ts'
import { putDraft } from './storage.ts'

/** Keeps a new draft in this browser, with what stands beside it, and gives its id. */
export async function newDraft(draft: SyncDraft, local: DraftLocal = {}): Promise<string> {
  const id = crypto.randomUUID()
  await putDraft({ id, draft, savedAt: Date.now(), local })
  return id
}
