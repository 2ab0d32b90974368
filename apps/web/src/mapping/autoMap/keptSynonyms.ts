import * as z from 'zod'
import { defaultSynonyms } from './defaultSynonyms.ts'
import type { SynonymGroups } from './synonyms.ts'

/** Under which the operator's groups are kept in the browser. */
export const synonymsKey = 'auto-map-synonyms'

const groupsSchema = z.array(z.array(z.string().min(1).max(200)).max(100)).max(1000)

/** The groups that auto-map goes by, and whose they are. */
export interface KeptSynonyms {
  groups: SynonymGroups
  /** `unreadable`: something else is kept, so these are the defaults. */
  are: 'defaults' | 'own' | 'unreadable'
}

/** Reads the kept groups; the defaults where none are kept, or none that can be read. */
export function readSynonyms(storage: Pick<Storage, 'getItem'>): KeptSynonyms {
  const text = textIn(storage)
  if (text === null) return { groups: defaultSynonyms, are: 'defaults' }
  const parsed = groupsSchema.safeParse(jsonOf(text))
  return parsed.success
    ? { groups: parsed.data, are: 'own' }
    : { groups: defaultSynonyms, are: 'unreadable' }
}

/** Keeps groups, or the defaults with nothing kept; false where the browser does not keep them. */
export function keepSynonyms(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  groups: SynonymGroups | 'defaults',
): boolean {
  try {
    if (groups === 'defaults') storage.removeItem(synonymsKey)
    else storage.setItem(synonymsKey, JSON.stringify(groups))
    return true
  } catch {
    return false
  }
}

/** A browser may refuse its storage: then nothing is kept. */
function textIn(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(synonymsKey)
  } catch {
    return null
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The words of one group as they are typed: between commas, each once. */
export function wordsTyped(text: string): string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '')
}
