import { describe, expect, it } from 'vitest'
import { parseTarget, queryPairs } from './target.ts'

describe('parseTarget', () => {
  it('takes path and query apart and leaves both as they were sent', () => {
    expect(parseTarget('/a%2Fb/../c?d=%20e?f', 100)).toEqual({
      path: '/a%2Fb/../c',
      query: 'd=%20e?f',
    })
  })

  it.each([
    ['an absolute form', 'http://evil.example/api'],
    ['an authority', 'evil.example:443'],
    ['an asterisk', '*'],
    ['a fragment', '/a#b'],
    ['a space', '/a b'],
    ['a byte beyond ASCII', '/\u00e9'],
    ['half a percent sign', '/a%'],
    ['a percent sign before no digits', '/%zz'],
    ['overlong UTF-8', '/%c0%ae'],
    ['a control character', '/a%00'],
    ['a control character in the query', '/a?b=%0d%0a'],
    ['half a percent sign in the query', '/a?b=%'],
  ])('refuses %s', (_name, raw) => {
    expect(() => parseTarget(raw, 100)).toThrow(
      expect.objectContaining({ kind: 'malformed_target' }),
    )
  })

  it('refuses what is longer than it may be', () => {
    expect(() => parseTarget(`/${'a'.repeat(100)}`, 100)).toThrow(
      expect.objectContaining({ kind: 'target_too_long' }),
    )
  })
})

describe('queryPairs', () => {
  it('decodes keys and values, in order, repeated ones too', () => {
    expect(queryPairs('a=1+2&%62=%26=&a&=')).toEqual([
      ['a', '1 2'],
      ['b', '&='],
      ['a', ''],
      ['', ''],
    ])
  })
})
