import { noteSwitch, toCreateSync, type JsonObject, type SyncDraft } from '@sync-builder/schema'
import { neverKept } from './draftFormat.ts'
import { withLocal, type DraftLocal } from './draftLocal.ts'
import { changeBetween } from './differences.ts'
import { amendState, goToState, recordChange, startHistory, type History } from './history.ts'

/** Whether what is on the screen is kept. */
export type SavedState =
  | { kind: 'saving' }
  /** Nothing was changed in it yet, so the browser does not keep it. */
  | { kind: 'new' }
  /** `at` is in milliseconds since the epoch. */
  | { kind: 'saved'; at: number }
  /** The browser did not keep it, or had no room for it; it is tried again. */
  | { kind: 'failed'; isFull: boolean }
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
   * leaves what was taken back before it. What is typed in the JSON text is one step until the keys
   * rest, whatever it changes. What begins anew cannot be taken back, nor can what was before it.
   */
  change: (change: (draft: SyncDraft) => SyncDraft, as?: 'consequence' | 'text' | 'anew') => void
  /** Shows an earlier version of the draft as it was: one step that can be taken back. */
  restore: (draft: SyncDraft) => void
  /** Shows a state of the history. */
  goTo: (at: number) => void
  /** Keeps something beside the draft, by key; undefined forgets a key. No step of undo. */
  keepLocal: (change: Partial<DraftLocal>) => void
  /** Saves what is not saved yet, and tells whether the browser has it; never rejects. */
  flush: () => Promise<SavedState>
  /** What is not saved yet; undefined when the browser has all of it. */
  unsaved: () => Unsaved | undefined
  /** Another tab has changed the draft: from here on nothing is saved over it. */
  giveWay: () => void
  /** Another tab has kept the draft at this time, or something beside it. */
  hear: (news: { savedAt?: number; name?: string | undefined }) => void
}

/** What one tab shows and the browser does not keep. */
export interface Unsaved {
  draft: SyncDraft
  /** What changed beside it. */
  local: Partial<DraftLocal>
  /** The time of what it was made from; `neverKept` for a new draft. */
  basedOn: number
  /** What is just being saved over that: it may be kept by the time this is read. */
  underWay?: SyncDraft
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
 * A store over `initial`, kept at `savedAt` (or `neverKept`) with `local` beside it. While one save is under way the
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
    saved: keptState(savedAt),
    local,
    history: startHistory(initial),
  }
  let { nextRow } = initial
  let kept = { draft: initial, at: savedAt }
  let unsavedLocal: Partial<DraftLocal> = {}
  /** What the save under way would keep of it: not kept before that has ended. */
  let localBeingSaved: Partial<DraftLocal> = {}
  let underWay: SyncDraft | undefined
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

  function hasUnsaved(): boolean {
    // Having looked at a step makes no draft of what is empty.
    const isKept = kept.at !== neverKept
    const beside = Object.keys(unsavedLocal).filter((key) => isKept || key !== 'step')
    return current.draft !== kept.draft || beside.length > 0
  }

  async function saveAll(): Promise<SavedState> {
    while (!gaveWay && hasUnsaved()) {
      const { draft } = current
      const beside = unsavedLocal
      unsavedLocal = {}
      localBeingSaved = beside
      try {
        // One after the other on purpose: an older save must never land after a newer one.
        const isSame = draft === kept.draft && kept.at !== neverKept
        underWay = isSame ? undefined : draft
        const at = await save(underWay, kept.at, beside)
        if (at === 'changed elsewhere') {
          giveWay()
          return current.saved
        }
        kept = { draft, at }
        retryMs = retryFirstMs
      } catch (error) {
        unsavedLocal = { ...beside, ...unsavedLocal }
        show({ saved: { kind: 'failed', isFull: isOutOfRoom(error) } })
        saveLater(retryMs)
        retryMs = Math.min(retryMs * 2, retryLongestMs)
        return current.saved
      } finally {
        localBeingSaved = {}
        underWay = undefined
      }
    }
    if (!gaveWay && current.saved.kind !== 'saved') show({ saved: keptState(kept.at) })
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
      if (draft === given && as !== 'anew') return
      if (as === 'anew') showState({ ...startHistory(draft), isWhole: false })
      else if (as === 'consequence') showState(amendState(history, draft))
      else showState(recordChange(history, draft, now(), as))
    },
    restore(draft) {
      const { history } = current
      const given = draft.nextRow < nextRow ? { ...draft, nextRow } : draft
      if (changeBetween(current.draft, given).kind === 'none') return
      // No typing goes on over it, before or after.
      const next = recordChange({ ...history, typing: undefined }, given, now())
      showState({ ...next, typing: undefined })
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
    unsaved() {
      const isSaved = saving === undefined && !hasUnsaved()
      if (isSaved) return undefined
      const beside = { ...localBeingSaved, ...unsavedLocal }
      const { draft } = current
      return { draft, local: beside, basedOn: kept.at, ...(underWay && { underWay }) }
    },
    giveWay,
    hear(news) {
      // While a save is under way it finds out by itself, and this may be news of that very save.
      if (news.savedAt !== undefined && news.savedAt > kept.at && !saving && !gaveWay) giveWay()
      if ('name' in news) show({ local: withLocal(current.local, { name: news.name }) })
    },
  }
}

function keptState(at: number): SavedState {
  return at === neverKept ? { kind: 'new' } : { kind: 'saved', at }
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
