import { isJsonObject, type JsonValue, type Path } from '@sync-builder/schema'

/** One line of the indented JSON. */
export interface JsonLine {
  text: string
  /** The value that begins on this line; for a closing bracket, the value it closes. */
  path: Path
  /** Set where an object or array begins that can be folded. */
  fold?: 'open' | 'closed'
}

/** A text whose lines are made when they are looked at: of a long one, only what is on screen. */
export interface LineSource {
  count: number
  line: (index: number) => JsonLine
  /** Where the value at a path begins; the fold that hides it, or the nearest above it there is. */
  indexOf: (path: Path) => number
  /** The first and the last line of the same. */
  linesOf: (path: Path) => readonly [from: number, to: number]
}

/** The key under which a path is kept in the set of folded paths. */
export function foldKey(path: Path): string {
  return JSON.stringify(path)
}

/** How an object or array is laid out: where each of its children begins, and how long it is. */
interface Layout {
  /** Of an object; those of an array are numbers. */
  keys: readonly string[] | undefined
  children: readonly JsonValue[]
  /** The line, counted from the value's own first one, at which each child begins. */
  starts: number[]
  count: number
}

/** Two versions of a draft share what did not change, so its layout is worked out only once. */
const unfoldedLayouts = new WeakMap<object, Layout>()

/**
 * The lines of `JSON.stringify(value, null, 2)`, letter for letter, save that a folded object or
 * array takes one line. `folded` holds `foldKey`s.
 */
export function jsonLines(value: JsonValue, folded: ReadonlySet<string>): LineSource {
  // With nothing folded a layout depends on the value alone and can be kept.
  const layouts = folded.size === 0 ? unfoldedLayouts : new WeakMap<object, Layout>()

  function layoutOf(node: JsonValue, path: Path): Layout | undefined {
    if (typeof node !== 'object' || node === null) return undefined
    const kept = layouts.get(node)
    if (kept) return kept
    const keys = isJsonObject(node) ? Object.keys(node) : undefined
    const children: readonly JsonValue[] = Array.isArray(node) ? node : Object.values(node)
    const starts: number[] = []
    let count = 1
    for (const [index, child] of children.entries()) {
      starts.push(count)
      // The path tells what is folded; without folds none is needed.
      count += lengthOf(child, folded.size === 0 ? path : [...path, keys?.[index] ?? index])
    }
    const layout = { keys, children, starts, count: count + 1 }
    layouts.set(node, layout)
    return layout
  }

  function lengthOf(node: JsonValue, path: Path): number {
    const layout = layoutOf(node, path)
    if (!layout || layout.children.length === 0) return 1
    return folded.size > 0 && folded.has(foldKey(path)) ? 1 : layout.count
  }

  function lineOf(
    node: JsonValue,
    path: Path,
    index: number,
    before: string,
    after: string,
  ): JsonLine {
    const layout = layoutOf(node, path)
    if (!layout) return { text: before + JSON.stringify(node) + after, path }
    const [open, close] = Array.isArray(node) ? '[]' : '{}'
    const { keys, children, starts, count } = layout
    if (children.length === 0) return { text: `${before}${open}${close}${after}`, path }
    if (folded.size > 0 && folded.has(foldKey(path))) {
      return {
        text: `${before}${open} … ${children.length} ${close}${after}`,
        path,
        fold: 'closed',
      }
    }
    if (index === 0) return { text: before + open!, path, fold: 'open' }
    if (index === count - 1) return { text: '  '.repeat(path.length) + close + after, path }
    const at = lastAtOrBefore(starts, index)
    const child = children[at]!
    const key = keys?.[at] ?? at
    const name = typeof key === 'string' ? `${JSON.stringify(key)}: ` : ''
    const comma = at < children.length - 1 ? ',' : ''
    const indent = '  '.repeat(path.length + 1)
    return lineOf(child, [...path, key], index - starts[at]!, indent + name, comma)
  }

  function linesOf(path: Path): [from: number, to: number] {
    let index = 0
    let node = value
    for (const [depth, key] of path.entries()) {
      const layout = layoutOf(node, path.slice(0, depth))
      const isFolded = folded.size > 0 && folded.has(foldKey(path.slice(0, depth)))
      const at = layout?.keys ? layout.keys.indexOf(String(key)) : Number(key)
      const child = layout?.children[at]
      if (!layout || isFolded) return [index, index]
      if (child === undefined) break
      index += layout.starts[at]!
      node = child
    }
    return [index, index + lengthOf(node, path) - 1]
  }

  return {
    count: lengthOf(value, []),
    line: (index) => lineOf(value, [], index, '', ''),
    indexOf: (path) => linesOf(path)[0],
    linesOf,
  }
}

/** The last position whose start is not after `line`; starts rise. */
function lastAtOrBefore(starts: readonly number[], line: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= line) low = middle
    else high = middle - 1
  }
  return low
}

/** The keys or indexes of an object or array with their values; undefined for anything else. */
export function childrenOf(node: JsonValue): [string | number, JsonValue][] | undefined {
  if (Array.isArray(node)) return node.map((child, index) => [index, child])
  return isJsonObject(node) ? Object.entries(node) : undefined
}

const sliceLength = 96

/** The compact JSON in slices that a list can show line by line; joined they are the text. */
export function compactLines(value: JsonValue): LineSource {
  const text = JSON.stringify(value)
  return {
    count: Math.ceil(text.length / sliceLength),
    line: (index) => ({
      text: text.slice(index * sliceLength, (index + 1) * sliceLength),
      path: [],
    }),
    indexOf: () => 0,
    linesOf: () => [0, 0],
  }
}
