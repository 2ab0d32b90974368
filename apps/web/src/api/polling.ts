/** While something is awaited it is asked for this often, and ever less the longer it takes. */
const shortestMs = 1_000
const longestMs = 30_000
/** A tenth of the time that it has taken so far: who waits for an hour does not mind minutes. */
const share = 0.1

/** What decides how soon to ask again. */
export interface Waiting {
  /** Milliseconds that it has been going on. */
  forMs: number
  /** Reads that have failed in a row. */
  failures: number
  /** Milliseconds that the API asked to wait. */
  retryAfterMs: number | undefined
}

/** Milliseconds until something that goes on is asked for again; failures double the wait. */
export function pollMs({ forMs, failures, retryAfterMs = 0 }: Waiting): number {
  const due = Math.max(shortestMs, forMs * share) * 2 ** Math.min(failures, 10)
  return Math.max(Math.min(due, longestMs), retryAfterMs)
}
