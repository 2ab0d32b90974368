import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sequenceChain } from './sequenceChain.ts'
import { plannedSync, type PlannedSync } from './weekOfRuns.ts'

function planned(id: number, after?: number): PlannedSync {
  const triggers =
    after === undefined
      ? { schedule: { frequency: 'daily' } }
      : { sync_sequence: { sync_id: after } }
  return plannedSync({ id, label: `No. ${id}`, mode: { type: 'triggered', triggers } })
}

function listOf(...syncs: PlannedSync[]) {
  return new Map(syncs.map((sync) => [sync.id!, sync]))
}

describe('sequenceChain', () => {
  it.each([
    ['one that follows none', 1, undefined, listOf(planned(1)), [1], { kind: 'start' }],
    [
      'the first of three',
      3,
      undefined,
      listOf(planned(3, 2), planned(2, 1), planned(1)),
      [3, 2, 1],
      { kind: 'start' },
    ],
    ['the sync itself', 9, 9, listOf(), [], { kind: 'own' }],
    [
      'the sync itself, round a chain',
      2,
      9,
      listOf(planned(2, 1), planned(1, 9)),
      [2, 1],
      { kind: 'own' },
    ],
    [
      'a circle among the others',
      3,
      9,
      listOf(planned(3, 2), planned(2, 1), planned(1, 2)),
      [3, 2, 1],
      { kind: 'circle', id: 2 },
    ],
    [
      'one that is not listed',
      2,
      undefined,
      listOf(planned(2, 8)),
      [2],
      { kind: 'unlisted', id: 8 },
    ],
  ] as const)('ends at %s', (_, parent, own, syncs, ids, end) => {
    const chain = sequenceChain(parent, own, syncs)
    expect(chain.syncs.map(({ id }) => id)).toEqual(ids)
    expect(chain.end).toEqual(end)
  })

  it('ends for every list of parents', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(9), { nil: undefined }), { minLength: 1, maxLength: 10 }),
        (parents) => {
          const syncs = listOf(...parents.map((parent, id) => planned(id, parent)))
          const chain = sequenceChain(0, undefined, syncs)
          expect(new Set(chain.syncs).size).toBe(chain.syncs.length)
        },
      ),
    )
  })
})
