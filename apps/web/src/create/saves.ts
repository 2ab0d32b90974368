import {
  changedKeys,
  fromStoredSync,
  mergedSync,
  mergeItems,
  patchOf,
  withoutAlertIds,
  withStoredAlertIds,
  type JsonObject,
  type Problem,
  type Side,
} from '@sync-builder/schema'
import type { ApiError } from '../api/apiFailure.ts'
import type { SavedState } from '../draft/draftStore.ts'
import { baseOf } from '../draft/editedBase.ts'
import { objectOf, type EditedSync } from '../draft/editedSync.ts'
import { failureOf } from './attempt.ts'
import { createChecks, type CheckEdges } from './check.ts'
import { refusalProblems } from './refusal.ts'

// How the changes of one draft get into the sync that it edits. They are checked as the payload of
// a create would be (a PATCH that only validates is not documented), the sync is read again to see
// what others did meanwhile, and the changed keys are sent once. Where no answer comes, the sync
// is looked at; nothing is sent again by itself.

/** Which of the calls an answer was given to. */
type Call = 'check' | 'read' | 'save'

/** What was said of one exact payload; any edit makes it stale. */
export type SaveVerdict =
  | { kind: 'valid'; payload: JsonObject }
  /** The API does not take the payload, or the change. */
  | { kind: 'refused'; call: Call; payload: JsonObject; error: ApiError; problems: Problem[] }
  /** The call failed, and it is certain that nothing came of it. */
  | { kind: 'failed'; call: Call; payload: JsonObject; error: ApiError }

/** Where the calls stand. */
export type SaveProgress =
  | { kind: 'idle' }
  | { kind: 'checking' }
  /** The sync is read again. */
  | { kind: 'reading' }
  /** Somebody else has changed the sync: the operator decides. */
  | { kind: 'changed meanwhile'; theirs: JsonObject; readAt: number }
  | { kind: 'saving' }
  /** The change was sent, and it is looked for in the sync; `error` while that cannot be read. */
  | { kind: 'looking'; error?: ApiError }
  /** The change was sent, and the sync does not hold it. */
  | { kind: 'unknown'; isAsBefore: boolean; error?: ApiError }
  /** `isAll` unless something was edited while the change was on its way. */
  | { kind: 'saved'; isAll: boolean }
  /** The sync was deleted. */
  | { kind: 'gone' }
  /** The API answered a check with a sync that exists. */
  | { kind: 'created by the check'; syncId: number }
  /** What the browser keeps could not be written: without that nothing is sent. */
  | { kind: 'not kept' }

/** All that is shown of the calls: replaced as a whole, so that React can compare it. */
export interface SaveStanding {
  progress: SaveProgress
  /** The newest verdict, also when the payload has changed since. */
  verdict: SaveVerdict | undefined
  /** What the changes begin with, in a request's form. */
  base: JsonObject
  /** Milliseconds since the epoch of the last reading of the sync. */
  readAt: number
}

