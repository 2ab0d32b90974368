import type { CreateSync } from '@sync-builder/schema'

/** A run that is to be done. */
export interface RunJob {
  runId: number
  syncId: number
  /** The sync in its settled form, as it was when the run began. */
  request: CreateSync
  isFullForced: boolean
  /** ISO 8601, UTC: when it was triggered; path variables of files go by it (5.11). */
  startedAt: string
}

/** Where a run is. Source: reference 3.2, `current_step`. */
export const runSteps = [
  'Checking for columns to remove from the sync',
  'Checking for fields to create in destination',
  'Checking source and destination configuration',
  'Unloading data from warehouse',
  'Loading data into destination service',
  'Committing data to destination service',
  'Committing sync to warehouse',
] as const
type RunStep = (typeof runSteps)[number]

/** How far a run has come, in the words of reference 3.2. */
export interface RunProgress {
  current_step: RunStep
  source_record_count: number
  source_record_updates: number
  source_record_deletes: number
  source_record_invalids: number
  records_processed: number
  records_updated: number
  records_failed: number
  /** Of the updates and deletes found, those that were sent so far: a run that goes on needs them. */
  updates_sent: number
  deletes_sent: number
  full_sync: boolean
  /** Why all rows are taken for changed; empty where they are not. */
  reasons: string[]
}

/** Before the first batch. */
export const nothingSent = {
  records_processed: 0,
  records_updated: 0,
  records_failed: 0,
  updates_sent: 0,
  deletes_sent: 0,
} as const satisfies Partial<RunProgress>

/** Before anything was done. */
export const noProgress: RunProgress = {
  current_step: 'Checking source and destination configuration',
  source_record_count: 0,
  source_record_updates: 0,
  source_record_deletes: 0,
  source_record_invalids: 0,
  ...nothingSent,
  full_sync: false,
  reasons: [],
}

/** How a run ended. */
export type RunOutcome = { progress: RunProgress } & (
  | { kind: 'completed' }
  | { kind: 'canceled' }
  | { kind: 'failed'; code: string; message: string; detail: string }
)

/** What a run tells on its way: how far it is, or that it waits for the destination. */
export type RunEvent = { kind: 'progress'; progress: RunProgress } | { kind: 'wait'; ms: number }
