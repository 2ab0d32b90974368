import {
  beforeRuns,
  runOnce,
  type Behavior,
  type Outcome,
  type SourceRow,
  type SyncState,
} from './behavior.ts'

/** What may become of one kind of row: several outcomes where the choice is left to the API. */
export interface Effect {
  /** Where no record of the destination has its key. */
  unmatched: readonly Outcome[]
  /** Where one has. */
  matched: readonly Outcome[]
}

/** What happens to rows that are new, changed, or gone since the last run. */
export interface Effects {
  fresh: Effect
  changed: Effect
  gone: Effect
}

/** What these behaviors do to rows, found by running them. */
export function effectsOf(behaviors: readonly Behavior[]): Effects {
  const row = { key: 'row', value: 'new', at: 2 }
  const effect = (before: readonly SourceRow[], now: readonly SourceRow[]): Effect => ({
    unmatched: among(behaviors, (behavior) => secondRun(behavior, before, now, [])),
    matched: among(behaviors, (behavior) =>
      secondRun(behavior, before, now, [{ key: 'row', value: 'theirs' }]),
    ),
  })
  return {
    fresh: effect([], [row]),
    changed: effect([{ ...row, value: 'old', at: 0 }], [row]),
    gone: effect([row], []),
  }
}

/** What the second run does about `row`, over these records. */
function secondRun(
  behavior: Behavior,
  before: readonly SourceRow[],
  now: readonly SourceRow[],
  records: SyncState['records'],
): Outcome {
  // Rows that bear the newest time of each run: the others are then sent when it is their turn.
  const first = runOnce(behavior, beforeRuns([]), [...before, { key: 'first', value: '', at: 1 }])
  const second = runOnce(behavior, { ...first, records }, [
    ...now,
    { key: 'first', value: '', at: 1 },
    { key: 'second', value: '', at: 3 },
  ])
  return second.outcomes.get('row') ?? 'untouched'
}

function among<T>(behaviors: readonly Behavior[], of: (behavior: Behavior) => T): T[] {
  return [...new Set(behaviors.map(of))]
}

/** What the first two runs of an append do with rows that exist before the first. */
export interface HistoryEffect {
  older: readonly Outcome[]
  /** Those that bear the newest time, in the second run, which has found a newer one. */
  newest: readonly Outcome[]
}

/** What becomes of the rows that exist before the first run, found by running it. */
export function historyEffectOf(behaviors: readonly Behavior[]): HistoryEffect {
  const rows = [
    { key: 'older', value: '', at: 1 },
    { key: 'newest', value: '', at: 2 },
  ]
  const runs = behaviors.map((behavior) => {
    const first = runOnce(behavior, beforeRuns([]), rows)
    const later = [...rows, { key: 'later', value: '', at: 3 }]
    return { first, second: runOnce(behavior, first, later) }
  })
  return {
    older: [...new Set(runs.map(({ first }) => first.outcomes.get('older')!))],
    newest: [...new Set(runs.map(({ second }) => second.outcomes.get('newest')!))],
  }
}
