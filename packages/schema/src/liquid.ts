import { defaultOperators, Liquid, Tag, type TagToken, type TopLevelToken } from 'liquidjs'

/** The filters of Liquid 5.4. Source: reference 5.13, shopify.github.io/liquid. */
const standardFilters = `
  abs append at_least at_most base64_decode base64_encode base64_url_safe_decode
  base64_url_safe_encode capitalize ceil compact concat date default divided_by downcase escape
  escape_once first floor h join last lstrip map minus modulo newline_to_br plus prepend remove
  remove_first remove_last replace replace_first replace_last reverse round rstrip size slice sort
  sort_natural split strip strip_html strip_newlines times truncate truncatewords uniq upcase
  url_decode url_encode where`

/** What the API adds. `raw` is left out: it belongs to payloads templated as a whole. */
const apiFilters = 'json except only keys sha256 base64'

/** The filters that a template may use. Source: reference 5.13. */
export const filterNames: readonly string[] = `${standardFilters} ${apiFilters}`.trim().split(/\s+/)

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
export function createParser(): Liquid {
  const operators = Object.entries(defaultOperators).flatMap(([name, apply]) => {
    // Liquid has no `not`, but a second spelling of `!=`.
    if (name === 'not') return []
    return name === '!='
      ? [[name, apply] as const, ['<>', apply] as const]
      : [[name, apply] as const]
  })
  const liquid = new Liquid({ operators: Object.fromEntries(operators) })
  for (const name of forbiddenTags) liquid.registerTag(name, ForbiddenTag)
  return liquid
}
