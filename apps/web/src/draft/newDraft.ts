import type { SyncDraft } from '@sync-builder/schema'
import { putDraft } from './storage.ts'

/** Keeps a new draft in this browser and gives its id. */
export async function newDraft(draft: SyncDraft): Promise<string> {
  const id = crypto.randomUUID()
  await putDraft({ version: 1, id, draft, savedAt: Date.now() })
  return id
}
