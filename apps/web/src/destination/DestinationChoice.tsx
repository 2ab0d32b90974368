import { Stack, Text } from '@mantine/core'
import { valueAt, type JsonValue } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { destinationsQuery } from '../api/metadata.ts'
import { destinationsRefresh, useRefresh } from '../api/refresh.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { takeId } from '../draft/fieldText.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { Picker } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { destinationName, destinationOptions } from './destinationOptions.ts'
import { objectStays, switchDestination } from './switchDestination.ts'

const path = ['destination_attributes', 'connection_id']

/** Which connection the rows go to. */
export function DestinationChoice() {
  const { payload } = useBuilder()
  const { change } = useEdit()
  const destinations = useQuery(destinationsQuery)
  const refresh = useRefresh(destinationsRefresh)
  const chosen = valueAt(payload, path)
  const value = optionValue(chosen)
  const find = (id: JsonValue | undefined) =>
    destinations.data?.items.find((destination) => destination.id === id)
  const destination = find(chosen)
  const options = useMemo(
    () =>
      withCurrent(destinationOptions(destinations.data?.items ?? []), value, {
        label: value && `Destination ${value}`,
        isRead: !destinations.isPending,
      }),
    [destinations.data, destinations.isPending, value],
  )
  return (
    <Stack gap={4}>
      <Picker
        label="Destination connection"
        placeholder="Search connections"
        options={options}
        value={value}
        onChange={(picked) => {
          if (picked === undefined) return
          const id = Number(picked)
          change((draft) => switchDestination(draft, id, objectStays(destination, find(id))))
        }}
        loading={destinations.isLoading}
        takeTyped={takeId}
        typedHint="the id of a destination, not checked"
        dataPath={pathKey(path)}
      />
      {chosen !== undefined && <FieldProblems path={path} />}
      {destination?.last_test_succeeded === false && (
        <Text size="xs" c="var(--sb-warning)">
          Note: The last test of {destinationName(destination)} failed. A sync can be built, but may
          not run.
        </Text>
      )}
      <ReadingState
        what="the destination connections"
        isLoading={destinations.isLoading}
        error={failureWords(destinations.error)}
        onRetry={() => void destinations.refetch()}
        wayOut="The id of a connection can be typed."
      />
      {destinations.data && (
        <Freshness
          what="Connections"
          readAt={destinations.dataUpdatedAt}
          refreshedAt={destinations.data.lastRefreshedAt}
          unreadable={destinations.data.unreadable}
          refresh={refresh}
        />
      )}
    </Stack>
  )
}
