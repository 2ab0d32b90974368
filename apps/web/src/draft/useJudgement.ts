import { useDebouncedValue } from '@mantine/hooks'
import {
  checkSync,
  editDraft,
  type JsonObject,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'
import { useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react'
import type { DraftStore } from './draftStore.ts'

/** What the rules say of a payload. */
export interface Judgement {
  /** The payload that was judged: a moment older than what is typed. */
  judged: JsonObject
  problems: readonly Problem[]
  /** See `Builder`; the same function as long as the store is. */
  applyFix: (problem: Problem) => boolean
}

/** The rules over the payload of `store`, a moment after each change of it. */
export function useJudgement(
  store: DraftStore,
  payload: JsonObject,
  known: SyncContext,
): Judgement {
  const judged = useSettled(payload)
  const problems = useMemo(() => checkSync(judged, known), [judged, known])
  const shown = useRef(judged)
  useLayoutEffect(() => {
    shown.current = judged
  }, [judged])
  const applyFix = useCallback(
    ({ fix }: Problem) => {
      // Its paths count rows: after any change they may mean another row than the one shown.
      if (!fix || store.snapshot().payload !== shown.current) return false
      store.change((draft) => editDraft(draft, fix.edits))
      return true
    },
    [store],
  )
  return { judged, problems, applyFix }
}

/** Long enough to skip the key presses of a word, too short to be noticed. */
const settleAfterMs = 100

/**
 * The payload, a moment later: the rules and the printed JSON go over all of it, so they may lag
 * behind a key press; the typing may not.
 */
function useSettled(payload: JsonObject): JsonObject {
  const [settled] = useDebouncedValue(payload, settleAfterMs)
  return useDeferredValue(settled)
}
