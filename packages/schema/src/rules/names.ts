/** The items of a list by their exact names. */
export interface Names<T> {
  get(name: string): T | undefined
  has(name: string): boolean
  /** The name that differs from `text` in case and surrounding space only. */
  sameButCase(text: string): string | undefined
  readonly names: readonly string[]
}

/**
 * Gives the index of a list, by the name that `nameOf` finds. It is built once for a list, since
 * the rules run at each change of a payload over the same metadata.
 */
export function indexing<T extends object>(
  nameOf: (item: T) => string,
): (items: readonly T[]) => Names<T> {
  const built = new WeakMap<readonly T[], Names<T>>()
  return (items) => {
    const found = built.get(items)
    if (found) return found
    const index = indexOf(items, nameOf)
    built.set(items, index)
    return index
  }
}

function indexOf<T>(items: readonly T[], nameOf: (item: T) => string): Names<T> {
  const byName = new Map(items.map((item) => [nameOf(item), item]))
  const names = [...byName.keys()]
  let byPlainName: Map<string, string> | undefined
  return {
    get: (name) => byName.get(name),
    has: (name) => byName.has(name),
    sameButCase(text) {
      byPlainName ??= new Map(names.map((name) => [name.toLowerCase(), name]))
      return byPlainName.get(text.trim().toLowerCase())
    },
    names,
  }
}
