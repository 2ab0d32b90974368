import {
  columnSchema,
  datasetSchema,
  destinationObjectSchema,
  destinationSchema,
  modelSchema,
  oneOf,
  pageOf,
  segmentSchema,
  sourceSchema,
  tableSchema,
  topicSchema,
  type Column,
  type DestinationObject,
  type Table,
} from '@sync-builder/schema'
import { queryOptions, skipToken } from '@tanstack/react-query'
import { call } from './client.ts'
import { fetchAll, type List } from './pages.ts'

// What the API tells about sources and destinations, as queries. A key begins with the thing it
// reads, so that a refresh can forget all of it. An undefined id reads nothing.

const api = '/api/v1'

const byId = ({ id }: { id: number }) => id
const byFullName = ({ full_name }: DestinationObject) => full_name
const byName = ({ table_catalog, table_schema, table_name }: Table) =>
  JSON.stringify([table_catalog, table_schema, table_name])

/** All source connections. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => fetchAll(`${api}/sources`, sourceSchema, byId, signal),
})

/** All tables of a source. */
export const tablesQuery = (sourceId: number | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'tables'],
    queryFn: sourceId
      ? ({ signal }) => fetchAll(`${api}/sources/${sourceId}/tables`, tableSchema, byName, signal)
      : skipToken,
  })

/** The columns of one table. */
export const tableColumnsQuery = (sourceId: number | undefined, table: Table | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'tables', table, 'columns'],
    queryFn:
      sourceId && table
        ? async ({ signal }): Promise<List<Column>> => {
            const { table_catalog, table_schema, table_name } = table
            const answer = await call({
              path: `${api}/sources/${sourceId}/tables/columns`,
              query: { table_catalog, table_schema, table_name },
              answer: pageOf(columnSchema),
              signal,
            })
            return { ...answer.data, lastRefreshedAt: answer.last_refreshed_at ?? undefined }
          }
        : skipToken,
  })

/** All models of a source. */
export const modelsQuery = (sourceId: number | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'models'],
    queryFn: sourceId
      ? ({ signal }) => fetchAll(`${api}/sources/${sourceId}/models`, modelSchema, byId, signal)
      : skipToken,
  })

/** One model with its columns. */
export const modelQuery = (sourceId: number | undefined, modelId: number | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'models', modelId],
    queryFn:
      sourceId && modelId
        ? async ({ signal }) => {
            const path = `${api}/sources/${sourceId}/models/${modelId}`
            return (await call({ path, answer: oneOf(modelSchema), signal })).data
          }
        : skipToken,
  })

/** All segments of a source. */
export const segmentsQuery = (sourceId: number | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'segments'],
    queryFn: sourceId
      ? ({ signal }) =>
          fetchAll(`${api}/sources/${sourceId}/filter_segments`, segmentSchema, byId, signal)
      : skipToken,
  })

/** All topics of a source. */
export const topicsQuery = (sourceId: number | undefined) =>
  queryOptions({
    queryKey: ['sources', sourceId, 'topics'],
    queryFn: sourceId
      ? ({ signal }) => fetchAll(`${api}/sources/${sourceId}/topics`, topicSchema, byId, signal)
      : skipToken,
  })

/** All datasets of the workspace. */
export const datasetsQuery = queryOptions({
  queryKey: ['datasets'],
  queryFn: ({ signal }) => fetchAll(`${api}/datasets`, datasetSchema, byId, signal),
})

/** One dataset with its columns. */
export const datasetQuery = (datasetId: number | undefined) =>
  queryOptions({
    queryKey: ['datasets', datasetId],
    queryFn: datasetId
      ? async ({ signal }) => {
          const path = `${api}/datasets/${datasetId}`
          return (await call({ path, answer: oneOf(datasetSchema), signal })).data
        }
      : skipToken,
  })

/** All destination connections. */
export const destinationsQuery = queryOptions({
  queryKey: ['destinations'],
  queryFn: ({ signal }) => fetchAll(`${api}/destinations`, destinationSchema, byId, signal),
})

/** All objects of a destination; their fields come with `objectQuery`. */
export const objectsQuery = (destinationId: number | undefined) =>
  queryOptions({
    queryKey: ['destinations', destinationId, 'objects'],
    queryFn: destinationId
      ? ({ signal }) =>
          fetchAll(
            `${api}/destinations/${destinationId}/objects`,
            destinationObjectSchema,
            byFullName,
            signal,
          )
      : skipToken,
  })

/** One destination object with its fields and capabilities. */
export const objectQuery = (destinationId: number | undefined, fullName: string | undefined) =>
  queryOptions({
    queryKey: ['destinations', destinationId, 'objects', fullName],
    queryFn:
      destinationId && fullName
        ? async ({ signal }) => {
            const name = encodeURIComponent(fullName)
            const path = `${api}/destinations/${destinationId}/objects/${name}`
            return (await call({ path, answer: oneOf(destinationObjectSchema), signal })).data
          }
        : skipToken,
  })
