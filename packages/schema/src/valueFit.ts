import type { DestinationObject } from './destination.ts'
import {
  editDraft,
  parkedAfter,
  type ParkedValue,
  type RowSide,
  type SwitchName,
  type SyncDraft,
} from './draft.ts'
import { valueAt, type Edit } from './edit.ts'
import type { JsonObject, Path } from './json.ts'
import type { Column } from './source.ts'
import { endOf } from './switchNote.ts'
import { fieldsOfOperation, requestOperations } from './sync.ts'

// Settings and a switch of source or destination: as rows are (rowFit), those that the new end does
// not take are parked with the reason, and come back with the end that they were set for.

/** A value that does not fit an end, with why in one sentence for the operator. */
export interface Misfit {
  path: Path
  reason: string
}

const switchOfSide: Readonly<Record<RowSide, SwitchName>> = {
  source: 'source kind',
  destination: 'destination object',
}

/**
 * The draft once it is known which of its settings fit the end that `side` was switched to: the
 * misfits are parked, but for what an import brought, which a warning is given of; what was parked
 * under the new end comes back where nothing stands now. To be called before `settleRows`, which
 * takes the note of the switch away; unchanged while there is no such note.
 */
export function settleValues(
  draft: SyncDraft,
  side: RowSide,
  misfits: readonly Misfit[],
): SyncDraft {
  const left = draft.left[side]
  const now = endOf(side, draft.body)
  if (left === undefined || now === undefined) return draft
  const name = switchOfSide[side]
  const hidden = misfits.flatMap(({ path, reason }): ParkedValue[] => {
    const value = valueAt(draft.body, path)
    const isKept = value === undefined || draft.imported.includes(String(path[0]))
    return isKept ? [] : [{ path, value, switch: name, under: left, reason }]
  })
  const gone = new Set(hidden.map(({ path }) => String(path[0])))
  const isFree = ({ path }: ParkedValue) =>
    valueAt(draft.body, path) === undefined || gone.has(String(path[0]))
  const returns = draft.parked.filter(
    (parked) => parked.switch === name && parked.under === now && isFree(parked),
  )
  if (hidden.length === 0 && returns.length === 0) return draft
  const edits: Edit[] = [
    ...hidden.map(({ path }): Edit => ({ op: 'remove', path })),
    ...returns.map(({ path, value }): Edit => ({ op: 'set', path, value })),
  ]
  return { ...editDraft(draft, edits), parked: parkedAfter(draft.parked, hidden, returns) }
}

/** What of a payload's settings a destination object does not take, as far as is known of it. */
export function objectMisfits(body: JsonObject, object: DestinationObject | undefined): Misfit[] {
  if (!object) return []
  const name = object.label ?? object.full_name
  const { operation, field_behavior, field_normalization, field_order } = body
  const supported = object.supported_operations
  const misfits: Misfit[] = []
  if (typeof operation === 'string' && supported && !supported.includes(operation)) {
    misfits.push({ path: ['operation'], reason: `${name} does not support ${operation}` })
    const owner = requestOperations.find((known) => known === operation)
    for (const key of (owner && fieldsOfOperation[owner]) ?? []) {
      misfits.push({
        path: [key],
        reason: `Belongs to ${operation}, which ${name} does not support`,
      })
    }
  }
  if (field_order != null && object.supports_field_ordering !== true) {
    misfits.push({ path: ['field_order'], reason: `The fields of ${name} cannot be ordered` })
  }
  if (field_behavior === 'sync_all_properties' && object.allow_custom_fields === false) {
    const reason = `${name} takes no new fields, which sync_all_properties needs`
    misfits.push({ path: ['field_behavior'], reason })
    if (field_normalization != null) misfits.push({ path: ['field_normalization'], reason })
  }
  return misfits
}

/** What of a payload's settings names a column that the source does not have. */
export function columnSettingMisfits(
  body: JsonObject,
  columns: readonly Column[] | null | undefined,
): Misfit[] {
  if (!columns || columns.length === 0) return []
  const known = new Set(columns.map(({ name }) => name))
  return (
    [['high_water_mark_attribute'], ['high_water_mark_attributes', 'column_name']] as const
  ).flatMap((path) => {
    const name = valueAt(body, path)
    return typeof name !== 'string' || name === '' || known.has(name)
      ? []
      : [{ path: [path[0]], reason: `The source has no column ${name}` }]
  })
}
