import { Stack, Text } from '@mantine/core'
import { valueAt } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { objectsQuery } from '../api/metadata.ts'
import { objectsRefresh, useRefresh } from '../api/refresh.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { Freshness } from '../ui/Freshness.tsx'
import { Picker, takeAny } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { objectOptions } from './destinationOptions.ts'
import { switchObject } from './switchDestination.ts'

const path = ['destination_attributes', 'object']

/** One of the destination's objects, or the full name of one that is not listed. */
export function ObjectChoice({ connectionId }: { connectionId: number | undefined }) {
  const { payload } = useBuilder()
  const { change } = useEdit()
  const objects = useQuery(objectsQuery(connectionId))
  const refresh = useRefresh(connectionId ? objectsRefresh(connectionId) : undefined)
  const value = optionValue(valueAt(payload, path))
  const listed = useMemo(() => objectOptions(objects.data?.items ?? []), [objects.data])
  const options = useMemo(
    () => withCurrent(listed, value, { isRead: !objects.isPending }),
    [listed, value, objects.isPending],
  )
  const isUnlisted =
    objects.data !== undefined && value !== undefined && !listed.some((one) => one.value === value)
  return (
    <Stack gap={4}>
      <Picker
        label="Destination object"
        placeholder="Search objects"
        options={options}
        value={value}
        onChange={(picked) => {
          if (picked !== undefined) change((draft) => switchObject(draft, picked))
        }}
        loading={objects.isLoading}
        takeTyped={takeAny}
        typedHint="full name, not checked"
        dataPath={pathKey(path)}
      />
      {valueAt(payload, path) !== undefined && <FieldProblems path={path} />}
      {isUnlisted && listed.length > 0 && (
        <Text size="xs" c="var(--sb-warning)">
          Note: The list of this connection has no object {value}. It is sent as it is.
        </Text>
      )}
      <ReadingState
        what="the objects of this destination"
        isLoading={objects.isLoading}
        error={failureWords(objects.error)}
        onRetry={() => void objects.refetch()}
        wayOut="The full name of an object can be typed."
      />
      {objects.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          The API lists no objects for this connection. Refresh the list, or type the full name.
        </Text>
      )}
      {objects.data && (
        <Freshness
          what="Objects"
          readAt={objects.dataUpdatedAt}
          refreshedAt={objects.data.lastRefreshedAt}
          unreadable={objects.data.unreadable}
          refresh={refresh}
        />
      )}
    </Stack>
  )
}
