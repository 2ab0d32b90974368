import { expect, it } from 'vitest'
import type { ApiError } from '../api/apiFailure.ts'
import { dryRunFailure } from './dryRunFailure.ts'

function refusal(status: number, more: Partial<ApiError & { kind: 'refused' }> = {}): ApiError {
  return {
    kind: 'refused',
    status,
    code: undefined,
    message: 'There is no column email.',
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
    ...more,
  }
}

it.each<[string, ApiError, RegExp]>([
  ['a run that would fail', refusal(422), /would fail$/u],
  [
    'a payload that is no request',
    refusal(422, { code: 'invalid_payload' }),
    /not one that the API/u,
  ],
  ['a source that is too large', refusal(504, { code: 'upstream_timeout' }), /took too long$/u],
  ['others under way', refusal(503), /did not come to an end$/u],
  ['a busy server', refusal(503, { code: 'overloaded' }), /busy/u],
  ['nobody there', { kind: 'unreachable' }, /No answer/u],
])('tells %s, and that nothing was changed', (_, error, title) => {
  const words = dryRunFailure(error)
  expect(words.title).toMatch(title)
  expect(words.next).toMatch(/^Nothing was changed\. \S/u)
})

it('passes on what was said, and the reference', () => {
  expect(dryRunFailure(refusal(422))).toMatchObject({
    said: 'There is no column email.',
    reference: 'status 422, request r1',
  })
})
