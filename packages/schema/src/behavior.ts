import { isJsonObject, type JsonObject } from './json.ts'
import {
  historicalSyncOperations,
  mirrorStrategies,
  requestOperations,
  type HistoricalSyncOperation,
  type MirrorStrategy,
  type Operation,
} from './sync.ts'

/** All of a sync that decides what its runs do to records. Source: reference 5.2, 5.3, 5.5. */
export type Behavior =
  | { operation: Exclude<Operation, 'mirror' | 'append'> }
  | { operation: 'mirror'; strategy: MirrorStrategy }
  | {
      operation: 'append'
      /** What becomes of the rows that exist when the first run starts. */
      history: HistoricalSyncOperation
      /** New rows are told by a column of times, the high water mark, and not by their key. */
      isByTime: boolean
    }

/**
 * The behaviors that a payload may turn out to have: one where it decides all, several where it
 * leaves a choice to the API or makes one that is not known here, none without a known operation.
 */
export function possibleBehaviors(payload: JsonObject): Behavior[] {
  const operation = requestOperations.find((known) => known === payload.operation)
  switch (operation) {
    case undefined:
      return []
    case 'mirror':
      return chosen(mirrorStrategies, payload.mirror_strategy).map((strategy) => ({
        operation,
        strategy,
      }))
    case 'append':
      return chosen(historicalSyncOperations, payload.historical_sync_operation).map((history) => ({
        operation,
        history,
        isByTime: isByTime(payload),
      }))
    default:
      return [{ operation }]
  }
}

function chosen<T>(values: readonly T[], value: unknown): readonly T[] {
  const known = values.find((one) => one === value)
  return known === undefined ? values : [known]
}

function isByTime(payload: JsonObject): boolean {
  const { high_water_mark_attribute: column, high_water_mark_attributes: older } = payload
  if (column != null) return column !== ''
  return isJsonObject(older) && older.use_high_water_mark_diff_type === true
}

/** A row of the source. Its key is unique: rows that share one are invalid (reference 5.6). */
export interface SourceRow {
  key: string
  /** What its mapped columns hold. */
  value: string
  /** What the high water mark column holds, in any unit. */
  at: number
}

/** A record of the destination. Appends may leave several with one key. */
export interface DestinationRecord {
  key: string
  /** What its mapped fields hold; null when they are emptied. */
  value: string | null
}

/** What became of a row or a record in one run. */
export type Outcome =
  | 'created'
  | 'updated'
  /** Written anew with the object as a whole. */
  | 'replaced'
  /** A new entry, whatever is there. */
  | 'sent'
  | 'deleted'
  /** Its mapped fields are null, its key stays. */
  | 'emptied'
  /** Skipped: no record has its key. */
  | 'unmatched'
  /** Skipped: a record has its key. */
  | 'matched'
  | 'unchanged'
  /** It has changed, but its key was sent before. */
  | 'sent before'
  /** It was there before the first run and is marked as seen. */
  | 'seen'
  /** It carries the newest time, and so is sent by the run that finds a newer one. */
  | 'waits'
  /** It came with a time that lies before the mark of an earlier run. */
  | 'late'
  /** Not in the source. */
  | 'untouched'

/** The destination between two runs, with what the sync remembers. */
export interface SyncState {
  records: readonly DestinationRecord[]
  memory: Memory
}

interface Memory {
  /** The rows of earlier runs, as they were read last: by key, what they held. */
  read: ReadonlyMap<string, string>
  /** The newest time of the last run that found one. */
  mark: number | undefined
  /** The keys that an append sent. */
  sent: ReadonlySet<string>
  isFirst: boolean
}

/** A state before the first run, over what the destination holds by itself. */
export function beforeRuns(records: readonly DestinationRecord[]): SyncState {
  return {
    records,
    memory: { read: new Map(), mark: undefined, sent: new Set(), isFirst: true },
  }
}

/** A state after a run, and what that run did, by key: rows first, then what is in none. */
export interface RunResult extends SyncState {
  outcomes: ReadonlyMap<string, Outcome>
}

/**
 * One run over what the source holds at that moment, in which no record is rejected. What happens
 * is told by reference 5.2 to 5.5: a run compares with what earlier runs read, never with what the
 * destination holds, and only then looks for records that match.
 */
