import {
  sourceObjectSchema,
  valueAt,
  type DestinationField,
  type JsonValue,
} from '@sync-builder/schema'

// What a payload names, part by part: one that is still open or wrong hides no other.

/** What `source_attributes` names. */
export function namedSource(attributes: JsonValue | undefined) {
  const { data: object } = sourceObjectSchema.safeParse(valueAt(attributes, ['object']))
  return {
    connectionId: idAt(attributes, 'connection_id'),
    table: object?.type === 'table' ? object : undefined,
    datasetId: object?.type === 'dataset' ? object.id : undefined,
    model: object?.type === 'model' ? object : undefined,
    topic: object?.type === 'topic' ? object : undefined,
  }
}

/** What `destination_attributes` names; an object or path that is empty is none yet. */
export function namedDestination(attributes: JsonValue | undefined) {
  const object = valueAt(attributes, ['object'])
  return {
    connectionId: idAt(attributes, 'connection_id'),
    object: typeof object === 'string' && object !== '' ? object : undefined,
  }
}

/** The objects in which `mappings` look records up, of those that the fields refer to. */
export function namedLookups(
  mappings: JsonValue | undefined,
  fields: readonly DestinationField[],
): string[] {
  if (!Array.isArray(mappings)) return []
  const referred = new Set(fields.map(({ lookup_object }) => lookup_object))
  const names = mappings.flatMap((mapping) => {
    const name = valueAt(mapping, ['lookup_object'])
    return typeof name === 'string' && referred.has(name) ? [name] : []
  })
  return [...new Set(names)]
}

function idAt(attributes: JsonValue | undefined, key: string): number | undefined {
  const id = valueAt(attributes, [key])
  return typeof id === 'number' ? id : undefined
}
