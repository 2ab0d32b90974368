import { describe, expect, it } from 'vitest'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'
import { cancelFailure, triggerFailure } from './runFailures.ts'

function refused(status: number, more: Partial<ApiError> = {}): ApiFailure {
  const error: Extract<ApiError, { kind: 'refused' }> = {
    kind: 'refused',
    status,
    code: undefined,
    message: 'In the API’s words',
    requestId: 'r-1',
    problems: [],
    retryAfterMs: undefined,
  }
  return new ApiFailure({ ...error, ...more })
}

describe('triggerFailure', () => {
  it.each([
    ['a refusal', refused(422), 'The API did not start a run'],
    ['too many calls', refused(429), 'The API asks for fewer calls'],
    ['a failed API', refused(500), 'The API failed at the call'],
    [
      'no answer in time',
      refused(504, { code: 'upstream_timeout' }),
      'It is not known whether a run was started',
    ],
    [
      'no answer at all',
      new ApiFailure({ kind: 'unreachable' }),
      'It is not known whether a run was started',
    ],
    [
      'half an answer',
      new ApiFailure({ kind: 'cut', status: 200, requestId: 'r' }),
      'It is not known whether a run was started',
    ],
    [
      'an answer without a run',
      new ApiFailure({ kind: 'unreadable', status: 200, requestId: 'r' }),
      'It is not known whether a run was started',
    ],
  ])('says what %s means', (_name, error, title) => {
    expect(triggerFailure(error)?.title).toBe(title)
  })

  it('keeps the API’s own words, and what to pass on', () => {
    expect(triggerFailure(refused(422))).toMatchObject({
      said: 'In the API’s words',
      reference: 'status 422, request r-1',
    })
  })

  it('says nothing where nothing failed', () => {
    expect(triggerFailure(null)).toBeUndefined()
  })
})

describe('cancelFailure', () => {
  it.each([
    ['a run that had ended', refused(422), 'The run had ended already'],
    ['a run that is gone', refused(404), 'The API does not know this'],
  ])('says what is the matter with %s', (_name, error, title) => {
    expect(cancelFailure(error)?.title).toBe(title)
  })
})
