import { fromCreateSync, type JsonObject } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endHeight,
  linePath,
  scrollToShow,
  shapesOf,
  stubPath,
  type BoardView,
  type SideView,
} from './boardLines.ts'
import { boardOf, type BoardEnd, type BoardModel } from './boardModel.ts'

const picks = {
  isFileSystem: false,
  allowsNewFields: false,
  keyRule: { isNeeded: true, hidesField: false, notes: undefined },
}

/** A board of `count` columns and fields, with these rows from column to field by number. */
function boardWith(count: number, rows: readonly [column: number, field: number][]): BoardModel {
  const names = Array.from({ length: count }, (_, index) => String(index))
  const mappings = rows.map(([column, field]): JsonObject => ({
    from: { type: 'column', data: String(column) },
    to: String(field),
  }))
  return boardOf({
    rows: fromCreateSync({ mappings }).rows,
    columns: names.map((name) => ({ name })),
    fields: names.map((name) => ({ full_name: name })),
    picks,
  })
}

function sideOf(ends: readonly BoardEnd[], scrollTop = 0): SideView {
  const keys = ends.map(({ key }) => key)
  return { keys, places: new Map(keys.map((key, place) => [key, place])), scrollTop }
}

function viewOf(model: BoardModel, changes: Partial<BoardView> = {}): BoardView {
  return {
    height: 4 * endHeight,
    source: sideOf(model.source),
    field: sideOf(model.field),
    ...changes,
  }
}

/** The shapes in short: rows by number from 1. */
function short(model: BoardModel, view: BoardView): string[] {
  const rowOf = ({ index }: { index: number }) => index + 1
  return shapesOf(model, view).map((shape) =>
    shape.kind === 'line'
      ? `${rowOf(shape.line)}: ${shape.sourceY} to ${shape.fieldY}`
      : `${shape.lines.map(rowOf).join('+')}: ${shape.away} from ${shape.side} ${shape.y}`,
  )
}

describe('shapesOf', () => {
  it('draws a row between the middles of its ends', () => {
    const model = boardWith(4, [[0, 3]])
    expect(short(model, viewOf(model))).toEqual(['1: 20 to 140'])
  })

  it('follows both lists as they scroll', () => {
    const model = boardWith(9, [[2, 4]])
    const view = viewOf(model, {
      source: sideOf(model.source, 25),
      field: sideOf(model.field, 90),
    })
    expect(short(model, view)).toEqual(['1: 75 to 90'])
  })

  it('shows in which direction lines leave the picture, together where they go the same way', () => {
    const model = boardWith(20, [
      [5, 0],
      [5, 1],
      [5, 9],
    ])
    const view = viewOf(model, {
      source: sideOf(model.source, 4 * endHeight),
      field: sideOf(model.field, 4 * endHeight),
    })
    expect(short(model, view)).toEqual(['1+2: above from source 60', '3: below from source 60'])
  })

  it('shows that the other end is hidden by a search', () => {
    const model = boardWith(4, [[0, 3]])
    const view = viewOf(model, { field: sideOf(model.field.slice(0, 3)) })
    expect(short(model, view)).toEqual(['1: hidden from source 20'])
    const other = viewOf(model, { source: sideOf([]) })
    expect(short(model, other)).toEqual(['1: hidden from field 140'])
  })

  it('shows nothing of a row with both ends out of sight', () => {
    const model = boardWith(20, [[15, 16]])
    expect(short(model, viewOf(model))).toEqual([])
  })

  it('leaves no end in sight without its rows, each once, wherever the lists are scrolled to', () => {
    const number = fc.nat({ max: 29 })
    const offset = fc.nat({ max: 26 * endHeight })
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number)), offset, offset, (rows, left, right) => {
        const model = boardWith(30, rows)
        const view = viewOf(model, {
          source: sideOf(model.source, left),
          field: sideOf(model.field, right),
        })
        const drawn = shapesOf(model, view).flatMap((shape) =>
          (shape.kind === 'line' ? [shape.line] : shape.lines).map(({ id }) => id),
        )
        expect(new Set(drawn).size).toBe(drawn.length)
        const inSight = [...model.lines.values()].filter((line) => {
          const [column, field] = [line.source, line.field].map((key) => Number(key.split(' ')[1]))
          const isSeen = (place: number, scrollTop: number) => {
            const y = (place + 0.5) * endHeight - scrollTop
            return y >= 0 && y <= view.height
          }
          return isSeen(column!, left) || isSeen(field!, right)
        })
        expect(drawn.toSorted()).toEqual(inSight.map(({ id }) => id).toSorted())
      }),
    )
  })
})

describe('scrollToShow', () => {
  it.each([
    ['stays where the end is seen whole', 2, 40, 160, 40],
    ['goes up to an end above', 1, 100, 160, 40],
    ['goes down to an end below', 9, 0, 160, 240],
  ])('%s', (_, place, scrollTop, height, expected) => {
    expect(scrollToShow(place, scrollTop, height)).toBe(expected)
  })
})

describe('paths', () => {
  it('begin at the edge of their list', () => {
    expect(linePath(20, 140, 100)).toBe('M0,20C50,20 50,140 100,140')
    expect(stubPath('source', 20, 'above', 100)).toMatch(/^M0,20c.* 12,-12m/)
    expect(stubPath('field', 20, 'below', 100)).toMatch(/^M100,20c.* -12,12m/)
    expect(stubPath('field', 20, 'hidden', 100)).toMatch(/^M100,20h-10a/)
  })
})
