import type { DestinationField } from '../destination.ts'
import { indexing, type Names } from './names.ts'
import type { Row } from './rows.ts'
import type { Scene } from './rule.ts'

const fieldIndex = indexing<DestinationField>((field) => field.full_name)

/** The fields of an object by `full_name`; undefined when they are not known. */
export function fieldsIn(
  object: { fields?: readonly DestinationField[] | null } | undefined,
): Names<DestinationField> | undefined {
  return object?.fields ? fieldIndex(object.fields) : undefined
}

/** The object's field that a row fills; undefined when it has none or none is known. */
export function destinationFieldOf({ context }: Scene, row: Row): DestinationField | undefined {
  return row.to === undefined ? undefined : fieldsIn(context.object)?.get(row.to)
}
