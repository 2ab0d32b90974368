import {
  canBeKey,
  columnType,
  conversion,
  fieldOf,
  fieldType,
  keyRuleOf,
  type Column,
  type Conversion,
  type DestinationField,
  type DestinationObject,
  type MappingRow,
} from '@sync-builder/schema'
import { columnOf, isKey, readRow } from '../mappings.ts'
import { coreWordsOf, keyOf, wordsOf } from './names.ts'
import { differencesOf, mayBeClose, spellingOf, type Spelling } from './spelling.ts'
import { differenceOf, meaningOf, type Meaning, type SynonymIndex } from './synonyms.ts'

/** Why a column is thought to belong to a field, the surest first. */
export const reasons = ['exact', 'normalized', 'synonym', 'spelling'] as const
export type Reason = (typeof reasons)[number]

/** A row that could be added. */
export interface Proposal {
  column: Column
  field: DestinationField
  reason: Reason
  /** What is alike and what is not, in a few words. */
  because: string
  /** From 0 to 1. */
  confidence: number
  conversion: Conversion
  isRequired: boolean
  /** The field may be the key of the operation, and nothing is known against the column. */
  canBeKey: boolean
  /** The one that is proposed as the key; none where a row is it already. */
  isKey: boolean
}

export interface Mappable {
  columns: readonly Column[]
  object: DestinationObject
  operation: string | undefined
  /** What these read and fill is taken. */
  rows: readonly MappingRow[]
  synonyms: SynonymIndex
}

/** A column with its name in the forms that are compared. */
interface Source {
  column: Column
  words: readonly string[]
  core: readonly string[]
}

/** A field with its name and its label in the forms that are compared. */
interface Target {
  field: DestinationField
  names: readonly Named[]
}

interface Named {
  text: string
  words: readonly string[]
  core: readonly string[]
}

/** Names are read, and pairs compared, in portions of this size. */
const portion = 200
/** More columns or fields of one meaning than these are not weighed against each other. */
const mostAlike = 40

/**
 * Proposes rows for columns that no row reads and fields that no row fills: each field and each
 * column at most once, the key first, then required fields, then by reason and by name. The
 * same for the same columns and fields in any order. Yields every few milliseconds, so that it can
 * be run in slices.
 */
export function* proposing(mappable: Mappable): Generator<undefined, Proposal[], undefined> {
  const { synonyms, object } = mappable
  const objectWords = wordsOf(object.full_name)
  const pool = yield* readNames(mappable, objectWords)
  const found: Proposal[] = []
  const take = (pairs: readonly Pair[]) => {
    for (const pair of pairs) {
      if (!pool.sources.has(pair.source) || !pool.targets.has(pair.target)) continue
      pool.sources.delete(pair.source)
      pool.targets.delete(pair.target)
      found.push(proposalOf(pair, mappable))
    }
  }

  for (const pass of passesWith(synonyms)) {
    take(yield* pairsOf(pool, pass))
    yield
  }
  take(yield* closeSpellings(pool))
  return inOrder(withKey(found, mappable))
}

/** All proposals at once; see `proposing`. */
export function proposalsOf(mappable: Mappable): Proposal[] {
  const steps = proposing(mappable)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** What is left to be proposed, in an order that owes nothing to the order it came in. */
interface Pool {
  sources: Set<Source>
  targets: Set<Target>
}

function* readNames(
  { columns, object, rows }: Mappable,
  objectWords: readonly string[],
): Generator<undefined, Pool, undefined> {
  const mappings = rows.map(({ mapping }) => mapping)
  const read = new Set(mappings.map((mapping) => columnOf(readRow(mapping))))
  const filled = new Set(mappings.map(fieldOf))
  const sources = new Set<Source>()
  const targets = new Set<Target>()
  for (const column of sorted(columns, ({ name }) => name)) {
    if (read.has(column.name)) continue
    const words = wordsOf(column.name)
    sources.add({ column, words, core: coreWordsOf(column.name, objectWords, words) })
    if (sources.size % portion === 0) yield
  }
  for (const field of sorted(object.fields ?? [], ({ full_name }) => full_name)) {
    const isReadOnly = field.createable === false && field.updateable === false
    if (filled.has(field.full_name) || isReadOnly) continue
    const texts = new Set([field.full_name, field.label ?? field.full_name])
    const names = [...texts].map((text) => {
      const words = wordsOf(text)
      return { text, words, core: coreWordsOf(text, objectWords, words) }
    })
    targets.add({ field, names })
    if (targets.size % portion === 0) yield
  }
  return { sources, targets }
}

/** By name, each name once: what comes twice is one column to the API. */
function sorted<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const byName = new Map(items.map((item) => [nameOf(item), item]))
  return [...byName.keys()].toSorted(byCode).map((name) => byName.get(name)!)
}

