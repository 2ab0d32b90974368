import { ApiFailure } from '../api/apiFailure.ts'
import type { ErrorWords } from '../api/errorWords.ts'
import { failureWords } from '../api/failureWords.ts'

/** Why records could not be read: that there are none to read is no failure. */
export type RecordFailure =
  | {
      kind: 'none'
      title: string
      /** In the API's words; empty where it said nothing. */
      said: string
      text: string
    }
  | { kind: 'failed'; words: ErrorWords }

/** The words for what reading records threw. Source: reference 3.3. */
export function recordFailure(error: Error | null): RecordFailure | undefined {
  const refusal =
    error instanceof ApiFailure && error.error.kind === 'refused' ? error.error : undefined
  if (refusal?.status === 404) {
    return {
      kind: 'none',
      title: 'The API has no records of this run',
      said: refusal.message,
      text: 'It keeps none of a dry run.',
    }
  }
  if (refusal?.status === 410) {
    return {
      kind: 'none',
      title: 'The records of this run are no longer kept',
      said: refusal.message,
      text: 'The API keeps them for 14 days at most.',
    }
  }
  const words = failureWords(error)
  return words && { kind: 'failed', words }
}
