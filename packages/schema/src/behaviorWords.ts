import { possibleBehaviors, type Outcome } from './behavior.ts'
import { effectsOf, historyEffectOf, type Effect, type Effects } from './behaviorEffects.ts'
import type { JsonObject } from './json.ts'
import { lossesOf, type Loss } from './losses.ts'
import { kindOf } from './rules/wording.ts'
import { capitalized, uncapitalized } from './sentenceCase.ts'

/** What became of one row, as a part of a sentence. */
const outcomeWords: Readonly<Record<Outcome, string>> = {
  created: 'created',
  updated: 'updated',
  replaced: 'updated',
  sent: 'sent as a new entry',
  deleted: 'deleted',
  emptied: 'emptied but for its key',
  unmatched: 'skipped',
  matched: 'skipped',
  unchanged: 'not sent again',
  'sent before': 'not sent again',
  seen: 'not sent',
  waits: 'sent by the next run',
  late: 'never sent',
  untouched: 'left as it is',
}

/** What happens to one kind of row, in one line: "Created, or updated if a record matches". */
export function effectWords(kind: keyof Effects, effect: Effect): string {
  const outcomes = [...effect.matched, ...effect.unmatched]
  if (kind === 'gone') {
    const isOpen = new Set(effect.matched).size > 1
    return `Record ${orOf(effect.matched)}${isOpen ? ', as the strategy says' : ''}`
  }
  if (kind === 'changed' && outcomes.every((outcome) => notWritten.has(outcome))) {
    return outcomes.includes('matched') ? 'Not updated' : 'Not sent again'
  }
  const [matched, unmatched] = [orOf(effect.matched), orOf(effect.unmatched)]
  if (matched === unmatched) {
    return `${capitalized(matched)}${outcomes.includes('sent') ? ', nothing is matched' : ''}`
  }
  return kind === 'fresh'
    ? `${capitalized(unmatched)}, or ${matched} if a record matches`
    : `${capitalized(matched)}, or ${unmatched} if none matches`
}

/** What leaves the destination as it is. */
const notWritten: ReadonlySet<Outcome> = new Set<Outcome>([
  'unmatched',
  'matched',
  'unchanged',
  'sent before',
  'seen',
  'waits',
  'late',
  'untouched',
])

function orOf(outcomes: readonly Outcome[]): string {
  return [...new Set(outcomes.map((outcome) => outcomeWords[outcome]))].join(' or ')
}

const firstIsUpsert = 'The first run is an upsert of every row and deletes nothing.'

/** What is lost, as a sentence about the runs. */
const lossWords: Readonly<Record<Loss, string>> = {
  'gone-deleted': `${firstIsUpsert} From the second run on, records whose row has left the source are deleted.`,
  'gone-emptied': `${firstIsUpsert} From the second run on, records whose row has left the source are emptied: their mapped fields become null, their key stays.`,
  'all-replaced':
    'Each run replaces the whole destination object with what the source holds at that moment. From the first run on, records that no row names are deleted, also those that were there before.',
  'named-deleted':
    'Each run deletes the records that the source names. This cannot be undone from here.',
}

/** What the first runs do about what may be lost, in one sentence or two. */
export function lossSentence(payload: JsonObject): string {
  const losses = lossesOf(possibleBehaviors(payload))
  const [only] = losses
  if (only === undefined) return 'Nothing is deleted.'
  if (losses.length === 1) return lossWords[only]
  const { mirror_strategy: strategy } = payload
  return strategy == null
    ? 'What happens to records whose row has left the source is left to the API, which does not document it; its Terraform provider calls deleting them the default.'
    : `The mirror strategy ${kindOf(strategy)} is not known here: what happens to records whose row has left the source cannot be told.`
}

/**
 * What the runs of a sync do to records, in sentences; empty without a known operation. They are
 * told from what `runOnce` does, as the pictures are. Source: reference 5.2, 5.3, 5.5.
 */
export function behaviorSentences(payload: JsonObject): string[] {
  const behaviors = possibleBehaviors(payload)
  if (behaviors.length === 0) return []
  const { fresh, changed } = effectsOf(behaviors)
  const isNothingLost = lossesOf(behaviors).length === 0
  return [
    `New rows: ${uncapitalized(effectWords('fresh', fresh))}. Changed rows: ${uncapitalized(effectWords('changed', changed))}.`,
    isNothingLost
      ? `Records whose row has left the source are left as they are. ${lossSentence(payload)}`
      : lossSentence(payload),
    ...historySentences(payload),
  ]
}

/** What a high water mark makes of the newest rows and of late ones. Source: reference 5.5. */
export const highWaterMarkSentence =
  'Rows with the newest time wait for the run that finds a newer one. A row that comes late, with a time before the last mark, is never sent.'

/** What becomes of the rows that exist before the first run; only an append treats them apart. */
export function historySentences(payload: JsonObject): string[] {
  const behaviors = possibleBehaviors(payload).filter(({ operation }) => operation === 'append')
  if (behaviors.length === 0) return []
  const { older, newest } = historyEffectOf(behaviors)
  const [only] = older
  const isByTime = newest.includes('sent')
  const exception = isByTime ? ', but for those with the newest time' : ''
  return [
    older.length > 1
      ? 'Whether rows that exist now are sent is left to the API, which does not document it.'
      : only === 'seen'
        ? `Rows that exist now are marked as seen and never sent${exception}; only later ones are.`
        : `Rows that exist now are sent by the first run${exception}.`,
    ...(isByTime ? [highWaterMarkSentence] : []),
  ]
}
