import type { JsonObject, Problem } from '@sync-builder/schema'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'
import type { CreateKnowledge } from '../api/session.ts'
import type { SavedState } from '../draft/draftStore.ts'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { createChecks, type CheckEdges } from './check.ts'
import { refusalProblems } from './refusal.ts'

// How one draft becomes one sync, whatever fails on the way. The API has no idempotency (reference
// 1.5), so a payload is posted under a key that the browser has written down before, and once only:
// from then on the proxy is asked how it ended, and where nobody knows, the operator looks.

/** Which of the two calls an answer was given to. */
type Call = 'check' | 'create'

/** What was said of one exact payload; any edit makes it stale. */
export type Verdict =
  | { kind: 'valid'; payload: JsonObject }
  /** The payload is not one that the API takes. */
  | { kind: 'refused'; call: Call; payload: JsonObject; error: ApiError; problems: Problem[] }
  /** Nothing was said of the payload: the call failed, and it is certain that nothing came of it. */
  | { kind: 'failed'; call: Call; payload: JsonObject; error: ApiError }

/** Where the two calls stand. */
export type Progress =
  | { kind: 'idle' }
  | { kind: 'checking' }
  /** `error` is set while the proxy cannot be asked how it went. */
  | { kind: 'creating'; error?: ApiError }
  | { kind: 'created'; syncId: number }
  /** This draft was created some time before: it makes no second sync. */
  | { kind: 'created before'; syncId: number }
  /** The API answered a check with a sync that exists: this draft is created, too. */
  | { kind: 'created by the check'; syncId: number }
  /** The create was cut off before it reached the proxy. */
  | { kind: 'never sent' }
  /** The create was sent, and nobody can say how it ended. */
  | { kind: 'unknown'; attempt: CreateAttempt; error?: ApiError }
  /** What the browser keeps could not be written: without a kept key nothing is sent. */
  | { kind: 'not kept' }

/** All that is shown of the two calls: replaced as a whole, so that React can compare it. */
export interface Standing {
  progress: Progress
  /** The newest verdict, also when the payload has changed since. */
  verdict: Verdict | undefined
}

