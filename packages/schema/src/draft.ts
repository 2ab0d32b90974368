import { applyEdits, valueAt, withKey, type Edit } from './edit.ts'
import type { JsonObject, JsonValue, Path } from './json.ts'
import { fieldsOfOperation, type Operation, requestOperations } from './sync.ts'
import type { TypedColumns } from './typedColumns.ts'

/** A mapping with an id that stays while rows are added, moved and removed around it. */
export interface MappingRow {
  id: string
  /** As in the payload: an import may bring anything here. */
  mapping: JsonValue
}

/** A value that the operator's own switch took out of the payload, kept for the way back. */
export interface ParkedValue {
  path: Path
  value: JsonValue
  /** The switch that hides it, and the position under which it comes back by itself. */
  switch: SwitchName
  under: string
  /** One sentence for the operator. */
  reason: string
}

/** The two ends of a sync that rows have to fit. */
export const rowSides = ['source', 'destination'] as const
export type RowSide = (typeof rowSides)[number]

/** A row that no longer fits the source or the destination, kept for the way back. */
export interface ParkedRow {
  row: MappingRow
  /** What speaks against it on which side, in one sentence for the operator. */
  misfits: Partial<Record<RowSide, string>>
}

/** What rows named on one side while the sync had a certain end there. */
export interface NamesAtEnd {
  /** As `endOf` in switchNote tells it. */
  end: string
  names: string[]
}

/** The operator's switches that park values. */
export const switchNames = [
  'operation',
  'source kind',
  'destination object',
  'frequency',
  'trigger',
  'alerts',
  'field behavior',
] as const
export type SwitchName = (typeof switchNames)[number]

/**
 * The sync being built. `toCreateSync` gives the payload; everything that is shown is derived
 * from that, so the draft holds JSON and never a second form of the same fact.
 */
export interface SyncDraft {
  /** The payload's keys in order; where `rows` stand for them, `mappings` holds an empty list. */
  body: JsonObject
  rows: MappingRow[]
  parked: ParkedValue[]
  /** Never sent; see typedColumns. */
  typedColumns: TypedColumns[]
  /** Rows that are not sent, in their order; see rowFit. */
  parkedRows: ParkedRow[]
  /** The ids of all rows, sent or not, as they stood when rows were last parked; else empty. */
  rowOrder: string[]
  /**
   * By side, the end that the rows were made for, after a switch of which it is not settled yet
   * which rows fit the new end: that takes an answer of the API.
   */
  left: Partial<Record<RowSide, string>>
  /** The last ends that were settled and left, newest last. */
  wasAt: Partial<Record<RowSide, NamesAtEnd[]>>
  /** The top-level keys that an import brought: never parked for having no effect. */
  imported: string[]
  /** Number of the next row's id: ids are never used twice in a draft. */
  nextRow: number
}

/** A draft as *New sync* opens it: nothing chosen. */
export function emptyDraft(): SyncDraft {
  return { ...fromCreateSync({ mappings: [], paused: false }), imported: [] }
}

/** Any JSON object as a draft: nothing is dropped, reordered or judged. See `toCreateSync`. */
export function fromCreateSync(json: JsonObject): SyncDraft {
  const draft: SyncDraft = {
    body: json,
    rows: [],
    parked: [],
    typedColumns: [],
    parkedRows: [],
    rowOrder: [],
    left: {},
    wasAt: {},
    imported: Object.keys(json),
    nextRow: 1,
  }
  return withBody(draft, json)
}

/** The payload of a draft, complete or not: `toCreateSync(fromCreateSync(p))` equals `p`. */
export function toCreateSync(draft: SyncDraft): JsonObject {
  if (!Array.isArray(draft.body.mappings)) return draft.body
  return applyEdits(draft.body, [
    { op: 'set', path: ['mappings'], value: draft.rows.map((row) => row.mapping) },
  ])
}

/**
 * The body of one of the two calls: the same JSON with `validate_only` set, at its place when an
 * import brought one and last otherwise. Source: DESIGN, "Payload".
 */
export function withValidateOnly(payload: JsonObject, validateOnly: boolean): JsonObject {
  return applyEdits(payload, [{ op: 'set', path: ['validate_only'], value: validateOnly }])
}

/** The draft after edits of its payload. Rows that an edit does not touch keep their ids. */
export function editDraft(draft: SyncDraft, edits: readonly Edit[]): SyncDraft {
  return edits.reduce(editOnce, draft)
}

function editOnce(draft: SyncDraft, edit: Edit): SyncDraft {
  const [key, index, ...rest] = edit.path
  if (key !== undefined && key !== 'mappings') {
    return { ...draft, body: applyEdits(draft.body, [edit]) }
  }
  if (typeof index !== 'number' || !Array.isArray(draft.body.mappings)) {
    return withBody(draft, applyEdits(toCreateSync(draft), [edit]))
  }
  const row = draft.rows[index]
  if (!row) {
    const isAppend = edit.op === 'set' && Number.isInteger(index) && index >= 0
    return isAppend ? addRow(draft, { ...edit, path: ['mapping', ...rest] }) : draft
  }
  if (rest.length === 0 && edit.op === 'remove') {
    return { ...draft, rows: draft.rows.filter((_, at) => at !== index) }
  }
  // The wrapper lets an edit of the whole mapping and of a key in it go the same way.
  const edited = applyEdits({ mapping: row.mapping }, [{ ...edit, path: ['mapping', ...rest] }])
  const rows = draft.rows.slice()
  rows[index] = { ...row, mapping: edited.mapping ?? null }
  return { ...draft, rows }
}

