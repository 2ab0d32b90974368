import { isJsonObject, type JsonValue, type Path } from '@sync-builder/schema'

/** One line of the indented JSON. */
export interface JsonLine {
  text: string
  /** The value that begins on this line; for a closing bracket, the value it closes. */
  path: Path
  /** Set where an object or array begins that can be folded. */
  fold?: 'open' | 'closed'
}

/** The key under which a path is kept in the set of folded paths. */
export function foldKey(path: Path): string {
  return JSON.stringify(path)
}

/**
 * The lines of `JSON.stringify(value, null, 2)`, letter for letter, save that a folded object or
 * array takes one line. `folded` holds `foldKey`s.
 */
export function jsonLines(value: JsonValue, folded: ReadonlySet<string>): JsonLine[] {
  const lines: JsonLine[] = []
  write(value, [], '', '')
  return lines

  function write(node: JsonValue, path: Path, before: string, after: string): void {
    const entries = childrenOf(node)
    const [open, close] = Array.isArray(node) ? '[]' : '{}'
    if (!entries) lines.push({ text: before + JSON.stringify(node) + after, path })
    else if (entries.length === 0) lines.push({ text: `${before}${open}${close}${after}`, path })
    else if (folded.has(foldKey(path))) {
      const text = `${before}${open} … ${entries.length} ${close}${after}`
      lines.push({ text, path, fold: 'closed' })
    } else {
      lines.push({ text: before + open, path, fold: 'open' })
      const indent = '  '.repeat(path.length + 1)
      for (const [index, [key, child]] of entries.entries()) {
        const name = typeof key === 'string' ? `${JSON.stringify(key)}: ` : ''
        const comma = index < entries.length - 1 ? ',' : ''
        write(child, [...path, key], indent + name, comma)
      }
      lines.push({ text: '  '.repeat(path.length) + close + after, path })
    }
  }
}

/** The keys or indexes of an object or array with their values; undefined for anything else. */
export function childrenOf(node: JsonValue): [string | number, JsonValue][] | undefined {
  if (Array.isArray(node)) return node.map((child, index) => [index, child])
  return isJsonObject(node) ? Object.entries(node) : undefined
}

const sliceLength = 96

/** The compact JSON in slices that a list can show line by line; joined they are the text. */
export function compactLines(value: JsonValue): JsonLine[] {
  const text = JSON.stringify(value)
  return Array.from({ length: Math.ceil(text.length / sliceLength) }, (_, index) => ({
    text: text.slice(index * sliceLength, (index + 1) * sliceLength),
    path: [],
  }))
}
