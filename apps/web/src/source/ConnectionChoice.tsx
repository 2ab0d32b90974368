import { Stack, Text } from '@mantine/core'
import { valueAt } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { datasetQuery, sourcesQuery } from '../api/metadata.ts'
import { sourcesRefresh, useRefresh } from '../api/refresh.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { takeId, typedId } from '../draft/fieldText.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { Picker } from '../ui/Picker.tsx'
import { optionValue, withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { sourceName, sourceOptions } from './sourceOptions.ts'
import { switchConnection } from './sourceKind.ts'

const path = ['source_attributes', 'connection_id']

/** Which connection the rows come from. */
export function ConnectionChoice() {
  const { payload } = useBuilder()
  const { change } = useEdit()
  const sources = useQuery(sourcesQuery)
  const refresh = useRefresh(sourcesRefresh)
  const chosen = valueAt(payload, path)
  const datasetId = valueAt(payload, ['source_attributes', 'object', 'id'])
  const isDataset = valueAt(payload, ['source_attributes', 'object', 'type']) === 'dataset'
  const dataset = useQuery(
    datasetQuery(isDataset && typeof datasetId === 'number' ? datasetId : undefined),
  )

  const source = sources.data?.items.find(({ id }) => id === chosen)
  const value = optionValue(chosen)
  const options = useMemo(
    () =>
      withCurrent(sourceOptions(sources.data?.items ?? []), value, {
        label: value && `Source ${value}`,
        isRead: !sources.isPending,
      }),
    [sources.data, sources.isPending, value],
  )
  return (
    <Stack gap={4}>
      <Picker
        label="Source connection"
        placeholder="Search connections"
        options={options}
        value={value}
        onChange={(picked) => {
          if (picked === undefined) return
          const datasetSourceId = dataset.data?.source_id ?? undefined
          change((draft) => switchConnection(draft, typedId(picked), datasetSourceId))
        }}
        loading={sources.isLoading}
        takeTyped={takeId}
        typedHint="the id of a source, not checked"
        dataPath={pathKey(path)}
      />
      {chosen !== undefined && <FieldProblems path={path} />}
      {source?.last_test_succeeded === false && (
        <Text size="xs" c="var(--sb-warning)">
          Note: The last test of {sourceName(source)} failed. A sync can be built, but may not run.
        </Text>
      )}
      <ReadingState
        what="the source connections"
        isLoading={sources.isLoading}
        error={failureWords(sources.error)}
        onRetry={() => void sources.refetch()}
        wayOut="The id of a connection can be typed."
      />
      {sources.data && (
        <Freshness
          what="Connections"
          readAt={sources.dataUpdatedAt}
          refreshedAt={sources.data.lastRefreshedAt}
          unreadable={sources.data.unreadable}
          refresh={refresh}
        />
      )}
    </Stack>
  )
}
