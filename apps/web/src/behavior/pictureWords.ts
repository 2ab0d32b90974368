import { uncapitalized, type Outcome } from '@sync-builder/schema'
import type { Moment, PictureRow } from './runPicture.ts'

/** What the moments are called. */
export const momentNames: Readonly<Record<Moment, string>> = {
  before: 'Before',
  first: 'After run one',
  second: 'After run two',
}

/** What became of one row or record, and why. */
const outcomeTexts: Readonly<Record<Outcome, string>> = {
  created: 'Created',
  updated: 'Updated',
  replaced: 'Written with the whole object',
  sent: 'Sent as a new entry',
  deleted: 'Deleted',
  emptied: 'Emptied but for its key',
  unmatched: 'Skipped: no record has its key',
  matched: 'Skipped: a record has its key',
  unchanged: 'Not sent: nothing changed',
  'sent before': 'Not sent again',
  seen: 'Marked as seen, never sent',
  waits: 'Waits: it has the newest time',
  late: 'Never sent: older than the last mark',
  untouched: 'Left as it is',
}

/** What the run did about one key, in a few words; empty before the first run. */
export function outcomeText({ outcomes, row, records, isOpen }: PictureRow): string {
  const [only] = outcomes
  // Nobody knows of it on either side, so there is nothing to tell.
  if (only === undefined || (only === 'untouched' && !row && records.length === 0 && !isOpen)) {
    return ''
  }
  const [first = '', ...others] = new Set(outcomes.map((outcome) => outcomeTexts[outcome]))
  const texts = [first, ...others.map(uncapitalized)]
  return `${isOpen ? 'Left to the API. ' : ''}${texts.join(', or ')}`
}

/** What a moment shows, to be read out: "After run one. Ada: created. Ben: updated." */
export function momentText(moment: Moment, rows: readonly PictureRow[]): string {
  const told = rows.flatMap((row) => {
    const text = outcomeText(row)
    return text === '' ? [] : [`${row.key}: ${uncapitalized(text)}.`]
  })
  return [`${momentNames[moment]}.`, ...told].join(' ')
}

/** Hours as a clock shows them: `9.5` is 09:30. */
export function clockText(hours: number): string {
  const minutes = Math.round((hours % 1) * 60)
  return `${String(Math.floor(hours)).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
