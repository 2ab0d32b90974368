import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StreamedJson } from './streamedJson.ts'

/** Looks at bytes in chunks of that many; gives whether they may end as whole. */
function isWhole(bytes: Buffer, chunkBytes = bytes.length || 1): boolean {
  const json = new StreamedJson()
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      json.push(bytes.subarray(at, at + chunkBytes))
    }
    json.end()
    return true
  } catch (thrown) {
    expect(thrown).toMatchObject({ kind: 'upstream_invalid' })
    return false
  }
}

describe('StreamedJson', () => {
  it('takes every object and list, however it is cut into chunks', () => {
    const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), fc.integer({ min: 1, max: 9 }), (...of) => {
        const [json, indent, chunkBytes] = of
        expect(isWhole(Buffer.from(JSON.stringify(json, undefined, indent)), chunkBytes)).toBe(true)
      }),
    )
  })

  it('takes none that is cut anywhere before its end', () => {
    const whole = Buffer.from('{"a":[{"b":"}\\"]é"},{"c":[]}],"d":{}}')
    for (let length = 0; length < whole.length; length += 1) {
      expect(isWhole(whole.subarray(0, length)), String(length)).toBe(false)
    }
  })

  it.each([
    ['nothing', ''],
    ['a text', '"a"'],
    ['a number', '1'],
    ['a page', '<html>{}</html>'],
    ['a page inside', '{<b>}'],
    ['two values', '{}{}'],
    ['more behind', '[] x'],
    ['a closing bracket too many', '[]]'],
    ['brackets that do not match', '{"a":[}]'],
    ['a line end in a string', '["a\nb"]'],
    ['an escaped line end in a string', '["a\\\nb"]'],
    ['NUL between', '{\0}'],
    ['a byte order mark', '\ufeff{}'],
    ['brackets without end', '['.repeat(5_000) + ']'.repeat(5_000)],
  ])('refuses %s', (_name, text) => {
    expect(isWhole(Buffer.from(text))).toBe(false)
  })

  it.each([
    ['UTF-16', Buffer.from('{"a":"b"}', 'utf16le')],
    ['UTF-16, the other way', Buffer.from('{"a":"b"}', 'utf16le').swap16()],
    ['bytes that are no UTF-8', Buffer.from('7b2261223a22c328227d', 'hex')],
  ])('refuses %s, however it is cut', (_name, bytes) => {
    for (let chunkBytes = 1; chunkBytes <= bytes.length; chunkBytes += 1) {
      expect(isWhole(bytes, chunkBytes)).toBe(false)
    }
  })
})
