import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useRowSurroundings } from './rowActions.ts'
import { type ListItem } from './rowFilters.ts'
import type { Selection } from './useSelection.ts'

/** So near to its edge the list scrolls by itself, in px. */
const edge = 60
/** How far it scrolls in a frame, in px. */
const scrollStep = 12

/**
 * Lets rows be dragged by their grip to another place; a row that is selected takes the other
 * selected ones with it. Gives where they would land, in px from the begin of the list, while one
 * is dragged. Escape leaves everything as it was. Keys do the same: see useRowKeys.
 */
export function useRowDrag(parts: {
  body: HTMLElement | null
  scroller: HTMLElement | null
  items: readonly ListItem[]
  fixedOrder: string | undefined
  selection: Selection
  virtualizer: Virtualizer<HTMLElement, Element>
  /** How far the list's begin is below the begin of what scrolls, in px. */
  above: number
}): number | undefined {
  const { body, scroller } = parts
  const { actions } = useRowSurroundings()
  const [drop, setDrop] = useState<number>()
  const newest = useRef({ ...parts, actions })
  useEffect(() => {
    newest.current = { ...parts, actions }
  })

  useEffect(() => {
    if (!body || !scroller) return undefined
    let stop = () => {}
    const begin = (event: PointerEvent) => {
      const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null
      const id = grip?.closest<HTMLElement>('[data-line]')?.dataset.line
      if (!grip || id === undefined || event.button !== 0) return
      event.preventDefault()
      let pointerY = event.clientY
      let place: number | undefined
      let frame = 0
      const follow = () => {
        const bounds = scroller.getBoundingClientRect()
        if (pointerY < bounds.top + edge) scroller.scrollTop -= scrollStep
        else if (pointerY > bounds.bottom - edge) scroller.scrollTop += scrollStep
        const found = placeAt(pointerY - body.getBoundingClientRect().top, newest.current)
        place = found.place
        setDrop(found.top)
        frame = requestAnimationFrame(follow)
      }
      const move = ({ clientY }: PointerEvent) => (pointerY = clientY)
      const end = () => {
        stop()
        const { selection, actions: act, fixedOrder } = newest.current
        if (place === undefined || fixedOrder !== undefined) return
        act.moveTo(selection.ids.has(id) ? selection.ids : new Set([id]), place)
      }
      const cancel = ({ key }: KeyboardEvent) => {
        if (key === 'Escape') stop()
      }
      stop = () => {
        cancelAnimationFrame(frame)
        setDrop(undefined)
        document.removeEventListener('pointermove', move)
        document.removeEventListener('pointerup', end)
        document.removeEventListener('pointercancel', stop)
        document.removeEventListener('keydown', cancel)
        stop = () => {}
      }
      document.addEventListener('pointermove', move)
      document.addEventListener('pointerup', end)
      document.addEventListener('pointercancel', stop)
      document.addEventListener('keydown', cancel)
      frame = requestAnimationFrame(follow)
    }
    body.addEventListener('pointerdown', begin)
    return () => {
      stop()
      body.removeEventListener('pointerdown', begin)
    }
  }, [body, scroller])
  return drop
}

/** The place among the rows that is nearest to `y`, which counts from the list's begin, in px. */
function placeAt(
  y: number,
  parts: Pick<Parameters<typeof useRowDrag>[0], 'items' | 'virtualizer' | 'above'>,
): { place: number; top: number } {
  const { items, virtualizer, above } = parts
  const line = virtualizer.getVirtualItemForOffset(Math.max(y, 0) + above)
  if (!line) return { place: items.length, top: 0 }
  const [start, end] = [line.start - above, line.end - above]
  const isBelow = y > (start + end) / 2
  return { place: line.index + (isBelow ? 1 : 0), top: isBelow ? end : start }
}
