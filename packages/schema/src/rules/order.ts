import { isJsonObject, type JsonValue, type Path } from '../json.ts'
import type { Problem } from '../problem.ts'

/** Errors first, then as the places stand in the payload; what is missing comes after its peers. */
export function inPayloadOrder(payload: JsonValue, problems: readonly Problem[]): Problem[] {
  const keyOrders = new Map<object, ReadonlyMap<string, number>>()
  const ranked = problems.map((problem) => ({ problem, ranks: ranksOf(problem.path) }))
  ranked.sort((a, b) => bySeverity(a.problem, b.problem) || byRanks(a.ranks, b.ranks))
  return ranked.map(({ problem }) => problem)

  function ranksOf(path: Path): number[] {
    let value: JsonValue | undefined = payload
    return path.map((key) => {
      if (typeof key === 'number') {
        value = Array.isArray(value) ? value[key] : undefined
        return key
      }
      if (!isJsonObject(value)) return Infinity
      const rank = keyOrderOf(value).get(key)
      value = rank === undefined ? undefined : value[key]
      return rank ?? Infinity
    })
  }

  function keyOrderOf(object: object): ReadonlyMap<string, number> {
    const found = keyOrders.get(object)
    if (found) return found
    const order = new Map(Object.keys(object).map((key, index) => [key, index]))
    keyOrders.set(object, order)
    return order
  }
}

function bySeverity(a: Problem, b: Problem): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning')
}

function byRanks(a: readonly number[], b: readonly number[]): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth += 1) {
    // Two missing keys are both at infinity, whose difference is no number.
    if (a[depth] !== b[depth]) return a[depth]! < b[depth]! ? -1 : 1
  }
  return a.length - b.length
}
