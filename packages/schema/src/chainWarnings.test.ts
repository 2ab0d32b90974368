import { describe, expect, it } from 'vitest'
import { chainWarnings } from './chainWarnings.ts'
import { sequenceChain } from './sequenceChain.ts'
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
    ['nothing of the sync itself as parent, which is a problem', warningsOf(9, 9), []],
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
