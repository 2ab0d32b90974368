import { emptyDraft, type SyncDraft } from '@sync-builder/schema'
import { forgetBegun, isBegun } from '../draft/begunDrafts.ts'
import { neverKept, type CreateAttempt, type Unreadable } from '../draft/draftFormat.ts'
import { changeBetween } from '../draft/differences.ts'
import { createDraftStore, type DraftStore, type SaveDraft } from '../draft/draftStore.ts'
import { loadDraft, saveContent, saveLocal } from '../draft/storage.ts'
import { forgetOnceSaved, forgetUnsaved, readUnsaved } from '../draft/unsavedCopy.ts'

/** A draft to work on. */
export interface OpenedDraft {
  store: DraftStore
  /** The create that it was left with, if any. */
  attempt: CreateAttempt | undefined
}

/**
 * The draft that the browser keeps under this id, or the empty one that was begun here, with what
 * was typed last and not saved any more; else why there is none. Rejects when the browser does not
 * give it out.
 */
export async function openDraft(id: string): Promise<OpenedDraft | 'missing' | Unreadable> {
  const loaded = await loadDraft(id)
  const unsaved = readUnsaved(id)
  const isNew = loaded === 'missing' && (isBegun(id) || unsaved?.basedOn === neverKept)
  const stored = isNew ? { draft: emptyDraft(), savedAt: neverKept, local: {} } : loaded
  if (typeof stored === 'string') return stored
  const { draft, savedAt, local } = stored
  const store = createDraftStore(draft, savedAt, saverOf(id), local)
  if (unsaved?.basedOn === savedAt) {
    store.change(() => unsaved.draft)
    store.keepLocal(unsaved.local)
    await store.flush()
    forgetOnceSaved(id, store)
  } else if (unsaved) {
    await keepBeside(id, draft, unsaved.draft)
  }
  return { store, attempt: 'attempt' in stored ? stored.attempt : undefined }
}

/** What was typed over another draft than the one that is kept now becomes an earlier version. */
async function keepBeside(id: string, kept: SyncDraft, typed: SyncDraft): Promise<void> {
  try {
    if (changeBetween(kept, typed).kind !== 'none') {
      const { keepCheckpoint } = await import('../draft/checkpointStorage.ts')
      await keepCheckpoint(id, typed, 'Typed in another tab and not saved there', Date.now())
    }
    forgetUnsaved(id)
  } catch {
    // The copy stays, and is looked at again the next time.
  }
}

function saverOf(id: string): SaveDraft {
  return async (draft, basedOn, local) => {
    if (!draft) return (await saveLocal(id, local)) === 'kept' ? basedOn : 'changed elsewhere'
    const savedAt = await saveContent(id, draft, basedOn, Date.now(), local)
    forgetBegun(id)
    return savedAt
  }
}
