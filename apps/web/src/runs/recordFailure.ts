import { ApiFailure } from '../api/apiFailure.ts'
import { failureWords } from '../api/failureWords.ts'
import type { ErrorWords } from '../api/errorWords.ts'

/** Why records could not be read: that there are none to read is no failure. */
export type RecordFailure =
  { kind: 'none'; title: string; text: string } | { kind: 'failed'; words: ErrorWords }

/** The words for what reading records threw. Source: reference 3.3. */
export function recordFailure(error: Error | null): RecordFailure | undefined {
  const status = error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status
  if (status === 404) {
    return {
      kind: 'none',
      title: 'The API has no records of this run',
      text: 'It keeps none of a dry run.',
    }
  }
  if (status === 410) {
    return {
      kind: 'none',
      title: 'The records of this run are no longer kept',
      text: 'The API keeps them for 14 days.',
    }
  }
  const words = failureWords(error)
  return words && { kind: 'failed', words }
}
