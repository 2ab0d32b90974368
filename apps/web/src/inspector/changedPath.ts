import type { JsonValue, Path } from '@sync-builder/schema'
import { childrenOf } from '../ui/jsonLines.ts'

/**
 * The place of the first difference between two payloads; undefined when there is none. What two
 * versions of a draft share is the same object, so only the way to the change is walked.
 */
export function changedPath(
  before: JsonValue,
  after: JsonValue,
  path: Path = [],
): Path | undefined {
  if (before === after) return undefined
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, child] of after.entries()) {
      const previous = before[index]
      // Of thousands of rows one has changed as a rule: no path is made for the others.
      if (previous === child) continue
      if (previous === undefined) return [...path, index]
      const changed = changedPath(previous, child, [...path, index])
      if (changed) return changed
    }
    return after.length < before.length ? path : undefined
  }
  const old = childrenOf(before)
  const children = childrenOf(after)
  if (!old || !children || Array.isArray(before) !== Array.isArray(after)) return path
  const oldChildren = new Map(old)
  for (const [key, child] of children) {
    const previous = oldChildren.get(key)
    if (previous === undefined) return [...path, key]
    const changed = changedPath(previous, child, [...path, key])
    if (changed) return changed
  }
  return children.length < old.length ? path : undefined
}
