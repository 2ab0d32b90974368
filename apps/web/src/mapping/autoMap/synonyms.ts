import { keyOf, wordsOf } from './names.ts'

/** Groups of words that mean the same; the first word of a group stands for it. */
export type SynonymGroups = readonly (readonly string[])[]

/** The groups, made ready for looking words up. */
export interface SynonymIndex {
  /** The group by the key of a word, counted from 0. */
  groupByKey: ReadonlyMap<string, number>
  /** How many words the longest entry has. */
  longest: number
}

/** A word that is in two groups belongs to the first of them. */
export function indexSynonyms(groups: SynonymGroups): SynonymIndex {
  const groupByKey = new Map<string, number>()
  let longest = 1
  for (const [group, entries] of groups.entries()) {
    for (const entry of entries) {
      const words = wordsOf(entry)
      const key = keyOf(words)
      if (key === '' || groupByKey.has(key)) continue
      groupByKey.set(key, group)
      longest = Math.max(longest, words.length)
    }
  }
  return { groupByKey, longest }
}

/** The words that stand in more groups than one, by the group that they have no effect in. */
export function repeatedWords(groups: SynonymGroups): ReadonlyMap<number, readonly string[]> {
  const { groupByKey } = indexSynonyms(groups)
  const repeated = new Map<number, string[]>()
  for (const [group, entries] of groups.entries()) {
    const words = entries.filter((entry) => {
      const home = groupByKey.get(keyOf(wordsOf(entry)))
      return home !== undefined && home !== group
    })
    if (words.length > 0) repeated.set(group, words)
  }
  return repeated
}

/** A name in which each word that has synonyms gave way to its group. */
export interface Meaning {
  /** The same for names that mean the same. */
  key: string
  /** The name's words, those of one synonym together. */
  parts: readonly string[]
}

/** The meaning of a name's words; the longest synonym wins where several begin at one word. */
export function meaningOf(words: readonly string[], index: SynonymIndex): Meaning {
  const keys: string[] = []
  const parts: string[] = []
  let at = 0
  while (at < words.length) {
    const { length, key } = longestAt(words, at, index)
    keys.push(key)
    parts.push(words.slice(at, at + length).join(' '))
    at += length
  }
  return { key: keys.join(' '), parts }
}

function longestAt(words: readonly string[], at: number, { groupByKey, longest }: SynonymIndex) {
  for (let length = Math.min(longest, words.length - at); length > 0; length--) {
    const group = groupByKey.get(keyOf(words.slice(at, at + length)))
    if (group !== undefined) return { length, key: `#${group}` }
  }
  return { length: 1, key: words[at] ?? '' }
}

/** What makes two names of one meaning different: "zip ~ postal code". */
export function differenceOf(one: Meaning, other: Meaning): string {
  return one.parts
    .map((part, index) => [part, other.parts[index] ?? ''])
    .filter(([part, twin]) => part !== twin)
    .map((pair) => pair.join(' ~ '))
    .join(', ')
}
