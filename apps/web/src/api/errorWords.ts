import type { ApiError } from './client.ts'

/** An error for the operator: what happened, and what to do next. */
export interface ErrorWords {
  title: string
  /** The API's or the proxy's own words, when there are any. */
  said: string | undefined
  next: string
  /** Status and request id, for the one who is asked for help. */
  reference: string | undefined
}

/** What each of the proxy's codes means to an operator. */
const titles: Record<string, { title: string; next: string }> = {
  upstream_unauthorized: {
    title: 'The API refused the token of this Sync Builder',
    next: 'Ask whoever runs Sync Builder to set a valid token on the server.',
  },
  upstream_unreachable: {
    title: 'Sync Builder cannot reach the API',
    next: 'Try again in a moment. If it stays, the API or the network between is down.',
  },
  upstream_timeout: {
    title: 'The API took too long to answer',
    next: 'Try again. Large workspaces can be slow.',
  },
  upstream_invalid: {
    title: 'The API answered with something that cannot be read',
    next: 'Try again. The API may be under maintenance, or the answer was cut on its way.',
  },
  overloaded: {
    title: 'Sync Builder is busy with other calls',
    next: 'Wait a few seconds and try again.',
  },
  journal_unavailable: {
    title: 'Nothing was sent',
    next: 'Sync Builder could not write down the create, which protects against a second one. Ask whoever runs it to check its disk.',
  },
  key_reused: {
    title: 'This draft was sent before with another payload',
    next: 'Another tab may have created it. Look for it in the list of syncs.',
  },
  header_required: {
    title: 'Sync Builder did not accept this page',
    next: 'Reload the page.',
  },
  outcome_unknown: {
    title: 'It is not known whether the sync was created',
    next: 'Look for it in the list of syncs before you create it again.',
  },
}

const byStatus: Record<number, { title: string; next: string }> = {
  403: { title: 'The API does not allow this', next: 'Ask an admin of the workspace.' },
  404: { title: 'The API does not know this', next: 'It may have been deleted. Refresh the list.' },
  429: { title: 'The API asks for fewer calls', next: 'Wait a moment and try again.' },
  422: { title: 'The API refused the payload', next: 'Mend what it names, then try again.' },
}

/** The words for a failed call. */
export function errorWords(error: ApiError): ErrorWords {
  if (error.kind === 'unreachable') {
    return {
      title: 'No answer came, or only a part of it',
      said: undefined,
      next: 'Check that Sync Builder is running and that you are connected, then try again.',
      reference: undefined,
    }
  }
  if (error.kind === 'cut') {
    return {
      title: 'The answer was cut on its way',
      said: undefined,
      next: 'Try again. If it stays, pass on the reference below.',
      reference: reference(error),
    }
  }
  if (error.kind === 'unreadable') {
    return {
      title: 'The answer could not be read',
      said: undefined,
      next: 'Try again. If it stays, pass on the reference below.',
      reference: reference(error),
    }
  }
  const known = (error.code && titles[error.code]) || byStatus[error.status]
  const whose = error.code ? 'Sync Builder' : 'The API'
  const did = error.status >= 500 ? 'failed at the call' : 'refused the call'
  return {
    title: known?.title ?? `${whose} ${did}`,
    said: error.message || undefined,
    next: known?.next ?? 'Try again. If it stays, pass on the reference below.',
    reference: reference(error),
  }
}

function reference({ status, requestId }: { status: number; requestId: string | undefined }) {
  return requestId ? `status ${status}, request ${requestId}` : `status ${status}`
}
