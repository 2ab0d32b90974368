import {
  checkSync,
  valueAt,
  type JsonObject,
  type Path,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'

/**
 * Whether a problem that was found in one payload is the same in a later one: the rules still find
 * it there, and all rows that it and its fix name are the very same rows, not others that have
 * moved to their places.
 */
export function isStillFound(
  problem: Problem,
  before: JsonObject,
  after: JsonObject,
  known: SyncContext,
): boolean {
  if (before === after) return true
  const paths = [problem.path, ...(problem.fix?.edits ?? []).map(({ path }) => path)]
  const text = JSON.stringify(problem)
  return (
    paths.every((path) => itemAt(before, path) === itemAt(after, path)) &&
    checkSync(after, known).some((other) => JSON.stringify(other) === text)
  )
}

/** What an edit leaves as the same object as long as it is not changed; undefined outside lists. */
function itemAt(payload: JsonObject, path: Path) {
  const index = path.findIndex((part) => typeof part === 'number')
  return index === -1 ? undefined : valueAt(payload, path.slice(0, index + 1))
}
