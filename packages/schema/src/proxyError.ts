import * as z from 'zod'
import type { Problem } from './problem.ts'

/** Every way in which the proxy itself, as opposed to the API, refuses or fails. */
export const proxyErrorCodes = [
  'malformed_request',
  'malformed_target',
  'malformed_host',
  'upgrade_refused',
  'bad_query',
  'bad_json',
  'key_required',
  'key_invalid',
  'header_required',
  'host_not_allowed',
  'origin_not_allowed',
  'not_found',
  'create_not_found',
  'method_not_allowed',
  'request_timeout',
  'outcome_unknown',
  'body_too_large',
  'target_too_long',
  'unsupported_media_type',
  'expectation_failed',
  'invalid_payload',
  'validate_only_required',
  'payload_too_complex',
  'key_reused',
  'headers_too_large',
  'client_left',
  'internal',
  'upstream_unauthorized',
  'upstream_unreachable',
  'upstream_invalid',
  'upstream_error_too_long',
  'overloaded',
  'judge_unavailable',
  'journal_unavailable',
  'not_built',
  'upstream_timeout',
] as const
export type ProxyErrorCode = (typeof proxyErrorCodes)[number]

/** The body of every error answer that is the proxy's own. */
export const proxyErrorSchema = z.object({
  error: z.object({
    code: z.enum(proxyErrorCodes),
    message: z.string(),
    requestId: z.string(),
    /** What is wrong with the request's payload, place by place. */
    problems: z.array(z.custom<Problem>()).optional(),
  }),
})
