import type { SyncRun } from '@sync-builder/schema'
import { momentWords } from '../ui/moments.ts'
import { countText, runOutcome, type RunOutcome } from './runOutcome.ts'
import { durationWords, timeOf, tookMs } from './runTimes.ts'

/** A run as a line of a list. */
export interface RunRow {
  run: SyncRun
  started: string
  outcome: RunOutcome
  /** The same in a word or two: the numbers stand beside it. */
  brief: string
  /** What started it, short and long. */
  trigger: { tag: string; detail: string | undefined }
  /** Whether all rows counted as changed; undefined where that is not told. */
  isFull: boolean | undefined
  counts: RunCount[]
  /** How long it took, or for how long it goes on. */
  took: string | undefined
}

/** A number of a run; undefined where the API gave null or nothing, which is no zero. */
export interface RunCount {
  name: 'found' | 'sent' | 'accepted' | 'rejected' | 'invalid'
  count: number | undefined
  /** What it is, with the API's keys. */
  meaning: string
}

/** A run as a line; `now` in ms since the epoch, for one that goes on. Source: reference 3.2. */
export function runRow(run: SyncRun, now: number): RunRow {
  const { sync_trigger_reason: reason, full_sync } = run
  const took = tookMs(run, now)
  const outcome = runOutcome(run)
  return {
    run,
    started: startWords(run, now),
    outcome,
    brief: outcome.kind === 'flawed' ? flawWords(run) : outcome.words,
    trigger: {
      tag: reason?.ui_tag || reason?.ui_detail || 'Not told',
      detail: reason?.ui_detail || undefined,
    },
    isFull: full_sync ?? undefined,
    counts: runCounts(run),
    took: took === undefined ? undefined : durationWords(took),
  }
}

/** When a run started, in the operator's zone; what cannot be read as the API wrote it. */
export function startWords({ created_at }: SyncRun, now: number): string {
  const at = timeOf(created_at)
  return at === undefined ? created_at || 'Start not told' : momentWords(at, now)
}

function flawWords({ records_failed, source_record_invalids, records_invalid }: SyncRun): string {
  return records_failed
    ? `${countText(records_failed)} rejected`
    : `${countText(source_record_invalids ?? records_invalid ?? 0)} invalid`
}

function runCounts(run: SyncRun): RunCount[] {
  const { source_record_updates: updates, source_record_deletes: deletes } = run
  return [
    {
      name: 'found',
      // Of an older run the API may tell one of the two alone.
      count: updates == null && deletes == null ? undefined : (updates ?? 0) + (deletes ?? 0),
      meaning: 'new, changed and vanished rows (source_record_updates, source_record_deletes)',
    },
    {
      name: 'sent',
      count: run.records_processed ?? undefined,
      meaning: 'sent to the destination (records_processed)',
    },
    {
      name: 'accepted',
      count: run.records_updated ?? undefined,
      meaning: 'accepted by the destination (records_updated)',
    },
    {
      name: 'rejected',
      count: run.records_failed ?? undefined,
      meaning: 'rejected by the destination (records_failed)',
    },
    {
      name: 'invalid',
      count: run.source_record_invalids ?? run.records_invalid ?? undefined,
      meaning: 'invalid, never sent (source_record_invalids)',
    },
  ]
}

/** A run in one sentence, for where it has no room of its own. */
export function runSentence({ started, outcome, counts, took }: RunRow): string {
  const sent = counts.find(({ name }) => name === 'sent')?.count
  return [
    `${started}: ${outcome.words}`,
    sent !== undefined && `${countText(sent)} sent`,
    took !== undefined && `took ${took}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(', ')
}
