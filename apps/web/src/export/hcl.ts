import { isJsonObject, type JsonValue } from '@sync-builder/schema'

/**
 * A text as a quoted string of HCL: nothing in it is taken for an escape or a template. A `$` or `%`
 * right before what would begin a template is written as its number, since readers differ in how
 * they take a row of them.
 */
export function hclString(text: string): string {
  const escaped = text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    // Characters that no text editor shows.
    .replaceAll(/[\p{Cc}\u2028\u2029\uFEFF]/gu, numbered)
    .replaceAll(
      /(?<before>[$%]*)(?<mark>[$%])\{/gu,
      (_, before: string, mark: string) => before.replaceAll(/./gu, numbered) + `${mark}${mark}{`,
    )
  return `"${escaped}"`
}

function numbered(character: string): string {
  return String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0')
}

/** A name that can stand unquoted as a key: what begins with `for` would be read as a loop. */
const identifier = /^(?!for$)[a-z_][\w-]*$/iu

/** A JSON value as an expression of HCL, its lines after the first indented by `indent`. */
export function hclValue(value: JsonValue, indent = ''): string {
  if (typeof value === 'string') return hclString(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  const items = isJsonObject(value)
    ? Object.entries(value).map(([key, one]) => {
        const name = identifier.test(key) ? key : hclString(key)
        return `${inner}${name} = ${hclValue(one, inner)}`
      })
    : value.map((one) => `${inner}${hclValue(one, inner)},`)
  const [open, close] = isJsonObject(value) ? '{}' : '[]'
  return items.length === 0 ? `${open}${close}` : [open, ...items, indent + close].join('\n')
}

/** A name that Terraform takes, made of any text; `fallback` where nothing of it can be used. */
export function hclName(text: string, fallback: string): string {
  const name = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .slice(0, 60)
  if (name === '') return fallback
  return /^\d/u.test(name) ? `${fallback}_${name}` : name
}

/** What stands in a block: an attribute (undefined is left out), one with HCL as it is, or a block. */
export type HclEntry =
  | readonly [name: string, value: JsonValue | undefined]
  | { name: string; hcl: string }
  | { name: string; block: readonly HclEntry[] }

/** A block of HCL with its entries in their order, attributes aligned as `terraform fmt` does. */
export function hclBlock(head: string, entries: readonly HclEntry[], indent = ''): string[] {
  const inner = `${indent}  `
  const lines: string[] = [`${indent}${head} {`]
  let attributes: [name: string, text: string][] = []
  const flush = () => {
    lines.push(...aligned(attributes, inner))
    attributes = []
  }
  for (const entry of entries) {
    if ('block' in entry) {
      flush()
      if (lines.length > 1) lines.push('')
      lines.push(...hclBlock(entry.name, entry.block, inner))
    } else if ('hcl' in entry) attributes.push([entry.name, entry.hcl])
    else if (entry[1] !== undefined) attributes.push([entry[0], hclValue(entry[1], inner)])
  }
  flush()
  return [...lines, `${indent}}`]
}

/** One-line attributes that follow each other have their equals signs below each other. */
function aligned(attributes: readonly [string, string][], indent: string): string[] {
  return attributes.map(([name, text], index) => {
    if (text.includes('\n')) return `${indent}${name} = ${text}`
    let first = index
    let last = index
    while (first > 0 && !attributes[first - 1]![1].includes('\n')) first -= 1
    while (last < attributes.length - 1 && !attributes[last + 1]![1].includes('\n')) last += 1
    const width = Math.max(...attributes.slice(first, last + 1).map(([one]) => one.length))
    return `${indent}${name.padEnd(width)} = ${text}`
  })
}
