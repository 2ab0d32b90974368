import { valueAt } from '@sync-builder/schema'
import { useDestinationObject } from '../api/known.ts'
import { useBuilder } from '../draft/builder.ts'
import { destinationName } from './destinationOptions.ts'

/** The destination in one line. It reads only what the builder reads anyway. */
export function DestinationSummary({ open = null }: { open?: string | null }) {
  const { payload } = useBuilder()
  const { destination, object } = useDestinationObject(payload)
  const connectionId = valueAt(payload, ['destination_attributes', 'connection_id'])
  const name = valueAt(payload, ['destination_attributes', 'object'])
  const connection = destination
    ? destinationName(destination)
    : typeof connectionId === 'number'
      ? `destination ${connectionId}`
      : undefined
  const written = object.data?.label || (typeof name === 'string' ? name : '')
  if (!written) return connection ?? open
  return connection ? `${written} in ${connection}` : written
}
