import {
  checkSync,
  editDraft,
  type JsonObject,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'
import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useKept } from '../ui/useKept.ts'
import type { DraftStore } from './draftStore.ts'

/** What the rules say of a payload. */
export interface Judgement {
  /** The same list as before while the rules find no news. */
  problems: readonly Problem[]
  /** See `Builder`; the same function as long as the store is. */
  applyFix: (problem: Problem) => boolean
}

/** The rules over `judged`, which is the payload of `store` or a moment older: see `useSettled`. */
export function useJudgement(store: DraftStore, judged: JsonObject, known: SyncContext): Judgement {
  const found = useMemo(() => checkSync(judged, known), [judged, known])
  const problems = useKept(found, saysTheSame)
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
  return { problems, applyFix }
}

function saysTheSame(some: readonly Problem[], others: readonly Problem[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}
