import type { SyncRun } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPageOf, runsPerPage, unreadableOf, withPage, type HeldRuns } from './runsHeld.ts'

const run = (id: number, status = 'completed'): SyncRun => ({ id, status })
const runs = (...ids: number[]) => ids.map((id) => run(id))
const idsOf = ({ runs: all }: HeldRuns) => all.map(({ id }) => id)

function page(items: SyncRun[], next?: number) {
  return { items, unreadable: 0, next, total: undefined }
}

describe('withPage', () => {
  it('puts runs that came before those that were held, and tells of the others what is new', () => {
    const held = withPage(undefined, page([run(2, 'working'), run(1)]), 1)
    const after = withPage(held, page([run(3, 'queued'), run(2), run(1)]), 1)
    expect(after.runs).toEqual([run(3, 'queued'), run(2), run(1)])
  })

  it('keeps a run once that has moved to a later page', () => {
    const held = withPage(undefined, page(runs(6, 5, 4), 2), 1)
    const moved = withPage(held, page(runs(4, 3, 2), 3), 2)
    expect(idsOf(moved)).toEqual([6, 5, 4, 3, 2])
  })

  it('is whole where the next page is no later one, which would be read for ever', () => {
    const held = withPage(undefined, page(runs(6, 5), 2), 1)
    expect(nextPageOf(withPage(held, page([], 2), 2))).toBeUndefined()
    expect(nextPageOf(withPage(held, page(runs(4), 1), 2))).toBeUndefined()
    // None on a page says nothing of the pages after it.
    expect(nextPageOf(withPage(held, page([], 3), 2))).toBe(3)
  })

  it('keeps older pages while the newest is read again', () => {
    const held = withPage(withPage(undefined, page(runs(6, 5), 2), 1), page(runs(4, 3), 3), 2)
    expect(idsOf(withPage(held, page(runs(7, 6), 2), 1))).toEqual([7, 6, 5, 4, 3])
  })

  it('lets older runs go when there may be some between them and the newest', () => {
    const held = withPage(undefined, page(runs(2, 1)), 1)
    const after = withPage(held, page(runs(9, 8), 2), 1)
    expect(idsOf(after)).toEqual([9, 8])
    expect(after.isWhole).toBe(false)
  })

  it('holds nothing of a sync that has lost its runs', () => {
    const held = withPage(undefined, page(runs(2, 1)), 1)
    expect(idsOf(withPage(held, page([]), 1))).toEqual([])
  })

  it('counts what cannot be read once for each page', () => {
    const unreadable = { ...page(runs(2), 2), unreadable: 3 }
    const held = withPage(withPage(undefined, unreadable, 1), unreadable, 1)
    expect(unreadableOf(withPage(held, { ...page(runs(1)), unreadable: 1 }, 2))).toBe(4)
  })

  it('reads all runs once, in order, whatever comes meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(450), fc.array(fc.nat(260), { maxLength: 12 }), (first, arrivals) => {
        let newest = first
        const read = (number: number) => {
          const top = newest - (number - 1) * runsPerPage
          const items = runs(
            ...Array.from({ length: Math.max(0, Math.min(runsPerPage, top)) }, (_, at) => top - at),
          )
          return page(items, top > runsPerPage ? number + 1 : undefined)
        }
        let held = withPage(undefined, read(1), 1)
        for (const came of arrivals) {
          newest += came
          const older = came % 2 === 0 ? nextPageOf(held) : undefined
          held = withPage(held, read(older ?? 1), older ?? 1)
          expect(idsOf(held)).toEqual(idsOf(held).toSorted((one, other) => other - one))
        }
        held = withPage(held, read(1), 1)
        for (let next = nextPageOf(held); next !== undefined; next = nextPageOf(held)) {
          held = withPage(held, read(next), next)
        }
        expect(idsOf(held)).toEqual(Array.from({ length: newest }, (_, at) => newest - at))
      }),
    )
  })
})
