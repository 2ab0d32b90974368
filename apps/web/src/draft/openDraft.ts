import { emptyDraft, type SyncDraft } from '@sync-builder/schema'
import { forgetBegun, isBegun } from './begunDrafts.ts'
import { neverKept, writeContent, type CreateAttempt, type Unreadable } from './draftFormat.ts'
import { changeBetween } from './differences.ts'
import { createDraftStore, type DraftStore, type SaveDraft, type Unsaved } from './draftStore.ts'
import { loadDraft, saveContent, saveLocal } from './storage.ts'
import { forgetOnceSaved, forgetUnsaved, readUnsaved } from './unsavedCopy.ts'

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
  if (unsaved && isMadeFrom(unsaved, stored)) {
    if (!isSame(draft, unsaved.draft)) store.change(() => unsaved.draft)
    store.keepLocal(unsaved.local)
    await store.flush()
    forgetOnceSaved(id, store)
  } else if (unsaved) {
    // A name has nothing to do with what another tab has made of the content.
    if ('name' in unsaved.local) store.keepLocal({ name: unsaved.local.name })
    await store.flush()
    await keepBeside(id, draft, unsaved.draft)
  }
  return { store, attempt: 'attempt' in stored ? stored.attempt : undefined }
}

/** Whether a copy goes on from what is kept: from what it was made from, or from its own last save. */
function isMadeFrom(
  { basedOn, underWay }: Unsaved,
  { savedAt, draft }: { savedAt: number; draft: SyncDraft },
): boolean {
  if (basedOn === savedAt) return true
  return underWay !== undefined && isSame(underWay, draft)
}

function isSame(one: SyncDraft, other: SyncDraft): boolean {
  return writeContent(one) === writeContent(other)
}

/** What was typed over another draft than the one that is kept now becomes an earlier version. */
async function keepBeside(id: string, kept: SyncDraft, typed: SyncDraft): Promise<void> {
  try {
    if (changeBetween(kept, typed).kind !== 'none') {
      const { keepCheckpoint } = await import('./checkpointStorage.ts')
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
