import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiFailure } from '../api/apiFailure.ts'
import { fetchCreateState } from '../api/session.ts'
import { createSync, readSync, validateSync } from '../api/syncs.ts'
import { useBuilder } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { keepCreated, settleAttempt, takeAttempt } from '../draft/storage.ts'
import { createAttempts, type Attempts, type Edges, type Standing } from './attempt.ts'
import { useUnblocked } from './useUnblocked.ts'

/** The two actions of the builder and how they stand. */
export interface Create extends Standing {
  /** True while the verdict is about the payload as it is now. */
  isCurrent: boolean
  validate: () => void
  validateAndCreate: () => void
  stopValidating: () => void
  recognise: (syncId: number) => void
  giveUpAttempt: () => void
}

/**
 * The attempts to make a sync of one draft: see `Attempts`. `left` is the one that the draft was
 * left with, by a reload or a closed tab. The draft and its store stay the same as long as the
 * caller is mounted.
 */
export function useAttempts(
  draftId: string,
  store: DraftStore,
  left: CreateAttempt | undefined,
): Attempts {
  const queries = useQueryClient()
  const [attempts] = useState(() => {
    const edges = edgesOf(draftId, store, () => {
      void queries.invalidateQueries({ queryKey: ['syncs'] })
    })
    return createAttempts(edges, left)
  })
  useEffect(() => attempts.resume(), [attempts])
  return attempts
}

/** How the attempts stand. */
export function useStanding(attempts: Attempts): Standing {
  return useSyncExternalStore(attempts.subscribe, attempts.standing)
}

/** The two actions over the builder's draft: what blocks its payload keeps them from being taken. */
export function useCreate(attempts: Attempts): Create {
  const { payload } = useBuilder()
  const start = useUnblocked()
  const standing = useStanding(attempts)

  return {
    ...standing,
    isCurrent: standing.verdict?.payload === payload,
    validate: () => start(attempts.validate),
    validateAndCreate: () => start(attempts.validateAndCreate),
    stopValidating: attempts.stopValidating,
    recognise: attempts.recognise,
    giveUpAttempt: attempts.giveUpAttempt,
  }
}

function edgesOf(draftId: string, store: DraftStore, onCreated: () => void): Edges {
  return {
    check: async (payload, signal) => (await validateSync(payload, signal)).syncId,
    exists,
    send: createSync,
    ask: fetchCreateState,
    payload: () => store.snapshot().payload,
    flush: () => store.flush(),
    async take(fresh, basedOn) {
      const taken = await takeAttempt(draftId, fresh, basedOn)
      if (taken === 'changed elsewhere') store.giveWay()
      return taken
    },
    async settle(attempt) {
      if (attempt.outcome === 'created') onCreated()
      return settleAttempt(draftId, attempt)
    },
    async keepCreated(attempt) {
      onCreated()
      await keepCreated(draftId, attempt)
    },
    newKey: () => crypto.randomUUID(),
    now: () => Date.now(),
    pause,
  }
}

/** Whether there is a sync with this id. */
export async function exists(syncId: number, signal: AbortSignal): Promise<boolean> {
  try {
    await readSync(syncId, signal)
    return true
  } catch (error) {
    const failure = error instanceof ApiFailure ? error.error : undefined
    if (failure?.kind === 'refused' && failure.status === 404) return false
    throw error
  }
}

/** Resolves after so long, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