/** The draft with a row more, made by an edit of `{ mapping }`. */
function addRow(draft: SyncDraft, edit: Edit): SyncDraft {
  const row = { id: `row-${draft.nextRow}`, mapping: applyEdits({}, [edit]).mapping ?? null }
  return { ...draft, rows: [...draft.rows, row], nextRow: draft.nextRow + 1 }
}

/** The draft with another payload; a mapping that is in both keeps its row's id. */
function withBody(draft: SyncDraft, body: JsonObject): SyncDraft {
  if (!Array.isArray(body.mappings)) return { ...draft, body, rows: [] }
  const idsOf = Map.groupBy(draft.rows, (row) => row.mapping)
  let { nextRow } = draft
  const rows = body.mappings.map((mapping): MappingRow => {
    const known = idsOf.get(mapping)?.shift()
    if (known) return known
    nextRow += 1
    return { id: `row-${nextRow - 1}`, mapping }
  })
  return { ...draft, body: withKey(body, 'mappings', []), rows, nextRow }
}

/** A position change of one of the operator's switches, and what it hides. */
export interface Switch {
  name: SwitchName
  /** The positions before and after. */
  from: string
  to: string
  /**
   * Values that the new position replaces or takes away, with the sentence that says why: always
   * parked. Rows of `mappings` are not among them, here and below: they are parked once it is
   * known what they have to fit, see rowFit.
   */
  hides?: { path: Path; reason: string }[]
  /** Values that would stay without an effect: parked, unless an import brought them. */
  idles?: { path: Path; reason: string }[]
  /** The edits that make the switch itself. */
  edits: Edit[]
}

/**
 * The draft after a switch: hidden values are parked, the edits made, and what was parked under
 * the new position comes back where nothing stands now. What an import carries is never parked
 * for having no effect: it stays in the payload, where a warning offers to remove it. Only what
 * the switch itself replaces goes, whoever brought it. Source: DESIGN, "What is sent".
 */
export function applySwitch(draft: SyncDraft, change: Switch): SyncDraft {
  const idle = change.idles?.filter(({ path: [key] }) => !draft.imported.includes(String(key)))
  const hides = [...(change.hides ?? []), ...(idle ?? [])]
  const hidden = hides.flatMap(({ path, reason }): ParkedValue[] => {
    const value = valueAt(draft.body, path)
    return value === undefined
      ? []
      : [{ path, value, switch: change.name, under: change.from, reason }]
  })
  const removals = hidden.map(({ path }): Edit => ({ op: 'remove', path }))
  const switched = editDraft(draft, [...removals, ...change.edits])
  const returns = draft.parked.filter(
    (parked) =>
      parked.switch === change.name &&
      parked.under === change.to &&
      valueAt(switched.body, parked.path) === undefined,
  )
  return {
    ...editDraft(
      switched,
      returns.map(({ path, value }): Edit => ({ op: 'set', path, value })),
    ),
    parked: parkedAfter(draft.parked, hidden, returns),
  }
}

/**
 * What is parked after a switch that has hidden some values and given others back. Of two values
 * from the same place under the same position the newer one counts.
 */
export function parkedAfter(
  before: readonly ParkedValue[],
  hidden: readonly ParkedValue[],
  returned: readonly ParkedValue[],
): ParkedValue[] {
  const kept = before.filter((one) => !returned.includes(one) && !hidden.some(isSame(one)))
  return [...kept, ...hidden]
}

function isSame(one: ParkedValue): (other: ParkedValue) => boolean {
  const place = JSON.stringify([one.switch, one.under, one.path])
  return (other) => JSON.stringify([other.switch, other.under, other.path]) === place
}

/** Puts a parked value back into the payload, whatever the switch says now. */
export function restoreParked(draft: SyncDraft, parked: ParkedValue): SyncDraft {
  const edited = editDraft(draft, [{ op: 'set', path: parked.path, value: parked.value }])
  return { ...edited, parked: draft.parked.filter((other) => other !== parked) }
}

/** Drops a parked value for good. */
export function dropParked(draft: SyncDraft, parked: ParkedValue): SyncDraft {
  return { ...draft, parked: draft.parked.filter((other) => other !== parked) }
}

/** The draft with another operation; what only the old one gave a meaning to is parked. */
export function switchOperation(draft: SyncDraft, operation: Operation): SyncDraft {
  const from = typeof draft.body.operation === 'string' ? draft.body.operation : ''
  const owned = requestOperations.find((known) => known === from && known !== operation)
  const idles = ((owned && fieldsOfOperation[owned]) ?? []).map((key) => ({
    path: [key],
    reason: `${key} has an effect only with ${from}`,
  }))
  return applySwitch(draft, {
    name: 'operation',
    from,
    to: operation,
    idles,
    edits: [{ op: 'set', path: ['operation'], value: operation }],
  })
}
