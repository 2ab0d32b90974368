import { noteSwitch, toCreateSync, type JsonObject, type SyncDraft } from '@sync-builder/schema'
import { withLocal, type DraftLocal } from './draftLocal.ts'
import { amendState, goToState, recordChange, startHistory, type History } from './history.ts'

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
  /** What is kept beside the draft; see `DraftLocal`. */
  local: DraftLocal
  /** What can be taken back; `draft` is its state at `at`. */
  history: History
}

/** The one owner of the draft that is being edited. */
export interface DraftStore {
  snapshot: () => DraftSnapshot
  subscribe: (listener: () => void) => () => void
  /**
   * Changes the draft: one step that can be taken back. A consequence is what follows from the last
   * step by itself, when something came to be known: it is taken back together with that step, and
   * leaves what was taken back before it.
   */
  change: (change: (draft: SyncDraft) => SyncDraft, as?: 'consequence') => void
  /** Shows a state of the history. */
  goTo: (at: number) => void
  /** Keeps something beside the draft, by key; undefined forgets a key. No step of undo. */
  keepLocal: (change: Partial<DraftLocal>) => void
  /** Saves what is not saved yet, and tells whether the browser has it; never rejects. */
  flush: () => Promise<SavedState>
  /** Another tab has changed the draft: from here on nothing is saved over it. */
  giveWay: () => void
}

/**
 * Keeps a draft in place of the one kept at `basedOn`, with what changed beside it, and gives the
 * time at which it did; both in milliseconds since the epoch. Without a draft only `local` changed,
 * and the time stays. Rejects when the browser does not keep it.
 */
export type SaveDraft = (
  draft: SyncDraft | undefined,
  basedOn: number,
  local: Partial<DraftLocal>,
) => Promise<number | 'changed elsewhere'>

/** Long enough to join the key presses of a word, short enough to lose nothing that matters. */
const saveAfterMs = 150
/** A save that failed is tried again after this, then after twice as long, and so on. */
const retryFirstMs = 1_000
const retryLongestMs = 30_000

/** The same object each time: whoever shows it has nothing to draw at the next key press. */
const beingSaved: SavedState = { kind: 'saving' }

/**
 * A store over `initial`, kept at `savedAt` with `local` beside it. While one save is under way the
 * next waits, and only the newest draft is saved then. `now` is in milliseconds.
 */
export function createDraftStore(
  initial: SyncDraft,
  savedAt: number,
  save: SaveDraft,
  local: DraftLocal = {},
  now: () => number = Date.now,
): DraftStore {
  const listeners = new Set<() => void>()
  // A state that is come back to has the payload that it had: what was said of it holds again.
  const payloads = new WeakMap<SyncDraft, JsonObject>()
  let current: DraftSnapshot = {
    draft: initial,
    payload: payloadOf(initial),
    saved: { kind: 'saved', at: savedAt },
    local,
    history: startHistory(initial),
  }
  let { nextRow } = initial
  let kept = { draft: initial, at: savedAt }
  let unsavedLocal: Partial<DraftLocal> = {}
  let gaveWay = false
  let retryMs = retryFirstMs
  let saving: Promise<SavedState> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(next: Partial<DraftSnapshot>): void {
    current = { ...current, ...next }
    for (const listener of listeners) listener()
  }

  function payloadOf(draft: SyncDraft): JsonObject {
    const known = payloads.get(draft)
    if (known) return known
    const payload = toCreateSync(draft)
    payloads.set(draft, payload)
    return payload
  }

  function showState(history: History): void {
    const draft = history.states[history.at]!
    nextRow = Math.max(nextRow, draft.nextRow)
    const saved: SavedState = gaveWay ? current.saved : beingSaved
    show({ draft, payload: payloadOf(draft), saved, history })
    if (!gaveWay) saveLater(saveAfterMs)
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
    while (!gaveWay && (current.draft !== kept.draft || Object.keys(unsavedLocal).length > 0)) {
      const { draft } = current
      const beside = unsavedLocal
      unsavedLocal = {}
      try {
        // One after the other on purpose: an older save must never land after a newer one.
        const at = await save(draft === kept.draft ? undefined : draft, kept.at, beside)
        if (at === 'changed elsewhere') {
          giveWay()
          return current.saved
        }
        kept = { draft, at }
        retryMs = retryFirstMs
      } catch {
        unsavedLocal = { ...beside, ...unsavedLocal }
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
    change(change, as) {
      const { draft: before, history } = current
      // The id of a row that was taken back is not given to another: lists tell rows apart by it.
      const given = before.nextRow < nextRow ? { ...before, nextRow } : before
      const draft = noteSwitch(given, change(given))
      if (draft === given) return
      showState(as ? amendState(history, draft) : recordChange(history, draft, now()))
    },
    goTo(at) {
      const history = goToState(current.history, at)
      if (history.at !== current.history.at) showState(history)
    },
    keepLocal(change) {
      unsavedLocal = { ...unsavedLocal, ...change }
      show({ local: withLocal(current.local, change) })
      if (!gaveWay) saveLater(saveAfterMs)
    },
    flush,
    giveWay,
  }
}
