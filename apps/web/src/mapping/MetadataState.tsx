import { Anchor, Text } from '@mantine/core'
import {
  destinationAttributesSchema,
  sourceObjectSchema,
  valueAt,
  type JsonObject,
  type JsonValue,
  type Path,
} from '@sync-builder/schema'
import { memo, useMemo } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { useDestinationObject, useSourceColumns } from '../api/known.ts'
import { fieldsRefresh, useRefresh } from '../api/refresh.ts'
import { useSettledBuilder } from '../draft/builder.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { ReadingState } from '../ui/ReadingState.tsx'
import { TypedColumns } from './paste/TypedColumns.tsx'

const wayOut = 'Names can be typed meanwhile; they are not checked.'

/** What the rows wait for: the source and the destination, or the reading of them. */
export const MetadataState = memo(function MetadataState(props: {
  source: JsonValue | undefined
  destination: JsonValue | undefined
}) {
  const { source, destination } = props
  const payload = useMemo(
    (): JsonObject => ({
      ...(source !== undefined && { source_attributes: source }),
      ...(destination !== undefined && { destination_attributes: destination }),
    }),
    [source, destination],
  )
  const columns = useSourceColumns(payload)
  const isSourceNamed = sourceObjectSchema.safeParse(valueAt(source, ['object'])).success
  const { object, isFileSystem } = useDestinationObject(payload)
  const chosen = destinationAttributesSchema.safeParse(destination)
  const fields = useRefresh(
    chosen.success ? fieldsRefresh(chosen.data.connection_id, chosen.data.object) : undefined,
  )
  return (
    <>
      {source === undefined && (
        <Waiting path={['source_attributes']} step="Source" offers="its columns" />
      )}
      {!chosen.success && (
        <Waiting path={['destination_attributes']} step="Destination" offers="its fields" />
      )}
      <ReadingState
        what="the columns of the source"
        isLoading={columns.isLoading}
        error={failureWords(columns.error)}
        onRetry={() => void columns.refetch()}
        wayOut={wayOut}
      />
      {isSourceNamed && !columns.isLoading && (
        <TypedColumns toldByApi={columns.columns?.length ?? 0} />
      )}
      <ReadingState
        what="the fields of the destination object"
        isLoading={object.isLoading}
        error={failureWords(object.error)}
        onRetry={() => void object.refetch()}
        wayOut={wayOut}
      />
      {isFileSystem && (
        <Text size="sm">
          The destination is a file: each row makes a column of it, named as you type it.
        </Text>
      )}
      {object.data && (
        <Freshness what="Fields" readAt={object.dataUpdatedAt || undefined} refresh={fields} />
      )}
    </>
  )
})

function Waiting({ path, step, offers }: { path: Path; step: string; offers: string }) {
  const { jumpTo } = useSettledBuilder()
  return (
    <Text size="sm">
      Rows can pick {offers} once{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => jumpTo(path)}>
        {step}
      </Anchor>{' '}
      is chosen. Names can be typed already.
    </Text>
  )
}
