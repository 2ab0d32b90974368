import type { Column, JsonObject, SyncContext } from '@sync-builder/schema'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  datasetQuery,
  destinationsQuery,
  modelQuery,
  modelsQuery,
  objectQuery,
  sourcesQuery,
  tableColumnsQuery,
  topicsQuery,
} from './metadata.ts'
import { namedDestination, namedLookups, namedSource } from './named.ts'

/** The columns of the chosen source object, and how the reading of them stands. */
export function useSourceColumns(payload: JsonObject) {
  const { source_attributes } = payload
  const source = useMemo(() => namedSource(source_attributes), [source_attributes])
  const isTable = source.table !== undefined
  const table = useQuery(tableColumnsQuery(source.connectionId, source.table))
  const dataset = useQuery(datasetQuery(source.datasetId))
  const models = useQuery(
    modelsQuery(source.model && !source.model.id ? source.connectionId : undefined),
  )
  const modelId =
    source.model?.id ?? models.data?.items.find(({ name }) => name === source.model?.name)?.id
  const model = useQuery(modelQuery(source.connectionId, modelId))
  const topics = useQuery(topicsQuery(source.topic ? source.connectionId : undefined))

  const topic = topics.data?.items.find(({ id, name }) =>
    source.topic?.id ? id === source.topic.id : name === source.topic?.name,
  )
  const topicColumns = useMemo((): Column[] | undefined => {
    const schema = topic?.schema
    if (!schema) return undefined
    return Object.entries(schema).map(([name, type]) => ({
      name,
      data_type: typeof type === 'string' ? type : undefined,
    }))
  }, [topic])

  const query = isTable ? table : source.datasetId ? dataset : source.model ? model : topics
  const columns: readonly Column[] | undefined = isTable
    ? table.data?.items
    : source.datasetId
      ? (dataset.data?.columns ?? undefined)
      : source.model
        ? (model.data?.columns ?? undefined)
        : topicColumns
  return {
    columns,
    /** True once the API has answered, with columns or without. */
    isRead:
      source.model && modelId === undefined ? models.data !== undefined : query.data !== undefined,
    isLoading: query.isLoading,
    error: query.error,
    refetch: query.refetch,
    /** Milliseconds since the epoch of the last reading. */
    readAt: query.dataUpdatedAt || undefined,
  }
}

/** The destination object that a payload names, with its fields and capabilities. */
export function useDestinationObject(payload: JsonObject) {
  const { connectionId, object: name } = namedDestination(payload.destination_attributes)
  const destinations = useQuery(destinationsQuery)
  const destination = destinations.data?.items.find(({ id }) => id === connectionId)
  // A path on a file system is no object that could be asked for.
  const isFileSystem = destination?.is_file_system_destination ?? false
  const object = useQuery(
    objectQuery(connectionId, destinations.isPending || isFileSystem ? undefined : name),
  )
  return { destination, isFileSystem, object }
}

/**
 * Everything that `checkSync` can be told about a payload's source and destination. Of `payload`,
 * only `source_attributes` and `destination_attributes` are read.
 */
export function useKnown(payload: JsonObject): SyncContext {
  const { columns } = useSourceColumns(payload)
  const { destination, isFileSystem, object } = useDestinationObject(payload)
  const sources = useQuery(sourcesQuery)
  const { connectionId } = namedSource(payload.source_attributes)
  const source = sources.data?.items.find(({ id }) => id === connectionId)

  const fields = object.data?.fields
  const { mappings } = payload
  const lookups = useMemo(() => namedLookups(mappings, fields ?? []), [mappings, fields])
  const lookupObjects = useQueries({
    queries: lookups.map((name) => objectQuery(destination?.id, name)),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, index) => (data ? [[lookups[index]!, data]] : [])),
      ),
  })

  return useMemo(
    () => ({
      // An empty list is what the API gives where it knows of none, as for a topic without a schema.
      ...(columns && columns.length > 0 && { columns }),
      ...(object.data && { object: object.data }),
      isObjectUnreadable: isFileSystem || object.isError,
      ...(source && {
        source: {
          ...(source.type && { type: source.type }),
          ...(source.read_only_connection != null && { readOnly: source.read_only_connection }),
        },
      }),
      ...(destination && {
        destination: {
          ...(destination.type && { type: destination.type }),
          isFileSystem: destination.is_file_system_destination ?? false,
        },
      }),
      lookupObjects,
    }),
    [columns, object.data, object.isError, isFileSystem, source, destination, lookupObjects],
  )
}
