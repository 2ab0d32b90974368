import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { countText } from './runOutcome.ts'

/** A run's counters as far as they are told: what is not told is no zero. Source: reference 3.2. */
export interface RunCounts {
  rows: number | undefined
  changed: number | undefined
  gone: number | undefined
  invalid: number | undefined
  sent: number | undefined
  accepted: number | undefined
  rejected: number | undefined
}

/** The API's key of each counter. */
export const counterKeys = {
  rows: 'source_record_count',
  changed: 'source_record_updates',
  gone: 'source_record_deletes',
  invalid: 'source_record_invalids',
  sent: 'records_processed',
  accepted: 'records_updated',
  rejected: 'records_failed',
} as const satisfies Record<keyof RunCounts, keyof SyncRun>

/** The counters of a run, invalid rows by the older key where the newer is not told. */
export function countsOf(run: SyncRun): RunCounts {
  const told = (key: keyof typeof counterKeys) => run[counterKeys[key]] ?? undefined
  const counts = {
    rows: told('rows'),
    changed: told('changed'),
    gone: told('gone'),
    invalid: told('invalid') ?? run.records_invalid ?? undefined,
    sent: told('sent'),
    accepted: told('accepted'),
    rejected: told('rejected'),
  }
  const { rows, ...others } = counts
  // This one is never null: where nothing else is told, the source was not counted yet.
  const isUncounted = rows === 0 && Object.values(others).every((count) => count === undefined)
  return isUncounted ? { ...counts, rows: undefined } : counts
}

/**
 * Whether a run has counted anything. One that has not come to its end may have read nothing yet:
 * its zeros are none.
 */
export function hasCounted(run: SyncRun): boolean {
  const none = run.status === 'completed' ? undefined : 0
  return Object.values(countsOf(run)).some((count) => count !== undefined && count !== none)
}

/**
 * How many records a run has to send, as far as that is known while it goes on. Those that were
 * rejected before are sent again and not told beforehand: then it is not known. Source: 5.7.
 */
export function toSend(run: SyncRun): number | undefined {
  const found = (run.source_record_updates ?? 0) + (run.source_record_deletes ?? 0)
  return found > 0 && (run.records_processed ?? 0) <= found ? found : undefined
}

/** Whether two things that a run counts are the same, each as the sum of its parts. */
export interface CountCheck {
  of: 'sent' | 'answered' | 'source' | 'invalid'
  /** `untold` where a part is missing, and nothing can be said. */
  result: 'equal' | 'more' | 'less' | 'untold'
  /** "12 new or changed + 2 gone = 14 sent"; undefined where a part is missing. */
  sum: string | undefined
  /** What that means, or why it can be. */
  why: string
}

/** A number and what it counts. */
type Counted<N = number | undefined> = readonly [count: N, what: string]

/** What is compared: the sum of `parts` against `total`. */
interface Compared {
  parts: readonly Counted[]
  total: Counted
}

/**
 * Whether the counters of a run fit one another, by the identities of reference 5.7, and why they
 * may not. Empty where nothing was counted.
 */
export function checkCounts(run: SyncRun): CountCheck[] {
  if (!hasCounted(run)) return []
  const counts = countsOf(run)
  return [
    checkSource(counts),
    checkSent(run, counts),
    checkAnswered(run, counts),
    checkOlder(run),
  ].filter((check) => check !== undefined)
}

/** New or changed rows and invalid ones are among the rows of the source. */
function checkSource({ rows, changed, invalid }: RunCounts): CountCheck | undefined {
  if (rows === undefined || changed === undefined || invalid === undefined) return undefined
  if (changed + invalid <= rows) return undefined
  return {
    of: 'source',
    result: 'more',
    sum: sumText(
      [
        [changed, 'new or changed'],
        [invalid, 'invalid'],
      ],
      '>',
      [rows, 'rows'],
    ),
    why: 'More rows were found to be changed or invalid than the source held. It may have changed while it was read.',
  }
}

