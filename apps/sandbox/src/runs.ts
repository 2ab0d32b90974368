import type { EngineThread } from './engine/engineThread.ts'
import { noProgress, type RunOutcome, type RunProgress } from './engine/runJob.ts'
import type { NewRun, StoredRun, TriggerReason } from './runStore.ts'
import type { Store, StoredSync } from './store.ts'

/** What starts runs, and what becomes of the sync with them. */
export interface Runs {
  /** Gives the run's id; a run that would overlap another of its sync is `skipped` (5.12). */
  trigger: (sync: StoredSync, cause: Cause) => number
  /** False when the run has ended before. */
  cancel: (run: StoredRun) => boolean
  /** Goes on with what a stop or a kill has cut short. */
  resume: () => void
  onProgress: (runId: number, progress: RunProgress) => void
  onDone: (runId: number, outcome: RunOutcome) => void
  /** Forgets the runs under way: their ids are about to be given again. */
  forget: () => void
  /** Looks at the runs under way, for those that take too long. */
  look: () => void
  /** The engine ended by itself: its runs fail. */
  onLost: (error: Error) => void
}

/** Why a run starts. */
export interface Cause {
  reason: TriggerReason
  isFullForced?: boolean
  /** ISO 8601, UTC: when it was to start. */
  scheduledAt?: string
}

/** What is told of a run on its way. */
export interface RunListener {
  /** Of a run that takes its time. */
  look: (sync: StoredSync, run: StoredRun) => void
  triggered: (sync: StoredSync, run: StoredRun) => void
  started: (sync: StoredSync, run: StoredRun) => void
  ended: (sync: StoredSync, run: StoredRun) => void
}

interface RunsParts {
  store: Store
  engine: Pick<EngineThread, 'start' | 'cancel'>
  now: () => Date
  listener: RunListener
}

/** The rules by which runs come, go and follow one another. Source: reference 3.2, 5.12. */
export function createRuns({ store, engine, now, listener }: RunsParts): Runs {
  const { runs } = store
  const started = new Set<number>()

  const start = (run: StoredRun): void => {
    engine.start({
      runId: run.id,
      syncId: run.syncId,
      request: run.request,
      isFullForced: run.isFullForced,
      startedAt: run.createdAt,
    })
  }

  const trigger: Runs['trigger'] = (sync, cause) => {
    const isOverlapping = runs.active(sync.id).length > 0
    const run: NewRun = {
      syncId: sync.id,
      status: isOverlapping ? 'skipped' : 'queued',
      request: sync.request,
      isFullForced: cause.isFullForced ?? false,
      reason: cause.reason,
      createdAt: now().toISOString(),
      scheduledAt: cause.scheduledAt ?? null,
    }
    const id = runs.insert(run)
    const stored = runs.get(id)
    if (stored && !isOverlapping) {
      listener.triggered(sync, stored)
      start(stored)
    }
    return id
  }

  const onProgress: Runs['onProgress'] = (runId, progress) => {
    const at = now().toISOString()
    if (runs.get(runId)?.status === 'queued') {
      runs.update(runId, at, { status: 'working', progress })
    }
    runs.note(runId, at, progress)
    // From here on it is known whether the sync is a full one.
    if (started.has(runId) || progress.current_step !== 'Unloading data from warehouse') return
    started.add(runId)
    tell('started', runId)
  }

  function tell(what: keyof RunListener, runId: number): void {
    const run = runs.get(runId)
    const sync = run && store.get(run.syncId)
    if (sync) listener[what](sync, run)
  }

  /** Each waits for its parent to succeed; a paused one does not follow. Source: reference 5.12. */
  function startFollowers(parent: StoredSync): void {
    for (const [id, { runsAfter }] of store.sequences()) {
      const child = runsAfter === parent.id ? store.get(id) : undefined
      if (!child || child.request.paused === true) continue
      const name = parent.request.label ?? `sync ${parent.id}`
      trigger(child, {
        reason: { ui_tag: 'Sequence', ui_detail: `Triggered after ${name} succeeded` },
      })
    }
  }

  return {
    trigger,
    cancel(run) {
      if (run.status !== 'queued' && run.status !== 'working') return false
      engine.cancel(run.id)
      return true
    },
    resume() {
      for (const run of runs.active()) start(run)
    },
    look() {
      for (const { id } of runs.active()) tell('look', id)
    },
    forget: () => started.clear(),
    onProgress,
    onDone(runId, outcome) {
      const run = runs.get(runId)
      if (!run) return
      if (!started.has(runId)) tell('started', runId)
      started.delete(runId)
      const at = now().toISOString()
      const isCompleted = outcome.kind === 'completed'
      const { kind, progress } = outcome
      runs.update(runId, at, {
        status: isCompleted ? 'completed' : 'failed',
        progress,
        completedAt: at,
        isCanceled: kind === 'canceled',
        error:
          kind === 'failed'
            ? { code: outcome.code, message: outcome.message, detail: outcome.detail }
            : null,
      })
      // A run that someone has canceled says nothing of how the sync is.
      if (kind !== 'canceled') store.setStatus(run.syncId, isCompleted ? 'Up to Date' : 'Failing')
      tell('ended', runId)
      const sync = store.get(run.syncId)
      if (isCompleted && sync) startFollowers(sync)
    },
    onLost(error) {
      for (const run of runs.active()) {
        this.onDone(run.id, {
          kind: 'failed',
          progress: run.progress ?? noProgress,
          code: 'INTERNAL_ERROR',
          message: `The sandbox could not go on. ${error.message}`,
          detail: error.message,
        })
      }
    },
  }
}
