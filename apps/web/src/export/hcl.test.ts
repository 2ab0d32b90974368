import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclBlock, hclName, hclString, hclValue } from './hcl.ts'
import { readHclString } from '../../test/readHclString.ts'

describe('hclString', () => {
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['say "hi"', String.raw`"say \"hi\""`],
    [String.raw`C:\temp`, String.raw`"C:\\temp"`],
    ['two\nlines\tand\r', String.raw`"two\nlines\tand\r"`],
    ['{{ record.x }}', '"{{ record.x }}"'],
    ['${var.token}', '"$${var.token}"'],
    ['%{ if true }', '"%%{ if true }"'],
    ['$${x}', '"\\u0024$${x}"'],
    ['100%', '"100%"'],
    ['$5', '"$5"'],
    ['${${', '"$${$${"'],
    ['a\u0000b\u2028c', String.raw`"a\u0000b\u2028c"`],
    ['Zoë 🎉', '"Zoë 🎉"'],
  ])('writes %j as %s', (text, expected) => {
    expect(hclString(text)).toBe(expected)
  })

  it('is read as the text that it was, whatever it holds', () => {
    const pieces = fc.constantFrom('$', '%', '{', '}', '\\', '"', '\n', '\r', 'u0041', ' ', '~')
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const written = hclString(text)
        expect(written).not.toMatch(/[\r\n]/u)
        expect(readHclString(written)).toBe(text)
      }),
    )
  })
})

describe('hclName', () => {
  it.each([
    ['New Signups to Leads', 'new_signups_to_leads'],
    ['Zoë’s café', 'zoe_s_cafe'],
    ['2024 leads', 'sync_2024_leads'],
    ['  ', 'sync'],
    ['日本', 'sync'],
    ['"] } resource "x', 'resource_x'],
  ])('of %j is %s', (text, name) => {
    expect(hclName(text, 'sync')).toBe(name)
  })

  it('is a name that Terraform takes, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hclName(text, 'sync')).toMatch(/^[a-z][a-z0-9_]*$/u)
      }),
    )
  })
})

describe('hclValue', () => {
  it('writes lists and objects, with keys quoted that are no names', () => {
    expect(hclValue({ a: [1, true, null], 'b c': { 'x-y': '${z}' }, d: {}, e: [] })).toBe(
      [
        '{',
        '  a = [',
        '    1,',
        '    true,',
        '    null,',
        '  ]',
        '  "b c" = {',
        '    x-y = "$${z}"',
        '  }',
        '  d = {}',
        '  e = []',
        '}',
      ].join('\n'),
    )
  })
})

describe('a key of an object', () => {
  it.each([
    ['for', '"for"'],
    ['format', 'format'],
    ['for-each', 'for-each'],
    ['in', 'in'],
    ['null', 'null'],
    ['2nd', '"2nd"'],
    ['', '""'],
  ])('%j is written as %s', (key, expected) => {
    expect(hclValue({ [key]: 1 })).toBe(`{\n  ${expected} = 1\n}`)
  })

  it('is read as the key that it was, whatever it is', () => {
    const keys = fc.oneof(
      fc.constantFrom('for', 'for_each', 'if', 'in', 'true', 'null', '${x}', 'a-b', '-a', 'a.b'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(keys, (key) => {
        const [, written = ''] = hclValue({ [key]: 1 }).split('\n')
        const name = /^ {2}(?<name>.*) = 1$/su.exec(written)?.groups?.name ?? ''
        if (name.startsWith('"')) expect(readHclString(name)).toBe(key)
        else {
          expect(name).toBe(key)
          expect(name).toMatch(/^(?!for$)[\p{ID_Start}_][\p{ID_Continue}-]*$/u)
        }
      }),
    )
  })
})

describe('hclBlock', () => {
  it('aligns attributes that follow each other and keeps blocks apart', () => {
    const lines = hclBlock('resource "a" "b"', [
      ['label', 'x'],
      ['operation', 'mirror'],
      ['left_out', undefined],
      { name: 'inner', block: [['id', 1]] },
      { name: 'last', hcl: 'var.x' },
    ])
    expect(lines).toEqual([
      'resource "a" "b" {',
      '  label     = "x"',
      '  operation = "mirror"',
      '',
      '  inner {',
      '    id = 1',
      '  }',
      '  last = var.x',
      '}',
    ])
  })
})
