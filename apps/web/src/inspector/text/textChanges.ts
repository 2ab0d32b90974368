import type { Text } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { inBoth, isJsonObject, type JsonValue } from '@sync-builder/schema'
import { membersOf, rootOf, type Member } from './members.ts'

/** A part of a text, and what stands there instead. */
export interface TextChange {
  from: number
  to: number
  insert: string
}

/**
 * What makes the text of `before` one of `after`, in the order of the text: the least that does, so
 * that what was written by hand, cursors and folds stay. `top` is the syntax tree of `doc`.
 */
export function textChanges(
  doc: Text,
  top: SyntaxNode,
  before: JsonValue,
  after: JsonValue,
): TextChange[] {
  const changes: TextChange[] = []

  function compare(node: SyntaxNode, was: JsonValue | undefined, is: JsonValue): void {
    if (was === is) return
    const members = membersOf(doc, node)
    const comparison = comparisonOf(was, is, members)
    if (comparison) {
      compareMembers(members, comparison)
      return
    }
    const insert = printed(is, indentAt(doc, node.from))
    if (insert !== doc.sliceString(node.from, node.to)) {
      changes.push({ from: node.from, to: node.to, insert })
    }
  }

  function compareMembers(members: readonly Member[], comparison: Comparison): void {
    const { was, is, isList } = comparison
    const descend = (from: number, to: number) => {
      const { value } = members[from]!
      if (value) compare(value, was[from]!.value, is[to]!.value)
    }
    const both = inBoth(
      was.map(({ token }) => token),
      is.map(({ token }) => token),
    )
    let [from, to] = [0, 0]
    for (const [nextFrom, nextTo] of [...both, [members.length, is.length] as const]) {
      // Items of a list that stand in each other's place are one item, which changed.
      const paired = isList ? from + Math.min(nextFrom - from, nextTo - to) : from
      for (; from < paired; from++, to++) descend(from, to)
      replace(members, from, nextFrom, is.slice(to, nextTo))
      if (nextFrom < members.length) descend(nextFrom, nextTo)
      ;[from, to] = [nextFrom + 1, nextTo + 1]
    }
  }

  /** Puts `added` in the place of the members from one up to another. */
  function replace(
    members: readonly Member[],
    from: number,
    upTo: number,
    added: readonly Child[],
  ): void {
    const [left, right] = [members[from - 1], members[upTo]]
    const { indent, isInline } = layoutAt(doc, members[0]!.from)
    const separator = isInline ? ', ' : `,\n${indent}`
    const insert = added
      .map(({ name, value }) => name + printed(value, isInline ? undefined : indent))
      .join(separator)
    if (from < upTo) {
      const [first, last] = [members[from]!, members[upTo - 1]!]
      if (added.length > 0) changes.push({ from: first.from, to: last.to, insert })
      else if (left) changes.push({ from: left.to, to: last.to, insert: '' })
      else if (right) changes.push({ from: first.from, to: right.from, insert: '' })
    } else if (added.length > 0) {
      if (left) changes.push({ from: left.to, to: left.to, insert: separator + insert })
      else if (right) changes.push({ from: right.from, to: right.from, insert: insert + separator })
    }
  }

  const root = rootOf(top)
  if (root) compare(root, before, after)
  else changes.push({ from: 0, to: doc.length, insert: printed(after, '') })
  return changes
}

/** An item or a key's value: what it is known by, and what stands before the value in a text. */
interface Child {
  token: unknown
  name: string
  value: JsonValue
}

interface Comparison {
  was: readonly Child[]
  is: readonly Child[]
  isList: boolean
}

/** How a list or an object that stays one is compared; undefined where it is written anew. */
function comparisonOf(
  was: JsonValue | undefined,
  is: JsonValue,
  members: readonly Member[],
): Comparison | undefined {
  if (members.length === 0) return undefined
  if (Array.isArray(was) && Array.isArray(is)) {
    return is.length > 0 && was.length === members.length
      ? { was: was.map(itemChild), is: is.map(itemChild), isList: true }
      : undefined
  }
  if (!isJsonObject(was) || !isJsonObject(is)) return undefined
  // In the order of the text: of keys that look like numbers an object has its own.
  const old = new Map(Object.entries(was))
  const written = members.map(({ key }) => [String(key), old.get(String(key)) ?? null] as const)
  const now = Object.entries(is)
  return now.length > 0
    ? { was: written.map(keyChild), is: now.map(keyChild), isList: false }
    : undefined
}

function itemChild(value: JsonValue): Child {
  return { token: value, name: '', value }
}

function keyChild([key, value]: readonly [string, JsonValue]): Child {
  return { token: key, name: `${JSON.stringify(key)}: `, value }
}

/** The text of a value whose first line is indented so; in one line without an indent. */
function printed(value: JsonValue, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value)
  const text = JSON.stringify(value, null, 2)
  return indent === '' ? text : text.replaceAll('\n', `\n${indent}`)
}

/** How a line begins. */
function indentAt(doc: Text, offset: number): string {
  return /^\s*/u.exec(doc.lineAt(offset).text)?.[0] ?? ''
}

/** Whether the member at `offset` has a line of its own, and how that begins. */
function layoutAt(doc: Text, offset: number): { indent: string; isInline: boolean } {
  const line = doc.lineAt(offset)
  const indent = indentAt(doc, offset)
  return { indent, isInline: offset - line.from > indent.length }
}
