import type { SyncDraft } from '@sync-builder/schema'
import { changeBetween } from './differences.ts'

/**
 * The states of a draft that can be gone back and forth to. They share what did not change, so a
 * step costs little more than the change itself.
 */
export interface History {
  /** Oldest first, never empty. */
  states: readonly SyncDraft[]
  /** Where in `states` the draft stands. */
  at: number
  /** True while the oldest state is the draft as it was opened. */
  isWhole: boolean
  /** The place that is being typed in, and when it last changed, in milliseconds. */
  typing: { place: string; changedAt: number } | undefined
}

/** So many steps can be taken back. */
export const mostSteps = 200

/** What is typed in one place is one step as long as no pause is longer than this. */
export const typingPauseMs = 1_000

/** The history of a draft to which nothing has happened yet. */
export function startHistory(draft: SyncDraft): History {
  return { states: [draft], at: 0, isWhole: true, typing: undefined }
}

/**
 * The history after a change to `draft` at `now` (in milliseconds): a step more, in place of those
 * that were taken back. Typing that goes on joins the step that it began, and a text that was typed
 * and deleted is no step. A change that changes nothing leaves the steps as they are.
 */
export function recordChange(history: History, draft: SyncDraft, now: number): History {
  const { states, at, typing } = history
  const change = changeBetween(states[at]!, draft)
  if (change.kind === 'none') return amendState(history, draft)
  const goesOn =
    change.kind === 'typing' &&
    typing?.place === change.place &&
    now - typing.changedAt <= typingPauseMs
  const before = goesOn ? states[at - 1] : undefined
  if (before && changeBetween(before, draft).kind === 'none') {
    return { ...history, states: states.slice(0, at), at: at - 1, typing: undefined }
  }
  const kept = states.slice(0, goesOn ? at : at + 1)
  const surplus = Math.max(0, kept.length - mostSteps)
  return {
    states: [...kept.slice(surplus), draft],
    at: kept.length - surplus,
    isWhole: history.isWhole && surplus === 0,
    typing: change.kind === 'typing' ? { place: change.place, changedAt: now } : undefined,
  }
}

/**
 * The history when the state that is shown turned out as `draft`: a consequence of the last step,
 * so no step of its own, and what was taken back stays.
 */
export function amendState(history: History, draft: SyncDraft): History {
  const states = history.states.slice()
  states[history.at] = draft
  return { ...history, states }
}

/** The history at another of its states; the nearest when there is none at `at`. */
export function goToState(history: History, at: number): History {
  return {
    ...history,
    at: Math.max(0, Math.min(at, history.states.length - 1)),
    // What was gone back to is a state to come back to, so no typing joins it.
    typing: undefined,
  }
}
