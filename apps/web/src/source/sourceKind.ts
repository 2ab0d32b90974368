import {
  applySwitch,
  isJsonObject,
  subsetKeys,
  valueAt,
  type Edit,
  type JsonObject,
  type JsonValue,
  type Path,
  type SourceKind,
  type SourceObjectType,
  type SyncDraft,
} from '@sync-builder/schema'

/** What `object.type` says for each kind. Source: reference 2.2. */
const typeOfKind: Record<SourceKind, SourceObjectType> = {
  table: 'table',
  dataset: 'dataset',
  model: 'model',
  topic: 'topic',
  segment: 'dataset',
  cohort: 'dataset',
}

type Subset = keyof typeof subsetKeys

const objectPath = ['source_attributes', 'object']

/** The kind of source that a payload names; undefined when none is named yet. */
export function sourceKindOf(payload: JsonObject): SourceKind | undefined {
  const source = payload.source_attributes
  if (!isJsonObject(source)) return undefined
  if (source.filter_segment_id != null) return 'segment'
  if (source.cohort_id != null) return 'cohort'
  const type = valueAt(source, ['object', 'type'])
  return (['table', 'dataset', 'model', 'topic'] as const).find((kind) => kind === type)
}

/**
 * The draft with another kind of source. What the old kind named and the new one does not use is
 * parked; what was parked under the new kind comes back. Until a segment or cohort is chosen its
 * id is an empty text, which blocks: without it the whole dataset would be synced.
 */
export function switchSourceKind(draft: SyncDraft, to: SourceKind): SyncDraft {
  const from = sourceKindOf(draft.body)
  if (from === to) return draft
  const object = valueAt(draft.body, objectPath)
  const keepsObject = isJsonObject(object) && object.type === typeOfKind[to]
  const hides: { path: string[]; reason: string }[] = []
  const edits: Edit[] = []
  if (!keepsObject) {
    if (namesSomething(object)) hides.push({ path: objectPath, reason: reasonOf(from, to) })
    else edits.push({ op: 'remove', path: objectPath })
    if (!isParked(draft, to, objectPath)) {
      edits.push({ op: 'set', path: [...objectPath, 'type'], value: typeOfKind[to] })
    }
  }
  for (const [kind, key] of Object.entries(subsetKeys)) {
    const path = ['source_attributes', key]
    const value = valueAt(draft.body, path)
    if (kind !== to && value !== undefined) {
      if (isChosen(value)) hides.push({ path, reason: reasonOf(from, to) })
      else edits.push({ op: 'remove', path })
    }
  }
  if (isSubset(to)) {
    const path = ['source_attributes', subsetKeys[to]]
    if (!isParked(draft, to, path)) edits.push({ op: 'set', path, value: '' })
  }
  return applySwitch(draft, { name: 'source kind', from: from ?? '', to, hides, edits })
}

/**
 * The draft with another source connection. Names are kept, since the other connection may have
 * them too; ids that belong to the old connection are parked and come back with it. A dataset is
 * kept where `datasetSourceId`, its source as far as known, does not speak against it.
 */
export function switchConnection(
  draft: SyncDraft,
  to: JsonValue | undefined,
  datasetSourceId: number | undefined,
): SyncDraft {
  const path = ['source_attributes', 'connection_id']
  const from = valueAt(draft.body, path)
  if (from === to) return draft
  const kind = sourceKindOf(draft.body)
  // The kind belongs to the position: an id that comes back must find an object of its own kind.
  const position = (connection: JsonValue | undefined) =>
    `${kind ?? 'nothing'} of connection ${JSON.stringify(connection ?? null)}`
  const hides = from == null ? [] : idsOf(draft.body, from, to, datasetSourceId)
  const edits: Edit[] = [to === undefined ? { op: 'remove', path } : { op: 'set', path, value: to }]
  if (isSubset(kind)) {
    const id = ['source_attributes', subsetKeys[kind]]
    const isHidden = hides.some((hidden) => hidden.path.join('.') === id.join('.'))
    if (isParked(draft, position(to), id)) edits.push({ op: 'remove', path: id })
    else if (isHidden) edits.push({ op: 'set', path: id, value: '' })
  }
  return applySwitch(draft, {
    name: 'source kind',
    from: position(from),
    to: position(to),
    hides,
    edits,
  })
}

/** The ids in a payload that the connection `from` alone knows. */
function idsOf(
  payload: JsonObject,
  from: JsonValue,
  to: JsonValue | undefined,
  datasetSourceId: number | undefined,
) {
  const kind = sourceKindOf(payload)
  const isDataset = kind === 'dataset' || kind === 'segment' || kind === 'cohort'
  const isOthers = isDataset && (datasetSourceId === undefined || datasetSourceId === to)
  const paths: string[][] = []
  if (kind !== 'table' && !isOthers) paths.push([...objectPath, 'id'])
  if (isSubset(kind) && !isOthers) paths.push(['source_attributes', subsetKeys[kind]])
  return paths
    .filter((path) => isChosen(valueAt(payload, path)))
    .map((path) => ({
      path,
      reason: `Chosen for source connection ${JSON.stringify(from)}; the other one has its own ids`,
    }))
}

function isParked(draft: SyncDraft, under: string, path: Path): boolean {
  return draft.parked.some(
    (parked) =>
      parked.switch === 'source kind' &&
      parked.under === under &&
      parked.path.join('.') === path.join('.'),
  )
}

function isSubset(kind: SourceKind | undefined): kind is Subset {
  return kind === 'segment' || kind === 'cohort'
}

function isChosen(value: JsonValue | undefined): boolean {
  return value != null && value !== ''
}

/** True when an object holds more than its type. */
function namesSomething(object: JsonValue | undefined): boolean {
  if (!isJsonObject(object)) return isChosen(object)
  return Object.entries(object).some(([key, value]) => key !== 'type' && isChosen(value))
}

function reasonOf(from: SourceKind | undefined, to: SourceKind): string {
  return `${from === undefined ? 'Named' : `Chosen as ${from}`} before the source became a ${to}`
}
