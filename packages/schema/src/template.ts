import { distance } from 'fastest-levenshtein'
import { LiquidError } from 'liquidjs'
import type { TemplateProblem } from './checkSync.ts'
import { createParser, filterNames, ForbiddenTagError } from './liquid.ts'
import { contextNames, UnexpectedTokenError, type Use, usesIn } from './liquidUses.ts'

/** Longer templates are not judged: an analysis at each key press has to stay quick. */
const maxLength = 100_000
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

  const problems: TemplateProblem[] = []
  const seen = new Set<string>()
  for (const use of uses) {
    const key = `${use.kind} ${use.name}`
    const problem = seen.has(key) ? undefined : judge(use, template, columns)
    seen.add(key)
    if (problem) problems.push({ ...problem, position: positionOf(use.offset, template) })
    if (problems.length === maxProblems) break
  }
  return problems
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
): TemplateProblem | undefined {
  const names = { column: columns, variable: contextNames, filter: filterNames }[use.kind]
  if (names === undefined || names.includes(use.name)) return undefined
  return {
    code: `unknown-${use.kind}`,
    message: messages[use.kind](use, template),
    ...nearest(use.name, names),
  }
}

/** The first two are the product's own. Source: reference 5.13. */
const messages: Record<Use['kind'], (use: Use, template: string) => string> = {
  column: ({ name }) =>
    `Column being referenced in template can't be found in data source [${shorten(name)}]`,
  variable: ({ name, offset }, template) =>
    `[${expressionAt(offset, template)}] unknown variable \`${shorten(name)}\``,
  filter: ({ name }) =>
    name === 'raw'
      ? 'The filter raw belongs to payloads that are one template, not to a mapping'
      : `Liquid error: undefined filter ${shorten(name)}`,
}

function syntaxProblem(error: unknown, template: string): TemplateProblem {
  const cause = error instanceof LiquidError ? (error.originalError ?? error) : error
  // The parser runs out of stack where the analysis counts: the same template, the same words.
  if (cause instanceof RangeError) return syntax('Nesting too deep')
  if (cause instanceof UnexpectedTokenError) {
    const { offset } = cause
    return syntax(`${cause.message} in "${markupAt(offset, template)}"`, offset, template)
  }
  if (!(error instanceof LiquidError)) return syntax(String(error))

  const offset = error.token.begin
  if (cause instanceof ForbiddenTagError) {
    const message = `The tag ${cause.message} can't be used in templates`
    return { code: 'forbidden-tag', message, position: positionOf(offset, template) }
  }
  const found = error.message.replace(/, line:\d+, col:\d+$/, '')
  const [pattern, words] = wordings.find(([wording]) => wording.test(found)) ?? []
  const message = words ? words(markupAt(offset, template), pattern?.exec(found)?.[1] ?? '') : found
  return syntax(message, offset, template)
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

function syntax(message: string, offset?: number, template = ''): TemplateProblem {
  const problem = { code: 'syntax', message: `Liquid syntax error: ${message}` } as const
  return offset === undefined ? problem : { ...problem, position: positionOf(offset, template) }
}

/** The `{{ ... }}` or `{% ... %}` around a place. */
function markupAt(offset: number, template: string): string {
  const begin = Math.max(0, template.lastIndexOf('{{', offset), template.lastIndexOf('{%', offset))
  const end = template.indexOf(template.startsWith('{%', begin) ? '%}' : '}}', offset)
  return shorten(template.slice(begin, end < 0 ? undefined : end + 2))
}

/** The same without its delimiters. */
function expressionAt(offset: number, template: string): string {
  return markupAt(offset, template).replaceAll(/^\{[{%]-?\s*|\s*-?[%}]\}$/g, '')
}

function positionOf(offset: number, template: string): TemplateProblem['position'] {
  const lines = template.slice(0, offset).split('\n')
  return { offset, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** The name that was probably meant: the same but for case, or a few letters off. */
function nearest(name: string, names: readonly string[]): { suggestion?: string } {
  const wanted = name.toLowerCase()
  let best: string | undefined
  // A third of the letters may differ.
  let leastDistance = Math.ceil(wanted.length / 3) + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= leastDistance) continue
    const found = distance(wanted, candidate.toLowerCase())
    if (found < leastDistance) [best, leastDistance] = [candidate, found]
  }
  return best === undefined ? {} : { suggestion: best }
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
