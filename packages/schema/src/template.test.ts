import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseTemplate } from './template.ts'

const columns = ['ID', 'EMAIL', 'FIRST_NAME', 'CITY', 'CAT', 'with space']

/** The problems as "code: message". */
const problemsOf = (template: string, known: readonly string[] | undefined = columns) =>
  analyseTemplate(template, known).map(({ code, message }) => `${code}: ${message}`)

const nested = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth)

describe('analyseTemplate', () => {
  it.each([
    'no markup at all, { nor here }',
    "{{ record['FIRST_NAME'] }} {{ record.CITY | upcase }}",
    "{{- record['with space'] -}}",
    "{{ record['EMAIL'] | downcase | strip | sha256 }}",
    "{{ record['CAT'] | except: \"b\" | json }}{{ record['CAT'] | only: 'b', 'c' | keys | base64 }}",
    "{{ 'now' | date: '%Y-%m-%d %H:%M' }}{{ 3 | times: 100 }}{{ nil }}{{ 'text'.size }}",
    "{% assign c = record['CAT'] %}{{ c.ratio | times: 100 }}",
    '{% capture c %}x{{ record.ID }}{% endcapture %}{{ c }}',
    '{% for r in records limit: 2 %}{{ forloop.index }}{{ r.anything }}{% endfor %}',
    '{% for i in (1..record.ID) %}{{ i }}{% else %}none{% endfor %}',
    "{% if record.ID == 1 and record.CITY contains 'a' %}{% elsif record.CAT <> 2 %}{% else %}{% endif %}",
    "{% case record.CAT %}{% when 'a', 'b' or 'c' %}1{% else %}2{% endcase %}",
    '{% unless record.ID %}{% cycle "a", "b" %}{% endunless %}{% increment n %}{{ n }}',
    '{% tablerow x in records %}{{ x }}{{ tablerowloop.col }}{% endtablerow %}',
    "{% comment %}{% include 'x' %}{{ y }}{% endcomment %}{% raw %}{{ z }}{% endraw %}{% # note %}",
    '{% liquid assign a = record.ID\n echo a %}',
    "{{ record[record['CITY']] }}{{ records[0].anything }}",
  ])('finds nothing in %s', (template) => {
    expect(problemsOf(template)).toEqual([])
  })

  it.each([
    // template, what it says
    [
      "{{ record['ID' }}",
      'syntax: Liquid syntax error: Expected close_square but found end_of_string in "{{ record[\'ID\' }}"',
    ],
    [
      "{{ record['NAMEE'] }}",
      "unknown-column: Column being referenced in template can't be found in data source [NAMEE]",
    ],
    [
      "{% assign category = record['CAT'] %}{{ categoryy.ratio | times: 100 }}",
      'unknown-variable: [categoryy.ratio | times: 100] unknown variable `categoryy`',
    ],
    [
      "{{ record['email'] }}",
      "unknown-column: Column being referenced in template can't be found in data source [email]",
    ],
    ['{{ EMAIL }}', 'unknown-variable: [EMAIL] unknown variable `EMAIL`'],
    ['{% if x == 1 %}{% endif %}', 'unknown-variable: [if x == 1] unknown variable `x`'],
    ['{% for i in records %}{% endfor %}{{ i }}', 'unknown-variable: [i] unknown variable `i`'],
    ['{{ a }}{% assign a = 1 %}', 'unknown-variable: [a] unknown variable `a`'],
    ['{{ record[key] }}', 'unknown-variable: [record[key]] unknown variable `key`'],
    ['{{ 1 | plus: x }}', 'unknown-variable: [1 | plus: x] unknown variable `x`'],
    ['{{ 1 | pluss: 2 }}', 'unknown-filter: Liquid error: undefined filter pluss'],
    ['{{ record.ID | slugify }}', 'unknown-filter: Liquid error: undefined filter slugify'],
    [
      '{{ record.ID | raw }}',
      'unknown-filter: The filter raw belongs to payloads that are one template, not to a mapping',
    ],
    ["{% include 'x' %}", "forbidden-tag: The tag include can't be used in templates"],
    ["{% render 'x' %}", "forbidden-tag: The tag render can't be used in templates"],
    ["{% layout 'x' %}", "forbidden-tag: The tag layout can't be used in templates"],
    [
      '{% if true %}{% block a %}{% endblock %}{% endif %}',
      "forbidden-tag: The tag block can't be used in templates",
    ],
    ["{% liquid render 'x' %}", "forbidden-tag: The tag render can't be used in templates"],
    ['{% form %}', "syntax: Liquid syntax error: Unknown tag 'form'"],
    ['{% endif %}', "syntax: Liquid syntax error: Unexpected tag 'endif'"],
    ['{% else %}', "syntax: Liquid syntax error: Unexpected tag 'else'"],
    ['{% if true %}', "syntax: Liquid syntax error: 'if' tag was never closed"],
    ['{% raw %}x', "syntax: Liquid syntax error: 'raw' tag was never closed"],
    [
      '{% assign a = 1',
      "syntax: Liquid syntax error: Tag '{%' was not properly terminated with '%}'",
    ],
    [
      "{{ 'a }}",
      "syntax: Liquid syntax error: Variable '{{' was not properly terminated with '}}'",
    ],
    ['{{ 1 2 }}', 'syntax: Liquid syntax error: unexpected "2" in "{{ 1 2 }}"'],
    ['{{ 1 == 2 }}', 'syntax: Liquid syntax error: unexpected "==" in "{{ 1 == 2 }}"'],
    ['{% if 1 == %}{% endif %}', 'syntax: Liquid syntax error: unexpected "==" in "{% if 1 == %}"'],
    [
      '{% if not true %}{% endif %}',
      'syntax: Liquid syntax error: unexpected "true" in "{% if not true %}"',
    ],
  ])('says of %s: %s', (template, problem) => {
    expect(problemsOf(template)).toEqual([problem])
  })

  it('lists what is unknown in the order of the text, each name once', () => {
    expect(
      problemsOf('{{ record.NAMEE | upcas }}{{ y }}\n{{ record.NAMEE }}{{ y | upcas }}').map(
        (problem) => problem.split(':')[0],
      ),
    ).toEqual(['unknown-column', 'unknown-filter', 'unknown-variable'])
  })

  it.each([
    ['{{ record.EMIAL }}', 'EMAIL'],
    ['{{ record.first_name }}', 'FIRST_NAME'],
    ['{{ record.ZIP }}', undefined],
    ['{{ Record.EMAIL }}', 'record'],
    ['{{ 1 | pluss: 2 }}', 'plus'],
  ])('suggests for %s the name %s', (template, suggestion) => {
    expect(analyseTemplate(template, columns)[0]?.suggestion).toBe(suggestion)
  })

  it('tells where', () => {
    expect(analyseTemplate("Dear\n {{ record['NAMEE'] }}", columns)[0]?.position).toEqual({
      offset: 9,
      line: 2,
      column: 5,
    })
    expect(analyseTemplate('a {% foo %}', columns)[0]?.position).toEqual({
      offset: 2,
      line: 1,
      column: 3,
    })
  })

  it('judges no column while the columns are not known', () => {
    expect(analyseTemplate('{{ record.ANY }}', undefined)).toEqual([])
    expect(analyseTemplate('{{ ANY }}', undefined)).toHaveLength(1)
  })

  it.each([
    ['blocks', (depth: number) => nested('{% if true %}', '', '{% endif %}', depth)],
    [
      'blocks in loops',
      (depth: number) => nested('{% for i in records %}', '', '{% endfor %}', depth),
    ],
    ['brackets', (depth: number) => `{{ ${nested('record[', "'ID'", ']', depth)} }}`],
  ])('takes %s nested 50 deep and refuses any deeper than 100 in the same words', (_, template) => {
    const tooDeep = ['syntax: Liquid syntax error: Nesting too deep']
    expect(problemsOf(template(50))).toEqual([])
    expect(problemsOf(template(150))).toEqual(tooDeep)
    expect(problemsOf(template(2500))).toEqual(tooDeep)
  })

  it.each([
    ['outputs', '{{ a }}', ''],
    ['arguments', 'record.A,', '{{ 1 | replace: '],
    ['operators', ' and record.B', '{% if true'],
    ['lines', '{{ record.C | foo }}\n', ''],
    ['filters', '|upcase', '{{ 1'],
    ['opened outputs', '{{', ''],
    ['opened tags', '{%', ''],
    ['opened blocks', '{% if a %}', ''],
    ['opened brackets', 'record[', '{{ '],
    ['parentheses', '(', '{{ '],
    ['quotes', "'", '{{ '],
    ['ends of raw', '{% endraw ', '{% raw %}'],
    ['tags in a tag', 'if a\n', '{% liquid '],
    ['long names', 'x', '{{ record.'],
  ])(
    'judges 100 kB of %s three times within eight seconds',
    { timeout: 20_000 },
    (_, repeated, start) => {
      const template = start + repeated.repeat(Math.floor(99_000 / repeated.length))
      const startedAt = performance.now()
      for (const closed of [template, `${template} }}`, `${template} %}{% endif %}`]) {
        expect(analyseTemplate(closed, columns).length).toBeLessThanOrEqual(20)
      }
      expect(performance.now() - startedAt).toBeLessThan(8000)
    },
  )

  it('does not judge a template of more than 100,000 characters', () => {
    expect(problemsOf('x'.repeat(100_001))).toEqual([
      'too-long: A template of more than 100000 characters is not checked',
    ])
  })

  it('never throws', () => {
    const words = `
      {{ }} {% %} - | : , [ ] ( .. ) ' " . = == record ID if endif for in assign raw endraw case when
      liquid cycle capture upcase __proto__ constructor 1 é \u0000`
    const piece = fc.constantFrom(' ', '\n', ...words.trim().split(/\s+/))
    const template = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 15 }).map((pieces) => `{{ ${pieces.join(' ')} }}`),
    )
    fc.assert(
      fc.property(template, (text) => {
        for (const problem of analyseTemplate(text, columns)) {
          expect(problem.position?.offset ?? 0).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
