import { beforeRuns, runOnce, type Behavior } from './behavior.ts'

/** What a sync takes away from records that were there. */
export const losses = ['gone-deleted', 'gone-emptied', 'all-replaced', 'named-deleted'] as const
export type Loss = (typeof losses)[number]

/** What these behaviors may take away, found by running them; empty when nothing. */
export function lossesOf(behaviors: readonly Behavior[]): Loss[] {
  const found = new Set(behaviors.flatMap((behavior) => lossOf(behavior) ?? []))
  return losses.filter((loss) => found.has(loss))
}

function lossOf(behavior: Behavior): Loss | undefined {
  const row = { key: 'row', value: '', at: 1 }
  const before = beforeRuns([
    { key: 'row', value: '' },
    { key: 'stranger', value: '' },
  ])
  const first = runOnce(behavior, before, [row])
  if (first.outcomes.get('row') === 'deleted') return 'named-deleted'
  if (first.outcomes.get('stranger') === 'deleted') return 'all-replaced'
  const gone = runOnce(behavior, first, []).outcomes.get('row')
  if (gone === 'deleted') return 'gone-deleted'
  return gone === 'emptied' ? 'gone-emptied' : undefined
}
