import {
  isJsonObject,
  valueAt,
  type Difference,
  type JsonValue,
  type KeyDifference,
  type RowDifference,
} from '@sync-builder/schema'
import { keyName } from '../draft/keyNames.ts'

/** One line of a difference: where, what stood there and what stands there. */
export interface DifferenceLine {
  /** Tells it apart from the others of one difference. */
  id: string
  /** In words, such as "Row Email". */
  name: string
  /** The API's own name of the key; undefined for a row. */
  key: string | undefined
  /** What happened: "changed", "added". */
  what: string
  /**
   * The places within that changed; empty for what came or went as a whole. Two places may read
   * alike, since keys may contain dots: ids tell them apart.
   */
  parts: readonly { id: string; place: string; before: string; after: string }[]
  /** Where a jump leads to; undefined for what is no more. */
  path: readonly (string | number)[] | undefined
}

/** A top-level key that changed, as a line. */
export function keyLine({ key, before, after, parts }: KeyDifference): DifferenceLine {
  return {
    id: `key ${key}`,
    name: keyName(key) ?? key,
    key,
    what: after === undefined ? 'left to the API' : before === undefined ? 'set' : 'changed',
    parts: parts.map((part) => partWords(part)),
    path: [key],
  }
}

/** A row of the mapping that changed, as a line. */
export function rowLine({ before, after, isMoved, parts }: RowDifference): DifferenceLine {
  const field = fieldWords(after?.mapping ?? before?.mapping)
  const place = `${before?.index ?? ''}/${after?.index ?? ''}`
  const moved =
    isMoved && before && after ? `moved from ${before.index + 1} to ${after.index + 1}` : ''
  const what = !before
    ? 'added'
    : !after
      ? 'removed'
      : parts.length === 0
        ? moved
        : `changed${moved && `, ${moved}`}`
  return {
    id: `row ${place}`,
    name: `Row ${after ? after.index + 1 : (before?.index ?? 0) + 1}: ${field}`,
    key: undefined,
    what,
    parts:
      !before || !after
        ? [wholeRow(before?.mapping, after?.mapping)]
        : parts.map((part) => partWords(part)),
    path: after && ['mappings', after.index],
  }
}

function wholeRow(before: JsonValue | undefined, after: JsonValue | undefined) {
  return { id: 'from', place: 'from', before: rowWords(before), after: rowWords(after) }
}

/** What fills a row, in a few words. */
export function rowWords(mapping: JsonValue | undefined): string {
  if (mapping === undefined) return nothing
  const type = valueAt(mapping, ['from', 'type'])
  const data = valueAt(mapping, ['from', 'data'])
  if (type === 'column' || type === 'liquid_template') return valueWords(data)
  if (type === 'constant_value') return valueWords(valueAt(data, ['value']))
  return typeof type === 'string' ? type : valueWords(mapping)
}

/** The field that a row fills. */
export function fieldWords(mapping: JsonValue | undefined): string {
  const to = isJsonObject(mapping) ? mapping.to : undefined
  return typeof to === 'string' && to !== '' ? to : 'no field'
}

function partWords({ path, before, after }: Difference) {
  return {
    id: JSON.stringify(path),
    place: path.join('.'),
    before: valueWords(before),
    after: valueWords(after),
  }
}

const nothing = 'not set'
const longest = 120

/** A value in a line. */
export function valueWords(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return nothing
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replaceAll(/\s+/gu, ' ')
  if (line === '') return 'empty'
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}
