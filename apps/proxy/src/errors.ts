import type { Problem, ProxyErrorCode } from '@sync-builder/schema'

/** The status and the words of each way in which the proxy itself refuses or fails. */
const kinds = {
  malformed_request: [400, 'The request is not valid HTTP.'],
  malformed_target: [400, 'The request target is not a valid path.'],
  malformed_host: [400, 'Exactly one Host header is needed.'],
  upgrade_refused: [400, 'Upgrades are not offered here.'],
  bad_query: [400, 'The query is not one that this path takes.'],
  bad_json: [400, 'The body is not JSON.'],
  key_required: [400, 'A create needs an Idempotency-Key header.'],
  key_invalid: [400, 'The Idempotency-Key must be a UUID.'],
  header_required: [403, 'Requests here carry the header X-Sync-Builder: 1.'],
  host_not_allowed: [403, 'This Host is not answered to; see ALLOWED_HOSTS.'],
  origin_not_allowed: [403, 'Requests from other sites are not answered.'],
  not_found: [404, 'There is nothing at this path.'],
  create_not_found: [404, 'No create with this key is known.'],
  method_not_allowed: [405, 'This path does not take this method.'],
  request_timeout: [408, 'The request took too long to arrive.'],
  outcome_unknown: [
    409,
    'The create was sent, but its outcome is not known. Look for the sync before trying again.',
  ],
  body_too_large: [413, 'The body is too large.'],
  target_too_long: [414, 'The request target is too long.'],
  unsupported_media_type: [415, 'Bodies must be application/json in UTF-8.'],
  expectation_failed: [417, 'This expectation cannot be met.'],
  invalid_payload: [422, 'The payload is not one that the API can take.'],
  validate_only_required: [422, 'The payload must say validate_only: true or false.'],
  payload_too_complex: [422, 'The payload takes too long to judge.'],
  key_reused: [422, 'This Idempotency-Key was used with another payload.'],
  headers_too_large: [431, 'The request headers are too large.'],
  client_left: [499, 'The client left before the answer.'],
  internal: [500, 'The proxy failed at this request.'],
  upstream_unauthorized: [502, 'The API refused the token of this proxy.'],
  upstream_unreachable: [502, 'The API cannot be reached.'],
  upstream_invalid: [502, 'The API answered with something that is not its JSON.'],
  upstream_error_too_long: [502, 'The API answered with an error that is too long to pass on.'],
  overloaded: [503, 'Too many requests are under way.'],
  judge_unavailable: [503, 'Payloads cannot be checked at the moment, so nothing was sent.'],
  journal_unavailable: [503, 'The create cannot be recorded, so it was not sent.'],
  not_built: [503, 'The pages of the builder are not built yet.'],
  upstream_timeout: [504, 'The API took too long to answer.'],
} as const satisfies Record<ProxyErrorCode, readonly [status: number, message: string]>

interface Details {
  /** In place of the kind's own sentence; never text of the upstream. */
  message?: string
  /** In place of the kind's own status. */
  status?: number
  problems?: readonly Problem[]
  headers?: Readonly<Record<string, string>>
  cause?: unknown
}

/** A refusal or failure of the proxy itself, as opposed to an error answer of the API. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  readonly kind: ProxyErrorCode
  readonly status: number
  readonly problems: readonly Problem[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(kind: ProxyErrorCode, details: Details = {}) {
    super(details.message ?? kinds[kind][1], { cause: details.cause })
    this.kind = kind
    this.status = details.status ?? kinds[kind][0]
    this.problems = details.problems
    this.headers = details.headers ?? {}
  }
}

/** What was thrown, as an error of the proxy: `internal` unless it already is one. */
export function asProxyError(thrown: unknown): ProxyError {
  return thrown instanceof ProxyError ? thrown : new ProxyError('internal', { cause: thrown })
}

/** The body of the proxy's own errors. Source: DESIGN 4, "Proxy routes". */
export function errorBody(error: ProxyError, requestId: string): string {
  const { kind: code, message, problems } = error
  return JSON.stringify({ error: { code, message, requestId, problems } })
}

/** The headers of the proxy's own JSON answers. */
export function ownHeaders(requestId: string): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  }
}
