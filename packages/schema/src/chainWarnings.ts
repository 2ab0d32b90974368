import { type SequenceChain, waitsForItself } from './sequenceChain.ts'
import type { PlannedSync } from './weekOfRuns.ts'

/**
 * What keeps a chain from starting a sync, or may do so, each in a sentence. A sync that is its own
 * parent is left to `checkSync`, which needs no list of syncs to see it.
 */
export function chainWarnings({ syncs, end }: SequenceChain<PlannedSync>): string[] {
  const [parent] = syncs
  const first = syncs.at(-1)
  const warnings = syncs
    .filter(({ isPaused }) => isPaused)
    .map(({ label }) => `${label} is paused: until it is resumed, nothing starts after it.`)
  if (end.kind === 'own' && parent) warnings.push(`${waitsForItself(parent.label)}.`)
  if (end.kind === 'circle') {
    const from = syncs.findIndex(({ id }) => id === end.id)
    const names = syncs.slice(from).map(({ label }) => label)
    warnings.push(
      names.length === 1
        ? `${names[0]} runs after itself.`
        : `${names.join(' and ')} run after each other in a circle.`,
    )
  }
  if (end.kind === 'start' && first?.pattern.kind === 'manual') {
    warnings.push(`${first.label} runs only when triggered, so this sync does too.`)
  }
  return warnings
}
