import {
  isJsonObject,
  operationNames,
  readMode,
  requestOperations,
  triggerWords,
  type Sync,
} from '@sync-builder/schema'

/** A sync's operation by the product's name; the API's own word when it is not known. */
export function operationWords(sync: Sync): string {
  const known = requestOperations.find((operation) => operation === sync.operation)
  return known ? operationNames[known] : (sync.operation ?? 'Unknown')
}

/** When a sync runs; a form of `mode` that is not known is named as such. */
export function scheduleOf(sync: Sync): string {
  const mode = readMode(sync)
  return mode ? triggerWords(mode).join('. ') : unknownMode
}

/** In the place of a schedule whose form is not known. */
export const unknownMode = 'A schedule of another form'

/** What a stored sync reads, by the words that it brings itself. Source: reference 2.12. */
export function sourceOf(sync: Sync): {
  connectionId: number | undefined
  object: string
  /** Of a dataset that is read as a whole, its id: the sync does not bring its name. */
  datasetId: number | undefined
} {
  const source = isObject(sync.source_attributes) ? sync.source_attributes : {}
  const object = isObject(source.object) ? source.object : {}
  const connectionId = numberOf(source.connection_id)
  // GET names the subset beside the sync, a request beside the dataset.
  const segment = numberOf(sync.filter_segment_id) ?? numberOf(source.filter_segment_id)
  const cohort = numberOf(sync.cohort_id) ?? numberOf(source.cohort_id)
  const subset =
    segment !== undefined
      ? `segment ${segment}`
      : cohort !== undefined
        ? `cohort ${cohort}`
        : undefined
  if (subset !== undefined) return { connectionId, object: subset, datasetId: undefined }
  const named = [object.table_name, object.name].find((name) => typeof name === 'string')
  if (named !== undefined) return { connectionId, object: named, datasetId: undefined }
  const id = numberOf(object.dataset_id) ?? numberOf(object.id)
  const isDataset = object.type === 'business_object_source' || object.type === 'dataset'
  const type = isDataset ? 'dataset' : object.type
  return {
    connectionId,
    object: typeof type === 'string' ? `${type} ${id ?? ''}`.trim() : 'unknown source',
    datasetId: isDataset ? id : undefined,
  }
}

/** What a stored sync writes. */
export function destinationOf(sync: Sync): { connectionId: number | undefined; object: string } {
  const destination = isObject(sync.destination_attributes) ? sync.destination_attributes : {}
  return {
    connectionId: numberOf(destination.connection_id),
    object: typeof destination.object === 'string' ? destination.object : 'unknown object',
  }
}

/** How a sync is, for a glance: paused stands above what its last run left. Source: 3.1. */
export type Health = 'paused' | 'failing' | 'up to date' | 'ready' | 'unknown'

/** The health of a sync; the API writes its statuses in more than one case. */
export function healthOf(sync: Sync): Health {
  if (sync.paused) return 'paused'
  const status = sync.status?.toLowerCase()
  return status === 'failing' || status === 'up to date' || status === 'ready' ? status : 'unknown'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value)
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
