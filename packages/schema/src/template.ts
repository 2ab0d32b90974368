import { distance } from 'fastest-levenshtein'
import { LiquidError } from 'liquidjs'
import type { TemplateProblem } from './checkSync.ts'
import { createParser, filterNames, ForbiddenTagError } from './liquid.ts'
import { isPlainName, quoted, writtenColumn } from './liquidWords.ts'
import { contextNames, type Place, UnexpectedTokenError, type Use, usesIn } from './liquidUses.ts'

/** Longer templates are not judged: an analysis at each key press has to stay quick. */
export const maxLength = 100_000
const maxProblems = 20

const parser = createParser()

/**
 * What the API would find wrong with a template, without rendering it: the first syntax error, or
 * else what the template uses that does not exist, each name once and in the order of the text.
 * Columns are not judged when they are not known. Never throws. Source: reference 5.13.
 */
export function analyseTemplate(
  template: string,
  columns: readonly string[] | undefined,
): TemplateProblem[] {
  if (template.length > maxLength) {
    const message = `A template of more than ${maxLength} characters is not checked`
    return [{ code: 'too-long', message }]
  }
  const uses = readTemplate(template)
  if (!Array.isArray(uses)) return [uses]

  const findings = new Map<string, Finding | undefined>()
  let found = 0
  for (const use of uses) {
    const key = `${use.kind} ${use.name}`
    const before = findings.get(key)
    if (before) before.places.push(use.place)
    if (findings.has(key) || found === maxProblems) continue
    const finding = judge(use, template, columns)
    findings.set(key, finding)
    if (finding) found += 1
  }
  return [...findings.values()].flatMap((finding) =>
    finding ? [problemOf(finding, template)] : [],
  )
}

/** A name that does not exist, and everywhere it is used. */
interface Finding {
  use: Use
  places: Place[]
  message: string
  meant: string | undefined
}

/**
 * The columns that a template names, each once and in the order of the text; none of a template
 * that cannot be read. One that looks a column up by a computed name needs more than these.
 */
export function columnsOf(template: string): string[] {
  const uses = template.length > maxLength ? [] : readTemplate(template)
  if (!Array.isArray(uses)) return []
  return [...new Set(uses.flatMap(({ kind, name }) => (kind === 'column' ? [name] : [])))]
}

/** Everything that a template uses from outside itself, or its first syntax error. */
function readTemplate(template: string): Use[] | TemplateProblem {
  try {
    return usesIn(parser.parse(template))
  } catch (error) {
    return syntaxProblem(error, template)
  }
}

function judge(
  use: Use,
  template: string,
  columns: readonly string[] | undefined,
): Finding | undefined {
  const { kind, name, place } = use
  const names = { column: columns, variable: use.known ?? contextNames, filter: filterNames }[kind]
  if (names === undefined || names.includes(name)) return undefined
  const message = messages[kind]({ name, offset: place.from }, template)
  const meant = elsewhere.has(`${kind} ${name}`) ? undefined : meantBy(use, names, columns)
  return { use, places: [place], message, meant }
}

/** The name that was probably meant, as it is to be written; for a column without `record`. */
function meantBy(
  { kind, name }: Use,
  names: readonly string[],
  columns: readonly string[] | undefined,
): string | undefined {
  const near = nearest(name, names)
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase()
  if (kind !== 'variable' || (near !== undefined && isSame(near))) return near
  const column = columns?.find(isSame)
  return (column === undefined ? undefined : writtenColumn(column)) ?? near
}

function problemOf({ use, places, message, meant }: Finding, template: string): TemplateProblem {
  const problem = {
    code: `unknown-${use.kind}`,
    message,
    position: positionOf(use.place.from, template),
    places,
  } as const
  if (meant === undefined) return problem
  const changes = places.flatMap((place) => correction(use.kind, place, meant, template) ?? [])
  const isWhole = changes.length === places.length
  return {
    ...problem,
    suggestion: meant,
    ...(isWhole && { fix: { label: `Use ${shorten(meant)}`, changes } }),
  }
}

