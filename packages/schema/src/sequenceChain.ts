import type { PlannedSync } from './weekOfRuns.ts'

/** The syncs that come before one, from its parent upwards. */
export interface SequenceChain {
  /** Each once, as far as the list of syncs has them. */
  syncs: PlannedSync[]
  /**
   * Where it ends: at a sync that follows none, at the sync itself, at one that comes twice, or at
   * one that the list does not have.
   */
  end: { kind: 'start' | 'own' } | { kind: 'circle' | 'unlisted'; id: number }
}

/**
 * What has to succeed before a sync that runs after `parent` can start. `own` is the sync itself,
 * undefined while it is not stored: then nothing can come back to it. Source: reference 5.12, rule 28.
 */
export function sequenceChain(
  parent: number,
  own: number | undefined,
  syncs: ReadonlyMap<number, PlannedSync>,
): SequenceChain {
  const found = new Map<number, PlannedSync>()
  let next: number | undefined = parent
  while (next !== undefined) {
    const id: number = next
    if (id === own) return { syncs: [...found.values()], end: { kind: 'own' } }
    if (found.has(id)) return { syncs: [...found.values()], end: { kind: 'circle', id } }
    const sync = syncs.get(id)
    if (!sync) return { syncs: [...found.values()], end: { kind: 'unlisted', id } }
    found.set(id, sync)
    next = sync.runsAfter
  }
  return { syncs: [...found.values()], end: { kind: 'start' } }
}

/** What keeps a chain from starting a sync, or may do so, each in a sentence. */
export function chainWarnings({ syncs, end }: SequenceChain): string[] {
  const [parent] = syncs
  const first = syncs.at(-1)
  const warnings = syncs
    .filter(({ isPaused }) => isPaused)
    .map(({ label }) => `${label} is paused: until it is resumed, nothing starts after it.`)
  if (end.kind === 'own') {
    warnings.push(
      parent
        ? `${parent.label} itself waits for this sync: each would wait for the other.`
        : 'A sync cannot run after itself.',
    )
  }
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
