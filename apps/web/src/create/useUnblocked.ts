import { checkSync, type JsonObject } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'

/** Takes an action with the payload as it is now; does nothing while a problem blocks that. */
export function useUnblocked(): (action: (payload: JsonObject) => void) => void {
  const { store, known } = useBuilder()
  return (action) => {
    // The problems that are shown may lag behind the last key press.
    const { payload } = store.snapshot()
    if (!checkSync(payload, known).some(({ severity }) => severity === 'error')) action(payload)
  }
}
