import { Stack, Text } from '@mantine/core'
import { readMode, syncLabel, triggerWords, valueAt, type Sync } from '@sync-builder/schema'
import { chainWarnings } from '@sync-builder/schema/chain-warnings'
import { sequenceChain, type SequenceChain } from '@sync-builder/schema/sequence-chain'
import type { PlannedSync } from '@sync-builder/schema/week-of-runs'
import { useMemo } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { takeId, typedId } from '../draft/fieldText.ts'
import { Picker, type PickerOption } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { triggersPath } from './frequency.ts'
import { usePlannedSyncs } from './usePlannedSyncs.ts'

const path = [...triggersPath, 'sync_sequence', 'sync_id']

/** The sync after which this one runs. */
export function SequenceParent() {
  const { payload, known } = useBuilder()
  const { edit } = useEdit()
  const { syncs, planned, isLoading, failure, refetch } = usePlannedSyncs()
  const found = valueAt(payload, path)
  const value = optionValue(found)
  const isUnlisted = value !== undefined && syncs?.every(({ id }) => String(id) !== value)
  const options = useMemo(
    () => withCurrent((syncs ?? []).map(syncOption), value, { isRead: !isLoading }),
    [syncs, isLoading, value],
  )
  const parent = typeof found === 'number' ? found : undefined
  const own = known.stored?.id
  const chain = useMemo(() => {
    if (parent === undefined || !planned?.length) return undefined
    const byId = new Map(
      planned.flatMap((sync) => (sync.id === undefined ? [] : [[sync.id, sync] as const])),
    )
    return sequenceChain(parent, own, byId)
  }, [parent, own, planned])
  return (
    <Stack gap={4}>
      <Picker
        label="Sync to follow"
        placeholder="Search syncs"
        options={options}
        value={value}
        onChange={(picked) =>
          picked === undefined
            ? edit({ op: 'remove', path })
            : edit({ op: 'set', path, value: typedId(picked) })
        }
        loading={isLoading}
        takeTyped={takeId}
        typedHint="the id of a sync, not checked"
        clearable
        dataPath={pathKey(path)}
      />
      <FieldProblems path={path} />
      {isUnlisted && (
        <Text size="xs" c="dimmed">
          Not checked: the list of syncs has no {value}.
        </Text>
      )}
      {chain && <Chain chain={chain} />}
      <ReadingState
        what="the syncs"
        isLoading={isLoading}
        error={failure}
        onRetry={refetch}
        wayOut="The id of a sync can be typed."
      />
    </Stack>
  )
}

/** What comes before this sync, and what keeps it from starting. */
function Chain({ chain }: { chain: SequenceChain<PlannedSync> }) {
  const warnings = chainWarnings(chain)
  return (
    <div role="status">
      {chain.syncs.length > 1 && (
        <Text size="xs" c="dimmed">
          Runs last in:{' '}
          {chain.syncs
            .toReversed()
            .map(({ label }) => label)
            .join(' → ')}{' '}
          → this sync
        </Text>
      )}
      {warnings.map((warning) => (
        <Text key={warning} size="xs" c="var(--sb-warning)">
          Note: {warning}
        </Text>
      ))}
    </div>
  )
}

function syncOption(sync: Sync): PickerOption {
  const { id, paused } = sync
  const mode = readMode(sync)
  const words = mode ? triggerWords(mode).join('. ') : 'A schedule of another form'
  return {
    value: String(id),
    label: syncLabel(sync),
    detail: `id ${id} · ${paused ? 'paused · ' : ''}${words}`,
  }
}
