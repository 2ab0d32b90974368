import { describe, expect, it } from 'vitest'
import { foldKey, jsonLines } from './jsonLines.ts'
import { treeMove } from './jsonTree.ts'

const value = { a: { b: [1, 2] }, c: [], d: 'x' }
const unfolded = jsonLines(value, new Set())
const folded = jsonLines(value, new Set([foldKey(['a'])]))
const go = (...path: (string | number)[]) => ({ kind: 'go', path })

describe('treeMove', () => {
  it.each([
    ['ArrowDown', [], go('a')],
    ['ArrowDown', ['a', 'b', 1], go('c')],
    ['ArrowDown', ['d'], undefined],
    ['ArrowUp', ['c'], go('a', 'b', 1)],
    ['ArrowUp', ['a'], go()],
    ['ArrowUp', [], undefined],
    ['PageDown', [], go('a', 'b', 1)],
    ['PageDown', ['c'], go('d')],
    ['PageUp', ['d'], go('a', 'b', 1)],
    ['PageUp', ['a'], go()],
    ['Home', ['d'], go()],
    ['End', [], go('d')],
    ['ArrowRight', ['a'], go('a', 'b')],
    ['ArrowRight', ['c'], undefined],
    ['ArrowRight', ['d'], undefined],
    ['ArrowLeft', ['a'], { kind: 'toggle', path: ['a'] }],
    ['ArrowLeft', ['a', 'b', 1], go('a', 'b')],
    ['ArrowLeft', ['d'], go()],
    ['ArrowLeft', [], undefined],
    ['Enter', ['a', 'b'], { kind: 'toggle', path: ['a', 'b'] }],
    [' ', ['d'], undefined],
    ['x', ['a'], undefined],
  ])('%s at %j', (key, active, move) => {
    expect(treeMove(unfolded, active, key, 4)).toEqual(move)
  })

  it.each([
    ['ArrowDown', ['a'], go('c')],
    ['ArrowUp', ['c'], go('a')],
    ['ArrowRight', ['a'], { kind: 'toggle', path: ['a'] }],
    ['ArrowLeft', ['a'], go()],
    // What is hidden or gone is stood for by what is left of the way to it.
    ['ArrowDown', ['a', 'b', 0], go('c')],
    ['ArrowDown', ['gone', 3], go('a')],
  ])('%s at %j, with a folded', (key, active, move) => {
    expect(treeMove(folded, active, key, 4)).toEqual(move)
  })
})
