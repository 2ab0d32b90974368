import { isJsonObject, type JsonValue, type Path } from '../json.ts'
import type { Fix } from '../problem.ts'

/** How answers name the sources that a request calls `dataset`. Source: reference 2.12. */
const answeredKinds: ReadonlyMap<JsonValue, 'filter_segment_id' | 'cohort_id' | undefined> =
  new Map([
    ['business_object_source', undefined],
    ['filter_segment_source', 'filter_segment_id'],
    ['cohort_source', 'cohort_id'],
  ])

/**
 * The fix for a source that was copied from an answer: the dataset goes where a request has it,
 * and the id of a segment or a cohort from the top level into `source_attributes`.
 */
export function answeredSourceFix(payload: JsonValue, path: Path): Fix | undefined {
  if (path.join('.') !== 'source_attributes.object.type' || !isJsonObject(payload)) return undefined
  const source = payload.source_attributes
  const object = isJsonObject(source) ? source.object : undefined
  if (!isJsonObject(source) || !isJsonObject(object)) return undefined
  const { type, dataset_id: id } = object
  if (type === undefined || !answeredKinds.has(type) || typeof id !== 'number') return undefined

  const dataset = { type: 'dataset', id }
  const label = 'Name the dataset as a request does'
  const edits: Fix['edits'] = [{ op: 'set', path: ['source_attributes', 'object'], value: dataset }]
  const subset = answeredKinds.get(type)
  if (subset === undefined) return { label, edits }
  // Without the subset's id the sync would read the whole dataset.
  const subsetId = source[subset] ?? payload[subset]
  if (typeof subsetId !== 'number') return undefined
  edits.push({ op: 'set', path: ['source_attributes', subset], value: subsetId })
  if (Object.hasOwn(payload, subset)) edits.push({ op: 'remove', path: [subset] })
  return { label, edits }
}
