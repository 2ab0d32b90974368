import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Redaction } from './redaction.ts'
import { Token } from './token.ts'

const secret = 'tok-123456'
const token = new Token(secret)

it('finds a token wherever the chunks are cut, and changes nothing else', () => {
  const part = fc.oneof(fc.constant(secret), fc.string({ unit: 'grapheme' }), fc.constant('tok-'))
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(60)), (parts, cuts) => {
      const whole = Buffer.from(parts.join(''))
      const redaction = new Redaction(token)
      const passed: Buffer[] = []
      let at = 0
      for (const length of [...cuts, whole.length]) {
        passed.push(redaction.push(whole.subarray(at, at + length)))
        at += length
      }
      passed.push(redaction.end())
      expect(Buffer.concat(passed).toString()).toBe(token.redact(whole.toString()))
    }),
  )
})
