import type { DestinationField } from '@sync-builder/schema'
import type { DataType } from './columns.ts'
import { field, key, list, preservable } from './fields.ts'

/** What the widest object knows something of. */
const subjects = [
  'billing address',
  'shipping address',
  'first order',
  'last order',
  'web session',
  'mobile session',
  'support ticket',
  'email campaign',
  'push campaign',
  'text campaign',
  'loyalty program',
  'subscription',
  'invoice',
  'payment',
  'refund',
  'return',
  'cart',
  'wishlist',
  'referral',
  'survey',
  'store visit',
  'phone call',
  'chat',
  'webinar',
  'trial',
  'contract',
  'quote',
  'delivery',
  'warranty',
  'household',
]

/** What it knows of each: the field's type there, and the column's here. */
const measures: readonly (readonly [words: string, type: string, column: DataType])[] = [
  ['count', 'Number', 'number'],
  ['total amount', 'Currency', 'number'],
  ['average amount', 'Currency', 'number'],
  ['currency', 'Picklist', 'text'],
  ['first date', 'Date', 'date'],
  ['last date', 'Date', 'date'],
  ['status', 'Picklist', 'text'],
  ['channel', 'Picklist', 'text'],
  ['city', 'String', 'text'],
  ['country', 'String', 'text'],
  ['region', 'String', 'text'],
  ['postal code', 'String', 'text'],
  ['language', 'String', 'text'],
  ['opt in', 'Boolean', 'boolean'],
  ['score', 'Number', 'number'],
  ['rank', 'Number', 'number'],
  ['segment', 'String', 'text'],
  ['owner name', 'String', 'text'],
  ['owner email', 'Email', 'text'],
  ['device', 'String', 'text'],
  ['browser', 'String', 'text'],
  ['platform', 'String', 'text'],
  ['source', 'String', 'text'],
  ['medium', 'String', 'text'],
  ['term', 'String', 'text'],
  ['content', 'String', 'text'],
  ['note', 'String', 'text'],
  ['reason', 'Picklist', 'text'],
  ['category', 'Picklist', 'text'],
  ['subcategory', 'Picklist', 'text'],
  ['brand', 'String', 'text'],
  ['product name', 'String', 'text'],
  ['product code', 'String', 'text'],
  ['quantity', 'Number', 'number'],
  ['discount', 'Currency', 'number'],
  ['tax', 'Currency', 'number'],
  ['margin', 'Double', 'number'],
  ['cost', 'Currency', 'number'],
  ['duration', 'Number', 'number'],
  ['days since', 'Number', 'number'],
  ['is active', 'Boolean', 'boolean'],
  ['is repeat', 'Boolean', 'boolean'],
  ['is preferred', 'Boolean', 'boolean'],
  ['tags', 'String', 'array'],
  ['created at', 'DateTime', 'timestamp'],
  ['updated at', 'DateTime', 'timestamp'],
  ['external id', 'String', 'text'],
  ['serial number', 'String', 'text'],
  ['phone number', 'Phone', 'text'],
  ['description', 'String', 'text'],
]

const attributes = subjects
  .flatMap((subject) =>
    measures.map(([words, ...types]) => [`${subject} ${words}`, ...types] as const),
  )
  .slice(0, 1_499)

/** A customer number and 1,499 things that are known of a customer. */
export const wideFields: readonly DestinationField[] = [
  field('customer_number', 'Customer number', 'String', { ...key, required_for_mapping: true }),
  ...attributes.map(([words, type, column]) =>
    field(
      words.replaceAll(' ', '_'),
      words.charAt(0).toUpperCase() + words.slice(1),
      type,
      column === 'array' ? { ...preservable, ...list } : preservable,
    ),
  ),
]

/** How those who load the warehouse cut a word short. */
const shortForms: Readonly<Record<string, string>> = {
  address: 'addr',
  amount: 'amt',
  average: 'avg',
  category: 'cat',
  count: 'cnt',
  description: 'descr',
  number: 'no',
  'phone number': 'tel',
  'postal code': 'zip',
  quantity: 'qty',
}

/**
 * A table as years of loading leave it, in which a third of the columns are called as the fields
 * of the widest object, and the others in other styles, cut short, misspelt or not at all.
 */
export const wideColumns: Readonly<Record<string, DataType>> = Object.fromEntries([
  ['USER_ID', 'number'],
  ['CUSTOMER_NO', 'text'],
  ...attributes.flatMap(([words, , type], index): [string, DataType][] => {
    // A step that no measure keeps pace with, so that each comes in each style.
    const style = (index * 7 + Math.floor(index / measures.length)) % 20
    const loaded = index % 37 === 0 && type === 'number' ? 'text' : type
    const name = nameIn(style, words)
    return name === undefined ? [] : [[name, loaded]]
  }),
  ...Array.from({ length: 573 }, (_, index): [string, DataType] => {
    const kind = (['number', 'text', 'boolean', 'timestamp'] as const)[index % 4] ?? 'text'
    return [`FEATURE_${String(index + 1).padStart(4, '0')}`, kind]
  }),
])

/** How a column is called in one of twenty styles; undefined where the table has none. */
function nameIn(style: number, words: string): string | undefined {
  const snake = words.replaceAll(' ', '_')
  if (style < 7) return snake
  if (style < 13) return snake.toUpperCase()
  if (style < 15) return words.replaceAll(/ (\w)/gu, (_, letter: string) => letter.toUpperCase())
  if (style < 17) return cutShort(words)?.replaceAll(' ', '_') ?? snake.toUpperCase()
  if (style < 19) return misspelt(snake)
  return undefined
}

function cutShort(words: string): string | undefined {
  const [long, short] =
    Object.entries(shortForms).findLast(([form]) => ` ${words} `.includes(` ${form} `)) ?? []
  return long === undefined || short === undefined ? undefined : words.replace(long, short)
}

/** Without a letter in the middle of the longest word. */
function misspelt(snake: string): string {
  const longest = snake.split('_').toSorted((a, b) => b.length - a.length)[0] ?? ''
  const middle = Math.floor(longest.length / 2)
  return snake.replace(longest, longest.slice(0, middle) + longest.slice(middle + 1))
}
