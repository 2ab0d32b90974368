import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TemplateProblem } from './checkSync.ts'
import { analyseTemplate } from './template.ts'

const columns = ['ID', 'EMAIL', 'FIRST_NAME', 'CITY', 'CAT', 'with space']

/** The problems as "code: message". */
const problemsOf = (template: string, known: readonly string[] | undefined = columns) =>
  analyseTemplate(template, known).map(({ code, message }) => `${code}: ${message}`)

const nested = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth)

/** The template as a problem's fix makes it. */
function withFix(template: string, problem: TemplateProblem | undefined): string {
  return (problem?.fix?.changes ?? []).reduceRight(
    (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
    template,
  )
}

/** The places of a problem that are in the template, one behind the other. */
function placesIn(template: string, { places = [] }: TemplateProblem) {
  return places.filter(
    ({ from, to }, index) =>
      from >= (places[index - 1]?.to ?? 0) && from <= to && to <= template.length,
  )
}

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
    '{% for r in record.CAT limit: 2 %}{{ forloop.index }}{{ r.anything }}{% endfor %}',
    '{% for i in (1..record.ID) %}{{ i }}{% else %}none{% endfor %}',
    "{% if record.ID == 1 and record.CITY contains 'a' %}{% elsif record.CAT <> 2 %}{% else %}{% endif %}",
    "{% case record.CAT %}{% when 'a', 'b' or 'c' %}1{% else %}2{% endcase %}",
    '{% unless record.ID %}{% cycle "a", "b" %}{% endunless %}{% increment n %}{{ n }}',
    '{% tablerow x in record.CAT %}{{ x }}{{ tablerowloop.col }}{% endtablerow %}',
    "{% comment %}{% include 'x' %}{{ y }}{% endcomment %}{% raw %}{{ z }}{% endraw %}{% # note %}",
    '{% liquid assign a = record.ID\n echo a %}',
    "{{ record[record['CITY']] }}{{ record.CAT[0].anything }}",
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
    ['{% for i in record.CAT %}{% endfor %}{{ i }}', 'unknown-variable: [i] unknown variable `i`'],
    ['{{ a }}{% assign a = 1 %}', 'unknown-variable: [a] unknown variable `a`'],
    ['{{ record[key] }}', 'unknown-variable: [record[key]] unknown variable `key`'],
    ['{{ 1 | plus: x }}', 'unknown-variable: [1 | plus: x] unknown variable `x`'],
    ['{{ 1 | pluss: 2 }}', 'unknown-filter: Liquid error: undefined filter pluss'],
    ['{{ record.ID | slugify }}', 'unknown-filter: Liquid error: undefined filter slugify'],
    [
      '{{ record.ID | raw }}',
      'unknown-filter: The filter raw belongs to payloads that are one template, not to a mapping',
    ],
    [
      '{% for r in records %}{% endfor %}',
      'unknown-variable: The list records belongs to payloads of a whole batch; a mapping has one record at a time',
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
    ['{% assign category = 1 %}{{ categoryy }}', 'category'],
    ['{{ categoryy }}{% assign category = 1 %}', undefined],
    ['{{ EMAIL }}', "record['EMAIL']"],
    ['{{ email }}', "record['EMAIL']"],
    ['{{ records }}', undefined],
    ['{{ 1 | pluss: 2 }}', 'plus'],
    ['{{ 1 | raw }}', undefined],
    ['{{ toString }}', undefined],
  ])('suggests for %s the name %s', (template, suggestion) => {
    expect(analyseTemplate(template, columns)[0]?.suggestion).toBe(suggestion)
  })

  it.each([
    // template, mended
    ["{{ record['EMIAL'] }}", "{{ record['EMAIL'] }}"],
    ['{{ record["EMIAL"] | upcase }}', '{{ record["EMAIL"] | upcase }}'],
    ['{{ record.EMIAL }}', '{{ record.EMAIL }}'],
    ['{{ record.with_space }}', "{{ record['with space'] }}"],
    ["{{ record['it_s'] }}", '{{ record["it\'s"] }}'],
    ['{{ EMAIL }}', "{{ record['EMAIL'] }}"],
    ["{{ ['recrd'].ID }}", "{{ ['record'].ID }}"],
    ["{{ 'a|dwncase' | dwncase }}", "{{ 'a|dwncase' | downcase }}"],
    [
      "{{ 1 | replace: 'a', 'b' | dwncase | strp }}",
      "{{ 1 | replace: 'a', 'b' | downcase | strp }}",
    ],
    [
      "{% if record['EMIAL'] %}{{record.EMIAL}}{% endif %}{% assign x = record.EMIAL %}",
      "{% if record['EMAIL'] %}{{record.EMAIL}}{% endif %}{% assign x = record.EMAIL %}",
    ],
    [
      '{% liquid assign a = record.EMIAL\n echo a %}',
      '{% liquid assign a = record.EMAIL\n echo a %}',
    ],
  ])('mends %s everywhere by %s', (template, mended) => {
    const [problem] = analyseTemplate(template, [...columns, "it's"])
    expect(withFix(template, problem)).toBe(mended)
  })

  it('mends nothing by a name that a template cannot write', () => {
    const name = `both " and '`
    const [problem] = analyseTemplate("{{ record['both _ and _'] }}", [name])
    expect(problem?.suggestion).toBe(name)
    expect(problem?.fix).toBeUndefined()
  })

  it.each([
    // template, where
    ["Dear\n {{ record['NAMEE'] }}", 2, 12, ["'NAMEE'"]],
    ['{{ 1 | nope }}{{ record.ID | upcase | nope }}', 1, 8, ['nope', 'nope']],
    ["{{ x }} {{ record['x'] }} {% if x %}{% endif %}", 1, 4, ['x', 'x']],
    ['a {% foo %} b', 1, 3, ['{% foo %}']],
    ["a {% include 'x' %} b", 1, 3, ["{% include 'x' %}"]],
    ['{{ 1 2 }}', 1, 6, ['2']],
    ['{{ record', 1, 1, ['{{ record']],
    ['{% if true %}', 1, 1, ['{% if true %}']],
  ])('tells where in %s', (template, line, column, texts) => {
    const [problem] = analyseTemplate(template, columns)
    expect(problem?.position).toMatchObject({ line, column })
    expect(problem?.places?.map(({ from, to }) => template.slice(from, to))).toEqual(texts)
  })

  it('judges no column while the columns are not known', () => {
    expect(analyseTemplate('{{ record.ANY }}', undefined)).toEqual([])
    expect(analyseTemplate('{{ ANY }}', undefined)).toHaveLength(1)
  })

  it.each([
    ['blocks', (depth: number) => nested('{% if true %}', '', '{% endif %}', depth)],
    [
      'blocks in loops',
      (depth: number) => nested('{% for i in record.CAT %}', '', '{% endfor %}', depth),
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
          expect(placesIn(text, problem)).toEqual(problem.places ?? [])
        }
      }),
      { numRuns: 3000 },
    )
  })
})