/** What an attempt needs of the world. Calls of the proxy reject with `ApiFailure`. */
export interface Edges extends CheckEdges {
  /** Posts the create and gives the new sync's id. */
  send: (payload: JsonObject, key: string) => Promise<number>
  /** What the proxy knows of a create; undefined when it knows no such key. */
  ask: (key: string, signal: AbortSignal) => Promise<CreateKnowledge | undefined>
  /** The payload as it is now. */
  payload: () => JsonObject
  /** Keeps the draft as it is now. */
  flush: () => Promise<SavedState>
  /** See `takeAttempt`. */
  take: (fresh: CreateAttempt, basedOn: number) => Promise<CreateAttempt | 'changed elsewhere'>
  /** See `settleAttempt`. */
  settle: (attempt: CreateAttempt) => Promise<CreateAttempt>
  /** See `keepCreated`. */
  keepCreated: (attempt: CreateAttempt) => Promise<void>
  newKey: () => string
  /** Milliseconds since the epoch. */
  now: () => number
  /** Resolves after so long, or at once when the signal aborts. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The protocol over one draft. */
export interface Attempts {
  standing: () => Standing
  subscribe: (listener: () => void) => () => void
  /** Follows the attempt that the draft was left with; gives the way to leave the draft again. */
  resume: () => () => void
  /** Each does nothing while the last call is not over, or leaves no room for another. */
  validate: (payload: JsonObject) => void
  validateAndCreate: (payload: JsonObject) => void
  /** Ends a check that takes too long; nothing is known of the payload then. */
  stopValidating: () => void
  /** The operator looked and found the sync: the attempt is over. */
  recognise: (syncId: number) => void
  /** The operator looked and found nothing: the attempt is over, a new one may be made. */
  giveUpAttempt: () => void
}

const pollFirstMs = 1_000
const pollLongestMs = 10_000
/**
 * A request that a reload cut off may be on its way for so long. The proxy knows it from its head
 * on, and drops it when nobody waits for it before it is sent.
 */
const arrivesWithinMs = 3_000
/** The proxy remembers for a week: within a day, a key that it does not know was never sent. */
const rememberedMs = 24 * 60 * 60_000

/** What follows from an answer of the proxy. */
export type Conclusion =
  | { kind: 'wait'; error?: ApiError }
  | { kind: 'created'; syncId: number }
  | { kind: 'refused'; error: ApiError }
  | { kind: 'never sent'; error?: ApiError }
  | { kind: 'unknown' }

/**
 * What follows from what the proxy knows of an attempt. `knowledge` is undefined for a key that it
 * does not know; `failure` is what the create itself was answered, if this page saw it.
 */
export function conclude(
  knowledge: CreateKnowledge | undefined,
  attempt: CreateAttempt,
  failure: ApiError | undefined,
  now: number,
): Conclusion {
  if (knowledge?.state === 'sent') return { kind: 'wait' }
  if (knowledge?.state === 'unknown') return { kind: 'unknown' }
  if (knowledge?.state === 'answered') {
    const { status, syncId, message } = knowledge
    if (syncId !== undefined) return { kind: 'created', syncId }
    // Only a refusal rules it out: an API that fails, or answers something else, may have created.
    if (status < 400 || status >= 500) return { kind: 'unknown' }
    return { kind: 'refused', error: failure ?? refusedWith(status, message) }
  }
  if (attempt.outcome === 'unknown' || attempt.startedAt < now - rememberedMs) {
    return { kind: 'unknown' }
  }
  if (failure?.kind === 'refused') {
    if (failure.code === 'outcome_unknown') return { kind: 'unknown' }
    return failure.status < 500
      ? { kind: 'refused', error: failure }
      : { kind: 'never sent', error: failure }
  }
  if (isOnItsWay(attempt, now)) return { kind: 'wait' }
  return failure ? { kind: 'never sent', error: failure } : { kind: 'never sent' }
}

function isOnItsWay({ outcome, startedAt }: CreateAttempt, now: number): boolean {
  return outcome === 'sent' && now < startedAt + arrivesWithinMs
}

function refusedWith(status: number, message: string): ApiError {
  return {
    kind: 'refused',
    status,
    code: undefined,
    message,
    requestId: undefined,
    problems: [],
    retryAfterMs: undefined,
  }
}

/** The protocol over one draft, and the attempt that it was left with, if any. */
export function createAttempts(edges: Edges, left: CreateAttempt | undefined): Attempts {
  const listeners = new Set<() => void>()
  let current: Standing = { progress: progressOf(left), verdict: undefined }
  let leaving = new AbortController()
  let checking = new AbortController()
  const checkAndLook = createChecks(edges)

  function show(progress: Progress, verdict = current.verdict): void {
    current = { progress, verdict }
    for (const listener of listeners) listener()
  }

  /** Writes down how an attempt ended; gives the other outcome that is kept, if there is one. */
  async function settle(settled: CreateAttempt): Promise<CreateAttempt | undefined> {
    try {
      const kept = await edges.settle(settled)
      const isKept = kept.key === settled.key && kept.outcome === settled.outcome
      return isKept && kept.syncId === settled.syncId ? undefined : kept
    } catch {
      // Not written down, the attempt stays as it was: the next visit asks the proxy again.
      return undefined
    }
  }

  async function endCreated(attempt: CreateAttempt, syncId: number): Promise<void> {
    const other = await settle({ ...attempt, outcome: 'created', syncId })
    if (other) return adopt(other)
    // What was changed since, here or by another tab's attempt, is not in that sync: it is said.
    const isShown = isSame(attempt.payload, edges.payload())
    show({ kind: isShown ? 'created' : 'created before', syncId })
  }

  /** Goes on with an attempt that was not begun here: it is followed, never sent again. */
  async function adopt(attempt: CreateAttempt): Promise<void> {
    const { signal } = leaving
    show(progressOf(attempt))
    // Another tab has just written it down, and may be about to send it.
    if (isOnItsWay(attempt, edges.now())) await edges.pause(pollFirstMs, signal)
    if (attempt.outcome === 'sent' || attempt.outcome === 'unknown') {
      await follow(attempt, undefined, signal)
    }
  }

  async function endUncreated(attempt: CreateAttempt, verdict?: Verdict): Promise<void> {
    const other = await settle({ ...attempt, outcome: 'refused' })
    if (other) return adopt(other)
    show({ kind: verdict ? 'idle' : 'never sent' }, verdict)
  }

  /** Ends an attempt of which nothing came. */
  async function drop(attempt: CreateAttempt): Promise<void> {
    const other = await settle({ ...attempt, outcome: 'refused' })
    if (other) return adopt(other)
    show({ kind: 'idle' })
  }

  /** Asks the proxy how an attempt ended, until it is known. */
  async function follow(
    attempt: CreateAttempt,
    failure: ApiError | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    let waitMs = pollFirstMs
    for (;;) {
      // One question after the other: the next is asked only when this one is answered.
      const conclusion = await askAndConclude(attempt, failure, signal)
      if (signal.aborted) return
      if (conclusion.kind !== 'wait') return end(attempt, conclusion, failure)
      const { error } = conclusion
      show({ kind: 'creating', ...(error && { error }) })
      await edges.pause(waitMs, signal)
      if (signal.aborted) return
      waitMs = Math.min(waitMs * 2, pollLongestMs)
    }
  }

  async function askAndConclude(
    attempt: CreateAttempt,
    failure: ApiError | undefined,
    signal: AbortSignal,
  ): Promise<Conclusion> {
    try {
      return conclude(await edges.ask(attempt.key, signal), attempt, failure, edges.now())
    } catch (error) {
      if (attempt.outcome === 'unknown') return { kind: 'unknown' }
      // It said so itself that it sent nothing, and cannot say so again without its journal.
      if (failure?.kind === 'refused' && failure.code === 'journal_unavailable') {
        return { kind: 'never sent', error: failure }
      }
      return { kind: 'wait', error: failureOf(error) }
    }
  }

  async function end(
    attempt: CreateAttempt,
    conclusion: Exclude<Conclusion, { kind: 'wait' }>,
    failure: ApiError | undefined,
  ): Promise<void> {
    if (conclusion.kind === 'created') return endCreated(attempt, conclusion.syncId)
    if (conclusion.kind === 'unknown') {
      const unknown: CreateAttempt = { ...attempt, outcome: 'unknown' }
      const other = await settle(unknown)
      if (other) return adopt(other)
      return show({ kind: 'unknown', attempt: unknown, ...(failure && { error: failure }) })
    }
    const { error } = conclusion
    return endUncreated(attempt, error && judged('create', asShown(attempt.payload), error))
  }

  /** The payload on the screen where it is the one that was sent, which a reload has copied. */
  function asShown(sent: JsonObject): JsonObject {
    const now = edges.payload()
    return isSame(now, sent) ? now : sent
  }

  /** The check; true when the API would take the payload. */
  async function check(payload: JsonObject): Promise<boolean> {
    show({ kind: 'checking' })
    checking = new AbortController()
    const signal = AbortSignal.any([leaving.signal, checking.signal])
    try {
      const made = await checkAndLook(payload, signal)
      if (made !== undefined) {
        await keepMade(payload, made)
        return false
      }
      if (signal.aborted) {
        show({ kind: 'idle' })
        return false
      }
      show({ kind: 'idle' }, { kind: 'valid', payload })
      return true
    } catch (error) {
      if (signal.aborted) show({ kind: 'idle' })
      else show({ kind: 'idle' }, judged('check', payload, failureOf(error)))
      return false
    }
  }

  async function keepMade(payload: JsonObject, syncId: number): Promise<void> {
    const key = edges.newKey()
    try {
      const startedAt = edges.now()
      await edges.keepCreated({ key, startedAt, outcome: 'created', payload, syncId })
    } catch {
      // Not written down, this page still knows it, and sends nothing more.
    }
    show({ kind: 'created by the check', syncId })
  }

  async function create(payload: JsonObject, pressedAt: number): Promise<void> {
    show({ kind: 'creating' })
    const key = edges.newKey()
    const fresh: CreateAttempt = { key, startedAt: edges.now(), outcome: 'sent', payload }
    let attempt: CreateAttempt | 'changed elsewhere'
    try {
      const saved = await edges.flush()
      attempt = saved.kind === 'saved' ? await edges.take(fresh, saved.at) : whyNotTaken(saved.kind)
    } catch {
      show({ kind: 'not kept' })
      return
    }
    if (attempt === 'changed elsewhere') return show({ kind: 'idle' })
    if (attempt.key !== key) {
      const { syncId: made, startedAt } = attempt
      // Made by another tab while this one checked the same: both lead to it.
      return made !== undefined && startedAt >= pressedAt && isSame(attempt.payload, payload)
        ? show({ kind: 'created', syncId: made })
        : adopt(attempt)
    }
    // What was edited while the key was written down is not what was checked.
    if (edges.payload() !== payload) return drop(attempt)
    let syncId: number
    try {
      syncId = await edges.send(payload, key)
    } catch (error) {
      return follow(attempt, failureOf(error), leaving.signal)
    }
    return endCreated(attempt, syncId)
  }

  async function checkAndCreate(payload: JsonObject): Promise<void> {
    const pressedAt = edges.now()
    const isValid = await check(payload)
    // What was edited meanwhile is not what was checked.
    if (isValid && edges.payload() === payload) await create(payload, pressedAt)
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
      if (left?.outcome === 'sent') void follow(left, undefined, here.signal)
      return () => here.abort()
    },
    validate(payload) {
      if (isFree(current.progress)) void check(payload)
    },
    validateAndCreate(payload) {
      if (isFree(current.progress)) void checkAndCreate(payload)
    },
    stopValidating: () => checking.abort(),
    recognise(syncId) {
      if (current.progress.kind === 'unknown') void endCreated(current.progress.attempt, syncId)
    },
    giveUpAttempt() {
      if (current.progress.kind === 'unknown') void drop(current.progress.attempt)
    },
  }
}

