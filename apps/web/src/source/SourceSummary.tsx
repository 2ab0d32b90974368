import { sourceName } from './sourceOptions.ts'
import { isJsonObject, valueAt, type JsonObject } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import {
  datasetQuery,
  modelQuery,
  segmentsQuery,
  sourcesQuery,
  topicsQuery,
} from '../api/metadata.ts'
import { useBuilder } from '../draft/builder.ts'
import { sourceKindOf } from './sourceKind.ts'

/** The source in one line. It reads only what the builder reads anyway. */
export function SourceSummary() {
  const { payload } = useBuilder()
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

  const connection = sources.data?.items.find(({ id }) => id === connectionId)
  switch (kind) {
    case undefined:
      return connection ? sourceName(connection) : null
    case 'table': {
      const name = valueAt(source, ['object', 'table_name'])
      return typeof name === 'string' && name !== '' ? `${name} table` : 'Table to be chosen'
    }
    case 'dataset':
      return named('Dataset', dataset.data?.name, objectId)
    case 'model':
      return named('Model', model.data?.name ?? nameIn(source), objectId)
    case 'topic': {
      const topic = topics.data?.items.find(({ id }) => id === objectId)
      return named('Topic', topic?.name ?? nameIn(source), objectId)
    }
    case 'segment': {
      const id = idAt(source, ['filter_segment_id'])
      return named('Segment', segments.data?.items.find((item) => item.id === id)?.name, id)
    }
    case 'cohort':
      return named('Cohort', undefined, idAt(source, ['cohort_id']))
  }
}

function named(kind: string, name: string | undefined, id: number | undefined): string {
  if (name) return `${kind} ${name}`
  return id === undefined ? `${kind} to be chosen` : `${kind} ${id}`
}

function nameIn(source: JsonObject): string | undefined {
  const name = valueAt(source, ['object', 'name'])
  return typeof name === 'string' ? name : undefined
}

function idAt(source: JsonObject, path: string[]): number | undefined {
  const id = valueAt(source, path)
  return typeof id === 'number' ? id : undefined
}
