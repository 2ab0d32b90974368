import {
  Context,
  type Liquid,
  LiquidError,
  type Template,
  TypeGuards,
  UndefinedVariableError,
} from 'liquidjs'
import type { TemplateProblem } from './checkSync.ts'
import type { JsonObject } from './json.ts'
import { createParser } from './liquid.ts'
import { analyseTemplate, maxLength, messages, positionOf } from './template.ts'
import { FilterError, registerFilters, textOf } from './templateFilters.ts'

/** Why a template gives no text: what is wrong with it, or what a record makes go wrong in it. */
export interface RenderProblem extends Omit<TemplateProblem, 'code'> {
  /** `limit`: it took too long, or made too much text. `render`: a filter refused a value. */
  code: TemplateProblem['code'] | 'render' | 'limit'
}

/** What a template makes of one record. */
export type Rendered = { text: string } | { problem: RenderProblem }

/** How much one rendering may take: in milliseconds, and in characters or list items. */
const renderLimitMs = 250
const memoryLimit = 5_000_000
/** A longer text is no field's value. */
const longestText = 1_000_000
/** Templates that are kept parsed; a sync has as many as it has rows of them. */
const mostParsed = 2_000

/** Renders templates; hand over the same `columns` array as long as its content is the same. */
export type TemplateRenderer = (
  template: string,
  record: JsonObject,
  columns?: readonly string[],
) => Rendered

/**
 * A renderer of Liquid templates over one record at a time, strict as the API is: what the record
 * does not have is a problem, not an empty text. Without `columns`, those of the record are the
 * only ones. `now` is the time that a template may ask for. As Liquid 5.4 itself, but for objects
 * that are written without a filter: here as JSON. Never throws; a single filter on a huge value
 * may run longer than the limits. Source: reference 5.13.
 */
export function createTemplateRenderer(now: () => Date): TemplateRenderer {
  const liquid = createParser({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: textOf,
    timezoneOffset: 0,
    preserveTimezones: true,
    locale: 'en-US',
    parseLimit: maxLength,
    renderLimit: renderLimitMs,
    memoryLimit,
  })
  registerFilters(liquid, now)
  const parsed = new Map<string, Parsed>()

  return (template, record, columns) => {
    let known = parsed.get(template)
    if (known?.columns !== columns) known = undefined
    if (!known) {
      if (parsed.size >= mostParsed) parsed.clear()
      known = { columns, ...parse(liquid, template, columns) }
      parsed.set(template, known)
    }
    if ('problem' in known) return { problem: known.problem }
    try {
      const context = new StrictContext({ record }, liquid.options, { sync: true }, { liquid })
      const text: unknown = liquid.renderSync(known.templates, context)
      if (typeof text !== 'string') return { text: '' }
      return text.length > longestText ? { problem: tooMuch } : { text }
    } catch (error) {
      return { problem: problemOf(error, template) }
    }
  }
}

/** As strict as Liquid itself: null has no properties, and a list has null beyond its end. */
class StrictContext extends Context {
  override readProperty(...[value, key]: Parameters<Context['readProperty']>): unknown {
    if (value == null) return undefined
    const property: unknown = super.readProperty(value, key)
    return property === undefined && Array.isArray(value) && typeof key === 'number'
      ? null
      : property
  }
}

type Parsed = { columns: readonly string[] | undefined } & (
  { templates: Template[] } | { problem: RenderProblem }
)

function parse(
  liquid: Liquid,
  template: string,
  columns: readonly string[] | undefined,
): { templates: Template[] } | { problem: RenderProblem } {
  const [problem] = analyseTemplate(template, columns)
  if (problem) return { problem }
  try {
    return { templates: liquid.parse(template) }
  } catch (error) {
    return { problem: problemOf(error, template) }
  }
}

const tooMuch: RenderProblem = {
  code: 'limit',
  message: `The template makes more than ${longestText} characters`,
}

function problemOf(error: unknown, template: string): RenderProblem {
  const cause = error instanceof LiquidError ? (error.originalError ?? error) : error
  const token = error instanceof LiquidError ? error.token : undefined
  const place = token && {
    position: positionOf(token.begin, template),
    places: [{ from: token.begin, to: token.end }],
  }
  if (error instanceof UndefinedVariableError) {
    const path = /^undefined variable: (.*)$/s.exec(error.originalError?.message ?? '')?.[1] ?? ''
    const [, column] = /^record\.(.*)$/s.exec(path) ?? []
    // A column is the record's own property; what is missing deeper is like any other variable.
    const isColumn = TypeGuards.isPropertyAccessToken(error.token) && error.token.props.length === 2
    const use =
      column === undefined || !isColumn
        ? ({ kind: 'variable', name: path } as const)
        : ({ kind: 'column', name: column } as const)
    const message = messages[use.kind]({ ...use, offset: token?.begin ?? 0 }, template)
    return { code: `unknown-${use.kind}`, message, ...place }
  }
  const words = cause instanceof Error ? cause.message : String(cause)
  if (/(?:memory alloc|template render) limit exceeded/.test(words)) {
    const message = words.includes('memory')
      ? 'The template makes too much text'
      : `The template takes more than ${renderLimitMs} ms`
    return { code: 'limit', message, ...place }
  }
  if (cause instanceof RangeError) {
    return { code: 'limit', message: 'The template makes too much text', ...place }
  }
  const message = cause instanceof FilterError ? words : words.split(', line:')[0]
  return { code: 'render', message: `Liquid error: ${message}`, ...place }
}
