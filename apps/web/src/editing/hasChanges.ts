import { patchOf, toCreateSync } from '@sync-builder/schema'
import { baseOf } from '../draft/editedBase.ts'
import { loadDraft, type DraftHead } from '../draft/storage.ts'

/**
 * Whether a draft holds something that the sync that it edits does not: another payload, a text
 * that is not in the form, or while it is not saved a name, what is parked or columns that were typed
 * in; or has sent something.
 */
export async function hasChanges({ id, local }: DraftHead): Promise<boolean> {
  const { editedSync, jsonText, name } = local
  if (editedSync?.sent || jsonText) return true
  const stored = await loadDraft(id)
  if (typeof stored !== 'object' || !editedSync) return false
  const isSaved = editedSync.saved !== undefined && stored.savedAt <= editedSync.saved.at
  const { parked, parkedRows, typedColumns } = stored.draft
  const isBeside = [parked, parkedRows, typedColumns].some((part) => part.length > 0)
  if (!isSaved && (name?.trim() || isBeside)) return true
  return Object.keys(patchOf(baseOf(editedSync), toCreateSync(stored.draft))).length > 0
}