function checkSent(run: SyncRun, { changed, gone, sent }: RunCounts): CountCheck {
  const found: Counted[] = [
    [changed, 'new or changed'],
    [gone, 'gone'],
  ]
  return compare(
    'sent',
    { parts: found, total: [sent, 'sent'] },
    {
      untold: untoldWords(run, 'what was sent cannot be compared with what was found'),
      equal: sent === 0 ? 'Nothing was found that was to be sent.' : 'All that was found was sent.',
      // What is missing was sent; what is too much was sent before, or is counted otherwise.
      less: () =>
        'More was sent than was found. Records that the destination refused in an earlier run are tried again, and are not counted as found.',
      more: () => {
        if (!isRunOver(run)) return 'The rest is on its way.'
        if (run.canceled || run.status === 'failed') {
          return 'The run ended before all was sent. The next run goes on with the rest.'
        }
        return sent === changed
          ? 'The number sent is that of the new or changed rows. In an older meaning of this number the rows that are gone are not in it.'
          : 'Less was sent than was found, and the API does not tell why.'
      },
    },
  )
}

function checkAnswered(run: SyncRun, { changed, sent, accepted, rejected }: RunCounts): CountCheck {
  const answered: Counted[] = [
    [accepted, 'accepted'],
    [rejected, 'rejected'],
  ]
  return compare(
    'answered',
    { parts: answered, total: [sent, 'sent'] },
    {
      untold: untoldWords(run, 'what became of the records sent cannot be compared with them'),
      equal: sent === 0 ? nothingSent(run) : 'Each record sent was accepted or rejected.',
      less: () => {
        if (!isRunOver(run)) return 'The destination has not answered for the rest yet.'
        return run.canceled || run.status === 'failed'
          ? 'The run ended before the destination had answered for all.'
          : 'For the rest the API tells neither. The destination may have skipped them.'
      },
      more: () =>
        sent === changed
          ? 'In an older meaning the number sent is that of the new or changed rows alone, without those that are gone or tried again.'
          : 'More was answered than was sent. A record may have been counted at each try.',
    },
  )
}

function nothingSent(run: SyncRun): string {
  return isRunOver(run) ? 'Nothing was sent.' : 'Nothing was sent yet.'
}

/** The same number under two keys. Source: reference 3.2. */
function checkOlder({ source_record_invalids, records_invalid }: SyncRun): CountCheck | undefined {
  if (source_record_invalids == null || records_invalid == null) return undefined
  if (source_record_invalids === records_invalid) return undefined
  const isMore = source_record_invalids > records_invalid
  return {
    of: 'invalid',
    result: isMore ? 'more' : 'less',
    sum: sumText([[source_record_invalids, 'source_record_invalids']], isMore ? '>' : '<', [
      records_invalid,
      'records_invalid',
    ]),
    why: 'The API tells the number of invalid rows twice, and not the same.',
  }
}

interface Reasons {
  untold: string
  equal: string
  less: () => string
  more: () => string
}

function compare(of: CountCheck['of'], compared: Compared, reasons: Reasons): CountCheck {
  const parts = compared.parts.filter(isTold)
  const { total } = compared
  if (!isTold(total) || parts.length < compared.parts.length) {
    return { of, result: 'untold', sum: undefined, why: reasons.untold }
  }
  const sum = parts.reduce((all, [count]) => all + count, 0)
  if (sum === total[0]) {
    return { of, result: 'equal', sum: sumText(parts, '=', total), why: reasons.equal }
  }
  return sum < total[0]
    ? { of, result: 'less', sum: sumText(parts, '<', total), why: reasons.less() }
    : { of, result: 'more', sum: sumText(parts, '>', total), why: reasons.more() }
}

function isTold(counted: Counted): counted is Counted<number> {
  return counted[0] !== undefined
}

function sumText(
  parts: readonly Counted<number>[],
  sign: '=' | '<' | '>',
  total: Counted<number>,
): string {
  const text = ([count, what]: Counted<number>) => `${countText(count)} ${what}`
  return `${parts.map(text).join(' + ')} ${sign} ${text(total)}`
}

/** Why a number is missing, as far as that is known. */
function untoldWords(run: SyncRun, consequence: string): string {
  if (!isRunOver(run)) return `Not all numbers are told yet, so ${consequence}.`
  return run.status === 'failed'
    ? `The run ended before all numbers were known, so ${consequence}.`
    : `The API does not tell all numbers, so ${consequence}.`
}
