import type { DestinationObject, Operation } from '@sync-builder/schema'

/** The most used first. */
const offered = ['upsert', 'update', 'insert', 'mirror', 'append', 'delete'] as const

/** An operation as it can be offered. */
export interface OperationChoice {
  operation: Operation
  /** Why it cannot be chosen; undefined when it can, or when nothing is known. */
  disabledReason: string | undefined
}

/**
 * The operations to show for an object: all that the API documents, those that the object does not
 * list with the reason. Delete, which the API does not document, only where the object lists it.
 * What is chosen already is always shown.
 */
export function operationChoices(
  object: DestinationObject | undefined,
  chosen: string | undefined,
): OperationChoice[] {
  const supported = object?.supported_operations ?? undefined
  return offered
    .filter(
      (operation) =>
        operation !== 'delete' || operation === chosen || supported?.includes(operation),
    )
    .map((operation) => ({
      operation,
      disabledReason:
        !supported || supported.includes(operation)
          ? undefined
          : `${object?.label || object?.full_name} does not offer this.`,
    }))
}
