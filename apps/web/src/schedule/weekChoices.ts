import {
  editDraft,
  type Destination,
  type Schedule,
  type Source,
  type SyncDraft,
} from '@sync-builder/schema'
import type { PlannedSync } from '@sync-builder/schema/week-of-runs'
import type { PickerOption } from '../ui/Picker.tsx'
import { switchFrequency } from './frequency.ts'
import { cronPath, minutePath } from './scheduleForm.ts'
import { counted, type Filter } from './weekWords.ts'

/** The draft with the minutes of a moved schedule, and nothing else of it changed. */
export function moveSchedule(draft: SyncDraft, schedule: Schedule): SyncDraft {
  if (schedule.frequency === 'expression') {
    const { cron_expression } = schedule
    const path = cronPath
    return editDraft(switchFrequency(draft, 'expression'), [
      { op: 'set', path, value: cron_expression },
    ])
  }
  const minute = 'minute' in schedule ? schedule.minute : undefined
  return typeof minute === 'number'
    ? editDraft(draft, [{ op: 'set', path: minutePath, value: minute }])
    : draft
}

type Ends = 'source' | 'destination'

/** What the map can be narrowed to: everything, what is near, each connection with its syncs. */
export function connectionOptions(
  syncs: readonly PlannedSync[],
  hasEnds: boolean,
  connections: Readonly<Record<Ends, readonly (Source | Destination)[] | undefined>>,
): { filter: Filter; option: PickerOption }[] {
  const ofEnd = (end: Ends) => {
    const counts = new Map<number, number>()
    for (const sync of syncs) {
      const id = end === 'source' ? sync.sourceId : sync.destinationId
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return [...counts]
      .map(([id, count]) => {
        const filter: Filter = `${end}:${id}`
        const label =
          connections[end]?.find((connection) => connection.id === id)?.name || `Connection ${id}`
        return {
          filter,
          option: { value: filter, label, detail: `${end} · ${counted(count, 'sync')}` },
        }
      })
      .toSorted((a, b) => a.option.label.localeCompare(b.option.label))
  }
  const near = { value: 'near', label: 'This sync’s source or destination' }
  const all = { value: 'all', label: 'All connections', detail: counted(syncs.length, 'sync') }
  return [
    ...(hasEnds ? [{ filter: 'near' as const, option: near }] : []),
    { filter: 'all', option: all },
    ...ofEnd('source'),
    ...ofEnd('destination'),
  ]
}
