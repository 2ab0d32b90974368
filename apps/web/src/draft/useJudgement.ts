import {
  checkSync,
  checkSyncInSteps,
  editDraft,
  type JsonObject,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'
import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { DraftStore } from './draftStore.ts'
import { inSlices } from './inSlices.ts'
import { isStillFound } from './stillFound.ts'

/** What the rules say of a payload. */
export interface Judgement {
  /** The same list as before while the rules find no news. */
  problems: readonly Problem[]
  /** See `Builder`; the same function as long as the store is. */
  applyFix: (problem: Problem) => boolean
}

/**
 * The rules over `payload`, which is the one of `store` or a moment older (see `useSettled`). They
 * are gone through in slices, so the problems come another moment later.
 */
export function useJudgement(
  store: DraftStore,
  payload: JsonObject,
  known: SyncContext,
): Judgement {
  const [judgement, setJudgement] = useState(() => ({
    problems: checkSync(payload, known),
    payload,
    known,
  }))
  const isCurrent = judgement.payload === payload && judgement.known === known
  useEffect(() => {
    if (isCurrent) return undefined
    const stop = new AbortController()
    inSlices(checkSyncInSteps(payload, known), stop.signal).then(
      (found) =>
        startTransition(() =>
          setJudgement((before) => ({
            problems: saysTheSame(before.problems, found) ? before.problems : found,
            payload,
            known,
          })),
        ),
      (error: unknown) => {
        if (!stop.signal.aborted) throw error
      },
    )
    return () => stop.abort()
  }, [payload, known, isCurrent])

  const judged = useRef(judgement)
  useEffect(() => {
    judged.current = judgement
  }, [judgement])
  const applyFix = useCallback(
    (problem: Problem) => {
      const { fix } = problem
      const { payload: before, known: context } = judged.current
      if (!fix || !isStillFound(problem, before, store.snapshot().payload, context)) return false
      store.change((draft) => editDraft(draft, fix.edits))
      return true
    },
    [store],
  )
  return { problems: judgement.problems, applyFix }
}

function saysTheSame(some: readonly Problem[], others: readonly Problem[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}
