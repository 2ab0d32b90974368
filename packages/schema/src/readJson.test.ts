import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from './readJson.ts'

/** What texts that are nearly JSON are made of. */
const pieces = '{ } [ ] : , " \\ u 0 1 9 . e E + - true null "a" 😀 t'.split(' ').concat(' ', '\n')

function errorOf(text: string, maxDepth?: number) {
  const result = maxDepth === undefined ? readJson(text) : readJson(text, { maxDepth })
  return result.ok ? undefined : result.error
}

describe('readJson', () => {
  it('gives the value that JSON.parse gives, for any JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary', maxDepth: 8 }),
        fc.constantFrom(undefined, 1, '\t', '\r\n'),
        (value, space) => {
          const text = JSON.stringify(value, null, space)
          expect(readJson(text)).toStrictEqual({ ok: true, value: JSON.parse(text) })
        },
      ),
    )
  })

  it('says yes only where JSON.parse does, and never throws', () => {
    const characters = fc.constantFrom(...pieces)
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const result = readJson(text)
        if (result.ok) expect(result.value).toStrictEqual(JSON.parse(text))
        else if (result.error.code === 'syntax' && !/\\u|[\uD800-\uDFFF]/.test(text)) {
          expect(() => void JSON.parse(text)).toThrow(SyntaxError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['two equal keys', '{"a":1,"a":2}', ['a'], 7],
    [
      'two keys that an escape makes equal',
      '{"a":{"b":[1,{"c":1,"\\u0063":2}]}}',
      ['a', 'b', 1, 'c'],
      20,
    ],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', ['__proto__'], 15],
  ])('refuses %s and names the path', (_, text, path, offset) => {
    expect(errorOf(text)).toMatchObject({ code: 'duplicate-key', path, offset })
  })

  it.each([
    '12345678901234567890',
    '9007199254740993',
    '1e400',
    '-1e400',
    '1e-400',
    '-0',
    '-0.0',
    '1.00000000000000000001',
  ])('refuses %s, which JSON.parse would change', (number) => {
    expect(errorOf(`{"a":[${number}]}`)).toMatchObject({
      code: 'number',
      path: ['a', 0],
      offset: 6,
    })
  })

  it.each([
    '0',
    '1.0',
    '1e2',
    '1E+2',
    '-12.50',
    '0.1',
    '0e999',
    '5e-324',
    '1.7976931348623157e308',
    '100000000000000000000',
  ])('takes %s, which keeps its value', (number) => {
    expect(readJson(number)).toStrictEqual({ ok: true, value: Number(number) })
  })

  it.each([
    ['an empty text', ''],
    ['only space', ' \n'],
    ['a byte order mark', '\uFEFF{}'],
    ['half a character', '"\uD800"'],
    ['half a character by escape', '"\\udc00"'],
    ['a comma at the end of a list', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a key without quotes', '{a:1}'],
    ['text after the value', '{} x'],
    ['a number that starts with 0', '01'],
    ['NaN', 'NaN'],
    ['a comment', '{/**/}'],
    ['a line break in a string', '"\n"'],
    ['an unknown escape', '"\\x"'],
    ['a string that does not end', '{"a":"b'],
    ['the wrong bracket', '[1}'],
  ])('refuses %s', (_, text) => {
    expect(errorOf(text)).toMatchObject({ code: 'syntax' })
  })

  it('takes a character of two halves, however it is written', () => {
    expect(readJson('["😀","\\ud83d\\ude00","\uD83D\\ude00"]')).toStrictEqual({
      ok: true,
      value: ['😀', '😀', '😀'],
    })
  })

  it('tells line and column, and none of the content', () => {
    expect(errorOf('{"secret":1\n,\r\n  "other" 5}')).toStrictEqual({
      code: 'syntax',
      path: ['other'],
      offset: 25,
      line: 3,
      column: 11,
      message: 'Line 3, column 11: a colon is expected',
    })
  })

  it('refuses what is nested too deep, at once and without a full stack', () => {
    expect(errorOf('['.repeat(100_000))).toMatchObject({ code: 'depth', offset: 64 })
    expect(errorOf('{"a":'.repeat(100_000))).toMatchObject({ code: 'depth' })
    expect(errorOf('[[1]]', 2)).toBeUndefined()
    expect(errorOf('[[[1]]]', 2)).toMatchObject({ code: 'depth', path: [0, 0] })
  })

  it('keeps __proto__ as a key like any other', () => {
    const result = readJson('{"__proto__":{"polluted":true}}')
    expect(result.ok && Object.keys(result.value ?? {})).toStrictEqual(['__proto__'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
