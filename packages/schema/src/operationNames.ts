import type { MirrorStrategy, Operation } from './sync.ts'

/** The product's name for each operation. Source: reference 5.2. */
export const operationNames: Readonly<Record<Operation, string>> = {
  upsert: 'Update or Create',
  update: 'Update Only',
  insert: 'Create Only',
  mirror: 'Mirror',
  append: 'Append',
  delete: 'Delete',
}

/** What each mirror strategy is called. Source: reference 5.3. */
export const mirrorStrategyNames: Readonly<Record<MirrorStrategy, string>> = {
  sync_updates_and_deletes: 'Delete what is gone',
  sync_updates_and_nulls: 'Null out what is gone',
  upload_and_swap: 'Replace everything',
}
