import {
  operationNames,
  possibleBehaviors,
  type Behavior,
  type DryRun,
  type JsonObject,
} from '@sync-builder/schema'
import type { LedgerLine } from '../ui/Ledger.tsx'

/** What a dry run has told, in words. Nothing is said of a number that it has not told. */
export interface DryRunWords {
  /** What the run would do to records, in one sentence. */
  headline: string
  /** What is lost, to be read before anything else. */
  warnings: string[]
  source: LedgerLine[]
  destination: LedgerLine[]
  /** What becomes of the rows that are sent; undefined where that cannot be told. */
  balance: string | undefined
  /** What does not arrive, and the way to see why. */
  hint: string | undefined
}

/**
 * The numbers of a dry run for the payload that it was made with. `isFirst` says that the sync has
 * never run, as one that is not stored yet. Source: reference 5.2, 5.3, 5.5, 5.17.
 */
export function dryRunWords(answer: DryRun, payload: JsonObject, isFirst: boolean): DryRunWords {
  const numbers = toldNumbers(answer)
  const behaviors = possibleBehaviors(payload)
  return {
    headline: headline(numbers),
    warnings: warnings(numbers),
    source: sourceLines(numbers, behaviors, isFirst),
    destination: destinationLines(numbers, behaviors, isFirst),
    balance: balanceWords(numbers, behaviors),
    hint: hintWords(numbers),
  }
}

/** The numbers of 5.17, each undefined where it was not told. */
interface Numbers {
  rows: number | undefined
  changed: number | undefined
  invalid: number | undefined
  before: number | undefined
  creates: number | undefined
  updates: number | undefined
  deletes: number | undefined
  rejected: number | undefined
  after: number | undefined
}

function toldNumbers(answer: DryRun): Numbers {
  return {
    rows: answer.source_records ?? undefined,
    changed: answer.source_changed ?? undefined,
    invalid: answer.source_invalid ?? undefined,
    before: answer.destination_before ?? undefined,
    creates: answer.expected_creates ?? undefined,
    updates: answer.expected_updates ?? undefined,
    deletes: answer.expected_deletes ?? undefined,
    rejected: answer.expected_rejects ?? undefined,
    after: answer.destination_after ?? undefined,
  }
}

function headline({ creates, updates, deletes }: Numbers): string {
  const verbs = { create: creates, update: updates, delete: deletes }
  const untold = Object.entries(verbs).flatMap(([verb, count]) => (count === undefined ? verb : []))
  const told = Object.entries(verbs).flatMap(([verb, count]) =>
    count === undefined ? [] : [{ verb, count }],
  )
  if (told.length === 0) return 'The dry run does not tell what would become of records.'
  const rest = untold.length === 0 ? '' : ` How many it would ${listed(untold, 'or')} is not told.`
  if (told.every(({ count }) => count === 0)) {
    const doing =
      untold.length === 0
        ? 'change'
        : listed(
            told.map(({ verb }) => verb),
            'or',
          )
    return `A run now would ${doing} no record.${rest}`
  }
  // The noun stands once, where it is heard first.
  const parts = told.map(
    ({ verb, count }, index) =>
      `${verb} ${index === 0 ? recordWords(count) : count === 0 ? 'none' : grouped(count)}`,
  )
  return `A run now would ${listed(parts, 'and')}.${rest}`
}

function warnings({ before, deletes, after }: Numbers): string[] {
  const found: string[] = []
  if (deletes !== undefined && deletes > 0) {
    const of = before === undefined ? '' : `, of ${grouped(before)} that are there now`
    found.push(`${recordWords(deletes)} would be deleted${of}.`)
  }
  if (before !== undefined && after !== undefined && before > 0 && after <= before / 2) {
    found.push(
      `Afterwards the destination would hold ${recordWords(after)}; now it holds ${grouped(before)}.`,
    )
  }
  return found
}

