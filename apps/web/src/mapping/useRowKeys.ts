import type { Path } from '@sync-builder/schema'
import { useEffect, useRef } from 'react'
import { useRowSurroundings } from './rowActions.ts'
import { lineKey, type ListItem } from './rowFilters.ts'
import type { Selection } from './useSelection.ts'
import { rowControls, type FocusWish } from './useTable.ts'
import { writesLetter } from './writesLetter.ts'

/** The keys that work anywhere in a row. The map of keys shows them too: app/keyboardMap.ts. */
export function useRowKeys(parts: {
  body: HTMLElement | null
  items: readonly ListItem[]
  fixedOrder: string | undefined
  selection: Selection
}): void {
  const { body } = parts
  const { actions, picks } = useRowSurroundings()
  const newest = useRef({ ...parts, actions, picks })
  useEffect(() => {
    newest.current = { ...parts, actions, picks }
  })

  useEffect(() => {
    if (!body) return undefined
    const press = (event: KeyboardEvent) => {
      const { items, fixedOrder, selection, actions: act, picks: known } = newest.current
      const element = event.target instanceof HTMLElement ? event.target : undefined
      const line = element?.closest<HTMLElement>('[data-line]')?.dataset.line
      if (!element || line === undefined) return
      const at = items.findIndex((item) => lineKey(item) === line)
      const item = items[at]
      const key = keyOf(event)
      if (!item || !key) return

      const step = key.endsWith('ArrowUp') ? -1 : 1
      if (key === 'Mod+ArrowUp' || key === 'Mod+ArrowDown') {
        const other = items[at + step]
        if (other) act.goTo(lineKey(other), placeIn(element))
      } else if (item.kind !== 'row') return
      else if (key === 'Alt+ArrowUp' || key === 'Alt+ArrowDown') {
        if (fixedOrder === undefined) {
          act.move(line, step)
          act.goTo(line, placeIn(element))
        } else act.announce(fixedOrder)
      } else if (key === 'Alt+KeyS' || key === 'Alt+Shift+KeyS') {
        selection.toggle(line, event.shiftKey)
        act.announce(
          `Row ${item.index + 1} ${selection.ids.has(line) ? 'no longer selected' : 'selected'}.`,
        )
      } else if (key === 'Alt+KeyK') act.toggleKey(line, known.keyRule.hidesField)
      else if (key === 'Alt+Enter') act.openDetails(line)
      else if (key === 'Alt+Delete' || key === 'Alt+Backspace') act.remove(line)
      else return
      // A picker would open at an arrow, a Mac would write a letter.
      event.preventDefault()
      event.stopPropagation()
    }
    body.addEventListener('keydown', press, { capture: true })
    return () => body.removeEventListener('keydown', press, { capture: true })
  }, [body])
}

/** A key with what is held, as the map of keys names it; undefined for what is typed. */
function keyOf(event: KeyboardEvent): string | undefined {
  const { altKey, ctrlKey, metaKey, shiftKey, code, key } = event
  if (altKey && !ctrlKey && !metaKey) {
    const letter = /^Key([A-Z])$/u.exec(code)?.[1]
    if (letter && writesLetter(event, letter.toLowerCase())) return undefined
    // The code and not the key: with Alt, some keyboards write another letter.
    return `Alt+${shiftKey ? 'Shift+' : ''}${letter ? code : key}`
  }
  if ((ctrlKey || metaKey) && !altKey && !shiftKey) return `Mod+${key}`
  return undefined
}

/** What a control stands for, so that the same one can be found in another row. */
function placeIn(control: HTMLElement): FocusWish['at'] {
  const name = control.closest<HTMLElement>('[data-control]')?.dataset.control
  const known = rowControls.find((one) => one === name)
  if (known) return known
  const place = control.closest<HTMLElement>('[data-path]')?.dataset.path ?? ''
  const path: Path = place.split('.').slice(2).map(decodeURIComponent)
  return path.length > 0 ? path : 'select'
}