/** Whether another call may begin: it is looked at before each, so that a double click is one. */
function isFree({ kind }: Progress): boolean {
  return kind === 'idle' || kind === 'never sent' || kind === 'not kept'
}

function progressOf(attempt: CreateAttempt | undefined): Progress {
  switch (attempt?.outcome) {
    case 'sent':
      return { kind: 'creating' }
    case 'unknown':
      return { kind: 'unknown', attempt }
    case 'created':
      return attempt.syncId === undefined
        ? { kind: 'unknown', attempt }
        : { kind: 'created before', syncId: attempt.syncId }
    case 'refused':
    case undefined:
      return { kind: 'idle' }
  }
}

/** A draft that another tab has changed is no failure of the browser. */
function whyNotTaken(saved: Exclude<SavedState['kind'], 'saved'>): 'changed elsewhere' {
  if (saved === 'changed elsewhere') return saved
  throw new Error('The draft is not kept')
}

function judged(call: Call, payload: JsonObject, error: ApiError): Verdict {
  const isRefused = error.kind === 'refused' && error.status === 422
  if (!isRefused) return { kind: 'failed', call, payload, error }
  return { kind: 'refused', call, payload, error, problems: refusalProblems(error, payload) }
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Why a call failed, from what it threw. */
export function failureOf(error: unknown): ApiError {
  return error instanceof ApiFailure ? error.error : { kind: 'unreachable' }
}
