import { isJsonObject, type JsonObject, type JsonValue } from '@sync-builder/schema'
import type { FragileRow } from '@sync-builder/schema/fragile-rows'
import type { FieldOrigin } from '@sync-builder/schema/record'
import { sampleKindNames, type SampleKind } from '../draft/sampleKinds.ts'

/** Longer values are cut: their whole length is told. */
const longestShown = 160

/** A value as JSON, so that its type shows, cut where it is long. */
export function valueWords(value: JsonValue): string {
  const text = JSON.stringify(value)
  if (text.length <= longestShown) return text
  const length = typeof value === 'string' ? Array.from(value).length : text.length
  return `${text.slice(0, longestShown)}… (${length.toLocaleString('en')} characters)`
}

/** Where a field's value comes from, in a few words: "column EMAIL". */
export function originWords(from: FieldOrigin, payload: JsonObject): string {
  if ('column' in from) return `column ${from.column}, mapped by itself`
  const { mappings } = payload
  const mapping = Array.isArray(mappings) ? mappings[from.row] : undefined
  const origin = isJsonObject(mapping) ? mapping.from : undefined
  if (!isJsonObject(origin)) return 'nothing yet'
  switch (origin.type) {
    case 'column':
      return `column ${typeof origin.data === 'string' ? origin.data : ''}`
    case 'constant_value':
      return 'a constant'
    case 'liquid_template':
      return 'a template'
    case 'sync_metadata':
      return 'the run'
    case 'segment_membership':
      return 'the segments'
    default:
      return 'the service'
  }
}

/** Rows with which the same happens. */
export interface FragileGroup {
  effect: FragileRow<SampleKind>['effect']
  text: string
  rows: { row: number; to: string; kinds: string }[]
}

/** Fragile rows by what happens, in the order in which that occurs first. */
export function fragileGroups(found: readonly FragileRow<SampleKind>[]): FragileGroup[] {
  const groups = new Map<string, FragileGroup>()
  for (const { row, to, effect, text, kinds } of found) {
    const key = `${effect} ${text}`
    const group = groups.get(key) ?? { effect, text, rows: [] }
    groups.set(key, group)
    group.rows.push({ row, to, kinds: kinds.map((kind) => sampleKindNames[kind]).join(', ') })
  }
  return [...groups.values()]
}

/** The sample before or after another one; the list is a ring. */
export function neighbour<T extends { id: string }>(
  samples: readonly T[],
  id: string | undefined,
  by: -1 | 1,
): T | undefined {
  const at = samples.findIndex((sample) => sample.id === id)
  return samples[(Math.max(at, 0) + by + samples.length) % samples.length]
}
