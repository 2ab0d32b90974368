import { checkSync, type JsonObject } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'

/**
 * Takes an action with the payload as it is now; does nothing while a problem blocks that, or while
 * there is a text that is not in the draft: what is sent would not be what is read.
 */
export function useUnblocked(): (action: (payload: JsonObject) => void) => void {
  const { store, known } = useBuilder()
  return (action) => {
    // The problems that are shown may lag behind the last key press.
    const { payload, local } = store.snapshot()
    if (local.jsonText) return
    if (!checkSync(payload, known).some(({ severity }) => severity === 'error')) action(payload)
  }
}
