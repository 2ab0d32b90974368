import { patchOf, toCreateSync } from '@sync-builder/schema'
import { baseOf } from '../draft/editedBase.ts'
import { loadDraft, type DraftHead } from '../draft/storage.ts'

/** Whether a draft says something else than the sync that it edits, or has sent something. */
export async function hasChanges({ id, local: { editedSync } }: DraftHead): Promise<boolean> {
  if (editedSync?.sent) return true
  const stored = await loadDraft(id)
  if (typeof stored !== 'object' || !editedSync) return false
  return Object.keys(patchOf(baseOf(editedSync), toCreateSync(stored.draft))).length > 0
}
