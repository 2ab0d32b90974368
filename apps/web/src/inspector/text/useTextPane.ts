import { withPayload, type JsonObject } from '@sync-builder/schema'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useFact } from '../../draft/builder.ts'
import type { DraftStore } from '../../draft/draftStore.ts'
import { readText, standingOf, type KeptText, type TextStanding } from './keptText.ts'

/** The payload as a text that can be edited: whether it is shown so, and how text and form stand. */
export interface TextPane {
  isEditing: boolean
  setIsEditing: (isEditing: boolean) => void
  /** Undefined while text and form are one. */
  standing: TextStanding | undefined
  /** The place that the editor is asked to show; a new object each time. */
  goal: { offset: number } | undefined
  goToError: () => void
  /** Puts the text into the draft, in the place of what the form shows. */
  useText: () => void
  /** Lets the text go, and what the form shows be the text. */
  throwAway: () => void
  /** The text that was thrown away last. */
  thrown: KeptText | undefined
  putBack: () => void
  /** Forgets the text that was thrown away. */
  forget: () => void
}

/** The text over the draft of `store`, whose `payload` may lag a moment; `show` brings it in sight. */
export function useTextPane(store: DraftStore, payload: JsonObject, show: () => void): TextPane {
  const kept = useFact(store, ({ local }) => local.jsonText)
  const [isEditing, setIsEditing] = useState(kept !== undefined)
  const [goal, setGoal] = useState<{ offset: number }>()
  const [thrown, setThrown] = useState<KeptText>()
  const standing = useMemo(() => kept && standingOf(kept, payload), [kept, payload])
  const offset = standing?.error?.offset

  // A newer text takes the place of the one that was thrown away.
  useEffect(() => {
    if (kept) setThrown(undefined)
  }, [kept])

  const goToError = useCallback(() => {
    if (offset === undefined) return
    setIsEditing(true)
    setGoal({ offset })
    show()
  }, [offset, show])
  const useText = useCallback(() => {
    const reading = kept && readText(kept.text)
    if (!reading?.ok) return
    store.change((draft) => withPayload(draft, reading.payload))
    store.keepLocal({ jsonText: undefined })
  }, [store, kept])
  const throwAway = useCallback(() => {
    setThrown(kept)
    store.keepLocal({ jsonText: undefined })
  }, [store, kept])
  const putBack = useCallback(() => {
    store.keepLocal({ jsonText: thrown })
    setIsEditing(true)
  }, [store, thrown])
  const forget = useCallback(() => setThrown(undefined), [])

  return useMemo(
    () => ({
      isEditing,
      setIsEditing,
      standing,
      goal,
      goToError,
      useText,
      throwAway,
      thrown: kept ? undefined : thrown,
      putBack,
      forget,
    }),
    [isEditing, standing, goal, goToError, useText, throwAway, kept, thrown, putBack, forget],
  )
}
