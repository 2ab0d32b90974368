import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json.ts'
import { createTemplateRenderer } from './renderTemplate.ts'

const record: JsonObject = {
  ID: 7,
  EMAIL: 'ada@example.org',
  V: 'a/b?c',
  D: { a: 1, b: 2, c: 3 },
  J: { a: 1, b: true },
  TEXT: '{"a":1,"b":2}',
  NONE: null,
  EMPTY: '',
  PRICE: 2.5,
  LIST: [3, 1, 2],
  FAMILY: '👩‍👩‍👧 a',
  DAY: '2024-03-01',
  TIME: '2024-03-01 10:20:30',
  ZONED: '2024-03-01T10:20:30+05:00',
}

const render = createTemplateRenderer(() => new Date('2026-01-02T03:04:05Z'))

/** The text that a template makes of the record, or "!" and the problem. */
function resultOf(template: string, of: JsonObject = record, columns?: readonly string[]): string {
  const rendered = render(template, of, columns)
  return 'text' in rendered ? rendered.text : `! ${rendered.problem.message}`
}

describe('createTemplateRenderer', () => {
  // The table of reference 5.13, byte for byte.
  it.each([
    [`{{ record['J'] | json }}`, '{"a":1,"b":true}'],
    [`{{ record['D'] | except: "b" | json }}`, '{"a":1,"c":3}'],
    [`{{ record['D'] | only: "b","c" | json }}`, '{"b":2,"c":3}'],
    [`{{ record['J'] | keys | json }}`, '["a","b"]'],
    [
      `{{ record['EMAIL'] | sha256 }}`,
      'cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d',
    ],
    [`{{ record['V'] | base64 }}`, 'YS9iP2M='],
  ])('makes of the documented %s: %s', (template, text) => {
    expect(resultOf(template)).toBe(text)
  })

  it.each([
    [`{{ record['D'] | except: record.LIST, "a" | json }}`, '{"b":2,"c":3}'],
    [`{% assign names = "a,b" | split: "," %}{{ record.D | only: names | json }}`, '{"a":1,"b":2}'],
    [`{{ record.D | only: record.J | json }}`, '{"a":1,"b":2}'],
    [`{{ record.TEXT | keys | json }}`, '["a","b"]'],
    [`{{ record.TEXT | json }}`, String.raw`"{\"a\":1,\"b\":2}"`],
    [`{{ record.NONE | json }}`, 'null'],
    [
      `{{ record.NONE | sha256 }}`,
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ],
    [`{{ record.FAMILY | base64 }}`, Buffer.from('👩‍👩‍👧 a').toString('base64')],
    [`{{ '<a>?' | base64_url_safe_encode }} {{ '<a>?' | base64 }}`, 'PGE-Pw== PGE+Pw=='],
    [`{{ record.FAMILY | base64_url_safe_encode | base64_url_safe_decode }}`, '👩‍👩‍👧 a'],
    [`{{ 'PGE-Pw' | base64_url_safe_decode }}`, '<a>?'],
    [`{{ '<' | h }}`, '&lt;'],
    [` a  {{- record.ID }} b `, ' a7 b '],
    [`{{ record.NONE }}|{{ record.EMPTY }}|{{ record.PRICE }}|{{ record.LIST }}`, '||2.5|312'],
    [`{{ record.NONE | default: 'none' }}`, 'none'],
    [`{% assign c = record['D'] %}{{ c.b | times: 100 }}`, '200'],
  ])('makes of %s: %s', (template, text) => {
    expect(resultOf(template)).toBe(text)
  })

  // What Liquid 5.4 itself gives for these, in UTC.
  it.each([
    [
      '{{ 5 | divided_by: 2 }} {{ -5 | divided_by: 2 }} {{ 20 | divided_by: 7.0 }}',
      '2 -3 2.857142857142857',
    ],
    ['{{ 4 | times: 1.0 }} {{ 0.1 | plus: 0.2 }} {{ 1.1 | times: 3 }}', '4.0 0.3 3.3'],
    ['{{ record.PRICE | times: 2 }} {{ "1.50" | plus: 0 }} {{ "x" | plus: 2 }}', '5.0 1.5 2'],
    ['{{ -5 | modulo: 3 }} {{ 2.5 | round }} {{ 3.14159 | round: 2 }}', '1 3 3.14'],
    ['{{ record.FAMILY | size }} {{ record.FAMILY | slice: 0, 1 }}', '7 👩'],
    [`{{ '"<b>&' | escape }} {{ '&amp; <' | escape_once }}`, '&quot;&lt;b&gt;&amp; &amp; &lt;'],
    [`{{ "a ~!*'()" | url_encode }}`, 'a+~%21%2A%27%28%29'],
    [`{{ record.DAY | date: '%Y-%m-%d %H:%M %Z' }}`, '2024-03-01 00:00 UTC'],
    [`{{ record.TIME | date: '%d %b %Y %H:%M:%S %z' }}`, '01 Mar 2024 10:20:30 +0000'],
    [`{{ record.ZONED | date: '%H:%M %z' }}`, '10:20 +0500'],
    [`{{ 1709287230 | date: '%Y-%m-%d %H:%M' }}`, '2024-03-01 10:00'],
    [`{{ 'March 14, 2016' | date: '%A %-d %B %Y %H:%M' }}`, 'Monday 14 March 2016 00:00'],
    [`{{ 'now' | date: '%Y-%m-%d %H:%M' }}`, '2026-01-02 03:04'],
    [`{{ 'nonsense' | date: '%Y' }}{{ record.NONE | date: '%Y' }}`, 'nonsense'],
    ['{{ record.LIST[0] }}{{ record.LIST[5] }}{{ record.LIST[-1] }}', '32'],
  ])('calculates and formats %s as Liquid does: %s', (template, text) => {
    expect(resultOf(template)).toBe(text)
  })

  it.each([
    [
      "{{ record['ID' }}",
      'Liquid syntax error: Expected close_square but found end_of_string in "{{ record[\'ID\' }}"',
    ],
    [
      "{{ record['NAMEE'] }}",
      "Column being referenced in template can't be found in data source [NAMEE]",
    ],
    [
      "{% assign category = record['D'] %}{{ categoryy.ratio | times: 100 }}",
      '[categoryy.ratio | times: 100] unknown variable `categoryy`',
    ],
    [
      '{{ record[record.EMAIL] }}',
      "Column being referenced in template can't be found in data source [ada@example.org]",
    ],
    ['{{ record.D.zz }}', '[record.D.zz] unknown variable `record.D.zz`'],
    ['{{ record.NONE.x }}', '[record.NONE.x] unknown variable `record.NONE.x`'],
    ['{{ x.y }}', '[x.y] unknown variable `x`'],
    [
      '{{ records[0] }}',
      'The list records belongs to payloads of a whole batch; a mapping has one record at a time',
    ],
    [
      '{{ record.__proto__ }}',
      "Column being referenced in template can't be found in data source [__proto__]",
    ],
    [
      '{{ record.D.constructor }}',
      '[record.D.constructor] unknown variable `record.D.constructor`',
    ],
    [
      '{{ record.V | raw }}',
      'The filter raw belongs to payloads that are one template, not to a mapping',
    ],
    ["{% include 'x' %}", "The tag include can't be used in templates"],
    ["{% render 'x' %}", "The tag render can't be used in templates"],
    ['{{ 5 | divided_by: 0 }}', 'Liquid error: divided by 0'],
    ['{{ record.V | keys }}', 'Liquid error: keys takes an object'],
    [
      "{{ '%' | base64_url_safe_decode }}",
      'Liquid error: invalid base64 provided to base64_url_safe_decode',
    ],
    ['{% for i in (1..100000000) %}{% endfor %}', 'The template makes too much text'],
    [
      `{% assign l = 'x' | split: '' %}${'{% assign l = l | concat: l %}'.repeat(10)}${'{% for i in l %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`,
      'The template takes more than 250 ms',
    ],
  ])('refuses %s: %s', (template, problem) => {
    expect(resultOf(template)).toBe(`! ${problem}`)
  })

  it('takes null for no property, and a column that only other records have for unknown', () => {
    expect(resultOf('{{ record.CITY }}', { CITY: null })).toBe('')
    expect(resultOf('{{ record.CITY }}', {})).toContain('[CITY]')
    expect(resultOf('{{ record.CITY }}', { CITY: 'x' }, ['ID'])).toContain('[CITY]')
  })

  it('reads a column called __proto__ like any other', () => {
    const odd: JsonObject = JSON.parse('{"__proto__":"x","constructor":"y"}') as JsonObject
    expect(resultOf("{{ record['__proto__'] }}{{ record.constructor }}", odd)).toBe('xy')
  })

  it('hashes the UTF-8 bytes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(resultOf('{{ record.T | sha256 }}', { T: text })).toBe(
          createHash('sha256').update(text, 'utf8').digest('hex'),
        )
      }),
    )
  })

  it('never throws, whatever the template and the record', () => {
    const words = `
      {{ }} {% %} - | : , [ ] ( .. ) ' " . = == record ID D LIST if endif for in assign case when
      capture upcase date size divided_by json only keys times sha256 __proto__ 1 0 é 👩`
    const piece = fc.constantFrom(' ', '\n', ...words.trim().split(/\s+/))
    const template = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 12 }).map((pieces) => `{{ record.V | ${pieces.join(' ')} }}`),
      fc
        .tuple(
          fc.constantFrom('ID', 'D', 'LIST', 'V', 'NONE'),
          fc.constantFrom(
            'date: "%Y"',
            'size',
            'json',
            'keys',
            'sort',
            'times: 2',
            'slice: 1',
            'map: "a"',
          ),
          fc.constantFrom('upcase', 'join', 'sha256', 'base64_decode', 'where: "a"', 'url_decode'),
        )
        .map(([column, ...filters]) => `{{ record.${column} | ${filters.join(' | ')} }}`),
    )
    fc.assert(
      fc.property(
        template,
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.jsonValue(),
        (text, of, value) => {
          const all = {
            ...record,
            ...(of as JsonObject),
            V: value as JsonObject[string],
            D: value as JsonObject[string],
          }
          expect(resultOf(text, all)).toBeTypeOf('string')
        },
      ),
      { numRuns: 500 },
    )
  })
})
