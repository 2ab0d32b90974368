/** While something is awaited it is asked for this often, and ever less the longer it takes. */
const shortestMs = 1_000
const longestMs = 30_000
/** A tenth of the time that it has taken so far: who waits for an hour does not mind minutes. */
const share = 0.1

/** What decides how soon to ask again. */
export interface Waiting {
  /** Milliseconds that it has been going on. */
  forMs: number
  /** Milliseconds since the last reading, where those after it have failed; else 0. */
  failingForMs: number
  /** Milliseconds that the API asked to wait. */
  retryAfterMs: number | undefined
}

/**
 * Milliseconds until something that goes on is asked for again. What fails is left alone for as
 * long as it has been failing, so that each wait is twice the one before.
 */
export function pollMs({ forMs, failingForMs, retryAfterMs = 0 }: Waiting): number {
  const due = Math.max(shortestMs, forMs * share, failingForMs)
  return Math.max(Math.min(due, longestMs), retryAfterMs)
}
