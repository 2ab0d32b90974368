import { Stack, Text } from '@mantine/core'
import { effectiveMode, modeSchema, triggerWords, valueAt, type Sync } from '@sync-builder/schema'
import {
  chainWarnings,
  sequenceChain,
  type SequenceChain,
} from '@sync-builder/schema/sequence-chain'
import { plannedSync } from '@sync-builder/schema/week-of-runs'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { syncsQuery } from '../api/syncs.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { takeId, typedId } from '../draft/fieldText.ts'
import { Picker, type PickerOption } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { triggersPath } from './frequency.ts'

const path = [...triggersPath, 'sync_sequence', 'sync_id']

/** The sync after which this one runs. */
export function SequenceParent() {
  const { payload, known } = useBuilder()
  const { edit } = useEdit()
  const syncs = useQuery(syncsQuery)
  const found = valueAt(payload, path)
  const value = optionValue(found)
  const isUnlisted =
    value !== undefined && syncs.data?.items.every(({ id }) => String(id) !== value)
  const options = useMemo(
    () =>
      withCurrent((syncs.data?.items ?? []).map(syncOption), value, { isRead: !syncs.isPending }),
    [syncs.data, syncs.isPending, value],
  )
  const parent = typeof found === 'number' ? found : undefined
  const planned = useMemo(
    () => new Map(syncs.data?.items.map((sync) => [sync.id, plannedSync(sync)])),
    [syncs.data],
  )
  const own = known.stored?.id
  const chain = useMemo(
    () =>
      parent === undefined || planned.size === 0 ? undefined : sequenceChain(parent, own, planned),
    [parent, own, planned],
  )
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
        loading={syncs.isLoading}
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
        isLoading={syncs.isLoading}
        error={failureWords(syncs.error)}
        onRetry={() => void syncs.refetch()}
        wayOut="The id of a sync can be typed."
      />
    </Stack>
  )
}

/** What comes before this sync, and what keeps it from starting. */
function Chain({ chain }: { chain: SequenceChain }) {
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
  const { id, label, paused } = sync
  const mode = modeSchema.safeParse(effectiveMode(sync) ?? { type: 'triggered' }).data
  const words = mode ? triggerWords(mode).join('. ') : 'A schedule of another form'
  return {
    value: String(id),
    label: label || `Sync ${id}`,
    detail: `id ${id} · ${paused ? 'paused · ' : ''}${words}`,
  }
}
