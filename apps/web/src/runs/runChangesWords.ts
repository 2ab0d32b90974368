import type { RunChanges } from '@sync-builder/schema'
import { ApiFailure } from '../api/apiFailure.ts'
import type { ErrorWords } from '../api/errorWords.ts'
import { failureWords } from '../api/failureWords.ts'
import type { LedgerLine } from '../ui/Ledger.tsx'

/** The records of the destination before a run, what it made of them, and those after it. */
export function changeLines(changes: RunChanges): LedgerLine[] {
  const before = changes.destination_before ?? undefined
  const created = changes.created ?? undefined
  const updated = changes.updated ?? undefined
  const deleted = changes.deleted ?? undefined
  const after = changes.destination_after ?? undefined
  const areTold = ![before, created, deleted, after].includes(undefined)
  const isSum = areTold && (before ?? 0) + (created ?? 0) - (deleted ?? 0) === after
  return [
    { id: 'before', count: before, name: 'Records before', meaning: '' },
    { id: 'created', count: created, name: 'Created', meaning: '', ...(isSum && { sign: '+' }) },
    {
      id: 'updated',
      count: updated,
      name: 'Updated',
      meaning: updated ? 'were there before, written again' : '',
    },
    {
      id: 'deleted',
      count: deleted,
      name: 'Deleted',
      meaning: '',
      ...(isSum && { sign: '−' }),
      ...(deleted && { tone: 'warning' }),
    },
    {
      id: 'after',
      count: after,
      name: 'Records after',
      meaning:
        areTold && !isSum
          ? 'not the sum of the above: others may have written there meanwhile'
          : '',
      ...(isSum && { isSum }),
    },
  ]
}

/** How much is told of what a run changed, in one sentence; what is not told is not counted. */
export function shownWords({ records, created, updated, deleted, files }: RunChanges): string {
  const shown = records.length
  if (files.length > 0) {
    const written = `${files.length === 1 ? 'One file' : `${files.length} files`} written`
    return created == null ? `${written}.` : `${written}, with ${recordWords(created)} in all.`
  }
  if (created == null || updated == null || deleted == null) {
    return shown > 0 ? `${changedWords(shown)} shown.` : 'No change is known of this run.'
  }
  const all = created + updated + deleted
  if (all === 0 && shown === 0) return 'This run changed no record of the destination.'
  if (shown >= all) return `${changedWords(shown)}.`
  return shown === 0
    ? `${changedWords(all)}, none of which is kept one by one.`
    : `The first ${shown.toLocaleString('en')} of ${changedWords(all)}.`
}

function recordWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'}`
}

function changedWords(count: number): string {
  return `${count.toLocaleString('en')} changed ${count === 1 ? 'record' : 'records'}`
}

/** A size as it is read: "812 bytes", "1.2 kB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const [unit, size] = bytes < 1_000_000 ? (['kB', 1_000] as const) : (['MB', 1_000_000] as const)
  return `${(bytes / size).toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`
}

/** Why changes could not be read: that there are none to read is no failure. */
export type ChangesFailure =
  { kind: 'none'; title: string; text: string } | { kind: 'failed'; words: ErrorWords }

/** The words for what reading a run's changes threw. */
export function changesFailure(error: Error | null): ChangesFailure | undefined {
  const status = error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status
  if (status === 404) {
    return {
      kind: 'none',
      title: 'Nothing is kept of what this run changed',
      text: 'The sandbox does not know this run any more.',
    }
  }
  if (status === 410) {
    return {
      kind: 'none',
      title: 'What this run changed is no longer kept',
      text: 'The sandbox keeps it for 14 days, as the API does the records of a run.',
    }
  }
  const words = failureWords(error)
  return words && { kind: 'failed', words }
}
