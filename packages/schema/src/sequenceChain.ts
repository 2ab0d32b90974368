interface Following {
  /** The sync after which it runs. */
  runsAfter?: number | undefined
}

/** The syncs that come before one, from its parent upwards. */
export interface SequenceChain<Listed extends Following> {
  /** Each once, as far as the list of syncs has them. */
  syncs: Listed[]
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
export function sequenceChain<Listed extends Following>(
  parent: number,
  own: number | undefined,
  syncs: ReadonlyMap<number, Listed>,
): SequenceChain<Listed> {
  const found = new Map<number, Listed>()
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

/** That a chain comes back to the sync itself, where its parent, as named, is another one. */
export function waitsForItself(parent: string): string {
  return `${parent} itself waits for this sync: each would wait for the other`
}
