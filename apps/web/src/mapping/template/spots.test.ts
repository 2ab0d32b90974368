import { describe, expect, it } from 'vitest'
import { openBlocks, spotAt, variablesAt } from './spots.ts'

/** The template and the place of the cursor in it, which is written as ¦. */
function cursorIn(text: string): [string, number] {
  return [text.replace('¦', ''), text.indexOf('¦')]
}

describe('spotAt', () => {
  it.each([
    // template, what is completed, what is typed of it
    ['Dear ¦', 'text', ''],
    ['{{ 1 }} EM¦', 'text', 'EM'],
    ['{{¦', 'value', ''],
    ['{{¦}}', 'value', ''],
    ['{{ re¦ }}', 'value', 're'],
    ["{{ record['¦", 'key', ''],
    ["{{ record['EM¦'] }}", 'key', 'EM'],
    ['{{ record["with sp¦', 'key', 'with sp'],
    ['{{ record[¦] }}', 'key', ''],
    ["{{ x[record['EM¦", 'key', 'EM'],
    ['{{ record.¦', 'property', ''],
    ['{{ record.FIRST-N¦', 'property', 'FIRST-N'],
    ['{{ record.ID |¦', 'filter', ''],
    ['{{ record.ID | up¦ }}', 'filter', 'up'],
    ["{{ 'a|b' | up¦ }}", 'filter', 'up'],
    ['{% assign x = 1 | pl¦', 'filter', 'pl'],
    ['{%¦', 'tag', ''],
    ['{%- as¦ %}', 'tag', 'as'],
    ['{% if re¦ %}', 'value', 're'],
    ['{% if x ==¦ %}', 'value', ''],
    ['{{ 1 | plus: ¦', 'value', ''],
    ['{% raw %}{% end¦', 'tag', 'end'],
  ])('finds in %s a %s', (text, kind, typed) => {
    const [template, pos] = cursorIn(text)
    const spot = spotAt(template, pos)
    expect(spot?.kind).toBe(kind)
    expect(template.slice(spot?.from, pos)).toBe(typed)
  })

  it.each([
    "{{ 'some te¦",
    '{{ "record[\'¦',
    '{{ other.¦',
    '{{ my.record.¦',
    "{{ my_record['¦",
    '{% # a note re¦',
    '{% raw %} te¦',
    '{% comment %}{{ re¦',
  ])('finds nothing in %s', (text) => {
    expect(spotAt(...cursorIn(text))).toBeUndefined()
  })
})

describe('openBlocks', () => {
  it.each([
    ['{% if a %}{% for x in list %}¦', ['if', 'for']],
    ['{% if a %}{% for x in list %}{% endfor %}¦', ['if']],
    ['{% raw %}{% if a %}{% endraw %}¦', []],
    ['{% if a %}{% else %}¦{% endif %}', ['if']],
    ['{% if a ¦', []],
  ])('of %s are %s', (text, names) => {
    expect(openBlocks(...cursorIn(text)).map(({ name }) => name)).toEqual(names)
  })
})

describe('variablesAt', () => {
  it.each([
    ['{% assign a = 1 %}{% capture b %}x{% endcapture %}{% assign a = 2 %}¦', ['a', 'b']],
    ['{{ ¦ }}{% assign a = 1 %}', []],
    ['{% for x in list %}{{ ¦', ['x', 'forloop']],
    ['{% for x in list %}{% endfor %}{{ ¦', []],
    ['{% liquid\nassign a = 1\n%}{{ ¦', ['a']],
  ])('of %s are %s', (text, names) => {
    expect(variablesAt(...cursorIn(text))).toEqual(names)
  })
})
