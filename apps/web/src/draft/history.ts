import { valueAt, type JsonValue, type SyncDraft } from '@sync-builder/schema'
import { changeBetween } from './differences.ts'

/**
 * The states of a draft that can be gone back and forth to. They share what did not change, so a
 * step costs little more than the change itself.
 */
export interface History {
  /** Oldest first, never empty. */
  states: readonly SyncDraft[]
  /** What each state holds that the one before it does not, in values; see `costOf`. */
  costs: readonly number[]
  /** Where in `states` the draft stands. */
  at: number
  /** True while the oldest state is the draft as it was opened. */
  isWhole: boolean
  /** The place that is being typed in, and when it last changed, in milliseconds. */
  typing: { place: string; changedAt: number } | undefined
}

/** So many steps can be taken back. */
export const mostSteps = 200

/** All states together hold at most so many values, some 20 bytes each: one step back is always kept. */
export const mostValues = 1_000_000

/** A row that changed is a new object with some twenty values in it. */
const valuesOfRow = 20

/** What is typed in one place is one step as long as no pause is longer than this. */
export const typingPauseMs = 1_000

/** The history of a draft to which nothing has happened yet. */
export function startHistory(draft: SyncDraft): History {
  return { states: [draft], costs: [0], at: 0, isWhole: true, typing: undefined }
}

/**
 * The history after a change to `draft` at `now` (in milliseconds): a step more, in place of those
 * that were taken back. Typing that goes on joins the step that it began, and a text that was typed
 * and deleted is no step. A change that changes nothing leaves the steps as they are. `typedIn` names
 * the text of which the change is a consequence, whatever it changed.
 */
export function recordChange(
  history: History,
  draft: SyncDraft,
  now: number,
  typedIn?: string,
): History {
  const { states, at, typing } = history
  const change = changeBetween(states[at]!, draft)
  if (change.kind === 'none') return amendState(history, draft)
  const place = typedIn ?? (change.kind === 'typing' ? change.place : undefined)
  const goesOn =
    place !== undefined && typing?.place === place && now - typing.changedAt <= typingPauseMs
  const before = goesOn ? states[at - 1] : undefined
  if (before && changeBetween(before, draft).kind === 'none') {
    const costs = history.costs.slice(0, at)
    return { ...history, states: states.slice(0, at), costs, at: at - 1, typing: undefined }
  }
  const end = goesOn ? at : at + 1
  const kept = [...states.slice(0, end), draft]
  const costs = [...history.costs.slice(0, end), costOf(kept[end - 1], draft)]
  const surplus = surplusOf(costs)
  return {
    states: kept.slice(surplus),
    costs: costs.slice(surplus),
    at: end - surplus,
    isWhole: history.isWhole && surplus === 0,
    typing: place === undefined ? undefined : { place, changedAt: now },
  }
}

/**
 * The history when the state that is shown turned out as `draft`: a consequence of the last step,
 * so no step of its own, and what was taken back stays.
 */
export function amendState(history: History, draft: SyncDraft): History {
  const states = history.states.slice()
  states[history.at] = draft
  const costs = history.costs.slice()
  costs[history.at] = costOf(states[history.at - 1], draft)
  return { ...history, states, costs }
}

/** How many of the oldest states are too many, by number and by what they hold. */
function surplusOf(costs: readonly number[]): number {
  let surplus = Math.max(0, costs.length - (mostSteps + 1))
  let values = costs.slice(surplus).reduce((sum, cost) => sum + cost, 0)
  while (values > mostValues && surplus < costs.length - 2) {
    values -= costs[surplus]!
    surplus += 1
  }
  return surplus
}

/**
 * About how many values a state holds that the one before it does not share. Counted by identity,
 * since every key press asks: what both hold is the same object.
 */
export function costOf(before: SyncDraft | undefined, after: SyncDraft): number {
  if (before === undefined) return 0
  // The list of rows itself, and that of the payload that is made of it.
  const rows =
    before.rows === after.rows
      ? 0
      : 2 * after.rows.length + valuesOfRow * countNew(before.rows, after.rows)
  const lists = [
    [before.parked, after.parked],
    [before.parkedRows, after.parkedRows],
    [before.rowOrder, after.rowOrder],
    [before.typedColumns, after.typedColumns],
  ] as const
  const others = lists.reduce((sum, [was, is]) => sum + (was === is ? 0 : is.length), 0)
  return 1 + rows + others + newValues(before.body, after.body)
}

/** Where no more rows than these stand differently, each of them is a new one: most key presses. */
const fewRows = 8

function countNew(before: SyncDraft['rows'], after: SyncDraft['rows']): number {
  if (before.length === after.length) {
    const others = after.reduce((count, row, index) => count + (row === before[index] ? 0 : 1), 0)
    if (others <= fewRows) return others
  }
  const old = new Set(before)
  return after.reduce((count, row) => count + (old.has(row) ? 0 : 1), 0)
}

/** How many values of a JSON value are no part of the one that stood in its place. */
function newValues(before: JsonValue | undefined, after: JsonValue | undefined): number {
  if (before === after || after === undefined) return 0
  if (typeof after === 'string') return 1 + after.length / 8
  if (typeof after !== 'object' || after === null) return 1
  return Object.entries(after).reduce(
    (sum, [key, value]) =>
      sum + 1 + newValues(valueAt(before, [Array.isArray(before) ? Number(key) : key]), value),
    1,
  )
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
