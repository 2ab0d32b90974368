import type { Trouble } from '../trouble.ts'
import type { RunEvent } from './runJob.ts'
import { RunFailure } from './runFailure.ts'

/** Waiting time before a batch that got no answer is sent again. */
const resendMs = 1_000
/** What a rate-limited destination says in `Retry-After`. */
const retryAfterMs = 2_000

/**
 * How a destination that fails by name fails a run: slowly, by a 429 before every other batch, by
 * rejecting all, by resetting the connection after the first batch is done, or at once.
 */
export function meetTrouble(trouble: Trouble | undefined, slowness: number) {
  let batches = 0
  let isLossToCome = trouble?.kind === 'drops-after-create'
  const wait = (ms: number): RunEvent => ({ kind: 'wait', ms: ms * slowness })
  return {
    /** Why it rejects every record. */
    rejection: trouble?.kind === 'rejecting' ? trouble.message : undefined,

    *beforeRun(): Generator<RunEvent> {
      if (trouble?.kind === 'slow') yield wait(trouble.metadataMs)
      if (trouble?.kind === 'expired') {
        throw new RunFailure(
          'CONNECTION_EXPIRED',
          'The user who authorized the connection must reconnect it.',
        )
      }
    },

    *beforeBatch(): Generator<RunEvent> {
      batches += 1
      if (trouble?.kind === 'slow') yield wait(trouble.metadataMs)
      if (trouble?.kind === 'rate-limited' && batches % 2 === 1) yield wait(retryAfterMs)
    },

    /** True once: the batch is done, and the connection reset in place of the answer. */
    losesAnswer(): boolean {
      const isLost = isLossToCome
      isLossToCome = false
      return isLost
    },

    *afterLoss(): Generator<RunEvent> {
      yield wait(resendMs)
    },
  }
}
