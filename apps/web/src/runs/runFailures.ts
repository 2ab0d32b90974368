import { ApiFailure } from '../api/apiFailure.ts'
import type { ErrorWords } from '../api/errorWords.ts'
import { failureWords } from '../api/failureWords.ts'

/** Whether it can be that the API did what was asked, though no good answer came. */
function isOutcomeUnknown(error: Error): boolean {
  if (!(error instanceof ApiFailure)) return true
  const failure = error.error
  if (failure.kind !== 'refused') return true
  const { code, status } = failure
  return code === undefined ? status >= 500 : unknownAfter.has(code)
}

/** The proxy says so, too, of a call that had reached the API when the connection broke. */
const unknownAfter: ReadonlySet<string> = new Set([
  'upstream_timeout',
  'upstream_invalid',
  'upstream_unreachable',
  'internal',
])

function isRefusedWith(error: Error, status: number): boolean {
  return (
    error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status === status
  )
}

/** Why a run was not started, or may not have been: it is never asked for again by itself. */
export function triggerFailure(error: Error | null): ErrorWords | undefined {
  const words = failureWords(error)
  if (!words || !error) return undefined
  if (isRefusedWith(error, 422)) {
    return {
      ...words,
      title: 'The API did not start a run',
      next: 'Mend what it names, then try again.',
    }
  }
  if (isOutcomeUnknown(error)) {
    return {
      ...words,
      title: 'It is not known whether a run was started',
      next: 'The runs below are read again. If no new one is among them, try again.',
    }
  }
  return words
}

/** Why a run was not canceled. */
export function cancelFailure(error: Error | null): ErrorWords | undefined {
  const words = failureWords(error)
  if (!words || !error) return undefined
  if (isRefusedWith(error, 422)) {
    return {
      ...words,
      title: 'The run had ended already',
      next: 'There was nothing left to cancel.',
    }
  }
  return words
}
