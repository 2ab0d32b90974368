import { describe, expect, it } from 'vitest'
import { defaultLimits } from './limits.ts'
import { Token } from './token.ts'
import { passedHeaders, refusal, retryAfterSeconds, wholeAnswer } from './upstreamAnswer.ts'

const json = { 'content-type': 'application/json' }

describe('refusal', () => {
  it.each([
    [200, json, undefined],
    [201, { 'content-type': 'application/json; charset=utf-8' }, undefined],
    [204, {}, undefined],
    [404, { 'content-type': 'application/problem+json' }, undefined],
    [500, json, undefined],
    [200, { ...json, 'content-encoding': 'GZIP' }, undefined],
    [401, json, 'upstream_unauthorized'],
    [403, {}, 'upstream_unauthorized'],
    [302, json, 'upstream_invalid'],
    [304, json, 'upstream_invalid'],
    [200, {}, 'upstream_invalid'],
    [200, { 'content-type': 'text/html' }, 'upstream_invalid'],
    [200, { ...json, 'content-encoding': 'constructor' }, 'upstream_invalid'],
    [200, { ...json, 'content-length': '33554433' }, 'upstream_invalid'],
  ])('of %i with %o is %s', (status, headers, kind) => {
    expect(refusal({ status, headers }, defaultLimits)?.kind).toBe(kind)
  })
})

describe('passedHeaders', () => {
  it('are a fixed few, cleaned of the token, the wait clamped', () => {
    const headers = {
      etag: 'W/"tok-1"',
      'retry-after': '86400',
      'x-ratelimit-remaining': '3',
      'set-cookie': ['a=b'],
      server: 'nginx',
      'access-control-allow-origin': '*',
    }
    expect(passedHeaders({ status: 429, headers }, new Token('tok-1'), defaultLimits)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      etag: 'W/"[redacted]"',
      'retry-after': '3600',
      'x-ratelimit-remaining': '3',
    })
  })
})

describe('retryAfterSeconds', () => {
  const nowMs = Date.parse('2026-11-23T10:00:00Z')
  it.each([
    ['30', 30],
    ['0', 0],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (value, seconds) => {
    expect(retryAfterSeconds(value, nowMs)).toBe(seconds)
  })
})

describe('wholeAnswer', () => {
  const token = new Token('tok-1')
  it('is the text, cleaned of the token', () => {
    expect(wholeAnswer(Buffer.from('{"message": "tok-1"}'), token)).toBe(
      '{"message": "[redacted]"}',
    )
  })

  it.each(['', 'null', '"text"', '{"a":', '\ufeff{}'])('refuses %j', (text) => {
    expect(() => wholeAnswer(Buffer.from(text), token)).toThrow(
      expect.objectContaining({ kind: 'upstream_invalid' }),
    )
  })

  it('refuses what nests so deep that it could not be written again', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000)
    expect(() => wholeAnswer(Buffer.from(deep), token)).toThrow(
      expect.objectContaining({ kind: 'upstream_invalid' }),
    )
  })
})
