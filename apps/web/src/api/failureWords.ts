import { ApiFailure } from './apiFailure.ts'
import { errorWords, type ErrorWords } from './errorWords.ts'

/** The words for what a query threw; undefined when it threw nothing. */
export function failureWords(error: Error | null): ErrorWords | undefined {
  if (error === null) return undefined
  return errorWords(error instanceof ApiFailure ? error.error : { kind: 'unreachable' })
}
