import {
  type Template,
  type Token,
  TypeGuards,
  Value,
  type FilteredValueToken,
  type ValueToken,
} from 'liquidjs'

/** How deep blocks, or brackets in one expression, may be nested; Liquid's own limit. */
const maxDepth = 100

/**
 * What the API hands to the template of a mapping. `records` it hands to payloads alone that hold
 * a batch of them. Source: reference 5.13.
 */
export const contextNames: readonly string[] = ['record']

/** Unknown variables for which the names at their place are noted. */
const mostNoted = 20

/** A part of a template: from one offset up to, and not including, another. */
export interface Place {
  from: number
  to: number
}

/** A name that a template takes from outside itself, and where in the text. */
export interface Use {
  kind: 'column' | 'variable' | 'filter'
  name: string
  /** The name as it is written, quotes included. */
  place: Place
  /** The variables that are known there, of one that is not. */
  known?: readonly string[]
}

/** Thrown for what the parser lets pass but strict Liquid does not. */
export class UnexpectedTokenError extends Error {
  readonly place: Place
  constructor(token: Token) {
    super(`unexpected ${JSON.stringify(token.getText())}`)
    this.place = placeOf(token)
  }
}

/** The names known at one place: those of the block, then those around it. */
interface Scope {
  names: Set<string>
  outer?: Scope
}

/**
 * The columns, variables and filters that parsed templates use, in the order of the text.
 * Names that the API hands over are known, and so is what the template has assigned, captured or
 * loops over by then. Liquidjs has an analysis of its own, which takes seconds for 100 kB.
 * Throws RangeError for what is nested too deep.
 */
export function usesIn(templates: Template[]): Use[] {
  const root: Scope = { names: new Set(contextNames) }
  const uses: Use[] = []
  const noted = new Set<string>()
  // A list instead of recursion: blocks may be nested deeper than the stack is high.
  const waiting = templates.toReversed().map((template) => ({ template, scope: root, depth: 0 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { template, scope, depth } = next
    if (depth > maxDepth) throw new RangeError('Nesting too deep')
    for (const argument of template.arguments?.() ?? []) {
      checkOperands(argument, template)
      for (const use of usesOf(argument)) {
        if (use.kind !== 'variable') uses.push(use)
        else if (!isKnown(use.name, scope)) {
          const isNoted = !noted.has(use.name) && noted.size < mostNoted
          uses.push(isNoted ? { ...use, known: namesIn(scope) } : use)
          noted.add(use.name)
        }
      }
    }
    for (const { content } of template.localScope?.() ?? []) root.names.add(content)
    const inner = template.blockScope
      ? { names: new Set(template.blockScope()), outer: scope }
      : scope
    for (const child of childrenOf(template).toReversed()) {
      waiting.push({ template: child, scope: inner, depth: depth + 1 })
    }
  }
  return uses
}

function isKnown(name: string, scope: Scope): boolean {
  return scope.names.has(name) || (scope.outer !== undefined && isKnown(name, scope.outer))
}

/** The names of the block come first. */
function namesIn(scope: Scope): string[] {
  return [...scope.names, ...(scope.outer ? namesIn(scope.outer) : [])]
}

/** Nothing is loaded, so the generator has no step but its result. */
function childrenOf(template: Template): Template[] {
  const step = template.children?.(false, true).next()
  return step?.done ? step.value : []
}

/** Conditions join values by operators; anywhere else there is one value and its filters. */
function checkOperands(argument: Value | ValueToken, template: Template): void {
  if (!isFiltered(argument)) return
  const inOrder = argument.initial.postfix.toSorted((one, other) => one.begin - other.begin)
  const isCondition =
    TypeGuards.isTagToken(template.token) && ['if', 'unless'].includes(template.token.name)
  const misplaced = inOrder.find((token, index) => {
    const isOperatorsPlace = index % 2 === 1
    return TypeGuards.isOperatorToken(token) ? !isOperatorsPlace || !isCondition : isOperatorsPlace
  })
  const last = inOrder.at(-1)
  if (misplaced) throw new UnexpectedTokenError(misplaced)
  if (last && TypeGuards.isOperatorToken(last)) throw new UnexpectedTokenError(last)
}

function isFiltered(argument: unknown): argument is Value | FilteredValueToken {
  return argument instanceof Value || TypeGuards.isFilteredValueToken(argument)
}

function* usesOf(argument: unknown, depth = 0): Generator<Use> {
  if (depth > maxDepth) throw new RangeError('Nesting too deep')
  if (isFiltered(argument)) {
    const { postfix } = argument.initial
    for (const token of postfix) yield* usesOf(token, depth + 1)
    let end = endOf(postfix)
    for (const { name, args } of argument.filters) {
      const values = args.map((value) => (Array.isArray(value) ? value[1] : value))
      const from = filterAfter(end, name, postfix[0]?.input ?? '')
      yield { kind: 'filter', name, place: { from, to: from + name.length } }
      for (const value of values) yield* usesOf(value, depth + 1)
      end = Math.max(from + name.length, endOf(values))
    }
  } else if (TypeGuards.isRangeToken(argument)) {
    yield* usesOf(argument.lhs, depth + 1)
    yield* usesOf(argument.rhs, depth + 1)
  } else if (TypeGuards.isPropertyAccessToken(argument)) {
    // In 'text'.size a literal stands where otherwise the first property names the variable.
    const [first, ...rest] = argument.variable
      ? [argument.variable, ...argument.props]
      : argument.props
    const variable = argument.variable ? undefined : nameIn(first)
    const column = variable?.name === 'record' ? nameIn(rest[0]) : undefined
    if (variable) yield { kind: 'variable', ...variable }
    if (column) yield { kind: 'column', ...column }
    for (const token of [first, ...rest]) yield* usesOf(token, depth + 1)
  }
}

/** The name that a property spells out; undefined when it is a number or has to be looked up. */
function nameIn(token: unknown): Pick<Use, 'name' | 'place'> | undefined {
  return TypeGuards.isQuotedToken(token) || TypeGuards.isWordToken(token)
    ? { name: token.content, place: placeOf(token) }
    : undefined
}

function placeOf({ begin, end }: Token): Place {
  return { from: begin, to: end }
}

function endOf(tokens: readonly (Token | undefined)[]): number {
  return tokens.reduce((end, token) => Math.max(end, token?.end ?? 0), 0)
}

/** Where a filter's name stands: the parser tells its values, and nothing is between but blanks. */
function filterAfter(end: number, name: string, template: string): number {
  return Math.max(end, template.indexOf(name, template.indexOf('|', end)))
}
