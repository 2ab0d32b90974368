import {
  endOf,
  fromStoredSync,
  isJsonObject,
  subsetKeys,
  syncLabel,
  valueAt,
  type JsonObject,
  type Sync,
} from '@sync-builder/schema'

/** Another sync of the workspace that writes the same object. */
export interface OtherSync {
  id: number
  label: string
  /** It has the same source and key as well: this sync would be made twice. */
  isAlike: boolean
  /** It mirrors the object: it deletes, or clears, what its own source does not have. */
  mirrors: boolean
  /** Fields that both write, without the key; undefined when one of the two writes all of them. */
  fields: readonly string[] | undefined
  isPaused: boolean
}

/**
 * The other syncs that get in the way of this one, in the order in which to look at them: those
 * that are made already, those that mirror the object, those that write the same fields. Of syncs
 * that only find their records by the same key none is named, unless one of the two mirrors.
 * Undefined until this sync names an object. `ownId` is the id of this sync when it is stored already.
 */
export function otherSyncsOf(
  payload: JsonObject,
  syncs: readonly Sync[],
  ownId: number | undefined,
): OtherSync[] | undefined {
  const own = targetOf(payload)
  if (own.object === undefined) return undefined
  const found = syncs.flatMap((sync): OtherSync[] => {
    if (sync.id === ownId || !isJsonObject(sync)) return []
    const request = fromStoredSync(sync)
    const other = targetOf(request)
    if (other.object !== own.object) return []
    const isAlike =
      own.source !== undefined && own.source === other.source && isSame(own.keys, other.keys)
    const fields =
      own.writesAll || other.writesAll
        ? undefined
        : own.fields.filter((field) => other.fields.includes(field))
    const mirrors = own.mirrors || other.mirrors
    if (!isAlike && !mirrors && fields?.length === 0) return []
    return [
      {
        id: sync.id,
        label: syncLabel(sync),
        isAlike,
        mirrors: other.mirrors,
        fields,
        isPaused: request.paused === true,
      },
    ]
  })
  return found.toSorted((one, other) => weightOf(other) - weightOf(one) || one.id - other.id)
}

function weightOf({ isAlike, mirrors, fields }: OtherSync): number {
  return (isAlike ? 2_000_000 : 0) + (mirrors ? 1_000_000 : 0) + (fields?.length ?? 100_000)
}

interface Target {
  /** What is written and what is read, as texts to compare; undefined until they are named. */
  object: string | undefined
  source: string | undefined
  keys: readonly string[]
  /** Without the keys. */
  fields: readonly string[]
  writesAll: boolean
  mirrors: boolean
}

function targetOf(payload: JsonObject): Target {
  const mappings = Array.isArray(payload.mappings) ? payload.mappings : []
  const isKey = (mapping: (typeof mappings)[number]) =>
    valueAt(mapping, ['is_primary_identifier']) === true
  return {
    object: endOf('destination', payload),
    source: sourceOf(payload),
    keys: fieldsOf(mappings.filter(isKey)),
    fields: fieldsOf(mappings.filter((mapping) => !isKey(mapping))),
    writesAll: payload.field_behavior === 'sync_all_properties',
    mirrors: payload.operation === 'mirror',
  }
}

/** A segment and its dataset have the same columns, but are not the same source. */
function sourceOf(payload: JsonObject): string | undefined {
  const end = endOf('source', payload)
  const subset = Object.values(subsetKeys).map(
    (key) => valueAt(payload.source_attributes, [key]) ?? null,
  )
  return end && JSON.stringify([end, ...subset])
}

function fieldsOf(mappings: Parameters<typeof valueAt>[0][]): string[] {
  return mappings.flatMap((mapping) => {
    const to = valueAt(mapping, ['to'])
    return typeof to === 'string' && to !== '' ? [to] : []
  })
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
