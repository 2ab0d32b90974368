import { describe, expect, it } from 'vitest'
import type { ApiError } from './apiFailure.ts'
import { errorWords } from './errorWords.ts'

function refused(status: number, code?: 'host_not_allowed' | 'invalid_payload' | 'not_found') {
  return {
    kind: 'refused',
    status,
    code,
    message: 'No',
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
  } satisfies ApiError
}

describe('errorWords', () => {
  it.each<[status: number, title: string]>([
    [404, 'The API does not know this'],
    [422, 'The API refused the payload'],
    [429, 'The API asks for fewer calls'],
    [409, 'The API refused the call'],
    [500, 'The API failed at the call'],
  ])('names the API as the one that answered %s', (status, title) => {
    expect(errorWords(refused(status))).toMatchObject({ title, said: 'No' })
  })

  it.each<[ApiError]>([
    [refused(403, 'host_not_allowed')],
    [refused(404, 'not_found')],
    [refused(422, 'invalid_payload')],
  ])('never blames the API for what the proxy says: %j', (error) => {
    const { title } = errorWords(error)
    expect(title).not.toMatch(/^The API/u)
  })

  it('tells what to pass on to who helps', () => {
    expect(errorWords(refused(500)).reference).toBe('status 500, request r1')
  })
})
