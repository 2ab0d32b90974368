import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListItem } from './rowFilters.ts'

/** Which rows are selected, and the ways to change that. */
export interface Selection {
  /** Ids of rows that exist. */
  ids: ReadonlySet<string>
  /** Takes exactly these rows. */
  replace: (ids: ReadonlySet<string>) => void
  /**
   * Selects a row, or takes it back. With `toHere`, all shown rows from the one that was touched
   * last get the same.
   */
  toggle: (id: string, toHere: boolean) => void
  /** Selects all shown rows, or none where all of them are. */
  toggleShown: () => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** The selection among the rows with these ids, of which `items` are shown. */
export function useSelection(
  existing: readonly { id: string }[],
  items: readonly ListItem[],
): Selection {
  const [chosen, setChosen] = useState(none)
  const last = useRef<string>(undefined)
  // A row may go while it is selected, and come back by an undo.
  const ids = useMemo(() => {
    if (chosen.size === 0) return none
    return new Set(existing.flatMap(({ id }) => (chosen.has(id) ? [id] : [])))
  }, [chosen, existing])
  const newest = useRef({ ids, items })
  newest.current = { ids, items }

  const toggle = useCallback((id: string, toHere: boolean) => {
    const { ids: before, items: shown } = newest.current
    const next = new Set(before)
    const isOn = !before.has(id)
    for (const other of toHere ? idsBetween(shown, last.current, id) : [id]) {
      if (isOn) next.add(other)
      else next.delete(other)
    }
    last.current = id
    setChosen(next)
  }, [])
  const toggleShown = useCallback(() => {
    const { ids: before, items: shown } = newest.current
    const rows = rowIds(shown)
    const next = new Set(before)
    const isAll = rows.every((id) => before.has(id))
    for (const id of rows) {
      if (isAll) next.delete(id)
      else next.add(id)
    }
    setChosen(next)
  }, [])
  const clear = useCallback(() => setChosen(none), [])
  return useMemo(
    () => ({ ids, replace: setChosen, toggle, toggleShown, clear }),
    [ids, toggle, toggleShown, clear],
  )
}

/** The ids of the rows among the lines, in their order. */
export function rowIds(items: readonly ListItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'row' ? [item.row.id] : []))
}

/** From one shown row to another, both included; the second alone where the first is not shown. */
export function idsBetween(
  items: readonly ListItem[],
  from: string | undefined,
  to: string,
): string[] {
  const ids = rowIds(items)
  const [start, end] = [from === undefined ? -1 : ids.indexOf(from), ids.indexOf(to)]
  if (start === -1 || end === -1) return [to]
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1)
}
