import { Stack, TextInput } from '@mantine/core'
import { valueAt, type SourceKind } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  datasetsQuery,
  modelsQuery,
  segmentsQuery,
  sourcesQuery,
  topicsQuery,
} from '../api/metadata.ts'
import { datasetsRefresh, sourceListRefresh } from '../api/refresh.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { typedId } from '../draft/fieldText.ts'
import { useStepForm } from '../draft/useStepForm.ts'
import { optionValue } from '../ui/pickerOptions.ts'
import { ListedChoice, type ListedChoiceProps } from './ListedChoice.tsx'
import { datasetOptions, namedOptions, segmentOptions, sourceName } from './sourceOptions.ts'
import { sourceForm } from './sourceForm.ts'
import { TableChoice } from './TableChoice.tsx'

const objectPath = ['source_attributes', 'object']
const segmentPath = ['source_attributes', 'filter_segment_id']
const cohortPath = ['source_attributes', 'cohort_id']

/** The object of the chosen kind. */
export function ObjectChoice({ kind }: { kind: SourceKind }) {
  const { payload } = useBuilder()
  const connection = valueAt(payload, ['source_attributes', 'connection_id'])
  const connectionId = typeof connection === 'number' ? connection : undefined
  switch (kind) {
    case 'table':
      return <TableChoice connectionId={connectionId} />
    case 'dataset':
      return <DatasetChoice connectionId={connectionId} />
    case 'model':
      return <ModelChoice connectionId={connectionId} />
    case 'topic':
      return <TopicChoice connectionId={connectionId} />
    case 'segment':
      return (
        <Stack>
          <DatasetChoice connectionId={connectionId} />
          <SegmentChoice connectionId={connectionId} />
        </Stack>
      )
    case 'cohort':
      return (
        <Stack>
          <DatasetChoice connectionId={connectionId} />
          <CohortId />
        </Stack>
      )
  }
}

interface OfConnection {
  connectionId: number | undefined
}

function DatasetChoice({ connectionId }: OfConnection) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const datasets = useQuery(datasetsQuery)
  const sources = useQuery(sourcesQuery)
  const idPath = [...objectPath, 'id']
  const options = useMemo(() => {
    const nameOf = (id: number) => {
      const source = sources.data?.items.find((item) => item.id === id)
      return source ? sourceName(source) : String(id)
    }
    return datasetOptions(datasets.data?.items ?? [], connectionId, nameOf)
  }, [datasets.data, sources.data, connectionId])
  return (
    <ListedChoice
      label="Dataset"
      plural="datasets"
      query={datasets}
      options={options}
      value={optionValue(valueAt(payload, idPath))}
      onChange={(picked) => edit({ op: 'set', path: idPath, value: typedId(picked) })}
      refreshable={datasetsRefresh}
      path={idPath}
    />
  )
}

function SegmentChoice({ connectionId }: OfConnection) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const segments = useQuery(segmentsQuery(connectionId))
  const options = useMemo(() => segmentOptions(segments.data?.items ?? []), [segments.data])
  return (
    <ListedChoice
      label="Segment"
      description="The API does not tell which dataset a segment is built on: make sure that it is the one above."
      plural="segments"
      query={segments}
      options={options}
      value={optionValue(valueAt(payload, segmentPath))}
      onChange={(picked) => edit({ op: 'set', path: segmentPath, value: typedId(picked) })}
      refreshable={connectionId ? sourceListRefresh(connectionId, 'segments') : undefined}
      path={segmentPath}
    />
  )
}

function CohortId() {
  const { payload } = useBuilder()
  const form = useStepForm(sourceForm)
  return (
    <div>
      <TextInput
        label="Cohort id"
        description="The API has no list of cohorts: the id is not checked here."
        inputMode="numeric"
        autoComplete="off"
        maw={320}
        data-path={pathKey(cohortPath)}
        {...form.register('cohort_id')}
      />
      {valueAt(payload, cohortPath) !== '' && <FieldProblems path={cohortPath} />}
    </div>
  )
}

function ModelChoice({ connectionId }: OfConnection) {
  const models = useQuery(modelsQuery(connectionId))
  return (
    <IdOrNameChoice
      label="Model"
      plural="models"
      query={models}
      refreshable={connectionId ? sourceListRefresh(connectionId, 'models') : undefined}
    />
  )
}

function TopicChoice({ connectionId }: OfConnection) {
  const topics = useQuery(topicsQuery(connectionId))
  return (
    <IdOrNameChoice
      label="Topic"
      plural="topics"
      query={topics}
      refreshable={connectionId ? sourceListRefresh(connectionId, 'topics') : undefined}
    />
  )
}

interface IdOrNameProps extends Pick<ListedChoiceProps, 'label' | 'plural' | 'refreshable'> {
  query: ListedChoiceProps['query'] & {
    data: { items: { id: number; name: string }[] } | undefined
  }
}

/** A model or a topic: an import may name it, what is picked here goes by its id. */
function IdOrNameChoice({ label, plural, query, refreshable }: IdOrNameProps) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const items = query.data?.items
  const options = useMemo(() => namedOptions(items ?? []), [items])
  const id = valueAt(payload, [...objectPath, 'id'])
  const name = valueAt(payload, [...objectPath, 'name'])
  const named = id == null ? items?.find((item) => item.name === name) : undefined
  return (
    <ListedChoice
      label={label}
      plural={plural}
      query={query}
      options={options}
      value={optionValue(id ?? named?.id ?? name)}
      onChange={(picked) => {
        const value = typedId(picked)
        const [set, other] = typeof value === 'number' ? ['id', 'name'] : ['name', 'id']
        edit(
          { op: 'set', path: [...objectPath, set], value },
          { op: 'remove', path: [...objectPath, other] },
        )
      }}
      refreshable={refreshable}
      path={objectPath}
      takesNames
    />
  )
}
