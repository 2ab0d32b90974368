import type { Table } from '@sync-builder/schema'

const tableKeys = ['table_catalog', 'table_schema', 'table_name'] as const
type TableKey = (typeof tableKeys)[number]

/**
 * The tables that the text occurs in, in any of the three names or across their dots, whatever the
 * case. Which fields the API matches is not documented. Source: reference 3.6.
 */
export function searchTables<T extends Table>(tables: readonly T[], search: string): T[] {
  const text = search.toLowerCase()
  return tables.filter((table) =>
    tableKeys
      .map((key) => table[key])
      .join('.')
      .toLowerCase()
      .includes(text),
  )
}

/**
 * Tables in the order of `table_schema:desc,table_name:asc`; undefined when that cannot be read.
 * A direction left out is ascending.
 */
export function orderTables<T extends Table>(
  tables: readonly T[],
  orderBy: string,
): T[] | undefined {
  const terms = orderBy.split(',').map((term) => {
    const [key = '', direction = 'asc', ...rest] = term.trim().split(':')
    const isKnown = isTableKey(key) && ['asc', 'desc'].includes(direction) && rest.length === 0
    return isKnown ? { key, sign: direction === 'asc' ? 1 : -1 } : undefined
  })
  const known = terms.filter((term) => term !== undefined)
  if (known.length < terms.length) return undefined
  return tables.toSorted((a, b) => {
    for (const { key, sign } of known) {
      if (a[key] !== b[key]) return a[key] < b[key] ? -sign : sign
    }
    return 0
  })
}

function isTableKey(key: string): key is TableKey {
  return tableKeys.some((known) => known === key)
}
