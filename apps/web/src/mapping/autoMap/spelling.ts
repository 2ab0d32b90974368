import { distance } from 'fastest-levenshtein'

/** A name as it is compared letter by letter. */
export interface Spelling {
  words: readonly string[]
  key: string
  /** The digits of the name: names that count, as `street_1` and `street_2`, are never close. */
  digits: string
  /** A bit for each letter that occurs. */
  letters: number
}

export function spellingOf(words: readonly string[]): Spelling {
  const key = words.join('')
  let letters = 0
  for (let index = 0; index < key.length; index++) letters |= 1 << (key.charCodeAt(index) & 31)
  return { words, key, digits: key.replaceAll(/\P{N}+/gu, ' ').trim(), letters }
}

/** How many letters two keys of these lengths may differ in. */
export function mostDifferences(one: number, other: number): number {
  const shorter = Math.min(one, other)
  if (shorter < 5) return 0
  return shorter < 9 ? 1 : 2
}

/** Quick to tell, and true for all that are close: each letter of difference turns two bits. */
export function mayBeClose(one: Spelling, other: Spelling): boolean {
  const most = mostDifferences(one.key.length, other.key.length)
  return (
    Math.abs(one.key.length - other.key.length) <= most &&
    bitCount(one.letters ^ other.letters) <= 2 * most
  )
}

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** In how many letters two close names differ; undefined where they are not close. */
export function differencesOf(one: Spelling, other: Spelling): number | undefined {
  const most = mostDifferences(one.key.length, other.key.length)
  if (one.digits !== other.digits || one.key === other.key) return undefined
  const differences = distance(one.key, other.key)
  if (differences > most || !areWordsClose(one.words, other.words)) return undefined
  return differences
}

/** Word by word: `min_value` and `max_value` differ in two letters, but in a whole word. */
function areWordsClose(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return true
  return some.every((word, index) => {
    const other = others[index] ?? ''
    if (word === other) return true
    const [short, long] = word.length < other.length ? [word, other] : [other, word]
    if (long === `${short}s`) return true
    if (short.length < 4 || negations.some((prefix) => long === prefix + short)) return false
    return distance(short, long) <= (short.length < 8 ? 1 : 2)
  })
}

/** What turns a word into its opposite. */
const negations = ['un', 'in', 'im', 'de', 're', 'non']
