import type { DryRun, JsonObject } from '@sync-builder/schema'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'

/** A dry run that has ended: what it told holds for exactly this payload. */
export type TriedRun = {
  payload: JsonObject
  /** Milliseconds since the epoch of its end. */
  at: number
} & ({ kind: 'told'; answer: DryRun } | { kind: 'failed'; error: ApiError })

/** How the dry runs of a draft stand: replaced as a whole, so that React can compare it. */
export interface DryRunStanding {
  /** Milliseconds since the epoch at which the one that works began. */
  since: number | undefined
  /** The one that ended last. */
  last: TriedRun | undefined
}

/** What a dry run needs of the world; `ask` rejects with `ApiFailure`, or when it is aborted. */
export interface DryRunEdges {
  ask: (payload: JsonObject, signal: AbortSignal) => Promise<DryRun>
  /** Milliseconds since the epoch. */
  now: () => number
}

/** The dry runs of one draft, one after the other. */
export interface DryRuns {
  standing: () => DryRunStanding
  subscribe: (listener: () => void) => () => void
  /** Does nothing while one works: a double click is one. */
  start: (payload: JsonObject) => void
  /** Ends the one that works; what the one before told stays. */
  stop: () => void
}

/** The dry runs of one draft; none is ever asked for by itself, and none is kept. */
export function createDryRuns(edges: DryRunEdges): DryRuns {
  const listeners = new Set<() => void>()
  let current: DryRunStanding = { since: undefined, last: undefined }
  let working: AbortController | undefined

  function show(next: DryRunStanding): void {
    current = next
    for (const listener of listeners) listener()
  }

  async function run(payload: JsonObject, { signal }: AbortController): Promise<void> {
    let told: { kind: 'told'; answer: DryRun } | { kind: 'failed'; error: ApiError }
    try {
      told = { kind: 'told', answer: await edges.ask(payload, signal) }
    } catch (error) {
      told = {
        kind: 'failed',
        error: error instanceof ApiFailure ? error.error : { kind: 'unreachable' },
      }
    }
    // Another may work by now.
    if (signal.aborted) return
    working = undefined
    show({ since: undefined, last: { payload, at: edges.now(), ...told } })
  }

  return {
    standing: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start(payload) {
      if (working) return
      working = new AbortController()
      show({ ...current, since: edges.now() })
      void run(payload, working)
    },
    stop() {
      working?.abort()
      working = undefined
      show({ ...current, since: undefined })
    },
  }
}
