import type { ProxyErrorCode } from '@sync-builder/schema'
import type { ApiError } from './apiFailure.ts'

/** An error for the operator: what happened, and what to do next. */
export interface ErrorWords {
  title: string
  /** The API's or the proxy's own words, when there are any. */
  said: string | undefined
  next: string
  /** Status and request id, for the one who is asked for help. */
  reference: string | undefined
}

type Words = Pick<ErrorWords, 'title' | 'next'>

/** The page and the proxy are not of one version, or the page has a fault. */
const notTaken: Words = {
  title: 'Sync Builder’s server does not take this request',
  next: 'Reload the page. If it stays, pass on the reference below.',
}
const tooLarge: Words = {
  title: 'This request is too large for Sync Builder',
  next: 'Nothing was sent to the API. Shorten the payload, then try again.',
}
const notAnswered: Words = {
  title: 'Sync Builder does not answer at this address',
  next: 'Ask whoever runs it under which address it is meant to be opened; its setting is ALLOWED_HOSTS.',
}
const unreadable: Words = {
  title: 'The API answered with something that cannot be read',
  next: 'Try again. The API may be under maintenance, or the answer was cut on its way.',
}

/** What each of the proxy's codes means to an operator. */
const byCode: Record<ProxyErrorCode, Words> = {
  malformed_request: notTaken,
  malformed_target: notTaken,
  malformed_host: notAnswered,
  upgrade_refused: notTaken,
  bad_query: notTaken,
  bad_json: notTaken,
  key_required: notTaken,
  key_invalid: notTaken,
  header_required: {
    title: 'Sync Builder did not accept this page',
    next: 'Reload the page.',
  },
  host_not_allowed: notAnswered,
  origin_not_allowed: notAnswered,
  not_found: notTaken,
  create_not_found: {
    title: 'Sync Builder does not know this create',
    next: 'Look for the sync in the list of syncs.',
  },
  method_not_allowed: notTaken,
  request_timeout: {
    title: 'The request took too long to reach Sync Builder',
    next: 'Check the connection, then try again.',
  },
  outcome_unknown: {
    title: 'It is not known whether the sync was created',
    next: 'Look for it in the list of syncs before you create it again.',
  },
  body_too_large: tooLarge,
  target_too_long: notTaken,
  unsupported_media_type: notTaken,
  expectation_failed: notTaken,
  invalid_payload: {
    title: 'The payload is not one that the API takes',
    next: 'Nothing was sent to the API. Fix what Problems names, then try again.',
  },
  validate_only_required: notTaken,
  payload_too_complex: {
    title: 'The payload takes too long to check',
    next: 'Nothing was sent to the API. Make the payload simpler, then try again.',
  },
  key_reused: {
    title: 'This draft was sent before with another payload',
    next: 'Another tab may have created it. Look for it in the list of syncs.',
  },
  headers_too_large: notTaken,
  client_left: {
    title: 'The connection closed before the answer',
    next: 'Try again.',
  },
  internal: {
    title: 'Sync Builder failed at the call',
    next: 'Try again. If it stays, pass on the reference below.',
  },
  upstream_unauthorized: {
    title: 'The API refused the token of this Sync Builder',
    next: 'Ask whoever runs Sync Builder to set a valid token on the server.',
  },
  upstream_unreachable: {
    title: 'Sync Builder cannot reach the API',
    next: 'Try again in a moment. If it stays, the API or the network between is down.',
  },
  upstream_invalid: unreadable,
  upstream_error_too_long: unreadable,
  overloaded: {
    title: 'Sync Builder is busy with other calls',
    next: 'Wait a few seconds and try again.',
  },
  journal_unavailable: {
    title: 'Nothing was sent',
    next: 'Sync Builder could not write down the create, which protects against a second one. Ask whoever runs it to check its disk.',
  },
  judge_unavailable: {
    title: 'Sync Builder cannot check payloads at the moment',
    next: 'Nothing was sent to the API. Ask whoever runs it to start it anew.',
  },
  not_built: {
    title: 'The pages of Sync Builder are not built yet',
    next: 'Ask whoever runs it to start it anew.',
  },
  upstream_timeout: {
    title: 'The API took too long to answer',
    next: 'Try again. Large workspaces can be slow.',
  },
}

/** What a status means where the words are the API's own. */
const byStatus: Record<number, Words> = {
  404: { title: 'The API does not know this', next: 'It may have been deleted. Refresh the list.' },
  422: { title: 'The API refused the payload', next: 'Fix what it names, then try again.' },
  429: { title: 'The API asks for fewer calls', next: 'Wait a moment and try again.' },
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
  const words = error.code
    ? byCode[error.code]
    : (byStatus[error.status] ?? otherwise(error.status))
  return { ...words, said: error.message || undefined, reference: reference(error) }
}

function otherwise(status: number): Words {
  return {
    title: status >= 500 ? 'The API failed at the call' : 'The API refused the call',
    next: 'Try again. If it stays, pass on the reference below.',
  }
}

function reference({ status, requestId }: { status: number; requestId: string | undefined }) {
  return requestId ? `status ${status}, request ${requestId}` : `status ${status}`
}
