import type { Text } from '@codemirror/state'
import type { SyntaxNode, Tree } from '@lezer/common'
import { keyOf } from './members.ts'

/** A step on the way from the root: the key, and what stands there, if anything does. */
export interface Step {
  /** Of an item of a list, 0: which one it is takes long to count and is not asked for. */
  key: string | number
  value: SyntaxNode | undefined
}

/** Where in the JSON a position is. */
export interface Spot {
  kind: 'key' | 'value'
  /** The way there; of a key, to the object that it is in. */
  way: readonly Step[]
  /** What is written there so far, quotes included. */
  from: number
  to: number
  /** For a key, its object; for a value, the object or list that it is in. */
  container: SyntaxNode
}

const scalars = new Set(['String', 'Number', 'True', 'False', 'Null'])
const holders = new Set(['Object', 'Array', 'Property'])

/**
 * What is, or can be, written at `pos`, in JSON that may be unfinished; undefined where nothing can
 * that is known.
 */
export function spotAt(doc: Text, tree: Tree, pos: number): Spot | undefined {
  let node = tree.resolveInner(pos, -1)
  if (node.name === 'PropertyName') return keySpot(doc, node, pos)
  if (scalars.has(node.name)) return valueSpot(doc, node, pos)
  // Brackets and what cannot be read are nodes of their own.
  while (!holders.has(node.name) && node.parent) node = node.parent
  const line = doc.lineAt(pos)
  const word = /[\w-]*$/u.exec(line.text.slice(0, pos - line.from))?.[0] ?? ''
  const from = pos - word.length
  const before = lastSign(doc, from)
  if (node.name === 'Property') {
    const name = node.getChild('PropertyName')
    const key = name && keyOf(doc, name)
    if (!name || key == null || before !== ':' || !node.parent) return undefined
    return {
      kind: 'value',
      way: [...wayTo(doc, node.parent), { key, value: undefined }],
      from,
      to: pos,
      container: node.parent,
    }
  }
  if (node.name === 'Object' && (before === '{' || before === ',')) {
    return { kind: 'key', way: wayTo(doc, node), from, to: pos, container: node }
  }
  if (node.name === 'Array' && (before === '[' || before === ',')) {
    const way = [...wayTo(doc, node), { key: 0, value: undefined }]
    return { kind: 'value', way, from, to: pos, container: node }
  }
  return undefined
}

function keySpot(doc: Text, name: SyntaxNode, pos: number): Spot | undefined {
  const object = name.parent?.parent
  if (!object || pos === name.from) return undefined
  return { kind: 'key', way: wayTo(doc, object), from: name.from, to: name.to, container: object }
}

function valueSpot(doc: Text, value: SyntaxNode, pos: number): Spot | undefined {
  const holder = value.parent
  const container = holder?.name === 'Property' ? holder.parent : holder
  if (!container || pos === value.from) return undefined
  return { kind: 'value', way: wayTo(doc, value), from: value.from, to: value.to, container }
}

/** The last sign before an offset that is no space. */
function lastSign(doc: Text, offset: number): string | undefined {
  // No one writes so many empty lines.
  return doc
    .sliceString(Math.max(0, offset - 1_000), offset)
    .trimEnd()
    .at(-1)
}

function wayTo(doc: Text, value: SyntaxNode): Step[] {
  const way: Step[] = []
  let node = value
  for (let { parent } = node; parent; { parent } = node) {
    if (parent.name === 'Property') {
      const name = parent.getChild('PropertyName')
      way.unshift({ key: (name && keyOf(doc, name)) ?? '', value: node })
    } else if (parent.name === 'Array') {
      way.unshift({ key: 0, value: node })
    }
    node = parent
  }
  return way
}