/** What saving needs of the world. Calls of the proxy reject with `ApiFailure`. */
export interface SaveEdges extends CheckEdges {
  /** The sync as the API answers it now. */
  read: (signal: AbortSignal) => Promise<JsonObject>
  /** Sends the changed keys, and gives the sync that the API answers. */
  send: (change: JsonObject) => Promise<JsonObject>
  /** The payload as it is now. */
  payload: () => JsonObject
  /** Shows another payload in the draft. */
  replace: (payload: JsonObject) => void
  /** The same, and takes the way back to all payloads before. */
  replaceForGood: (payload: JsonObject) => void
  /** Keeps the draft as it is now. */
  flush: () => Promise<SavedState>
  /** Keeps what is known of the sync beside the draft. */
  keep: (edited: EditedSync) => Promise<void>
  /** See `takeSave`. */
  take: (edited: EditedSync, basedOn: number) => Promise<EditedSync | 'changed elsewhere'>
  /** The sync is another one than other pages show. */
  onSaved: () => void
  /** Milliseconds since the epoch. */
  now: () => number
  /** Resolves after so long, or at once when the signal aborts. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The protocol over one draft. */
export interface Saves {
  standing: () => SaveStanding
  subscribe: (listener: () => void) => () => void
  /** Looks for the change that the draft was left with; gives the way to leave the draft again. */
  resume: () => () => void
  /** Each does nothing while the last call is not over. */
  validate: (payload: JsonObject) => void
  validateAndSave: (payload: JsonObject) => void
  stopValidating: () => void
  /** Goes on with both changes, as the operator chose; nothing is sent. */
  decide: (choices: ReadonlyMap<string, Side>) => void
  /** Looks for the change once more. */
  lookAgain: () => void
  /** The operator looked: the change did not arrive, and another may be sent. */
  giveUp: () => void
}

/** The proxy waits this long for the API's answer, and then some for the way. */
const arrivesWithinMs = 40_000
const lookFirstMs = 1_000
const lookLongestMs = 8_000

/** Whether the sync holds a change that was sent. */
export function holds(sync: JsonObject, change: JsonObject): boolean {
  const stored = fromStoredSync(sync)
  const held = Object.keys(change).flatMap((key) =>
    Object.hasOwn(stored, key) ? [[key, stored[key] ?? null] as const] : [],
  )
  // New alerts were sent without the ids that they have by now.
  return isAlike(Object.fromEntries(held), withStoredAlertIds(change, stored))
}

/** Whether two requests say the same, but for the order of rows: without positions it means nothing. */
function isAlike(one: JsonObject, other: JsonObject): boolean {
  return mergeItems(one, other, one).length === 0
}

/** Codes with which the proxy says that it did not get as far as the API, or no further. */
const sentNothing: ReadonlySet<string> = new Set([
  'upstream_unauthorized',
  'overloaded',
  'judge_unavailable',
])

/** Whether a failed PATCH tells for certain that nothing was changed. */
export function isCertain(error: ApiError): boolean {
  if (error.kind !== 'refused') return false
  if (error.code !== undefined && sentNothing.has(error.code)) return true
  return error.status >= 400 && error.status < 500
}

/** The protocol over a draft that changes the sync in `initial`. */
export function createSaves(edges: SaveEdges, initial: EditedSync): Saves {
  const listeners = new Set<() => void>()
  const checkAndLook = createChecks(edges)
  let edited = initial
  let leaving = new AbortController()
  let checking = new AbortController()
  let current: SaveStanding = {
    progress: beginOf(initial),
    verdict: undefined,
    base: baseOf(initial),
    readAt: initial.readAt,
  }

  function show(progress: SaveProgress, verdict = current.verdict): void {
    current = { ...current, progress, verdict }
    for (const listener of listeners) listener()
  }

  /** Begins the changes with the sync as it was just read. */
  function rebase(sync: JsonObject): void {
    const { sent: _, ...others } = edited
    edited = { ...others, base: JSON.stringify(sync), readAt: edges.now() }
    current = { ...current, base: fromStoredSync(sync), readAt: edited.readAt }
  }

  async function keep(): Promise<void> {
    try {
      await edges.keep(edited)
    } catch {
      // Not kept, the next visit begins with the sync as it was read before, and sees the changes.
    }
  }

  async function forgetSent(): Promise<void> {
    const { sent: _, ...others } = edited
    edited = others
    await keep()
  }

  /** The check; true when the API would take the payload. */
  async function check(payload: JsonObject): Promise<boolean> {
    show({ kind: 'checking' })
    checking = new AbortController()
    const signal = AbortSignal.any([leaving.signal, checking.signal])
    try {
      // It is checked as a create would be, and no alerts are there before one.
      const made = await checkAndLook(withoutAlertIds(payload), signal)
      if (made !== undefined) {
        edited = { ...edited, madeByCheck: made }
        await keep()
        edges.onSaved()
        show({ kind: 'created by the check', syncId: made })
        return false
      }
      if (signal.aborted) show({ kind: 'idle' })
      else show({ kind: 'idle' }, { kind: 'valid', payload })
      return !signal.aborted
    } catch (error) {
      if (signal.aborted) show({ kind: 'idle' })
      else fail('check', payload, failureOf(error))
      return false
    }
  }

  function fail(call: Call, payload: JsonObject, error: ApiError): void {
    if (call !== 'check' && isGone(error)) return show({ kind: 'gone' })
    const isRefused = error.kind === 'refused' && error.status === 422
    show(
      { kind: 'idle' },
      isRefused
        ? { kind: 'refused', call, payload, error, problems: refusalProblems(error, payload) }
        : { kind: 'failed', call, payload, error },
    )
  }

  /** Reads the sync again; true when nobody else has changed it. */
  async function isUnchanged(payload: JsonObject): Promise<boolean> {
    show({ kind: 'reading' })
    const { signal } = leaving
    let sync: JsonObject
    try {
      sync = await edges.read(signal)
    } catch (error) {
      if (!signal.aborted) fail('read', payload, failureOf(error))
      return false
    }
    const now = fromStoredSync(sync)
    if (!isAlike(current.base, now)) {
      show({ kind: 'changed meanwhile', theirs: sync, readAt: edges.now() })
      return false
    }
    // Rows in another order would look like a change of mine.
    if (changedKeys(current.base, now).length === 0) rebase(sync)
    return true
  }

  async function save(payload: JsonObject): Promise<void> {
    show({ kind: 'saving' })
    const change = patchOf(current.base, payload)
    const sending = { ...edited, sent: { at: edges.now(), change: JSON.stringify(change) } }
    try {
      const saved = await edges.flush()
      if (saved.kind === 'changed elsewhere') return show({ kind: 'idle' })
      if (saved.kind !== 'saved') return show({ kind: 'not kept' })
      const taken = await edges.take(sending, saved.at)
      if (taken === 'changed elsewhere') return show({ kind: 'idle' })
      edited = taken
      // Another tab has sent something: it is followed, and nothing is sent from here.
      if (taken !== sending) return await look()
    } catch {
      return show({ kind: 'not kept' })
    }
    let sync: JsonObject
    try {
      // What was edited while this was written down is not what was checked.
      if (edges.payload() !== payload) {
        await forgetSent()
        return show({ kind: 'idle' })
      }
      sync = await edges.send(change)
    } catch (error) {
      const failure = failureOf(error)
      if (!isCertain(failure)) return look()
      await forgetSent()
      return fail('save', payload, failure)
    }
    await endSaved(sync, change)
  }

  /** Begins anew with the sync as it is now, after a change that was sent of the draft. */
  async function endSaved(sync: JsonObject, change: JsonObject): Promise<void> {
    const text = JSON.stringify(change)
    // What was edited while it was on its way stays, as a change of what was saved.
    const isAll = JSON.stringify(patchOf(current.base, edges.payload())) === text
    rebase(sync)
    const payload = edges.payload()
    const named = withStoredAlertIds(payload, current.base)
    if (isAll) edges.replace(current.base)
    else if (named !== payload) edges.replace(named)
    await edges.flush()
    const { updated_at: updatedAt } = sync
    edited = {
      ...edited,
      saved: {
        // Not before the draft was kept: nothing was edited since.
        at: edges.now(),
        change: text,
        ...(typeof updatedAt === 'string' && { updatedAt }),
      },
    }
    await keep()
    edges.onSaved()
    show({ kind: 'saved', isAll }, undefined)
  }

  /** Looks whether the change that was sent is in the sync, as long as it may still arrive. */
  async function look(): Promise<void> {
    const { signal } = leaving
    const { sent } = edited
    if (!sent) return show({ kind: 'idle' })
    const change = objectOf(sent.change)
    show({ kind: 'looking' })
    for (let waitMs = lookFirstMs; ; waitMs = Math.min(waitMs * 2, lookLongestMs)) {
      // One look after the other.
      const seen = await seeOnce(change, signal)
      if (signal.aborted) return
      if (seen.kind === 'arrived') return endSaved(seen.sync, change)
      if (seen.kind === 'gone') {
        await forgetSent()
        return show({ kind: 'gone' })
      }
      const error = seen.kind === 'not read' ? { error: seen.error } : {}
      if (edges.now() >= sent.at + arrivesWithinMs) {
        const isAsBefore =
          seen.kind === 'not there' && isAlike(current.base, fromStoredSync(seen.sync))
        return show({ kind: 'unknown', isAsBefore, ...error })
      }
      show({ kind: 'looking', ...error })
      await edges.pause(waitMs, signal)
      if (signal.aborted) return
    }
  }

  async function seeOnce(change: JsonObject, signal: AbortSignal): Promise<Seen> {
    try {
      const sync = await edges.read(signal)
      return { kind: holds(sync, change) ? 'arrived' : 'not there', sync }
    } catch (error) {
      const failure = failureOf(error)
      return isGone(failure) ? { kind: 'gone' } : { kind: 'not read', error: failure }
    }
  }

  async function checkAndSave(payload: JsonObject): Promise<void> {
    if (Object.keys(patchOf(current.base, payload)).length === 0) return
    if (!(await check(payload))) return
    // What was edited meanwhile is not what was checked.
    if (edges.payload() !== payload || !(await isUnchanged(payload))) return
    if (edges.payload() === payload) await save(payload)
    else show({ kind: 'idle' })
  }

  return {
    standing: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    resume() {
      const here = new AbortController()
      leaving = here
      if (edited.sent) void look()
      return () => here.abort()
    },
    validate(payload) {
      if (isFree(current.progress)) void check(payload)
    },
    validateAndSave(payload) {
      if (isFree(current.progress)) void checkAndSave(payload)
    },
    stopValidating: () => checking.abort(),
    decide(choices) {
      const { progress, base } = current
      if (progress.kind !== 'changed meanwhile') return
      // An undo to before it would be a change of what others have changed.
      edges.replaceForGood(
        mergedSync(base, edges.payload(), fromStoredSync(progress.theirs), choices),
      )
      rebase(progress.theirs)
      void keep()
      show({ kind: 'idle' }, undefined)
    },
    lookAgain() {
      if (current.progress.kind === 'unknown') void look()
    },
    giveUp() {
      if (current.progress.kind !== 'unknown') return
      show({ kind: 'idle' }, undefined)
      void forgetSent()
    },
  }
}

function beginOf({ sent, madeByCheck: syncId }: EditedSync): SaveProgress {
  if (syncId !== undefined) return { kind: 'created by the check', syncId }
  return sent ? { kind: 'looking' } : { kind: 'idle' }
}

type Seen =
  | { kind: 'arrived' | 'not there'; sync: JsonObject }
  | { kind: 'not read'; error: ApiError }
  | { kind: 'gone' }

/** Whether another call may begin: it is looked at before each, so that a double click is one. */
function isFree({ kind }: SaveProgress): boolean {
  return kind === 'idle' || kind === 'changed meanwhile' || kind === 'not kept' || kind === 'saved'
}

function isGone(error: ApiError): boolean {
  return error.kind === 'refused' && error.status === 404 && error.code === undefined
}
