import type { JsonObject, Problem } from '@sync-builder/schema'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useFact } from '../../draft/builder.ts'
import type { DraftStore } from '../../draft/draftStore.ts'
import type * as keptText from './keptText.ts'

/** The payload as a text that can be edited: whether it is shown so, and how text and form stand. */
export interface TextPane {
  isEditing: boolean
  setIsEditing: (isEditing: boolean) => void
  /** Gives the text as it stands in the editor; undefined while there is none. */
  shownText: RefObject<(() => string) | undefined>
  /** Undefined while text and form are one, and until it is known how they stand. */
  standing: keptText.TextStanding | undefined
  /** What keeps the form from being created in the place of a text that is not in it. */
  problem: Problem | undefined
  /** The place that the editor is asked to show; a new object each time. */
  goal: { offset: number } | undefined
  goToError: () => void
  /** Puts the text into the draft, in the place of what the form shows. */
  useText: () => void
  /** Lets the text go, and what the form shows be the text. */
  throwAway: () => void
  /** The text that was thrown away last. */
  thrown: keptText.KeptText | undefined
  putBack: () => void
  /** Forgets the text that was thrown away. */
  forget: () => void
}

/** The text over the draft of `store`, whose `payload` may lag a moment; `show` brings it in sight. */
export function useTextPane(store: DraftStore, payload: JsonObject, show: () => void): TextPane {
  const kept = useFact(store, ({ local }) => local.jsonText)
  const [isEditing, setIsEditing] = useState(kept !== undefined)
  const shownText = useRef<() => string>(undefined)
  const [goal, setGoal] = useState<{ offset: number }>()
  const [thrown, setThrown] = useState<keptText.KeptText>()
  const reader = useReader(kept !== undefined)
  const standing = useMemo(() => kept && reader?.standingOf(kept, payload), [kept, reader, payload])
  const isApart = kept !== undefined
  const line = standing?.error?.line
  const problem = useMemo(() => (isApart ? problemOf(line) : undefined), [isApart, line])
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
    if (kept) reader?.takeKeptText(store, kept)
  }, [store, reader, kept])
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
      shownText,
      standing,
      problem,
      goal,
      goToError,
      useText,
      throwAway,
      thrown: kept ? undefined : thrown,
      putBack,
      forget,
    }),
    [
      isEditing,
      standing,
      problem,
      goal,
      goToError,
      useText,
      throwAway,
      kept,
      thrown,
      putBack,
      forget,
    ],
  )
}

/** What reads a kept text; it loads when there is one. */
function useReader(isNeeded: boolean): typeof keptText | undefined {
  const [reader, setReader] = useState<typeof keptText>()
  useEffect(() => {
    if (!isNeeded || reader) return
    import('./keptText.ts').then(setReader, () => {
      // The problem says that there is a text; another try comes with the next page.
    })
  }, [isNeeded, reader])
  return reader
}

function problemOf(line: number | undefined): Problem {
  const message =
    line === undefined
      ? 'The JSON text is not in the form: use it, or throw it away'
      : `The JSON text has an error at line ${line}: mend it, or throw it away`
  return { severity: 'error', basis: 'requirement', path: [], code: 'json-text', message }
}
