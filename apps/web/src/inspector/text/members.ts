import type { Text } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { Path } from '@sync-builder/schema'

/** A key with its value, or an item of a list, as it stands in a text. */
export interface Member {
  key: string | number
  from: number
  to: number
  /** Undefined while nothing that is a value stands there. */
  value: SyntaxNode | undefined
}

const valueNames = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

/** What is in an object or a list, in the order of the text; empty for anything else. */
export function membersOf(doc: Text, node: SyntaxNode): Member[] {
  const members: Member[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const { from, to } = child
    if (child.name === 'Property') {
      const name = child.getChild('PropertyName')
      const key = name && keyOf(doc, name)
      if (key === undefined || key === null) continue
      members.push({ key, from, to, value: lastValue(child) })
    } else if (node.name === 'Array' && valueNames.has(child.name)) {
      members.push({ key: members.length, from, to, value: child })
    }
  }
  return members
}

/** The key that a `PropertyName` says; undefined for one that is not finished. */
export function keyOf(doc: Text, name: SyntaxNode): string | undefined {
  return stringIn(doc.sliceString(name.from, name.to))
}

/** What a JSON string says; undefined for a text that is none. */
export function stringIn(source: string): string | undefined {
  try {
    const value: unknown = JSON.parse(source)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** The value of a whole text; undefined while there is none. */
export function rootOf(top: SyntaxNode): SyntaxNode | undefined {
  return lastValue(top)
}

function lastValue(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.lastChild; child; child = child.prevSibling) {
    if (valueNames.has(child.name)) return child
  }
  return undefined
}

/** Where the keys and items on the way to a place stand; one look at each list, however many ask. */
export function createFinder(doc: Text, top: SyntaxNode): (path: Path) => Member[] {
  const looked = new Map<number, ReadonlyMap<string | number, Member>>()
  const membersAt = (node: SyntaxNode) => {
    const known = looked.get(node.from)
    if (known) return known
    const members = new Map(membersOf(doc, node).map((member) => [member.key, member]))
    looked.set(node.from, members)
    return members
  }
  return (path) => {
    const way: Member[] = []
    let node = rootOf(top)
    for (const key of path) {
      const member = node && membersAt(node).get(key)
      if (!member) break
      way.push(member)
      node = member.value
    }
    return way
  }
}
