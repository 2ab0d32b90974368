/** Rows of the outbox, both ends included. */
export interface Range {
  from: number
  to: number
}

/** What is done with the rows of a range: written as the operation says, or taken away. */
export type Sending = 'rows' | 'gone'

/** The destination's side: what it takes, and what it does with what it takes. */
export interface Receiver {
  /**
   * It is all written at the end, in the place of what was there: an object that is swapped, a
   * file. Otherwise each batch counts by itself.
   */
  isStaged: boolean
  /** Why it refuses a record of the range, without saying which; undefined where it takes all. */
  refusal: (range: Range, sending: Sending) => string | undefined
  /** Writes a range that it does not refuse; a staged one does so in `finish`. */
  write: (range: Range, sending: Sending) => void
  /** Writes what was accepted: rows of the outbox whose status is `succeeded`. */
  finish: () => void
}
