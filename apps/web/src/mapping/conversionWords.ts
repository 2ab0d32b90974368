import { conversionOf, isJsonObject, type JsonValue } from '@sync-builder/schema'
import type { Picks } from './usePicks.ts'

/**
 * What becomes of a row's values in its field, "number → text"; empty where nothing does, where
 * nobody knows, and where the row's field is looked up.
 */
export function conversionWords(
  mapping: JsonValue,
  { columnsByName, fieldsByName }: Pick<Picks, 'columnsByName' | 'fieldsByName'>,
): string {
  if (!isJsonObject(mapping) || mapping.lookup_object != null) return ''
  const { from, to } = mapping
  if (!isJsonObject(from) || typeof from.type !== 'string' || typeof to !== 'string') return ''
  const column = typeof from.data === 'string' ? columnsByName?.get(from.data) : undefined
  const conversion = conversionOf(
    { type: from.type, data: from.data },
    column,
    fieldsByName.get(to),
  )
  return 'words' in conversion ? conversion.words : ''
}
