import { isJsonObject } from '../json.ts'
import type { Finding, Scene } from './rule.ts'
import { shorten } from './wording.ts'

/** Rule 31. */
export function deletedObject({ context: { object } }: Scene): Finding[] {
  if (object?.can_be_sync_destination !== false) return []
  const message = `${shorten(object.full_name)} cannot be used: it was deleted in the destination`
  return [{ path: ['destination_attributes', 'object'], message }]
}

/** Rule 13. */
export function objectIsNoPath({ body, context }: Scene): Finding[] {
  if (!context.destination?.isFileSystem) return []
  const destination = body.destination_attributes
  const object = isJsonObject(destination) ? destination.object : undefined
  if (typeof object !== 'string' || object === '') return []
  const path = ['destination_attributes', 'object']
  if (object.trim() === '')
    return [{ path, message: 'A file destination needs the path of a file' }]
  if (!object.endsWith('/')) return []
  return [
    {
      path,
      message: `A file destination needs the path of a file; ${shorten(object)} is a folder`,
    },
  ]
}
