import type { Problem } from '@sync-builder/schema'

/** The problems of each row, by its place in `mappings`. */
export type RowProblems = ReadonlyMap<number, readonly Problem[]>

/**
 * Sorts problems by the row they speak of. A row that has the same problems as in `previous` gets
 * the same list, so that only rows with news are drawn again.
 */
export function problemsByRow(problems: readonly Problem[], previous: RowProblems): RowProblems {
  const byRow = new Map<number, Problem[]>()
  for (const problem of problems) {
    const [key, index] = problem.path
    if (key !== 'mappings' || typeof index !== 'number') continue
    const others = byRow.get(index)
    if (others) others.push(problem)
    else byRow.set(index, [problem])
  }
  return new Map(
    [...byRow].map(([index, list]) => {
      const before = previous.get(index)
      return [index, before && JSON.stringify(before) === JSON.stringify(list) ? before : list]
    }),
  )
}