export function runOnce(
  behavior: Behavior,
  state: SyncState,
  rows: readonly SourceRow[],
): RunResult {
  const { memory } = state
  const mark = rows.length === 0 ? memory.mark : Math.max(...rows.map(({ at }) => at))
  const outcomes = new Map<string, Outcome>()
  let { records } = state

  for (const row of rows) {
    const outcome = outcomeOfRow(behavior, row, state, mark)
    outcomes.set(row.key, outcome)
    records = written(records, row, outcome)
  }
  const inSource = new Set(rows.map(({ key }) => key))
  for (const { key } of state.records) {
    if (inSource.has(key)) continue
    const outcome = outcomeOfOther(behavior, key, memory)
    outcomes.set(key, outcome)
    if (outcome === 'deleted') records = records.filter((record) => record.key !== key)
    if (outcome === 'emptied') {
      records = records.map((record) => (record.key === key ? { key, value: null } : record))
    }
  }
  // A key that was sent is remembered, but a mirror has to send again what it took away.
  const read = new Map(behavior.operation === 'mirror' ? [] : memory.read)
  for (const { key, value } of rows) read.set(key, value)
  const sent = [...outcomes].filter(([, outcome]) => outcome === 'sent').map(([key]) => key)
  return {
    records,
    outcomes,
    memory: { read, mark, sent: new Set([...memory.sent, ...sent]), isFirst: false },
  }
}

function outcomeOfRow(
  behavior: Behavior,
  row: SourceRow,
  { records, memory }: SyncState,
  mark: number | undefined,
): Outcome {
  const isMatched = records.some(({ key }) => key === row.key)
  const before = memory.read.get(row.key)
  switch (behavior.operation) {
    case 'append':
      return behavior.isByTime
        ? appendedByTime(behavior.history, row, memory, mark)
        : appendedByKey(behavior.history, row, memory)
    case 'mirror':
      // The whole object is written each time, so nothing is compared.
      if (behavior.strategy === 'upload_and_swap') return isMatched ? 'replaced' : 'created'
      if (before === row.value) return 'unchanged'
      return isMatched ? 'updated' : 'created'
    case 'upsert':
      if (before === row.value) return 'unchanged'
      return isMatched ? 'updated' : 'created'
    case 'update':
      if (before === row.value) return 'unchanged'
      return isMatched ? 'updated' : 'unmatched'
    case 'insert':
      if (before === row.value) return 'unchanged'
      if (isMatched) return 'matched'
      return before === undefined ? 'created' : 'sent before'
    case 'delete':
      if (before !== undefined) return before === row.value ? 'unchanged' : 'sent before'
      return isMatched ? 'deleted' : 'unmatched'
  }
}

function appendedByKey(
  history: HistoricalSyncOperation,
  row: SourceRow,
  { read, sent, isFirst }: Memory,
): Outcome {
  if (isFirst) return history === 'skip_current_records' ? 'seen' : 'sent'
  const before = read.get(row.key)
  if (before === undefined) return 'sent'
  if (!sent.has(row.key)) return 'seen'
  return before === row.value ? 'unchanged' : 'sent before'
}

function appendedByTime(
  history: HistoricalSyncOperation,
  row: SourceRow,
  { mark: before, read, sent, isFirst }: Memory,
  mark: number | undefined,
): Outcome {
  if (row.at === mark) return 'waits'
  if (isFirst) return history === 'skip_current_records' ? 'seen' : 'sent'
  if (before === undefined || row.at >= before) return 'sent'
  if (sent.has(row.key)) return read.get(row.key) === row.value ? 'unchanged' : 'sent before'
  return read.has(row.key) ? 'seen' : 'late'
}

/** What becomes of a record whose key no row has. */
function outcomeOfOther(behavior: Behavior, key: string, { read }: Memory): Outcome {
  if (behavior.operation !== 'mirror') return 'untouched'
  switch (behavior.strategy) {
    case 'upload_and_swap':
      return 'deleted'
    case 'sync_updates_and_deletes':
      return read.has(key) ? 'deleted' : 'untouched'
    case 'sync_updates_and_nulls':
      return read.has(key) ? 'emptied' : 'untouched'
  }
}

function written(
  records: readonly DestinationRecord[],
  { key, value }: SourceRow,
  outcome: Outcome,
): readonly DestinationRecord[] {
  switch (outcome) {
    case 'created':
    case 'sent':
      return [...records, { key, value }]
    case 'updated':
    case 'replaced':
      return records.map((record) => (record.key === key ? { key, value } : record))
    case 'deleted':
      return records.filter((record) => record.key !== key)
    default:
      return records
  }
}
