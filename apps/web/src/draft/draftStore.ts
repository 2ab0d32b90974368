import { toCreateSync, type JsonObject, type SyncDraft } from '@sync-builder/schema'

/** Whether what is on the screen is kept. */
export type SavedState =
  | { kind: 'saving' }
  /** `at` is in milliseconds since the epoch. */
  | { kind: 'saved'; at: number }
  /** The browser did not keep it; it is tried again. */
  | { kind: 'failed' }
  /** Another tab has kept something else since: nothing is kept from here any more. */
  | { kind: 'changed elsewhere' }

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
  /** Saves what is not saved yet, and tells whether the browser has it; never rejects. */
  flush: () => Promise<SavedState>
  /** Another tab has changed the draft: from here on nothing is saved over it. */
  giveWay: () => void
}

/**
 * Keeps a draft in place of the one kept at `basedOn`, and gives the time at which it did; both in
 * milliseconds since the epoch. Rejects when the browser does not keep it.
 */
export type SaveDraft = (draft: SyncDraft, basedOn: number) => Promise<number | 'changed elsewhere'>

/** Long enough to join the key presses of a word, short enough to lose nothing that matters. */
const saveAfterMs = 150
/** A save that failed is tried again after this, then after twice as long, and so on. */
const retryFirstMs = 1_000
const retryLongestMs = 30_000

/** The same object each time: whoever shows it has nothing to draw at the next key press. */
const beingSaved: SavedState = { kind: 'saving' }

/**
 * A store over `initial`, kept at `savedAt`. While one save is under way the next waits, and only
 * the newest draft is saved then.
 */
export function createDraftStore(initial: SyncDraft, savedAt: number, save: SaveDraft): DraftStore {
  const listeners = new Set<() => void>()
  let current: DraftSnapshot = {
    draft: initial,
    payload: toCreateSync(initial),
    saved: { kind: 'saved', at: savedAt },
  }
  let kept = { draft: initial, at: savedAt }
  let gaveWay = false
  let retryMs = retryFirstMs
  let saving: Promise<SavedState> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(next: Partial<DraftSnapshot>): void {
    current = { ...current, ...next }
    for (const listener of listeners) listener()
  }

  function saveLater(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  function giveWay(): void {
    gaveWay = true
    clearTimeout(timer)
    show({ saved: { kind: 'changed elsewhere' } })
  }

  async function saveAll(): Promise<SavedState> {
    while (!gaveWay && current.draft !== kept.draft) {
      const { draft } = current
      try {
        // One after the other on purpose: an older save must never land after a newer one.
        const at = await save(draft, kept.at)
        if (at === 'changed elsewhere') {
          giveWay()
          return current.saved
        }
        kept = { draft, at }
        retryMs = retryFirstMs
      } catch {
        show({ saved: { kind: 'failed' } })
        saveLater(retryMs)
        retryMs = Math.min(retryMs * 2, retryLongestMs)
        return current.saved
      }
    }
    if (!gaveWay && current.saved.kind !== 'saved') show({ saved: { kind: 'saved', at: kept.at } })
    return current.saved
  }

  function flush(): Promise<SavedState> {
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
      const saved: SavedState = gaveWay ? current.saved : beingSaved
      show({ draft, payload: toCreateSync(draft), saved })
      if (!gaveWay) saveLater(saveAfterMs)
    },
    flush,
    giveWay,
  }
}
