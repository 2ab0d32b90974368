import { checkSync, type JsonObject, type Problem, type SyncContext } from '@sync-builder/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiFailure, type ApiError } from '../api/client.ts'
import { fetchCreateState } from '../api/session.ts'
import { createSync, syncQuery, validateSync } from '../api/syncs.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { settleAttempt, takeAttempt, type CreateAttempt } from '../draft/storage.ts'
import { refusalProblems } from './refusal.ts'

/** What the API said of one exact payload; any edit makes it stale. */
export type Verdict =
  | { kind: 'valid'; payload: JsonObject }
  | { kind: 'refused'; payload: JsonObject; error: ApiError; problems: Problem[] }
  /** The check itself created a sync (the reference leaves this open): do not create another. */
  | { kind: 'exists'; payload: JsonObject; syncId: number }

/** Where the two calls stand. */
export type CreateState =
  | { kind: 'idle' }
  | { kind: 'checking' }
  /** `error` is set while the proxy cannot be asked how it went. */
  | { kind: 'creating'; since: number; error?: ApiError }
  | { kind: 'created'; syncId: number }
  /** This draft was created some time before: it makes no second sync. */
  | { kind: 'created before'; syncId: number }
  /** The create was sent, and was refused. */
  | { kind: 'refused'; error: ApiError }
  /** The create was sent, and nobody can say how it ended. */
  | { kind: 'unknown'; attempt: CreateAttempt; error: ApiError | undefined }
  /** What the browser keeps could not be written: without a kept key nothing is sent. */
  | { kind: 'not kept' }

/** The two actions of the builder and how they stand. */
export interface Create {
  state: CreateState
  /** The newest verdict, also when the payload has changed since. */
  verdict: Verdict | undefined
  /** True while the verdict is about the payload as it is now. */
  isCurrent: boolean
  validate: () => void
  validateAndCreate: () => void
  /** Ends a check that takes too long; nothing is known of the payload then. */
  stopValidating: () => void
  /** The operator looked and found the sync: the attempt is over. */
  recognise: (syncId: number) => void
  /** The operator looked and found nothing: the attempt is over, a new one may be made. */
  giveUpAttempt: () => void
}

const pollFirstMs = 1000
const pollLongestMs = 10_000

/**
 * Validates and creates the sync of one draft. `known` tells which musts hold for its object: some
 * need no key. `pending` is the attempt that this draft was left
 * with, by a reload or a closed tab: it is followed to its end before anything else is sent.
 */
