import { distance } from 'fastest-levenshtein'

/** A name of the API's, and the texts that people write for it. */
export interface KnownName {
  name: string
  /** What the product shows in its place. */
  label?: string
}

/** How a text means a known name. */
export interface Meant {
  name: string
  by: 'name' | 'case' | 'label'
}

/** Finds the known names that texts mean. */
export interface KnownNames {
  /** The name that the text is but for case and space around it, or whose label it is. */
  find(text: string): Meant | undefined
  /** The one name that was probably meant; undefined where none is near, or two are as near. */
  nearest(text: string): string | undefined
}

/** An index over names, of which the first counts where two are written alike. */
export function knownNames(known: readonly KnownName[]): KnownNames {
  const exact = new Set(known.map(({ name }) => name))
  const names = uniqueBy(known, ({ name }) => name.trim().toLowerCase())
  const labels = uniqueBy(known, ({ label }) => label?.trim().toLowerCase())
  const spellings = spellingsOf(known)
  const found = new Map<string, string | undefined>()
  return {
    find(text) {
      if (exact.has(text)) return { name: text, by: 'name' }
      const plain = text.trim().toLowerCase()
      const name = names.get(plain)
      if (name !== undefined) return { name, by: 'case' }
      const labelled = labels.get(plain)
      return labelled === undefined ? undefined : { name: labelled, by: 'label' }
    },
    nearest(text) {
      if (!found.has(text)) found.set(text, nearestOf(text, spellings))
      return found.get(text)
    },
  }
}

/** Names by a text of theirs; a text that two names share means neither. */
function uniqueBy(
  known: readonly KnownName[],
  textOf: (known: KnownName) => string | undefined,
): Map<string, string> {
  const unique = new Map<string, string>()
  const shared = new Set<string>()
  for (const item of known) {
    const text = textOf(item)
    if (text === undefined) continue
    if (unique.has(text) && unique.get(text) !== item.name) shared.add(text)
    else unique.set(text, item.name)
  }
  for (const text of shared) unique.delete(text)
  return unique
}

/** Names and labels in letters and digits alone, by the numbers in them. */
type Spellings = ReadonlyMap<string, readonly { plain: string; name: string }[]>

function spellingsOf(known: readonly KnownName[]): Spellings {
  const spellings = known.flatMap(({ name, label }) => {
    const texts = label === undefined ? [name] : [name, label]
    return texts.map((text) => ({ plain: plainOf(text), name }))
  })
  return Map.groupBy(spellings, ({ plain }) => numbersIn(plain))
}

function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function numbersIn(plain: string): string {
  return plain.replace(/\D+/gu, ' ').trim()
}

/** A third of the letters may differ, three at the most. `line_2` never means `line_1`. */
function nearestOf(text: string, spellings: Spellings): string | undefined {
  const plain = plainOf(text)
  if (plain === '') return undefined
  // Of a short name, any letter makes another word.
  let least = plain.length < 4 ? 0 : Math.min(Math.round(plain.length / 3), 3)
  let best: string | undefined
  let isTied = false
  for (const candidate of spellings.get(numbersIn(plain)) ?? []) {
    if (Math.abs(candidate.plain.length - plain.length) > least) continue
    const far = distance(plain, candidate.plain)
    if (far > least) continue
    if (best !== undefined && far === least) isTied ||= candidate.name !== best
    else [best, least, isTied] = [candidate.name, far, false]
  }
  return isTied ? undefined : best
}
