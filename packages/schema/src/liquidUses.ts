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

/** What the API hands to every template. Source: reference 5.13. */
export const contextNames: readonly string[] = ['record', 'records']

/** A name that a template takes from outside itself, and where in the text. */
export interface Use {
  kind: 'column' | 'variable' | 'filter'
  name: string
  offset: number
}

/** Thrown for what the parser lets pass but strict Liquid does not. */
export class UnexpectedTokenError extends Error {
  readonly offset: number
  constructor(token: Token) {
    super(`unexpected ${JSON.stringify(token.getText())}`)
    this.offset = token.begin
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
  // A list instead of recursion: blocks may be nested deeper than the stack is high.
  const waiting = templates.toReversed().map((template) => ({ template, scope: root, depth: 0 }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { template, scope, depth } = next
    if (depth > maxDepth) throw new RangeError('Nesting too deep')
    for (const argument of template.arguments?.() ?? []) {
      checkOperands(argument, template)
      for (const use of usesOf(argument)) {
        if (use.kind !== 'variable' || !isKnown(use.name, scope)) uses.push(use)
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
    for (const { name, args } of argument.filters) {
      yield { kind: 'filter', name, offset: postfix[0]?.begin ?? 0 }
      for (const value of args) yield* usesOf(Array.isArray(value) ? value[1] : value, depth + 1)
    }
  } else if (TypeGuards.isRangeToken(argument)) {
    yield* usesOf(argument.lhs, depth + 1)
    yield* usesOf(argument.rhs, depth + 1)
  } else if (TypeGuards.isPropertyAccessToken(argument)) {
    // In 'text'.size a literal stands where otherwise the first property names the variable.
    const [first, ...rest] = argument.variable
      ? [argument.variable, ...argument.props]
      : argument.props
    const name = argument.variable ? undefined : nameOf(first)
    const column = name === 'record' ? nameOf(rest[0]) : undefined
    if (name !== undefined) yield { kind: 'variable', name, offset: argument.begin }
    if (column !== undefined) yield { kind: 'column', name: column, offset: argument.begin }
    for (const token of [first, ...rest]) yield* usesOf(token, depth + 1)
  }
}

/** The name that a property spells out; undefined when it is a number or has to be looked up. */
function nameOf(token: unknown): string | undefined {
  return TypeGuards.isQuotedToken(token) || TypeGuards.isWordToken(token)
    ? token.content
    : undefined
}