/** A column and a field that are alike. */
interface Pair {
  source: Source
  target: Target
  reason: Reason
  because: string
  confidence: number
  conversion: Conversion
}

/** One way to be alike: columns and names of fields with one key. An empty key is like no other. */
interface Pass {
  reason: Reason
  /** 0 is the field's name, 1 its label. */
  name: 0 | 1
  confidence: number
  sourceKey: (source: Source) => string
  targetKey: (named: Named) => string
  because: (source: Source, named: Named) => string
}

function passesWith(synonyms: SynonymIndex): Pass[] {
  const meanings = new Map<readonly string[], Meaning>()
  const meaning = (words: readonly string[]) => {
    const known = meanings.get(words)
    if (known) return known
    const made = meaningOf(words, synonyms)
    meanings.set(words, made)
    return made
  }
  const kinds: Omit<Pass, 'name'>[] = [
    {
      reason: 'exact',
      confidence: 1,
      sourceKey: ({ column }) => column.name,
      targetKey: ({ text }) => text,
      because: () => 'the same name',
    },
    {
      reason: 'normalized',
      confidence: 0.95,
      sourceKey: ({ words }) => keyOf(words),
      targetKey: ({ words }) => keyOf(words),
      because: () => 'the same words',
    },
    {
      reason: 'normalized',
      confidence: 0.85,
      sourceKey: ({ core }) => keyOf(core),
      targetKey: ({ core }) => keyOf(core),
      because: ({ core }) => `the same but for a prefix or suffix: ${core.join(' ')}`,
    },
    {
      reason: 'synonym',
      confidence: 0.8,
      sourceKey: ({ words }) => meaning(words).key,
      targetKey: ({ words }) => meaning(words).key,
      because: ({ words }, named) => differenceOf(meaning(words), meaning(named.words)),
    },
    {
      reason: 'synonym',
      confidence: 0.7,
      sourceKey: ({ core }) => meaning(core).key,
      targetKey: ({ core }) => meaning(core).key,
      because: ({ core }, named) => differenceOf(meaning(core), meaning(named.core)),
    },
  ]
  return kinds.flatMap((kind): Pass[] => [
    { ...kind, name: 0 },
    // A label is for people, and more than one field may have it.
    { ...kind, name: 1, confidence: kind.confidence - 0.02 },
  ])
}

/** The pairs of a pass, the best first. */
function* pairsOf({ sources, targets }: Pool, pass: Pass): Generator<undefined, Pair[], undefined> {
  const byKey = Map.groupBy(sources, pass.sourceKey)
  const named = [...targets].flatMap((target) => {
    const name = target.names[pass.name]
    return name ? [{ target, name }] : []
  })
  yield
  const pairs: Pair[] = []
  let work = 0
  for (const [key, alike] of Map.groupBy(named, ({ name }) => pass.targetKey(name))) {
    if (key === '') continue
    for (const source of (byKey.get(key) ?? []).slice(0, mostAlike)) {
      for (const { target, name } of alike.slice(0, mostAlike)) {
        const { reason, confidence } = pass
        addPair(pairs, { source, target, reason, confidence }, () => pass.because(source, name))
        work += 1
        if (work % portion === 0) yield
      }
    }
  }
  return pairs.toSorted(byFit)
}

