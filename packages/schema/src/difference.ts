import { valueAt } from './edit.ts'
import { isJsonObject, type JsonValue, type Path } from './json.ts'

/** A place in which two JSON documents differ; undefined where nothing stands. */
export interface Difference {
  path: Path
  before: JsonValue | undefined
  after: JsonValue | undefined
}

/**
 * Where two JSON documents differ, in the order of `after`, with what went last. Lists of different
 * lengths differ as a whole. What the two share is the same object, so only the way to a change is
 * walked.
 */
export function differencesOf(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: Path = [],
): Difference[] {
  if (before === after) return []
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, index) => differencesOf(before[index], item, [...path, index]))
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ path, before, after }]
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  return [...Object.keys(after), ...gone].flatMap((key) =>
    differencesOf(valueAt(before, [key]), valueAt(after, [key]), [...path, key]),
  )
}
