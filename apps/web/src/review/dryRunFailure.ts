import type { ApiError } from '../api/apiFailure.ts'
import { errorWords, type ErrorWords } from '../api/errorWords.ts'

const nothingChanged = 'Nothing was changed.'

/** Why a dry run told nothing, for the operator: a run that would fail is told from one that could not be tried. */
export function dryRunFailure(error: ApiError): ErrorWords {
  const words = errorWords(error)
  const own = error.kind === 'refused' ? ownWords(error) : undefined
  return { ...words, ...own, next: `${nothingChanged} ${own?.next ?? words.next}` }
}

function ownWords({
  status,
  code,
}: ApiError & { kind: 'refused' }): Pick<ErrorWords, 'title' | 'next'> | undefined {
  if (status === 422 && code === undefined) {
    return {
      title: 'A run of this sync would fail',
      next: 'Change what it names in the draft, in the source or in the destination, then try again.',
    }
  }
  // The sandbox says 503 where too many came first, or where it took too long itself.
  if (status === 504 || (status === 503 && code === undefined)) {
    return {
      title: status === 504 ? 'The dry run took too long' : 'The dry run did not come to an end',
      next: 'Other runs may be under way, or the source is large. Try again later.',
    }
  }
  return undefined
}
