import { isPlainName, quoted, writtenColumn } from '@sync-builder/schema/liquid-words'
import type { Spot } from './spots.ts'

/** A new text for a part of the template. */
export interface Change {
  from: number
  to: number
  insert: string
}

/**
 * What writes a column at a spot, typed up to `to`, with the quotes that its name needs and without
 * doubling what stands behind. Undefined for a name that no template can write.
 */
export function columnInsertion(
  name: string,
  { kind, from, to }: { kind: Spot['kind']; from: number; to: number },
  template: string,
): Change | undefined {
  const written = writtenColumn(name)
  if (written === undefined) return undefined
  switch (kind) {
    case 'text':
      return { from, to, insert: `{{ ${written} }}` }
    case 'value':
      return { from, to, insert: written }
    case 'property': {
      if (isPlainName(name)) return { from, to, insert: name }
      return { from: from - 1, to, insert: written.slice('record'.length) }
    }
    case 'key': {
      const quote = /['"]/.exec(template.slice(from - 1, from))?.[0]
      const insert = `${quoted(name, quote)}]`
      return {
        from: quote === undefined ? from : from - 1,
        to: endOfKey(template, to, quote),
        insert,
      }
    }
    case 'filter':
    case 'tag':
      return undefined
  }
}

/** Where the rest of a key ends, its quote and bracket included, that follows at `at`. */
function endOfKey(template: string, at: number, quote: string | undefined): number {
  const line = template.slice(at, template.indexOf('\n', at) + 1 || undefined)
  const rest = quote === undefined ? /^\s*\]/ : new RegExp(`^[^'"\\[\\]{}|]*${quote}\\s*\\]?|^\\]`)
  return at + (rest.exec(line)?.[0].length ?? 0)
}
