import { Stack, Text } from '@mantine/core'
import { valueAt, type Sync } from '@sync-builder/schema'
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
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const syncs = useQuery(syncsQuery)
  const value = optionValue(valueAt(payload, path))
  const isUnlisted =
    value !== undefined && syncs.data?.items.every(({ id }) => String(id) !== value)
  const options = useMemo(
    () =>
      withCurrent((syncs.data?.items ?? []).map(syncOption), value, { isRead: !syncs.isPending }),
    [syncs.data, syncs.isPending, value],
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

function syncOption({ id, label }: Sync): PickerOption {
  return { value: String(id), label: label || `Sync ${id}`, detail: `id ${id}` }
}
