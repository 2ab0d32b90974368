import type { JsonValue, Path } from '../json.ts'

/** A path as operators and engineers read it: `mappings[2].from.data`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? shorten(key) : `${text}.${shorten(key)}`
  }, '')
}

/** What is there instead, in a few words. */
export function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `"${shorten(value)}"`
  return String(value)
}

/** "a, b or c" */
export function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => shorten(String(value)))
  const last = texts.at(-1) ?? 'nothing'
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`
}

/** Names that fit a sentence: a hostile key must not fill the screen. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The item that is `text` but for case and surrounding space. */
export function sameButCase<T extends JsonValue>(text: string, items: Iterable<T>): T | undefined {
  const wanted = text.trim().toLowerCase()
  for (const item of items) {
    if (typeof item === 'string' && item.toLowerCase() === wanted) return item
  }
  return undefined
}
