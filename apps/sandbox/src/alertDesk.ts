import type { Alert } from '@sync-builder/schema'
import { findingOf, type Moment } from './alerts.ts'
import type { EventStore } from './eventStore.ts'
import type { RunListener } from './runs.ts'
import type { RunStore, StoredRun } from './runStore.ts'
import type { StoredSync } from './store.ts'

interface DeskParts {
  events: EventStore
  runs: RunStore
  workspaceId: number
  now: () => Date
}

/** Raises and resolves alerts, and tells of runs as webhooks do. Source: reference 5.15, 5.16. */
export function createAlertDesk({ events, runs, workspaceId, now }: DeskParts): RunListener {
  const tell = (
    sync: StoredSync,
    run: StoredRun,
    event: string,
    more: Readonly<Record<string, string | number>> = {},
  ): void => {
    events.add(now().toISOString(), {
      workspace_id: workspaceId,
      sync_id: sync.id,
      sync_run_id: run.id,
      ...more,
      event,
    })
  }

  const judgeAll = (sync: StoredSync, run: StoredRun, moment: Moment): void => {
    for (const alert of sync.request.alert_attributes ?? []) judgeOne(sync, run, moment, alert)
  }

  function judgeOne(sync: StoredSync, run: StoredRun, moment: Moment, alert: Alert): void {
    const finding = findingOf(alert, run, {
      moment,
      now: now(),
      earlier: (limit) => runs.completedBefore(sync.id, run.id, limit),
    })
    if (finding.kind === 'silent' || alert.id == null) return
    const at = now().toISOString()
    const open = events.openInstance(alert.id)
    if (finding.kind === 'clear') {
      if (open === undefined) return
      events.close(open, at)
      if (alert.should_send_recovery !== false) {
        tellOf(open, 'resolved', 'Sync Recovered', 'Sync has recovered')
      }
      return
    }
    // Until it is resolved, the first violation alone is told, unless each is asked for.
    if (open !== undefined && alert.send_for !== 'every_time') return
    // A run that takes too long is looked at again and again.
    if (open !== undefined && events.hasRaised(open, run.id)) return
    const instance = open ?? events.open(alert.id, at)
    if (finding.isOnce) events.close(instance, at)
    tellOf(instance, 'raised', finding.message, finding.details)

    function tellOf(id: number, what: string, message: string, details: string): void {
      tell(sync, run, `sync.alert.${what}`, {
        alert_instance_id: id,
        alert_type: alert.type,
        message,
        details,
      })
    }
  }

  return {
    triggered: (sync, run) => tell(sync, run, 'sync.triggered'),
    started(sync, run) {
      tell(sync, run, 'sync.started')
      judgeAll(sync, run, 'started')
    },
    look: (sync, run) => judgeAll(sync, run, 'working'),
    ended(sync, run) {
      const isSuccess = run.status === 'completed'
      tell(sync, run, 'sync.completed', { status: isSuccess ? 'ok' : 'emergency' })
      tell(sync, run, isSuccess ? 'sync.success' : 'sync.failed')
      judgeAll(sync, run, 'ended')
    },
  }
}
