import type { SyncRun } from '@sync-builder/schema'
import type { RecordFilter } from '../api/runs.ts'
import { countsOf } from './counts.ts'

/** Which records are looked at. */
export type RecordView =
  { kind: 'rejected' | 'invalid' | 'all' } | { kind: 'one'; identifier: string }

/** The words of a view of records. */
export interface ViewWords {
  /** As a title: "Rejected records". */
  title: string
  /** As the thing that is counted, of one and of several. */
  one: string
  several: string
  /** What these records are, and what can be done about them. */
  about: string | undefined
}

/** What a view is called, and what is to be said of what it shows. Source: reference 5.4, 5.6. */
export function viewWords(view: RecordView): ViewWords {
  switch (view.kind) {
    case 'rejected':
      return {
        title: 'Rejected records',
        one: 'rejected record',
        several: 'rejected records',
        about:
          'The destination refused them, for the reason that it gives. Each is tried again in every run until it is accepted: correct the value in the source, or the mapping.',
      }
    case 'invalid':
      return {
        title: 'Invalid records',
        one: 'invalid record',
        several: 'invalid records',
        about:
          'They were not sent: they have no identifier, or share it with another row of the source. Give each row an identifier of its own in the source.',
      }
    case 'all':
      return { title: 'All records', one: 'record', several: 'records', about: undefined }
    case 'one':
      return {
        title: `Records of ${view.identifier}`,
        one: 'record with this identifier',
        several: 'records with this identifier',
        about: undefined,
      }
  }
}

/** What the API is asked for. */
export function viewFilter(view: RecordView): RecordFilter {
  switch (view.kind) {
    case 'all':
      return {}
    case 'one':
      return { primary_identifier: view.identifier }
    default:
      return { status: view.kind }
  }
}

/** What the run itself counts of a view; undefined where it counts no such thing. */
export function countedBy(run: SyncRun, view: RecordView): number | undefined {
  const { rejected, invalid } = countsOf(run)
  if (view.kind === 'rejected') return rejected
  return view.kind === 'invalid' ? invalid : undefined
}
