import type { JsonValue, Path } from '@sync-builder/schema'
import { childrenOf } from '../ui/jsonLines.ts'
import type { ChangedPlace } from '../ui/JsonLines.tsx'

/**
 * The places in which a payload differs from the one before it, in their order; empty when in none.
 * What two versions of a draft share is the same object, so only the way to a change is walked, and
 * what is added to a list or taken from it changes nothing of what stands around.
 */
export function changedPlaces(
  before: JsonValue,
  after: JsonValue,
  path: Path = [],
): ChangedPlace[] {
  if (before === after) return []
  if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, path)
  const old = childrenOf(before)
  const children = childrenOf(after)
  if (!old || !children || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, isWhole: true }]
  }
  const oldChildren = new Map(old)
  const changed = children.flatMap(([key, child]): ChangedPlace[] => {
    const previous = oldChildren.get(key)
    if (previous === child) return []
    const place = [...path, key]
    return previous === undefined
      ? [{ path: place, isWhole: true }]
      : changedPlaces(previous, child, place)
  })
  return changed.length === 0 && children.length < old.length ? [{ path, isWhole: false }] : changed
}

function changedItems(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: Path,
): ChangedPlace[] {
  let start = 0
  while (start < after.length && before[start] === after[start]) start += 1
  let [endBefore, end] = [before.length, after.length]
  while (end > start && endBefore > start && before[endBefore - 1] === after[end - 1]) {
    end -= 1
    endBefore -= 1
  }
  if (end === start) return endBefore > start ? [{ path, isWhole: false }] : []
  const changed: ChangedPlace[] = []
  for (let index = start; index < end; index += 1) {
    const [previous, item] = [before[index], after[index]]
    if (previous === item || item === undefined) continue
    const place = [...path, index]
    if (previous === undefined || index >= endBefore) changed.push({ path: place, isWhole: true })
    else changed.push(...changedPlaces(previous, item, place))
  }
  return changed
}
