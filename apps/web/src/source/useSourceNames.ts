import { isJsonObject, valueAt, type JsonObject, type SourceKind } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import {
  datasetQuery,
  modelQuery,
  segmentsQuery,
  sourcesQuery,
  topicsQuery,
} from '../api/metadata.ts'
import { sourceKindOf } from './sourceKind.ts'
import { sourceName } from './sourceOptions.ts'

/** What a payload reads, by the names that are known. */
export interface SourceNames {
  kind: SourceKind | undefined
  /** Of the connection; undefined where none is chosen, or it is not known. */
  connection: string | undefined
  /** Of the table, dataset, model, topic or segment. */
  name: string | undefined
  /** Its id; tables have none. */
  id: number | undefined
}

/** The names of a payload's source. It reads only what the builder reads anyway. */
export function useSourceNames(payload: JsonObject): SourceNames {
  const source = isJsonObject(payload.source_attributes) ? payload.source_attributes : {}
  const kind = sourceKindOf(payload)
  const connectionId = idAt(source, ['connection_id'])
  const objectId = idAt(source, ['object', 'id'])
  const ofKind = (wanted: string) => (kind === wanted ? connectionId : undefined)

  const sources = useQuery(sourcesQuery)
  const isDataset = kind === 'dataset' || kind === 'segment' || kind === 'cohort'
  const dataset = useQuery(datasetQuery(isDataset ? objectId : undefined))
  const model = useQuery(modelQuery(ofKind('model'), objectId))
  const topics = useQuery(topicsQuery(ofKind('topic')))
  const segments = useQuery({ ...segmentsQuery(ofKind('segment')), enabled: false })

  const found = sources.data?.items.find(({ id }) => id === connectionId)
  const connection = found && sourceName(found)
  const segmentId = idAt(source, ['filter_segment_id'])
  const topic = topics.data?.items.find(({ id }) => id === objectId)
  switch (kind) {
    case undefined:
      return { kind, connection, name: undefined, id: undefined }
    case 'table':
      return { kind, connection, name: textAt(source, ['object', 'table_name']), id: undefined }
    case 'dataset':
      return { kind, connection, name: dataset.data?.name, id: objectId }
    case 'model':
      return { kind, connection, name: model.data?.name ?? nameIn(source), id: objectId }
    case 'topic':
      return { kind, connection, name: topic?.name ?? nameIn(source), id: objectId }
    case 'segment': {
      const segment = segments.data?.items.find(({ id }) => id === segmentId)
      return { kind, connection, name: segment?.name, id: segmentId }
    }
    case 'cohort':
      return { kind, connection, name: undefined, id: idAt(source, ['cohort_id']) }
  }
}

function nameIn(source: JsonObject): string | undefined {
  return textAt(source, ['object', 'name'])
}

function textAt(source: JsonObject, path: string[]): string | undefined {
  const text = valueAt(source, path)
  return typeof text === 'string' && text !== '' ? text : undefined
}

function idAt(source: JsonObject, path: string[]): number | undefined {
  const id = valueAt(source, path)
  return typeof id === 'number' ? id : undefined
}
