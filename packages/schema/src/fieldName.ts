import { camelCase, capitalCase, noCase, snakeCase } from 'change-case'
import type { FieldNormalization } from './sync.ts'

/** The same names on every machine: a Turkish one would make `ı` of `I`. */
const everywhere = { locale: false } as const

/** Source: reference 5.10, table of normalizations. */
const normalizers: Record<FieldNormalization, (column: string) => string> = {
  start_case: (column) => capitalCase(column, everywhere),
  lower_case: (column) => noCase(column, everywhere),
  upper_case: (column) => noCase(column, everywhere).toUpperCase(),
  camel_case: (column) => camelCase(column, { ...everywhere, mergeAmbiguousCharacters: true }),
  snake_case: (column) => snakeCase(column, everywhere),
  match_source_names: (column) => column,
}

/**
 * The destination field that `sync_all_properties` makes of a source column.
 *
 * The API documents `first_name` alone. The rest is our choice: a word also starts at the hump of
 * `firstName` and after the acronym of `HTMLBody`; acronyms lose their capitals (`userID` is
 * `user_id`); digits stay with the word before them; marks other than letters and digits only
 * separate words; and a name without any word stays as it is. Two columns may come out as one
 * name. Source: reference 5.10.
 */
export function normalizeFieldName(column: string, normalization: FieldNormalization): string {
  return normalizers[normalization](column) || column
}
