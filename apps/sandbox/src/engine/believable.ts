import { createHash } from 'node:crypto'
import type { SqlValue } from './sql.ts'

/** How many accounts the sources know; some of them no destination has. */
export const accountCount = 400

/** The lists that people are on, as sources and destinations both call them. */
export const lists = ['newsletter', 'spring', 'trial', 'VIP']

const firstNames =
  'Ada Alan Amina Anja Bo Chidi Clara Dmitri Elif Emma Farah Grace Hugo Ines Jonas Kenji Lea Linus Maya Mei Nora Omar Priya Rosa Sven Tara Uma Viktor Wei Zoe'.split(
    ' ',
  )
const lastNames =
  'Almeida Bauer Chen Costa Dubois Ek Fischer Garcia Haddad Ito Jansen Kaya Kovac Lind Lovelace Moreau Nair Novak Okafor Olsen Park Quist Rossi Sato Silva Turing Ueda Vos Weber Zhang'.split(
    ' ',
  )

const industries = ['Energy', 'Finance', 'Health', 'Media', 'Retail', 'Software']
const eventNames = ['signed_up', 'opened', 'clicked', 'upgraded', 'left']

const words: readonly (readonly [pattern: RegExp, choices: readonly string[]])[] = [
  [/country/i, ['AT', 'BE', 'BR', 'CA', 'DE', 'DK', 'FI', 'FR', 'IN', 'IT', 'JP', 'MX', 'NL']],
  [
    /city/i,
    ['Berlin', 'Graz', 'Kyoto', 'Lille', 'Lyon', 'Oslo', 'Porto', 'Pune', 'Turku', 'Utrecht'],
  ],
  [/plan/i, ['free', 'team', 'business', 'enterprise']],
  [/industry/i, industries],
  [/currency/i, ['EUR', 'USD', 'GBP', 'JPY']],
  [/stage/i, ['Prospecting', 'Proposal', 'Closed Won', 'Closed Lost']],
  [/status/i, ['active', 'paused', 'closed', 'pending']],
  [/channel/i, ['email', 'search', 'social', 'event']],
  [/category/i, ['books', 'games', 'garden', 'kitchen', 'tools']],
  [/event_?name/i, eventNames],
]
const items = ['art', 'books', 'cooking', 'games', 'garden', 'music', 'sports', 'travel']

/** When the oldest row was made; each further one a little later, so that times tell an order. */
const beginning = Date.UTC(2026, 0, 5, 8)

/** What a cell is about. */
export interface Cell {
  column: string
  /** In the words of the seed: `text`, `number`, `timestamp`. */
  type: string
  /** The place of the row, from 0. */
  row: number
  /** What keys of text begin with. */
  prefix: string
}

/** The same value for the same cell, on every machine. */
export function believable({ column, type, row, prefix }: Cell): SqlValue {
  const chance = mixed(column, row)
  switch (type) {
    case 'number':
      return /(?:^|_)(?:id|no|number)$/i.test(column) ? row + 1 : (chance % 100_000) / 100
    case 'boolean':
      return chance % 2
    case 'date':
      return new Date(beginning + (chance % 300) * 86_400_000).toISOString().slice(0, 10)
    case 'timestamp':
      return new Date(beginning + row * 61_000 + (chance % 60) * 1_000)
        .toISOString()
        .replace('.000', '')
    case 'array':
      return JSON.stringify(items.filter((_, index) => (chance >> index) % 3 === 0))
    case 'object':
      return JSON.stringify({ theme: chance % 2 === 0 ? 'dark' : 'light', visits: chance % 90 })
    case 'binary':
      return Buffer.from(`${column} ${row}`).toString('base64')
    default:
      return believableText(column, row, chance, prefix)
  }
}

function believableText(column: string, row: number, chance: number, prefix: string): string {
  if (/hashed/i.test(column)) return createHash('sha256').update(emailOf(row)).digest('hex')
  if (/e?mail/i.test(column)) return emailOf(row)
  if (/list/i.test(column)) return lists[chance % lists.length] ?? ''
  if (/(?:company|account|parent)_?id/i.test(column)) return accountId(chance % accountCount)
  if (/(?:^|_)(?:id|gclid|sku|number|no)(?:__c)?$/i.test(column)) return keyOf(prefix, row)
  if (/first_?name|^fname$/i.test(column)) return firstName(row)
  if (/last_?name|^lname$/i.test(column)) return lastName(row)
  if (/domain|website|url/i.test(column)) return `${lastName(row).toLowerCase()}-${row + 1}.example`
  if (/phone/i.test(column)) return `+49 30 ${String(chance % 10_000_000).padStart(7, '0')}`
  if (/^name$/i.test(column)) return nameOf(prefix, row, chance)
  const known = words.find(([pattern]) => pattern.test(column))
  if (known) return known[1][chance % known[1].length] ?? ''
  if (/name/i.test(column)) return `${firstName(row)} ${lastName(row)}`
  return `${column.replaceAll('_', ' ').toLowerCase()} ${chance % 1_000}`
}

/** What a thing is called, by what the keys of its kind begin with. */
function nameOf(prefix: string, row: number, chance: number): string {
  if (prefix.startsWith('eve')) return eventNames[chance % eventNames.length] ?? ''
  const isCompany = prefix.startsWith('acc') || prefix.startsWith('com')
  return isCompany
    ? `${lastName(row)} ${industries[row % industries.length]}`
    : `${firstName(row)} ${lastName(row)}`
}

/** An account as sources and destinations both call it. */
export function accountId(place: number): string {
  return keyOf('acc', place)
}

function keyOf(prefix: string, row: number): string {
  return `${prefix}_${String(row + 1).padStart(5, '0')}`
}

/** The address of the person at a place. */
export function emailOf(row: number): string {
  return `${firstName(row)}.${lastName(row)}.${row + 1}@example.com`.toLowerCase()
}

function firstName(row: number): string {
  return firstNames[row % firstNames.length] ?? ''
}

function lastName(row: number): string {
  return lastNames[Math.floor(row / firstNames.length + row) % lastNames.length] ?? ''
}

/** A whole number that looks like chance (FNV-1a, with the row mixed in). */
export function mixed(text: string, row: number): number {
  let hash = 2_166_136_261 ^ row
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519)
  return (hash ^ (hash >>> 13)) >>> 0
}
