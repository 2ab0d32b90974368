import {
  differencesOf,
  isJsonObject,
  valueAt,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'
import { rowDifferencesOf } from './differences.ts'

/** One thing in which two drafts differ; undefined where one of them has nothing there. */
export interface DifferenceLine {
  what: string
  one: string | undefined
  other: string | undefined
}

/** In what two drafts differ: the settings by their keys, then the rows. Empty when in nothing. */
export function differenceLines(one: SyncDraft, other: SyncDraft): DifferenceLine[] {
  const settings = differencesOf(one.body, other.body).map(({ path, before, after }) => ({
    what: path.join('.'),
    one: valueText(before),
    other: valueText(after),
  }))
  const rows = rowDifferencesOf(one.rows, other.rows)
  const was = new Map(one.rows.map((row) => [row.id, row]))
  const lines = [
    ...rows.changed.map(({ index }) => {
      const row = other.rows[index]!
      return {
        what: `Row ${index + 1}`,
        one: rowText(was.get(row.id)?.mapping),
        other: rowText(row.mapping),
      }
    }),
    ...rows.added.map((index) => ({
      what: `Row ${index + 1}`,
      one: undefined,
      other: rowText(other.rows[index]!.mapping),
    })),
    ...rows.removed.map((index) => ({
      what: `Row ${index + 1}`,
      one: rowText(one.rows[index]!.mapping),
      other: undefined,
    })),
  ]
  const order =
    rows.moved.length > 0
      ? [{ what: 'Order of rows', one: 'this order', other: 'another order' }]
      : []
  const parked = [one, other].map((draft) => draft.parked.length + draft.parkedRows.length)
  const besides =
    parked[0] === parked[1]
      ? []
      : [{ what: 'Parked', one: String(parked[0]), other: String(parked[1]) }]
  return [...settings, ...lines, ...order, ...besides]
}

function valueText(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A mapping in a line: what it takes, where it goes, and what else is set. */
function rowText(mapping: JsonValue | undefined): string | undefined {
  if (!isJsonObject(mapping)) return valueText(mapping)
  const { from, to, ...more } = mapping
  const data = valueAt(from, ['data'])
  const value = isJsonObject(data) ? (data.value ?? data) : data
  const settings = Object.entries(more).map(([key, setting]) =>
    setting === true ? key : `${key}: ${valueText(setting)}`,
  )
  const ends = `${valueText(value) || valueText(from) || '—'} → ${valueText(to) || '—'}`
  return settings.length === 0 ? ends : `${ends} (${settings.join(', ')})`
}
