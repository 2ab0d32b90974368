import { isJsonObject, type JsonObject, type JsonValue, type Path } from './json.ts'

/** One change of a JSON document. */
export type Edit =
  | { op: 'set'; path: Path; value: JsonValue }
  /** Takes the key, or the array item, away. */
  | { op: 'remove'; path: Path }

/** The value at `path`; undefined when nothing stands there. */
export function valueAt(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value = root
  for (const key of path) {
    if (Array.isArray(value)) value = typeof key === 'number' ? value[key] : undefined
    else if (isJsonObject(value)) value = Object.hasOwn(value, key) ? value[String(key)] : undefined
    else return undefined
  }
  return value
}

/**
 * A copy of `root` with the edits made, one after the other. Key order is kept, a new key comes
 * last, an item beyond the end of a list is appended, lists and objects on the way that do not
 * exist are made, and what was not touched is shared with `root`. A removal of what is not there
 * changes nothing, nor does a key of a list that is no index.
 */
export function applyEdits(root: JsonObject, edits: readonly Edit[]): JsonObject {
  return edits.reduce((document, edit) => {
    const edited = applyEdit(document, edit, 0)
    // Only an edit of the root itself could leave something else; a payload stays an object.
    return isJsonObject(edited) ? edited : document
  }, root)
}

function applyEdit(node: JsonValue | undefined, edit: Edit, depth: number): JsonValue | undefined {
  if (depth === edit.path.length) return edit.op === 'set' ? edit.value : undefined
  const key = edit.path[depth]!

  if (Array.isArray(node)) return editItem(node, key, edit, depth)
  if (node == null && typeof key === 'number' && edit.op === 'set') {
    return editItem([], key, edit, depth)
  }

  const object = isJsonObject(node) ? node : {}
  if (edit.op === 'remove' && !Object.hasOwn(object, key)) return node
  const before = Object.hasOwn(object, key) ? object[key] : undefined
  const child = applyEdit(before, edit, depth + 1)
  if (child !== undefined && child === before) return node
  return withKey(object, String(key), child)
}

function editItem(list: JsonValue[], key: string | number, edit: Edit, depth: number): JsonValue[] {
  if (typeof key !== 'number' || !Number.isInteger(key) || key < 0) return list
  const before = list[key]
  if (edit.op === 'remove' && before === undefined) return list
  const child = applyEdit(before, edit, depth + 1)
  if (child === undefined) return list.filter((_, index) => index !== key)
  if (child === before) return list
  const copy = list.slice()
  // A list without holes: JSON has none.
  copy[Math.min(key, list.length)] = child
  return copy
}

/**
 * A copy of `object` in which `key` holds `value`, at its old place or last; without the key when
 * `value` is undefined. `__proto__` is a key like any other here.
 */
export function withKey(object: JsonObject, key: string, value: JsonValue | undefined): JsonObject {
  const entries = Object.entries(object)
  const at = entries.findIndex(([name]) => name === key)
  if (value === undefined) return Object.fromEntries(entries.filter(([name]) => name !== key))
  if (at === -1) entries.push([key, value])
  else entries[at] = [key, value]
  // fromEntries defines own properties: a plain assignment to `__proto__` would set the prototype.
  return Object.fromEntries(entries)
}