/** The edit that writes a name in the place of another; undefined where it cannot be written. */
function correction(
  kind: Use['kind'],
  { from, to }: Place,
  meant: string,
  template: string,
): { from: number; to: number; insert: string } | undefined {
  const quote = /^['"]/.exec(template.slice(from, to))?.[0]
  if (quote === undefined) {
    if (kind !== 'column' || isPlainName(meant)) return { from, to, insert: meant }
    const insert = quoted(meant)
    const dot = template.lastIndexOf('.', from)
    return insert === undefined ? undefined : { from: dot, to, insert: `[${insert}]` }
  }
  const insert = quoted(meant, quote)
  return insert === undefined ? undefined : { from, to, insert }
}

/** The first two are the product's own. Source: reference 5.13. */
export const messages: Record<
  Use['kind'],
  (use: { name: string; offset: number }, template: string) => string
> = {
  column: ({ name }) =>
    `Column being referenced in template can't be found in data source [${shorten(name)}]`,
  variable: ({ name, offset }, template) =>
    elsewhere.get(`variable ${name}`) ??
    `[${expressionAt(offset, template)}] unknown variable \`${shorten(name)}\``,
  filter: ({ name }) =>
    elsewhere.get(`filter ${name}`) ?? `Liquid error: undefined filter ${shorten(name)}`,
}

/** What the API has, and not for mappings. Source: reference 5.13. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['filter raw', 'The filter raw belongs to payloads that are one template, not to a mapping'],
  [
    'variable records',
    'The list records belongs to payloads of a whole batch; a mapping has one record at a time',
  ],
])

function syntaxProblem(error: unknown, template: string): TemplateProblem {
  const cause = error instanceof LiquidError ? (error.originalError ?? error) : error
  // The parser runs out of stack where the analysis counts: the same template, the same words.
  if (cause instanceof RangeError) return syntax('Nesting too deep')
  if (cause instanceof UnexpectedTokenError) {
    const { place } = cause
    return syntax(`${cause.message} in "${markupAt(place.from, template)}"`, place, template)
  }
  if (!(error instanceof LiquidError)) return syntax(String(error))

  const from = error.token.begin
  const place = { from, to: endOfMarkup(from, template) }
  if (cause instanceof ForbiddenTagError) {
    const message = `The tag ${cause.message} can't be used in templates`
    return { code: 'forbidden-tag', message, ...placed(place, template) }
  }
  const found = error.message.replace(/, line:\d+, col:\d+$/, '')
  const [pattern, words] = wordings.find(([wording]) => wording.test(found)) ?? []
  const message = words ? words(markupAt(from, template), pattern?.exec(found)?.[1] ?? '') : found
  return syntax(message, place, template)
}

/** What the parser says, and how Liquid says it. */
const wordings: readonly [RegExp, (markup: string, name: string) => string][] = [
  [/^\[ not closed/, (markup) => `Expected close_square but found end_of_string in "${markup}"`],
  [/^tag "((?:end|els|when)\w*)" not found/, (_, name) => `Unexpected tag '${name}'`],
  [/^tag "(.*)" not found/, (_, name) => `Unknown tag '${name}'`],
  [/^tag \{%-?\s*(\w+).* not closed/s, (_, name) => `'${name}' tag was never closed`],
  [/^tag "/, () => "Tag '{%' was not properly terminated with '%}'"],
  [/^output "/, () => "Variable '{{' was not properly terminated with '}}'"],
  [/^raw "/, () => "'raw' tag was never closed"],
]

function syntax(message: string, place?: Place, template = ''): TemplateProblem {
  const problem = { code: 'syntax', message: `Liquid syntax error: ${message}` } as const
  return place ? { ...problem, ...placed(place, template) } : problem
}

function placed(place: Place, template: string) {
  return { position: positionOf(place.from, template), places: [place] }
}

/** The `{{ ... }}` or `{% ... %}` around a place. */
function markupAt(offset: number, template: string): string {
  const begin = Math.max(0, template.lastIndexOf('{{', offset), template.lastIndexOf('{%', offset))
  return shorten(template.slice(begin, endOfMarkup(offset, template, begin)))
}

/** Where the markup around a place ends, which begins at `begin`: at the latest with the template. */
function endOfMarkup(offset: number, template: string, begin = offset): number {
  const end = template.indexOf(template.startsWith('{%', begin) ? '%}' : '}}', offset)
  return end < 0 ? template.length : end + 2
}

/** The same without its delimiters. */
function expressionAt(offset: number, template: string): string {
  return markupAt(offset, template).replaceAll(/^\{[{%]-?\s*|\s*-?[%}]\}$/g, '')
}

/** Where `offset` is in a template; line and column count from 1. */
export function positionOf(offset: number, template: string): TemplateProblem['position'] {
  const lines = template.slice(0, offset).split('\n')
  return { offset, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** The same name but for case, or one a few letters off. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase()
  let best: string | undefined
  // A third of the letters may differ.
  let leastDistance = Math.ceil(wanted.length / 3) + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= leastDistance) continue
    const found = distance(wanted, candidate.toLowerCase())
    if (found < leastDistance) [best, leastDistance] = [candidate, found]
  }
  return best
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
