import { expect, it } from 'vitest'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'
import { triggerFailure } from './runFailures.ts'

function refused(status: number, code?: (ApiError & { kind: 'refused' })['code']): ApiFailure {
  return new ApiFailure({
    kind: 'refused',
    status,
    code,
    message: '',
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
  })
}

it.each<[string, Error, RegExp]>([
  ['was refused', refused(422), /did not start a run/u],
  ['came too often', refused(429), /fewer calls/u],
  ['was kept back by the proxy', refused(503, 'overloaded'), /busy/u],
  ['failed at the API', refused(503), /not known whether/u],
  ['broke off on its way', refused(502, 'upstream_unreachable'), /not known whether/u],
  ['took too long', refused(504, 'upstream_timeout'), /not known whether/u],
  ['got no answer', new ApiFailure({ kind: 'unreachable' }), /not known whether/u],
])('a run whose asking %s', (_what, error, title) => {
  expect(triggerFailure(error)?.title).toMatch(title)
})
