import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Token } from './token.ts'

const secret = 'tok_9f8e7d6c/5b4a+39=='

describe('Token', () => {
  it('gives itself away to the header alone', () => {
    const token = new Token(secret)
    expect(token.bearer()).toBe(`Bearer ${secret}`)
    expect(String(token)).toBe('[redacted]')
    expect(JSON.stringify({ token })).toBe('{"token":"[redacted]"}')
    expect(inspect({ token })).toBe('{ token: [redacted] }')
  })

  it('takes the line end that an editor leaves in a file', () => {
    expect(new Token(`${secret}\n`).bearer()).toBe(`Bearer ${secret}`)
  })

  it.each([
    ['nothing', ''],
    ['a line end alone', '\n'],
    ['the word Bearer', `Bearer ${secret}`],
    ['a space', `${secret} x`],
    ['a line end inside', `${secret}\r\nX-Evil: 1`],
    ['non-ASCII', `${secret}\u00e9`],
  ])('refuses %s and does not print it', (_name, text) => {
    expect(() => new Token(text)).toThrow(
      expect.objectContaining({
        name: 'TokenError',
        message: expect.not.stringContaining('9f8e7d6c'),
      }),
    )
  })

  it.each([
    ['plain', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON with escaped slashes', secret.replaceAll('/', '\\/')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['as Basic', Buffer.from(`bearer:${secret}`).toString('base64')],
  ])('is taken out of text, %s', (_name, form) => {
    expect(new Token(secret).redact(`a ${form} b`)).toMatch(/^a \[redacted\]=* b$/)
  })
})
