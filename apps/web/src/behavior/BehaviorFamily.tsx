import { valueAt } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'
import { OptionalChoice } from './OptionalChoice.tsx'

/** Whether rows are records or events. Source: reference 2.1, rule 7. */
export function BehaviorFamily() {
  const { payload } = useBuilder()
  const isLive = valueAt(payload, ['mode', 'type']) === 'live'
  const isChosen = payload.sync_behavior_family === 'activateEvents'
  return (
    <OptionalChoice
      field="sync_behavior_family"
      label="Behavior family"
      unset="Syncs that run on a schedule map records."
      choices={[
        {
          value: 'mapRecords',
          label: 'Map records',
          code: 'mapRecords',
          text: 'Each row stands for a record. Not for live syncs from Materialize.',
        },
        {
          value: 'activateEvents',
          label: 'Activate events',
          code: 'activateEvents',
          text: 'Each row stands for an event. For live syncs from a streaming source only.',
          disabledReason:
            isLive || isChosen ? undefined : 'This sync is not live, and live syncs are retired.',
        },
      ]}
    />
  )
}
