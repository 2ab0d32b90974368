import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainWarnings, sequenceChain } from './sequenceChain.ts'
import { plannedSync, type PlannedSync } from './weekOfRuns.ts'

function planned(id: number, after?: number, more: object = {}): PlannedSync {
  const triggers =
    after === undefined
      ? { schedule: { frequency: 'daily' } }
      : { sync_sequence: { sync_id: after } }
  return plannedSync({ id, label: `No. ${id}`, mode: { type: 'triggered', triggers }, ...more })
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

describe('chainWarnings', () => {
  const warningsOf = (parent: number, own: number | undefined, ...syncs: PlannedSync[]) =>
    chainWarnings(sequenceChain(parent, own, listOf(...syncs)))

  it.each<[string, string[], string[]]>([
    ['nothing for a chain that starts', warningsOf(2, undefined, planned(2, 1), planned(1)), []],
    [
      'a paused parent and a paused one before it',
      warningsOf(
        2,
        undefined,
        planned(2, 1, { paused: true }),
        planned(1, undefined, { paused: true }),
      ),
      [
        'No. 2 is paused: until it is resumed, nothing starts after it.',
        'No. 1 is paused: until it is resumed, nothing starts after it.',
      ],
    ],
    ['the sync itself as parent', warningsOf(9, 9), ['A sync cannot run after itself.']],
    [
      'a way back to the sync',
      warningsOf(2, 9, planned(2, 9)),
      ['No. 2 itself waits for this sync: each would wait for the other.'],
    ],
    [
      'a circle',
      warningsOf(3, undefined, planned(3, 2), planned(2, 1), planned(1, 2)),
      ['No. 2 and No. 1 run after each other in a circle.'],
    ],
    [
      'a parent that follows itself',
      warningsOf(1, undefined, planned(1, 1)),
      ['No. 1 runs after itself.'],
    ],
    [
      'a first one that is manual',
      warningsOf(1, undefined, plannedSync({ id: 1 })),
      ['Sync 1 runs only when triggered, so this sync does too.'],
    ],
  ])('says %s', (_, warnings, expected) => {
    expect(warnings).toEqual(expected)
  })
})
