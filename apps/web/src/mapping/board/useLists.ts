import { useEffect, useMemo, useState } from 'react'
import { endHeight, scrollToShow } from './boardLines.ts'
import type { BoardEnd, BoardModel, Side } from './boardModel.ts'
import { useSideFilter } from './useSideFilter.ts'

/**
 * The two lists of a board: what each shows, how far it is scrolled, and what in it is active. They
 * open at `first`.
 */
export function useLists(model: BoardModel, first: readonly BoardEnd[]) {
  const source = useSideFilter(model.source)
  const field = useSideFilter(model.field)
  const filters = { source, field }
  const shown = useMemo(
    () => ({ source: source.shown, field: field.shown }),
    [source.shown, field.shown],
  )
  const [sourceScroller, setSourceScroller] = useState<HTMLElement | null>(null)
  const [fieldScroller, setFieldScroller] = useState<HTMLElement | null>(null)
  const scrollers = useMemo(
    () => ({ source: sourceScroller, field: fieldScroller }),
    [sourceScroller, fieldScroller],
  )
  const [active, setActive] = useState<Partial<Record<Side, { key: string; place: number }>>>({})
  const [wished, setWished] = useState(first)

  // What is to be seen may wait for a search that is being taken away.
  useEffect(() => {
    const ready = wished.filter(
      ({ side, key }) => shown[side].places.has(key) && scrollers[side] !== null,
    )
    if (ready.length === 0) return
    for (const { side, key } of ready) {
      const place = shown[side].places.get(key) ?? 0
      scrollTo(scrollers[side], place)
      setActive((before) => ({ ...before, [side]: { key, place } }))
    }
    setWished((before) => before.filter((end) => !ready.includes(end)))
  }, [wished, shown, scrollers])

  /** The place of what is active in a list; where it is gone, of what stands there now. */
  function activeIn(side: Side): number | undefined {
    const at = active[side]
    const { places, keys } = shown[side]
    if (!at || keys.length === 0) return undefined
    return places.get(at.key) ?? Math.min(at.place, keys.length - 1)
  }

  /** Makes a place of a list active, the nearest there is, and brings it into sight. */
  function activate(side: Side, place: number): void {
    const { keys } = shown[side]
    const to = Math.min(Math.max(place, 0), keys.length - 1)
    const key = keys[to]
    if (key === undefined) return
    setActive((before) => ({ ...before, [side]: { key, place: to } }))
    scrollTo(scrollers[side], to)
  }

  return {
    filters,
    shown,
    scrollers,
    setScrollers: { source: setSourceScroller, field: setFieldScroller },
    activeIn,
    activate,

    activeEnd(side: Side): BoardEnd | undefined {
      const place = activeIn(side)
      return place === undefined ? undefined : model.ends.get(shown[side].keys[place] ?? '')
    },

    /** So many ends a list shows at once, at least one. */
    pageOf(side: Side): number {
      return Math.max(Math.floor((scrollers[side]?.clientHeight ?? 0) / endHeight) - 1, 1)
    },

    /** A list that gets the focus has something active: else the focus would not be seen. */
    enter(side: Side): void {
      if (activeIn(side) !== undefined) return
      activate(side, Math.ceil((scrollers[side]?.scrollTop ?? 0) / endHeight))
    },

    focus(side: Side): void {
      scrollers[side]?.focus({ preventScroll: true })
    },

    /** Brings ends into sight, one of a side, also where search or filter hide them. */
    reveal(ends: readonly BoardEnd[]): void {
      for (const { side, key } of ends) {
        if (!shown[side].places.has(key)) filters[side].clear()
      }
      setWished(ends)
    },
  }
}

function scrollTo(scroller: HTMLElement | null, place: number): void {
  if (!scroller) return
  scroller.scrollTop = scrollToShow(place, scroller.scrollTop, scroller.clientHeight)
}
