import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type Ref,
} from 'react'
import classes from './board.module.css'
import { linePath, middleOf, shapesOf, type BoardView, type SideView } from './boardLines.ts'
import type { BoardModel, Side } from './boardModel.ts'
import { isAdding } from './EndList.tsx'
import { linePainter, type LineLook, type Painter } from './linePainter.ts'

/** A line that is being drawn from an end to the pointer, which is at a point of the window. */
export interface Trail {
  side: Side
  key: string
  x: number
  y: number
}

export interface LineLayerHandle {
  /** Draws the trail anew, or takes it away. */
  trail: (trail: Trail | undefined) => void
  paint: () => void
}

/** What a list shows, wherever it is scrolled to. */
export type ShownSide = Omit<SideView, 'scrollTop'>

/** The lines between the lists. A picture alone: what it shows, the options of the lists say. */
export function LineLayer(props: {
  model: BoardModel
  shown: Record<Side, ShownSide>
  scrollers: Record<Side, HTMLElement | null>
  look: LineLook
  handle: Ref<LineLayerHandle>
  /** Called with each painting, for what has to stay beside an end. */
  onPaint: (view: BoardView) => void
  onPress: (rowIds: readonly string[], isAdding: boolean) => void
  onOpen: (rowIds: readonly string[]) => void
}) {
  const { model, shown, scrollers, look, handle, onPaint } = props
  const svg = useRef<SVGSVGElement>(null)
  const lines = useRef<SVGGElement>(null)
  const trailPath = useRef<SVGPathElement>(null)
  const trail = useRef<Trail>(undefined)
  const size = useRef({ width: 0, height: 0 })
  const painter = useRef<Painter>(undefined)
  const frame = useRef(0)
  const paint = useRef(() => {})

  useLayoutEffect(() => {
    paint.current = () => {
      if (!svg.current || !lines.current) return
      const { width, height } = size.current
      const view = {
        height,
        source: { ...shown.source, scrollTop: scrollers.source?.scrollTop ?? 0 },
        field: { ...shown.field, scrollTop: scrollers.field?.scrollTop ?? 0 },
      }
      painter.current ??= linePainter(lines.current)
      painter.current(shapesOf(model, view), width, look)
      drawTrail(trailPath.current, trail.current, view, svg.current)
      onPaint(view)
    }
    // Within the commit, so that no frame shows the lines of what was there before.
    paint.current()
  }, [model, shown, scrollers, look, onPaint])

  const paintSoon = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      paint.current()
    })
  }, [])

  useLayoutEffect(() => {
    if (!svg.current) return undefined
    const measured = svg.current
    const measure = () => {
      const { width, height } = measured.getBoundingClientRect()
      size.current = { width, height }
      paint.current()
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(measured)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const both = Object.values(scrollers)
    for (const scroller of both) scroller?.addEventListener('scroll', paintSoon, { passive: true })
    return () => {
      for (const scroller of both) scroller?.removeEventListener('scroll', paintSoon)
    }
  }, [scrollers, paintSoon])

  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )

  useImperativeHandle(
    handle,
    () => ({
      trail(next) {
        trail.current = next
        paintSoon()
      },
      paint: () => paint.current(),
    }),
    [paintSoon],
  )

  return (
    <svg
      ref={svg}
      className={classes.lines}
      aria-hidden
      onClick={(event) => {
        const ids = rowsAt(event.target)
        if (ids.length > 0) props.onPress(ids, isAdding(event))
      }}
      onDoubleClick={(event) => {
        const ids = rowsAt(event.target)
        if (ids.length > 0) props.onOpen(ids)
      }}
    >
      <g ref={lines} />
      <path ref={trailPath} className={classes.trail} />
    </svg>
  )
}

function rowsAt(target: EventTarget): string[] {
  const shape = target instanceof Element ? target.closest('[data-rows]') : null
  return shape?.getAttribute('data-rows')?.split(' ') ?? []
}

function drawTrail(
  path: SVGPathElement | null,
  trail: Trail | undefined,
  view: BoardView,
  svg: SVGSVGElement,
): void {
  svg.toggleAttribute('data-trail', trail !== undefined)
  if (!trail) {
    path?.removeAttribute('d')
    return
  }
  const box = svg.getBoundingClientRect()
  const ownY = middleOf(trail.key, view[trail.side]) ?? 0
  const y = Math.min(Math.max(ownY, 0), view.height)
  const [x, toY] = [trail.x - box.left, trail.y - box.top]
  path?.setAttribute(
    'd',
    trail.side === 'source' ? linePath(y, toY, x) : `M${box.width},${y}L${x},${toY}`,
  )
}
