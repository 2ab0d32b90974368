import type { DestinationObject, Operation } from '@sync-builder/schema'

/** What stands in the destination for one row, before or after a run. */
export type RecordState = 'absent' | 'unchanged' | 'created' | 'updated' | 'emptied'

/** What happens to a row, in a picture and in words. */
export interface Effect {
  before: RecordState
  after: RecordState
  words: string
}

/** What an operation does to rows that are new, changed, or gone from the source. */
export interface Effects {
  fresh: Effect
  changed: Effect
  gone: Effect
  /** What else one should know. */
  note?: string
}

const stays: Effect = { before: 'unchanged', after: 'unchanged', words: 'Record stays as it is' }

/** Source: reference 5.2, 5.3, 5.5. */
export const effectsOf: Readonly<Record<Operation, Effects>> = {
  upsert: {
    fresh: { before: 'absent', after: 'created', words: 'Created, or updated if matched' },
    changed: { before: 'unchanged', after: 'updated', words: 'Updated' },
    gone: stays,
  },
  update: {
    fresh: { before: 'absent', after: 'absent', words: 'Skipped, unless a record matches' },
    changed: { before: 'unchanged', after: 'updated', words: 'Updated if matched' },
    gone: stays,
  },
  insert: {
    fresh: { before: 'absent', after: 'created', words: 'Created, or skipped if matched' },
    changed: { before: 'unchanged', after: 'unchanged', words: 'Not updated' },
    gone: stays,
  },
  mirror: {
    fresh: { before: 'absent', after: 'created', words: 'Created, or updated if matched' },
    changed: { before: 'unchanged', after: 'updated', words: 'Updated' },
    gone: { before: 'unchanged', after: 'absent', words: 'Deleted, or as the strategy says' },
    note: 'The first run is an upsert; deletions start with the second run.',
  },
  append: {
    fresh: { before: 'absent', after: 'created', words: 'Sent as a new entry, nothing is matched' },
    changed: { before: 'unchanged', after: 'unchanged', words: 'Not sent again' },
    gone: stays,
  },
  delete: {
    fresh: { before: 'unchanged', after: 'absent', words: 'The record with its key is deleted' },
    changed: { before: 'absent', after: 'absent', words: 'Nothing happens' },
    gone: { before: 'absent', after: 'absent', words: 'Nothing happens' },
    note: 'The API reference does not name delete for new syncs: the API may refuse it.',
  },
}

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
