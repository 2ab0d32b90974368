import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { historySentences, type HistoricalSyncOperation } from '@sync-builder/schema'
import { Suspense } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { FixedPart } from '../draft/FixedPart.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { BehaviorFamily } from './BehaviorFamily.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { HighWaterMark } from './HighWaterMark.tsx'
import { LossAcknowledgement } from './LossAcknowledgement.tsx'
import { MirrorStrategyGroup } from './MirrorStrategyGroup.tsx'
import { OperationGroup } from './OperationGroup.tsx'
import { OptionalChoice } from './OptionalChoice.tsx'

const RunPicture = lazyPart(() => import('./RunPicture.tsx'))

/** What the sync does, and to which rows. */
export default function BehaviorStep() {
  const { payload } = useBuilder()
  const { operation } = payload
  // What has no effect is not offered here, but what an import brought is shown with its warning.
  const isShown = (owner: string, field: string) => operation === owner || payload[field] != null
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Behavior</Title>
        <Text c="dimmed" size="sm">
          What happens to records when rows of the source are new, change, or are gone.
        </Text>
      </div>
      <div>
        <FixedPart>
          <OperationGroup />
        </FixedPart>
        {operation !== 'mirror' && <LossAcknowledgement />}
      </div>
      <ParkedValues by="operation" />
      {isShown('mirror', 'mirror_strategy') && (
        <div>
          <MirrorStrategyGroup />
          {operation === 'mirror' && <LossAcknowledgement />}
        </div>
      )}
      {isShown('append', 'historical_sync_operation') && <History />}
      {isShown('append', 'high_water_mark_attribute') && <HighWaterMark />}
      <Suspense fallback={<Skeleton height={260} />}>
        <RunPicture payload={payload} />
      </Suspense>
      <BehaviorFamily />
    </Stack>
  )
}

/** What the first run of an append does with the rows that exist by then. Source: reference 5.5. */
function History() {
  const { payload } = useBuilder()
  const text = (historical_sync_operation: HistoricalSyncOperation) =>
    historySentences({ ...payload, operation: 'append', historical_sync_operation })[0]
  return (
    <OptionalChoice
      field="historical_sync_operation"
      label="Rows that exist now"
      unset="Which one the API takes then is not documented."
      choices={[
        {
          value: 'skip_current_records',
          label: 'Skip them',
          code: 'skip_current_records',
          text: text('skip_current_records'),
        },
        {
          value: 'backfill_all_records',
          label: 'Send them',
          code: 'backfill_all_records',
          text: text('backfill_all_records'),
        },
      ]}
    />
  )
}