export function useCreate(
  draftId: string,
  store: DraftStore,
  payload: JsonObject,
  known: SyncContext,
  pending: CreateAttempt | undefined,
): Create {
  const queries = useQueryClient()
  const [state, setState] = useState<CreateState>(() => stateOf(pending))
  const [verdict, setVerdict] = useState<Verdict>()
  // Set at once, where state is set at the next render: a double click must find it set.
  const busy = useRef(false)
  const leaving = useRef(new AbortController())
  const checking = useRef(new AbortController())

  const settle = useCallback(
    async (attempt: CreateAttempt, outcome: CreateAttempt['outcome'], syncId?: number) => {
      try {
        await settleAttempt(draftId, { ...attempt, outcome, ...(syncId && { syncId }) })
      } catch {
        // Not written down, the attempt stays "sent": the next visit asks the proxy again.
      }
    },
    [draftId],
  )

  const onCreated = useCallback(
    async (attempt: CreateAttempt, syncId: number) => {
      await settle(attempt, 'created', syncId)
      void queries.invalidateQueries({ queryKey: ['syncs'] })
      setState({ kind: 'created', syncId })
    },
    [settle, queries],
  )

  /** Asks the proxy how an attempt ended, until it is known. */
  const follow = useCallback(
    async (attempt: CreateAttempt, error: ApiError | undefined, signal: AbortSignal) => {
      for (
        let waitMs = pollFirstMs;
        !signal.aborted;
        waitMs = Math.min(waitMs * 2, pollLongestMs)
      ) {
        // One question after the other: the next is asked only when this one is answered.
        // oxlint-disable-next-line no-await-in-loop
        const answer = await askProxy(attempt.key, signal)
        if (signal.aborted) return
        if (
          answer.kind === 'pending' ||
          (answer.kind === 'never sent' && isOnItsWay(attempt, error))
        ) {
          const asking = answer.kind === 'pending' ? answer.error : undefined
          setState({ kind: 'creating', since: attempt.startedAt, ...(asking && { error: asking }) })
          // oxlint-disable-next-line no-await-in-loop
          await pause(waitMs, signal)
          continue
        }
        if (answer.kind === 'created') return onCreated(attempt, answer.syncId)
        if (answer.kind === 'unknown') {
          await settle(attempt, 'unknown')
          setState({ kind: 'unknown', attempt, error })
          return
        }
        await settle(attempt, 'refused')
        setState(error ? { kind: 'refused', error } : { kind: 'idle' })
        return
      }
    },
    [onCreated, settle],
  )

  useEffect(() => {
    const mounted = new AbortController()
    leaving.current = mounted
    if (pending?.outcome === 'sent') {
      busy.current = true
      void follow(pending, undefined, mounted.signal).finally(() => (busy.current = false))
    }
    return () => mounted.abort()
  }, [pending, follow])

  /** The check; true when the API would take the payload. */
  async function check(body: JsonObject): Promise<boolean> {
    setState({ kind: 'checking' })
    checking.current = new AbortController()
    const signal = AbortSignal.any([leaving.current.signal, checking.current.signal])
    try {
      const { syncId } = await validateSync(body, signal)
      if (syncId !== undefined && (await exists(syncId))) {
        setVerdict({ kind: 'exists', payload: body, syncId })
        return false
      }
      setVerdict({ kind: 'valid', payload: body })
      return true
    } catch (error) {
      if (signal.aborted) return false
      const failure = failureOf(error)
      const problems = refusalProblems(failure, body)
      setVerdict({ kind: 'refused', payload: body, error: failure, problems })
      return false
    } finally {
      setState({ kind: 'idle' })
    }
  }

  async function exists(syncId: number): Promise<boolean> {
    try {
      await queries.fetchQuery({ ...syncQuery(syncId), staleTime: 0 })
      return true
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'refused' && failure.status === 404) return false
      throw error
    }
  }

  async function create(body: JsonObject): Promise<void> {
    const fresh: CreateAttempt = {
      key: crypto.randomUUID(),
      startedAt: Date.now(),
      outcome: 'sent',
      payload: body,
    }
    let attempt: CreateAttempt
    try {
      await store.flush()
      attempt = await takeAttempt(draftId, fresh)
    } catch {
      setState({ kind: 'not kept' })
      return
    }
    if (attempt.outcome === 'created' && attempt.syncId !== undefined) {
      setState({ kind: 'created before', syncId: attempt.syncId })
      return
    }
    setState({ kind: 'creating', since: attempt.startedAt })
    try {
      // Another tab's attempt goes on under its own key and payload: the proxy sends it once.
      const syncId = await createSync(attempt.payload, attempt.key)
      await onCreated(attempt, syncId)
    } catch (error) {
      await follow(attempt, failureOf(error), leaving.current.signal)
    }
  }

  function start(action: (body: JsonObject) => Promise<unknown>): void {
    if (busy.current) return
    const body = store.snapshot().payload
    if (checkSync(body, known).some(({ severity }) => severity === 'error')) return
    busy.current = true
    void action(body).finally(() => (busy.current = false))
  }

  return {
    state,
    verdict,
    isCurrent: verdict?.payload === payload,
    validate: () => start(check),
    validateAndCreate: () => start(async (body) => (await check(body)) && create(body)),
    stopValidating: () => checking.current.abort(),
    recognise(syncId) {
      if (state.kind === 'unknown') void onCreated(state.attempt, syncId)
    },
    giveUpAttempt() {
      if (state.kind !== 'unknown') return
      void settle(state.attempt, 'refused').then(() => setState({ kind: 'idle' }))
    },
  }
}

function stateOf(pending: CreateAttempt | undefined): CreateState {
  if (pending?.outcome === 'sent') return { kind: 'creating', since: pending.startedAt }
  if (pending?.outcome === 'unknown') return { kind: 'unknown', attempt: pending, error: undefined }
  if (pending?.outcome === 'created' && pending.syncId !== undefined) {
    return { kind: 'created before', syncId: pending.syncId }
  }
  return { kind: 'idle' }
}

type Known =
  | { kind: 'pending'; error?: ApiError }
  | { kind: 'created'; syncId: number }
  | { kind: 'never sent' }
  | { kind: 'refused' }
  | { kind: 'unknown' }

/** A request that a reload cut off may still be arriving, or be judged, for so long. */
const arrivesWithinMs = 15_000

/** Whether a create that the proxy has not written down may yet be: only a refusal rules it out. */
function isOnItsWay(attempt: CreateAttempt, error: ApiError | undefined): boolean {
  return error?.kind !== 'refused' && Date.now() < attempt.startedAt + arrivesWithinMs
}

async function askProxy(key: string, signal: AbortSignal): Promise<Known> {
  try {
    const known = await fetchCreateState(key, signal)
    if (known.state === 'sent') return { kind: 'pending' }
    if (known.state === 'unknown') return { kind: 'unknown' }
    if (known.syncId !== undefined) return { kind: 'created', syncId: known.syncId }
    // An API that fails with 5xx may have created the sync before it failed.
    return { kind: known.status >= 500 ? 'unknown' : 'refused' }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.kind === 'refused' && failure.status === 404) return { kind: 'never sent' }
    return { kind: 'pending', error: failure }
  }
}

function failureOf(error: unknown): ApiError {
  return error instanceof ApiFailure ? error.error : { kind: 'unreachable' }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
