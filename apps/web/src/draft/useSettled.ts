import { startTransition, useEffect, useState } from 'react'
import type { DraftSnapshot, DraftStore } from './draftStore.ts'

/**
 * Longer than between two key presses of who types fluently, since what follows would fall into the
 * next one; still short enough to seem at once.
 */
const settleAfterMs = 200

/**
 * The draft, a moment later: the rules, the printed JSON and the list of steps go over all of it,
 * so they may lag behind a key press; the typing may not.
 */
export function useSettled(store: DraftStore): DraftSnapshot {
  const [settled, setSettled] = useState(store.snapshot)
  useEffect(() => {
    let awaited = store.snapshot().draft
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () =>
      startTransition(() =>
        setSettled((before) => {
          const now = store.snapshot()
          return now.draft === before.draft ? before : now
        }),
      )
    settle()
    const unsubscribe = store.subscribe(() => {
      // The store also tells when it has saved: that is no reason to wait any longer.
      const { draft } = store.snapshot()
      if (draft === awaited) return
      awaited = draft
      clearTimeout(timer)
      timer = setTimeout(settle, settleAfterMs)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store])
  return settled
}
