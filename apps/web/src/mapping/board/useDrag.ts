import { useEffect, useRef, type PointerEvent as ReactPointerEvent } from 'react'
import type { BoardEnd, Side } from './boardModel.ts'

/** So far, in px, a pressed pointer may move and still be a click. */
const slack = 4
/** Within so many px of its upper and lower edge a list scrolls under what is dragged. */
const edge = 44
/** How fast it scrolls at the most, in px a ms. */
const fastest = 2
/** A frame that comes late scrolls no further than one that took so many ms. */
const longestFrame = 50

interface DragEvents {
  onStart: (end: BoardEnd) => void
  /** `over` is the key of the end under the pointer. */
  onMove: (end: BoardEnd, point: { x: number; y: number }, over: string | undefined) => void
  onDrop: (end: BoardEnd, over: string | undefined) => void
  onCancel: () => void
}

/**
 * Dragging from an end with a mouse or a pen: a finger scrolls the lists, and connects by tapping.
 * `grab` begins it; `wasDrag` tells a click that ends a drag from one that is meant.
 */
export function useDrag(scrollers: Record<Side, HTMLElement | null>, events: DragEvents) {
  const wasDrag = useRef(false)
  const stop = useRef(() => {})
  const latest = useRef({ scrollers, events })
  useEffect(() => {
    latest.current = { scrollers, events }
  })
  useEffect(() => () => stop.current(), [])

  function grab(end: BoardEnd, { button, pointerType, clientX, clientY }: ReactPointerEvent): void {
    wasDrag.current = false
    if (button !== 0 || pointerType === 'touch') return
    stop.current()
    const from = { x: clientX, y: clientY }
    let at = from
    let frame = 0
    const off = new AbortController()
    const target = () => latest.current.scrollers[end.side === 'source' ? 'field' : 'source']

    const move = () => latest.current.events.onMove(end, at, keyAt(at))
    let drawnAt = performance.now()
    const scroll = (now: number) => {
      const scroller = target()
      const speed = scroller ? speedAt(scroller.getBoundingClientRect(), at) : 0
      if (scroller && speed !== 0) {
        scroller.scrollTop += Math.round(speed * Math.min(now - drawnAt, longestFrame))
        move()
      }
      drawnAt = now
      frame = requestAnimationFrame(scroll)
    }
    stop.current = () => {
      off.abort()
      cancelAnimationFrame(frame)
      stop.current = () => {}
    }
    const cancel = () => {
      stop.current()
      if (wasDrag.current) latest.current.events.onCancel()
    }
    const on = <Name extends keyof WindowEventMap>(
      name: Name,
      listener: (event: WindowEventMap[Name]) => void,
    ) => window.addEventListener(name, listener, { capture: true, signal: off.signal })

    on('pointermove', (event) => {
      at = { x: event.clientX, y: event.clientY }
      if (!wasDrag.current && Math.hypot(at.x - from.x, at.y - from.y) > slack) {
        wasDrag.current = true
        latest.current.events.onStart(end)
        frame = requestAnimationFrame(scroll)
      }
      if (wasDrag.current) move()
    })
    on('pointerup', () => {
      stop.current()
      if (wasDrag.current) latest.current.events.onDrop(end, keyAt(at))
    })
    on('pointercancel', cancel)
    // Of the window alone: what an element loses does not come up here.
    window.addEventListener('blur', cancel, { signal: off.signal })
    on('keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      cancel()
    })
  }

  return { grab, wasDrag: () => wasDrag.current }
}

function keyAt({ x, y }: { x: number; y: number }): string | undefined {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-end]')?.dataset.end
}

/** How fast a list at `box` scrolls for a pointer there, in px a ms; the nearer to an edge, the faster. */
function speedAt(box: DOMRect, { x, y }: { x: number; y: number }): number {
  if (x < box.left || x > box.right) return 0
  const [above, below] = [box.top + edge - y, y - box.bottom + edge]
  if (above > 0 && above <= edge * 2) return (-Math.min(above, edge) / edge) * fastest
  if (below > 0 && below <= edge * 2) return (Math.min(below, edge) / edge) * fastest
  return 0
}
