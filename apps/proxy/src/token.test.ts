import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Token } from './token.ts'

const secret = 'tok_9f8e7d6c/5b4a+39=='

const escaped = (spell: (code: number) => string): string =>
  Array.from(secret, (character) => spell(character.charCodeAt(0))).join('')

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
    ['in a URL, digits small', encodeURIComponent(secret).toLowerCase()],
    ['in a URL, only what needs it', secret.replace('/', '%2F')],
    ['in a URL inside a URL', encodeURIComponent(encodeURIComponent(secret))],
    ['in JSON as Java writes it', secret.replaceAll('=', '\\u003d')],
    ['in JSON with nothing but escapes', escaped((code) => `\\u00${code.toString(16)}`)],
    ['in JSON inside JSON', secret.replaceAll('/', '\\\\\\/')],
    ['in HTML', secret.replace('/', '&#x2F;').replaceAll('=', '&#61;')],
    ['in HTML inside HTML', escaped((code) => `&amp;#x${code.toString(16)};`)],
    ['in quoted-printable', secret.replaceAll('=', '=3D')],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in capital hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ])('is taken out of text, %s', (_name, form) => {
    const token = new Token(secret)
    expect(token.redact(`a ${form} b`)).toMatch(/^a \[redacted\](=|3D)* b$/)
    expect(form.length).toBeLessThanOrEqual(token.longestForm)
  })

  it.each(['', 'b', 'be', 'bearer:', 'Bearer ', '{"authorization":"Bearer '])(
    'is taken out of base64 behind %j',
    (before) => {
      for (const after of ['', 'x', '"}']) {
        for (const encoding of ['base64', 'base64url'] as const) {
          const text = Buffer.from(before + secret + after).toString(encoding)
          for (const form of [text, encodeURIComponent(text), text.replaceAll('/', '\\/')]) {
            const rest = new Token(secret).redact(form)
            expect(rest).toMatch(/\[redacted\]/)
            // No more than what the characters at both ends share with their neighbours.
            expect(rest.length).toBeLessThanOrEqual(
              Math.ceil((before.length * 8) / 6) + '[redacted]'.length + 12,
            )
          }
        }
      }
    },
  )

  it('is not looked for in pieces too short to tell', () => {
    expect(new Token('abc').redact('YWJj Fi YmM')).toBe('YWJj Fi YmM')
  })
})