function hintWords({ invalid = 0, rejected = 0 }: Numbers): string | undefined {
  const where = 'After a run, its page shows each with the reason.'
  if (invalid > 0 && rejected > 0) {
    const sum = invalid + rejected
    return `${rowWords(sum)} would not arrive: ${grouped(invalid)} invalid, ${grouped(rejected)} rejected. ${where}`
  }
  if (invalid > 0) return `${rowWords(invalid)} would not be sent. ${where}`
  if (rejected > 0) return `${rowWords(rejected)} would be rejected by the destination. ${where}`
  return undefined
}

function sourceLines(
  { rows, changed, invalid }: Numbers,
  behaviors: readonly Behavior[],
  isFirst: boolean,
): LedgerLine[] {
  return [
    { id: 'rows', count: rows, name: 'Rows', meaning: 'in the source now' },
    {
      id: 'changed',
      count: changed,
      name: 'Changed',
      meaning:
        changed === undefined ? '' : changedWords({ rows, changed, invalid }, behaviors, isFirst),
    },
    {
      id: 'invalid',
      count: invalid,
      name: 'Invalid',
      meaning:
        invalid === undefined
          ? ''
          : invalid > 0
            ? 'no key, or one that another row has too: never sent'
            : 'no key is missing or there twice',
      ...(invalid && { tone: 'hint' }),
    },
  ]
}

interface ChangedRows extends Pick<Numbers, 'rows' | 'invalid'> {
  changed: number
}

function changedWords(
  { rows, changed, invalid = 0 }: ChangedRows,
  behaviors: readonly Behavior[],
  isFirst: boolean,
): string {
  if (!isFirst) {
    return changed === 0
      ? 'no row has changed since it was sent'
      : 'new, other than they were sent, or gone since'
  }
  if (rows === 0) return 'the source has no row'
  if (changed === rows) return 'a first run sends all rows'
  if (rows !== undefined && changed + invalid === rows) return 'a first run sends all valid rows'
  if (behaviors.some((one) => one.operation === 'append')) {
    return behaviors.some((one) => one.operation === 'append' && one.isByTime)
      ? 'rows with the newest time wait for the next run'
      : 'rows that are there already are marked as seen'
  }
  return 'sent by a first run'
}

function destinationLines(
  numbers: Numbers,
  behaviors: readonly Behavior[],
  isFirst: boolean,
): LedgerLine[] {
  const { before, creates, updates, deletes, rejected, after } = numbers
  const isSum = addsUp(numbers)
  return [
    { id: 'before', count: before, name: 'Records before', meaning: 'in the destination now' },
    {
      id: 'creates',
      count: creates,
      name: 'Created',
      meaning: ifTold(creates, createWords(behaviors)),
      ...(isSum && { sign: '+' }),
    },
    {
      id: 'updates',
      count: updates,
      name: 'Updated',
      meaning: ifTold(updates, updateWords(behaviors)),
    },
    {
      id: 'deletes',
      count: deletes,
      name: 'Deleted',
      meaning: ifTold(deletes, deleteWords(behaviors, isFirst)),
      ...(isSum && { sign: '−' }),
      ...(deletes && { tone: 'warning' }),
    },
    {
      id: 'after',
      count: after,
      name: 'Records after',
      meaning: isSum
        ? 'before, and created, less deleted'
        : [before, creates, deletes, after].includes(undefined)
          ? 'in the destination after the run'
          : 'as the destination counts them: not the sum of the above',
      ...(isSum && { isSum }),
    },
    {
      id: 'rejected',
      count: rejected,
      name: 'Rejected',
      meaning: ifTold(rejected, {
        none: 'the destination takes all that is sent',
        some: 'the destination does not take them; each run tries again',
      }),
      ...(rejected && { tone: 'hint' }),
    },
  ]
}

/** What a number means where it is nothing, and where it is something. */
interface Meanings {
  none: string
  some: string
}

function ifTold(count: number | undefined, { none, some }: Meanings): string {
  if (count === undefined) return ''
  return count === 0 ? none : some
}

