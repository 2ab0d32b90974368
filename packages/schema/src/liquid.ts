import {
  defaultOperators,
  Liquid,
  type LiquidOptions,
  Tag,
  type TagToken,
  type TopLevelToken,
} from 'liquidjs'
import { liquidFilters } from './liquidWords.ts'

/** The filters that a template may use. Source: reference 5.13. */
export const filterNames: readonly string[] = liquidFilters.map(({ name }) => name)

/** `include` and `render` are refused by the API; Liquid 5.4 itself does not know the others. */
const forbiddenTags = ['include', 'render', 'layout', 'block']

/** Thrown while parsing; carries the name of the tag. */
export class ForbiddenTagError extends Error {}

class ForbiddenTag extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid)
    throw new ForbiddenTagError(token.name)
  }

  render(): void {}
}

/** A parser of the API's Liquid dialect; filters are left to the caller to judge. */
export function createParser(options: LiquidOptions = {}): Liquid {
  const operators = Object.entries(defaultOperators).flatMap(([name, apply]) => {
    // Liquid has no `not`, but a second spelling of `!=`.
    if (name === 'not') return []
    return name === '!='
      ? [[name, apply] as const, ['<>', apply] as const]
      : [[name, apply] as const]
  })
  const liquid = new Liquid({ ...options, operators: Object.fromEntries(operators) })
  for (const name of forbiddenTags) liquid.registerTag(name, ForbiddenTag)
  return liquid
}
