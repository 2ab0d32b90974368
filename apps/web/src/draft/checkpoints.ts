import type { SyncDraft } from '@sync-builder/schema'
import { changeBetween } from './differences.ts'
import type { DraftStore } from './draftStore.ts'

/** After so many steps a version is kept, wherever one is in the draft. */
const stepsBetween = 25

/** Keeps a version: the draft, and in words what led to it. */
export type KeepCheckpoint = (draft: SyncDraft, words: string, at: number) => Promise<void>

/** Watches a draft and keeps versions of it to come back to. */
export interface Recorder {
  /** Keeps the draft as it is now, unless the newest version says the same. */
  record: () => Promise<void>
  /** A step of the wizard is shown: what was done in another one before is recorded. */
  enter: (step: string) => void
  /** Shows an earlier version: one step that can be taken back. What was shown is kept before. */
  restore: (draft: SyncDraft, words: string) => Promise<void>
  /** Ends the watching. */
  end: () => void
}

interface RecorderEdges {
  keep: KeepCheckpoint
  /** What leads from one draft to another, in words. */
  wordsBetween: (before: SyncDraft, after: SyncDraft) => Promise<string>
  /** Milliseconds since the epoch. */
  now: () => number
}

/**
 * A recorder over the store of a draft that was opened as kept at `openedAt`; undefined for a new
 * one. As it was opened is the first version, once there is a second. What cannot be kept is left out: the draft itself is
 * saved elsewhere, and says when it is not.
 */
export function createRecorder(
  store: DraftStore,
  openedAt: number | undefined,
  { keep, wordsBetween, now }: RecorderEdges,
): Recorder {
  let newest = store.snapshot().draft
  let first = openedAt === undefined ? undefined : { draft: newest, at: openedAt }
  let steps = 0
  let entered: string | undefined
  let shown = store.snapshot().history
  let working: Promise<void> = Promise.resolve()

  async function keepIfNew(words?: string): Promise<void> {
    const { draft } = store.snapshot()
    if (changeBetween(newest, draft).kind === 'none') return
    steps = 0
    if (first) {
      await keep(first.draft, 'As it was opened', first.at)
      first = undefined
    }
    await keep(draft, words ?? ((await wordsBetween(newest, draft)) || 'Changed'), now())
    // Only now: what could not be kept is led to by the words of the next one as well.
    newest = draft
  }

  // One after the other, so that their words follow from each other.
  function queue(words?: string): Promise<void> {
    working = working.then(() => keepIfNew(words)).catch(() => undefined)
    return working
  }

  const end = store.subscribe(() => {
    const { history } = store.snapshot()
    if (history === shown) return
    if (history.states.length !== shown.states.length || history.at !== shown.at) steps += 1
    shown = history
    if (steps >= stepsBetween) {
      steps = 0
      void queue()
    }
  })

  return {
    record: () => queue(),
    enter(step) {
      if (step !== entered) void queue()
      entered = step
    },
    async restore(draft, words) {
      await queue()
      store.restore(draft)
      await queue(words)
    },
    end,
  }
}
