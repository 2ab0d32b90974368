import type { BoardLine, BoardModel, Side } from './boardModel.ts'

/** The height of an end in both lists, in px. */
export const endHeight = 40

/** What one list shows of its side, and how far it is scrolled, in px. */
export interface SideView {
  /** The place of each end in the list, by its key; what search and filter hide has none. */
  places: ReadonlyMap<string, number>
  keys: readonly string[]
  scrollTop: number
}

/** Both lists, which begin at the same height and show equally much, in px. */
export interface BoardView {
  height: number
  source: SideView
  field: SideView
}

/** Where an end is that a line cannot be drawn to. */
export type Away = 'above' | 'below' | 'hidden'

/** What is drawn between the lists; heights are in px from the top of what is seen. */
export type Shape =
  | { kind: 'line'; line: BoardLine; sourceY: number; fieldY: number }
  /** Lines that leave an end in sight for ends that are not. */
  | { kind: 'stub'; side: Side; y: number; away: Away; lines: readonly BoardLine[] }

/**
 * The lines between ends whose middles are in sight, and a stub for each direction in which lines
 * leave the picture. It looks at what is in sight alone, however long the lists are.
 */
export function shapesOf(model: BoardModel, view: BoardView): Shape[] {
  return [...shapesFrom('source', model, view), ...shapesFrom('field', model, view)]
}

function shapesFrom(side: Side, model: BoardModel, view: BoardView): Shape[] {
  const here = view[side]
  const there = view[side === 'source' ? 'field' : 'source']
  const shapes: Shape[] = []
  for (const key of keysInSight(here, view.height)) {
    const end = model.ends.get(key)
    const y = middleOf(key, here)
    if (!end || y === undefined) continue
    const away = new Map<Away, BoardLine[]>()
    for (const line of end.lines) {
      const otherY = middleOf(side === 'source' ? line.field : line.source, there)
      const place = placeOf(otherY, view.height)
      if (place !== 'in sight') {
        const others = away.get(place)
        if (others) others.push(line)
        else away.set(place, [line])
      } else if (side === 'source' && otherY !== undefined) {
        shapes.push({ kind: 'line', line, sourceY: y, fieldY: otherY })
      }
    }
    for (const [direction, lines] of away) {
      shapes.push({ kind: 'stub', side, y, away: direction, lines })
    }
  }
  return shapes
}

function keysInSight({ keys, scrollTop }: SideView, height: number): readonly string[] {
  const first = Math.max(Math.ceil(scrollTop / endHeight - 0.5), 0)
  const last = Math.floor((scrollTop + height) / endHeight - 0.5)
  return keys.slice(first, last + 1)
}

/** The height of an end's middle in what is seen, in px; undefined when the list hides the end. */
export function middleOf(key: string, { places, scrollTop }: SideView): number | undefined {
  const place = places.get(key)
  return place === undefined ? undefined : (place + 0.5) * endHeight - scrollTop
}

function placeOf(y: number | undefined, height: number): Away | 'in sight' {
  if (y === undefined) return 'hidden'
  if (y < 0) return 'above'
  return y > height ? 'below' : 'in sight'
}

/** How far a list has to be scrolled, in px, so that an end is seen whole; no further than needed. */
export function scrollToShow(place: number, scrollTop: number, height: number): number {
  const top = place * endHeight
  if (top < scrollTop) return top
  return Math.max(scrollTop, top + endHeight - height)
}

/** The path of a line across the gap, as an SVG path. */
export function linePath(sourceY: number, fieldY: number, width: number): string {
  const middle = width / 2
  return `M0,${sourceY}C${middle},${sourceY} ${middle},${fieldY} ${width},${fieldY}`
}

/** The path of a stub: it bends to where the other end is, or stops at a ring where it is hidden. */
export function stubPath(side: Side, y: number, away: Away, width: number): string {
  const [edge, way] = side === 'source' ? [0, 1] : [width, -1]
  if (away === 'hidden') {
    return `M${edge},${y}h${way * 10}a3,3 0 1,0 ${way * 6},0a3,3 0 1,0 ${way * -6},0`
  }
  const rise = away === 'above' ? -1 : 1
  const tip = `${way * 12},${rise * 12}`
  return `M${edge},${y}c${way * 8},0 ${way * 12},${rise * 3} ${tip}m-4,${rise * -4}l4,${rise * 4}l4,${rise * -4}`
}
