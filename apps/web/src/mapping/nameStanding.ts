import type { Picks } from './usePicks.ts'

/** What is to say of a column that the API did not tell; undefined where it did. */
export function columnStanding(
  name: string,
  { columnsByName, areColumnsTyped }: Pick<Picks, 'columnsByName' | 'areColumnsTyped'>,
): string | undefined {
  if (name === '') return undefined
  if (!columnsByName) return 'Not checked'
  if (areColumnsTyped) return columnsByName.has(name) ? 'Typed in, not checked' : 'Not checked'
  return columnsByName.has(name) ? undefined : 'Not known to the API'
}

/** The same of a field. What can be created, or is a column of a file, needs nothing said. */
export function fieldStanding(
  name: string,
  picks: Pick<Picks, 'fieldsByName' | 'areFieldsKnown' | 'allowsNewFields' | 'isFileSystem'>,
): string | undefined {
  if (name === '' || picks.isFileSystem || picks.fieldsByName.has(name)) return undefined
  if (!picks.areFieldsKnown) return 'Not checked'
  return picks.allowsNewFields ? undefined : 'Not known to the API'
}