function createWords(behaviors: readonly Behavior[]): Meanings {
  const never = neverWords(behaviors, ['update', 'delete'], 'creates')
  const isAppend = behaviors.some(({ operation }) => operation === 'append')
  return {
    none: never ?? (isAppend ? 'no row is to be sent' : 'no row is without a record'),
    some: isAppend ? 'new entries: nothing is matched' : 'rows that no record matches',
  }
}

function updateWords(behaviors: readonly Behavior[]): Meanings {
  const never = neverWords(behaviors, ['insert', 'append', 'delete'], 'updates')
  const [only, ...others] = behaviors
  const empties =
    only?.operation === 'mirror' &&
    others.length === 0 &&
    only.strategy === 'sync_updates_and_nulls'
  return {
    none: never ?? 'no record would get other values',
    some: empties
      ? 'records that a row matches; those whose row is gone are emptied'
      : 'records that a row matches get its values',
  }
}

function deleteWords(behaviors: readonly Behavior[], isFirst: boolean): Meanings {
  const never = neverWords(behaviors, ['upsert', 'update', 'insert', 'append'], 'deletes')
  const [only, ...others] = behaviors
  if (only?.operation === 'delete') {
    return { none: 'no record has a key of the source', some: 'records that the source names' }
  }
  const strategy = only?.operation === 'mirror' && others.length === 0 ? only.strategy : undefined
  const gone = 'records whose row has left the source'
  switch (strategy) {
    case 'sync_updates_and_nulls':
      return { none: 'records whose row is gone are emptied, not deleted', some: gone }
    case 'upload_and_swap':
      return { none: 'each record is named by a row', some: 'records that no row names' }
    case 'sync_updates_and_deletes':
    case undefined:
      return {
        none:
          never ??
          (isFirst ? 'the first run of a mirror deletes nothing' : 'no row has left the source'),
        some: gone,
      }
  }
}

/** That the sync's operation never does this; undefined for one that may. */
function neverWords(
  behaviors: readonly Behavior[],
  operations: readonly Behavior['operation'][],
  does: string,
): string | undefined {
  const [first] = behaviors
  if (!first || !operations.includes(first.operation)) return undefined
  return `${operationNames[first.operation]} never ${does}`
}

/** Whether all that changes the number of records was told, and leads from one to the other. */
function addsUp({ before, creates, deletes, after }: Numbers): boolean {
  if (before === undefined || creates === undefined) return false
  if (deletes === undefined || after === undefined) return false
  return before + creates - deletes === after
}

/** What becomes of each change of the source, where the numbers leave no doubt of it. */
function balanceWords(numbers: Numbers, behaviors: readonly Behavior[]): string | undefined {
  const { changed, creates, updates, deletes, rejected } = numbers
  const [first] = behaviors
  if (!changed || !first) return undefined
  const parts = { created: creates, updated: updates, deleted: deletes, rejected }
  const some: string[] = []
  let sum = 0
  for (const [word, count] of Object.entries(parts)) {
    if (count === undefined) return undefined
    sum += count
    if (count > 0) some.push(`${grouped(count)} ${word}`)
  }
  if (sum < changed) {
    const why = skipWords[first.operation]
    if (why === undefined) return undefined
    some.push(`${grouped(changed - sum)} without effect: ${why}`)
  }
  return sum > changed ? undefined : `${grouped(changed)} changed = ${some.join(' + ')}.`
}

/** Why rows may have no effect, of those operations that skip some. Source: reference 5.2. */
const skipWords: Partial<Record<Behavior['operation'], string>> = {
  update: 'rows that no record matches are skipped',
  insert: 'rows that a record matches are skipped',
  delete: 'rows that no record matches are skipped',
}

function recordWords(count: number): string {
  return `${count === 0 ? 'no' : grouped(count)} ${count === 1 ? 'record' : 'records'}`
}

function rowWords(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}

function listed(parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`
}

/** Why none can be tried, by the titles of the steps in which something blocks. */
export function blockedWords(steps: readonly string[]): string {
  const where = steps.length === 0 ? '' : ` in ${listed(steps, 'and')}`
  return `First fix what blocks${where}: see Problems.`
}
