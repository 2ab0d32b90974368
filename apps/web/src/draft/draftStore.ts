import { toCreateSync, type JsonObject, type SyncDraft } from '@sync-builder/schema'

/** Whether what is on the screen is kept. */
export type SavedState = { kind: 'saving' } | { kind: 'saved'; at: number } | { kind: 'failed' }

/** What the store shows: replaced as a whole at each change, so that React can compare it. */
export interface DraftSnapshot {
  draft: SyncDraft
  payload: JsonObject
  saved: SavedState
}

/** The one owner of the draft that is being edited. */
export interface DraftStore {
  snapshot: () => DraftSnapshot
  subscribe: (listener: () => void) => () => void
  change: (change: (draft: SyncDraft) => SyncDraft) => void
  /** Saves what is not saved yet; resolves when the browser has it. */
  flush: () => Promise<void>
}

/** Long enough to join the key presses of a word, short enough to lose nothing that matters. */
const saveAfterMs = 150

/** The same object each time: whoever shows it has nothing to draw at the next key press. */
const beingSaved: SavedState = { kind: 'saving' }

/**
 * A store over `initial`. `save` keeps a draft in the browser and gives the time at which it did,
 * in milliseconds since the epoch; while one save is under way the next waits, and only the newest
 * draft is saved then.
 */
export function createDraftStore(
  initial: SyncDraft,
  savedAt: number,
  save: (draft: SyncDraft) => Promise<number>,
): DraftStore {
  const listeners = new Set<() => void>()
  let current: DraftSnapshot = {
    draft: initial,
    payload: toCreateSync(initial),
    saved: { kind: 'saved', at: savedAt },
  }
  let unsaved = false
  let saving: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(next: Partial<DraftSnapshot>): void {
    current = { ...current, ...next }
    for (const listener of listeners) listener()
  }

  async function saveAll(): Promise<void> {
    while (unsaved) {
      unsaved = false
      try {
        // One after the other on purpose: an older save must never land after a newer one.
        // oxlint-disable-next-line no-await-in-loop
        const at = await save(current.draft)
        if (!unsaved) show({ saved: { kind: 'saved', at } })
      } catch {
        show({ saved: { kind: 'failed' } })
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    saving ??= saveAll().finally(() => (saving = undefined))
    return saving
  }

  return {
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(change) {
      const draft = change(current.draft)
      if (draft === current.draft) return
      unsaved = true
      show({ draft, payload: toCreateSync(draft), saved: beingSaved })
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), saveAfterMs)
    },
    flush,
  }
}