/** Columns and fields that differ in a letter or two, the best first. */
function* closeSpellings({ sources, targets }: Pool): Generator<undefined, Pair[], undefined> {
  const columns = [...sources].map((source) => ({ source, spelling: spellingOf(source.words) }))
  const byLength = new Map<number, { target: Target; spelling: Spelling }[]>()
  for (const target of targets) {
    for (const { words } of target.names) {
      const spelling = spellingOf(words)
      const { length } = spelling.key
      const some = byLength.get(length)
      if (some) some.push({ target, spelling })
      else byLength.set(length, [{ target, spelling }])
    }
  }
  yield
  const pairs: Pair[] = []
  let work = 0
  for (const { source, spelling } of columns) {
    const { length } = spelling.key
    for (let other = length - 2; other <= length + 2; other++) {
      for (const candidate of byLength.get(other) ?? []) {
        work += 1
        if (!mayBeClose(spelling, candidate.spelling)) continue
        work += portion
        if (work > portion * portion) {
          work = 0
          yield
        }
        const differences = differencesOf(spelling, candidate.spelling)
        if (differences === undefined) continue
        const confidence = 0.7 - differences / length
        const because = differences === 1 ? 'one letter differs' : `${differences} letters differ`
        const { target } = candidate
        addPair(pairs, { source, target, reason: 'spelling', confidence }, () => because)
      }
    }
    if (work > portion * portion) {
      work = 0
      yield
    }
  }
  return pairs.toSorted(byFit)
}

/** What may be lost on the way makes a pair less sure; where no value fits there is none. */
function addPair(
  pairs: Pair[],
  pair: Pick<Pair, 'source' | 'target' | 'reason' | 'confidence'>,
  because: () => string,
): void {
  const { column } = pair.source
  const judged = conversion(columnType(column), fieldType(pair.target.field))
  if (judged.kind === 'impossible') return
  const confidence = pair.confidence - (judged.kind === 'lossy' ? 0.1 : 0)
  const rounded = Math.round(confidence * 100) / 100
  pairs.push({ ...pair, confidence: rounded, because: because(), conversion: judged })
}

/** The surest first, then the type that fits best, then required fields, then by name. */
function byFit(one: Pair, other: Pair): number {
  return (
    other.confidence - one.confidence ||
    typeRank[one.conversion.kind] - typeRank[other.conversion.kind] ||
    Number(other.target.field.required_for_mapping === true) -
      Number(one.target.field.required_for_mapping === true) ||
    byCode(one.target.field.full_name, other.target.field.full_name) ||
    byCode(one.source.column.name, other.source.column.name)
  )
}

const typeRank: Record<Conversion['kind'], number> = {
  same: 0,
  named: 1,
  unknown: 2,
  lossy: 3,
  impossible: 4,
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function proposalOf(pair: Pair, { operation }: Mappable): Proposal {
  const { column } = pair.source
  const { field } = pair.target
  return {
    column,
    field,
    reason: pair.reason,
    because: pair.because,
    confidence: pair.confidence,
    conversion: pair.conversion,
    isRequired: field.required_for_mapping === true,
    canBeKey: canBeKey(field, operation) === true && column.can_be_upsert_key !== false,
    isKey: false,
  }
}

/** The proposals with at most one as the key, where the operation needs one and no row is it. */
function withKey(
  proposals: readonly Proposal[],
  { object, operation, rows }: Mappable,
): Proposal[] {
  const rule = keyRuleOf(object, operation)
  const isOpen = rule.isNeeded && !rule.hidesField && !rows.some(({ mapping }) => isKey(mapping))
  const [best] = isOpen ? proposals.filter((proposal) => proposal.canBeKey).toSorted(byKeyFit) : []
  return proposals.map((proposal) => (proposal === best ? { ...proposal, isKey: true } : proposal))
}

function byKeyFit(one: Proposal, other: Proposal): number {
  return (
    Number(other.isRequired) - Number(one.isRequired) ||
    other.confidence - one.confidence ||
    byCode(one.field.full_name, other.field.full_name)
  )
}

function inOrder(proposals: readonly Proposal[]): Proposal[] {
  return proposals.toSorted(
    (one, other) =>
      Number(other.isKey) - Number(one.isKey) ||
      Number(other.isRequired) - Number(one.isRequired) ||
      reasons.indexOf(one.reason) - reasons.indexOf(other.reason) ||
      byCode(one.field.full_name, other.field.full_name),
  )
}
