import type { JsonObject } from '@sync-builder/schema'

/** What a check needs of the world. */
export interface CheckEdges {
  /** Asks whether the API would take the payload; gives the id in the answer, if there is one. */
  check: (payload: JsonObject, signal: AbortSignal) => Promise<number | undefined>
  /** Whether there is a sync with this id. */
  exists: (syncId: number, signal: AbortSignal) => Promise<boolean>
}

/**
 * Checks of payloads, each of which gives the sync that it has made, if it has: the reference
 * leaves open whether it can. While a sync that a check named cannot be looked up, no other check
 * is made, as it might make another. They reject as the edges do.
 */
export function createChecks(
  edges: CheckEdges,
): (payload: JsonObject, signal: AbortSignal) => Promise<number | undefined> {
  /** A sync that a check named, and that could not be looked up yet. */
  let named: number | undefined
  return async (payload, signal) => {
    if (named !== undefined && (await edges.exists(named, signal))) return named
    named = await edges.check(payload, signal)
    if (named !== undefined && (await edges.exists(named, signal))) return named
    named = undefined
    return undefined
  }
}
