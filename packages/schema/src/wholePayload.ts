import type { MappingRow, SyncDraft } from './draft.ts'
import { valueAt, withKey } from './edit.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'

/**
 * The draft of a payload that was edited as a whole, as a text. What is the same as before is
 * shared with the draft, and rows keep their ids: those that stand anywhere as they were, then those
 * of which the field or the source is the same, then what is left when as many came as went. The
 * same draft when nothing changed.
 */
export function withPayload(draft: SyncDraft, payload: JsonObject): SyncDraft {
  const { mappings } = payload
  const isList = Array.isArray(mappings)
  const body = shared(draft.body, isList ? withKey(payload, 'mappings', []) : payload)
  const { rows, nextRow } = matchedRows(draft, isList ? mappings : [])
  return body === draft.body && rows === draft.rows ? draft : { ...draft, body, rows, nextRow }
}

/** `after`, with the parts of `before` that are equal in it, key order included. */
function shared<T extends JsonValue>(before: JsonValue | undefined, after: T): T
function shared(before: JsonValue | undefined, after: JsonValue): JsonValue {
  if (Array.isArray(after)) {
    const old = Array.isArray(before) ? before : []
    const items = after.map((item, index) => shared(old[index], item))
    return isSame(old, items) && before !== undefined ? old : items
  }
  if (!isJsonObject(after)) return after
  const old = isJsonObject(before) ? before : {}
  const entries = Object.entries(after).map(([key, value]): [string, JsonValue] => [
    key,
    shared(valueAt(old, [key]), value),
  ])
  const isOld = isJsonObject(before) && isSame(Object.entries(before).flat(), entries.flat())
  return isOld ? before : Object.fromEntries(entries)
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index])
}

/** What tells a mapping from others, from what says most to what says least. */
const names: readonly ((mapping: JsonValue) => string | undefined)[] = [
  (mapping) => JSON.stringify(mapping),
  (mapping) => partOf(mapping, 'to'),
  (mapping) => partOf(mapping, 'from'),
]

function partOf(mapping: JsonValue, key: string): string | undefined {
  const part = valueAt(mapping, [key])
  return part === undefined ? undefined : JSON.stringify(part)
}

function matchedRows(
  draft: SyncDraft,
  mappings: readonly JsonValue[],
): { rows: MappingRow[]; nextRow: number } {
  const matched = new Map<number, MappingRow>()
  const taken = new Set<MappingRow>()
  const take = (index: number, row: MappingRow) => {
    const mapping = shared(row.mapping, mappings[index]!)
    taken.add(row)
    matched.set(index, mapping === row.mapping ? row : { ...row, mapping })
  }
  // Of thousands of rows nearly all are where they were.
  for (const [index, mapping] of mappings.entries()) {
    const row = draft.rows[index]
    if (row && shared(row.mapping, mapping) === row.mapping) take(index, row)
  }
  const cameOf = () => [...mappings.keys()].filter((index) => !matched.has(index))
  const wentOf = () => draft.rows.filter((row) => !taken.has(row))
  for (const nameOf of names) {
    const came = cameOf()
    if (came.length === 0) break
    const went = Map.groupBy(wentOf(), ({ mapping }) => nameOf(mapping))
    for (const index of came) {
      const name = nameOf(mappings[index]!)
      const row = name === undefined ? undefined : went.get(name)?.shift()
      if (row) take(index, row)
    }
  }
  const [came, went] = [cameOf(), wentOf()]
  if (came.length === went.length) {
    for (const [at, index] of came.entries()) take(index, went[at]!)
  }
  let { nextRow } = draft
  const rows = mappings.map((mapping, index) => {
    const row = matched.get(index) ?? { id: `row-${nextRow}`, mapping }
    if (!matched.has(index)) nextRow += 1
    return row
  })
  return { rows: isSame(draft.rows, rows) ? draft.rows : rows, nextRow }
}
