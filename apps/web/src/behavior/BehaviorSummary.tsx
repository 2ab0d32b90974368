import { operationNames, requestOperations } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'

/** The behavior in one line. */
export function BehaviorSummary({ open = null }: { open?: string | null }) {
  const { operation } = useBuilder().payload
  const known = requestOperations.find((name) => name === operation)
  if (known) return operationNames[known]
  return typeof operation === 'string' ? operation : open
}
