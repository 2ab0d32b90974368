/**
 * What two lists share in the same order, as pairs of indexes that rise on both sides. Of an item
 * that stands in a list several times the earlier ones are taken first.
 */
export function inBoth(
  before: readonly unknown[],
  after: readonly unknown[],
): [before: number, after: number][] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++

  const places = new Map<unknown, number[]>()
  for (let index = before.length - end - 1; index >= start; index--) {
    const known = places.get(before[index])
    if (known) known.push(index)
    else places.set(before[index], [index])
  }
  const found: [number, number][] = []
  for (let index = start; index < after.length - end; index++) {
    const place = places.get(after[index])?.pop()
    if (place !== undefined) found.push([place, index])
  }
  const head = Array.from({ length: start }, (_, index): [number, number] => [index, index])
  const tail = Array.from({ length: end }, (_, index): [number, number] => [
    before.length - end + index,
    after.length - end + index,
  ])
  return [...head, ...longestRising(found), ...tail]
}

/** The most pairs whose first numbers rise; the second ones do already. */
export function longestRising(pairs: readonly [number, number][]): [number, number][] {
  /** By length less one, the pair with the lowest first number that ends a row of that length. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, [place]] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[ends[middle]!]![0] < place) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1]
    ends[low] = index
  }
  const rising: [number, number][] = []
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rising.push(pairs[at]!)
  return rising.toReversed()
}
