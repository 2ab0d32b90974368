import { isRunOver, type Sync, type SyncRun } from '@sync-builder/schema'
import { countText, runOutcome } from './runOutcome.ts'

/** How a sync is. Green is kept for a last run that is known to have left nothing behind. */
export interface SyncState {
  kind:
    | 'running'
    | 'failing'
    | 'flawed'
    | 'up to date'
    | 'untold'
    | 'no run'
    | 'paused'
    | 'canceled'
    | 'skipped'
    | 'unknown'
  tone: 'accent' | 'red' | 'yellow' | 'green' | 'gray'
  title: string
  /** What that means, in a sentence or two. */
  means: string
  /** The run that it is told by. */
  run?: SyncRun
}

type State = Omit<SyncState, 'run'>

/**
 * The run that tells how its sync is: the one that goes on, else the newest that was not skipped.
 * Undefined when there is none. `runs` are newest first.
 */
export function tellingRun(runs: readonly SyncRun[]): SyncRun | undefined {
  return (
    runs.find((run) => !isRunOver(run)) ??
    runs.find(({ status }) => status !== 'skipped') ??
    runs[0]
  )
}

/**
 * How a sync is, in words, by itself and the run that tells; `null` where it has none, undefined
 * where its runs are not read. A run that goes on stands above a pause, and a pause above what the
 * last run left. `isCanceling` where the run was asked to end. Source: reference 3.1, 3.2.
 */
export function syncState(
  sync: Pick<Sync, 'status' | 'paused'>,
  newestRun: SyncRun | null | undefined,
  isCanceling = false,
): SyncState {
  const state = newestRun ? stateOfRun(newestRun, isCanceling) : stateWithoutRun(sync, newestRun)
  const run = newestRun ? { run: newestRun } : {}
  if (!sync.paused || state.kind === 'running') return { ...state, ...run }
  return {
    kind: 'paused',
    tone: state.tone === 'red' || state.tone === 'yellow' ? state.tone : 'gray',
    title: pausedTitle(state),
    means: `Nothing starts it by itself until it is resumed.${state.means && ` ${state.means}`}`,
    ...run,
  }
}

function pausedTitle({ kind, title }: State): string {
  if (kind === 'no run') return 'Paused, and it has not run yet'
  if (kind === 'failing') return 'Paused, and its last run failed'
  return `Paused. ${title}`
}

const canceling: State = {
  kind: 'running',
  tone: 'accent',
  title: 'Canceling',
  means: 'The run stops a little later. What it has sent by then stays in the destination.',
}

function stateOfRun(run: SyncRun, isCanceling: boolean): State {
  const { kind, words } = runOutcome(run)
  if ((isCanceling || run.canceled) && !isRunOver(run)) return canceling
  switch (kind) {
    case 'queued':
      return { kind: 'running', tone: 'accent', title: 'Waiting to run', means: '' }
    case 'working':
      return { kind: 'running', tone: 'accent', title: 'Running', means: '' }
    case 'finished':
      return finished(run)
    case 'flawed':
      return flawed(run)
    case 'failed':
      return { kind: 'failing', tone: 'red', title: 'Failing', means: whyFailed(run) }
    case 'canceled':
      return {
        kind: 'canceled',
        tone: 'gray',
        title: 'Its last run was canceled',
        means: 'What had been sent by then stays in the destination; the next run sends the rest.',
      }
    case 'skipped':
      return {
        kind: 'skipped',
        tone: 'gray',
        title: 'Its last run was skipped',
        means: 'Another run of this sync was still going on.',
      }
    case 'unknown':
      return {
        kind: 'unknown',
        tone: 'gray',
        title: words,
        means: isRunOver(run)
          ? 'The last run ended in a state that is not known here.'
          : 'The last run is in a state that is not known here.',
      }
  }
}

function finished({ records_failed, source_record_invalids, records_invalid }: SyncRun): State {
  const isTold = records_failed != null && (source_record_invalids ?? records_invalid) != null
  return isTold
    ? {
        kind: 'up to date',
        tone: 'green',
        title: 'Up to date',
        means: 'Its last run finished, and no record was rejected or invalid.',
      }
    : {
        kind: 'untold',
        tone: 'gray',
        title: 'Up to date',
        means:
          'Its last run finished. The API does not tell how many records were rejected or invalid.',
      }
}

function flawed({ records_failed, source_record_invalids, records_invalid }: SyncRun): State {
  const rejected = records_failed ?? 0
  const invalid = source_record_invalids ?? records_invalid ?? 0
  const flaws = [
    ...(rejected > 0 ? [`${recordsText(rejected)} rejected`] : []),
    ...(invalid > 0 ? [`${rejected > 0 ? countText(invalid) : recordsText(invalid)} invalid`] : []),
  ]
  const meanings = [
    ...(rejected > 0
      ? [
          'The destination did not take what was rejected; it is sent again in each run until it is taken.',
        ]
      : []),
    ...(invalid > 0 ? ['What is invalid is never sent.'] : []),
  ]
  return {
    kind: 'flawed',
    tone: 'yellow',
    title: `Up to date, ${flaws.join(' and ')}`,
    means: meanings.join(' '),
  }
}

/** "1 record", "3,000 records". */
export function recordsText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'record' : 'records'}`
}

/** Why a run failed, in the API's own words where it has some. */
function whyFailed({ error_message, error_detail }: SyncRun): string {
  return error_message || error_detail || 'The API does not tell why its last run failed.'
}

/** Where no run tells, the sync's own status is all there is; it knows nothing of rejects. */
function stateWithoutRun({ status }: Pick<Sync, 'status'>, read: null | undefined): State {
  const known = status?.toLowerCase()
  const unlisted = read === null ? ' None of its runs is listed.' : ''
  if (known === 'failing') {
    return {
      kind: 'failing',
      tone: 'red',
      title: 'Failing',
      means: `The API says that its last run failed.${unlisted}`,
    }
  }
  if (known === 'up to date') {
    return {
      kind: 'untold',
      tone: 'gray',
      title: 'Up to date',
      means: `The API says that its last run finished.${unlisted}`,
    }
  }
  if (read === null || known === 'ready') {
    return { kind: 'no run', tone: 'gray', title: 'It has not run yet', means: '' }
  }
  return {
    kind: 'unknown',
    tone: 'gray',
    title: status ? `State “${status}”` : 'State not told',
    means: 'How it is can be told once its runs are read.',
  }
}
