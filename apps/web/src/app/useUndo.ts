import type { Path } from '@sync-builder/schema'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { controlSelector, useFact } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import type { History } from '../draft/history.ts'
import { placeInSight, placeOfChange } from '../draft/placeOfChange.ts'

/** The way back and forth through the changes of a draft. */
export interface Undo {
  canUndo: boolean
  canRedo: boolean
  undo: () => void
  redo: () => void
  /** Shows a state of the store's history. */
  goTo: (at: number) => void
  /** What was done last, for screen readers. */
  said: string
}

/**
 * Undo and redo of a draft, by keys as well: Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), with Cmd on a Mac.
 * What changed gets the focus by `jumpTo`, wherever it is.
 */
export function useUndo(store: DraftStore, jumpTo: (path: Path) => void): Undo {
  const canUndo = useFact(store, ({ history }) => history.at > 0)
  const canRedo = useFact(store, ({ history }) => history.at < history.states.length - 1)
  const [said, setSaid] = useState('')
  const newest = useRef(0)

  const goTo = useCallback(
    (to: number) => {
      const { draft: before, history } = store.snapshot()
      const isBack = to < history.at
      store.goTo(to)
      const { draft, history: now } = store.snapshot()
      if (now === history) {
        setSaid(isBack ? 'Nothing to undo' : 'Nothing to redo')
        return
      }
      const place = placeOfChange(before, draft)
      if (place && !focusInDialog(place)) jumpTo(placeInSight(place))
      const order = (newest.current += 1)
      const say = async () => {
        const words = await stepWords(history, now.at)
        if (order === newest.current) setSaid(`${isBack ? 'Undone' : 'Redone'}: ${words}`)
      }
      void say()
    },
    [store, jumpTo],
  )
  const undo = useCallback(() => goTo(store.snapshot().history.at - 1), [store, goTo])
  const redo = useCallback(() => goTo(store.snapshot().history.at + 1), [store, goTo])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wish = wishOf(event)
      if (!wish || belongsElsewhere(event)) return
      event.preventDefault()
      if (wish === 'undo') undo()
      else redo()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [undo, redo])

  return useMemo(
    () => ({ canUndo, canRedo, undo, redo, goTo, said }),
    [canUndo, canRedo, undo, redo, goTo, said],
  )
}

/** What lies between the state of a history and another one; the words load when first said. */
async function stepWords({ states, at }: History, to: number): Promise<string> {
  const steps = Math.abs(to - at)
  if (steps > 1) return `${steps} steps`
  const first = Math.min(at, to)
  try {
    const { changeWords } = await import('../draft/changeWords.ts')
    return changeWords(states[first]!, states[first + 1]!)
  } catch {
    return 'one step'
  }
}

function wishOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const { ctrlKey, metaKey, shiftKey, altKey } = event
  if (altKey || ctrlKey === metaKey) return undefined
  // Where letters are not Latin, the key's place on the board says what is meant.
  const key = /^[a-z]$/iu.test(event.key) ? event.key.toLowerCase() : event.code
  if (key === 'z' || key === 'KeyZ') return shiftKey ? 'redo' : 'undo'
  // Cmd+Y means something else on a Mac.
  return (key === 'y' || key === 'KeyY') && ctrlKey && !shiftKey ? 'redo' : undefined
}

/**
 * What is typed goes into the draft at each key press, so these keys mean the draft's undo in text
 * inputs too: the browser's own would know nothing of the rest. Only what holds text that is not in
 * the draft (a search, a name being looked for, JSON that is not complete) says `data-own-undo` and
 * keeps the browser's. A dialog over the builder keeps it as well, unless it edits the draft itself
 * and says `data-draft-undo`.
 */
function belongsElsewhere({ defaultPrevented, isComposing, target }: KeyboardEvent): boolean {
  if (defaultPrevented || isComposing) return true
  if (target instanceof Element && target.closest('[data-own-undo]')) return true
  const dialog = openDialog()
  return dialog !== null && !dialog.matches('[data-draft-undo]')
}

function openDialog(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[aria-modal=true]')
}

/** Focuses the control of a place in the dialog that is open; false when there is none. */
function focusInDialog(path: Path): boolean {
  const control = openDialog()?.querySelector<HTMLElement>(controlSelector(path))
  control?.focus()
  return control != null
}
