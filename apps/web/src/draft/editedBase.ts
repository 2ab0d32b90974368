import { fromStoredSync, type JsonObject } from '@sync-builder/schema'
import { objectOf, type EditedSync } from './editedSync.ts'

/** The sync that the changes begin with, in a request's form. */
export function baseOf({ base }: EditedSync): JsonObject {
  return fromStoredSync(objectOf(base))
}
