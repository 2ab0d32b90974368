import * as z from 'zod'
import { editedSyncSchema } from './editedSync.ts'

/**
 * What the browser keeps beside a draft: never sent, and no step of undo. Whoever needs something
 * kept there adds a key with its schema here, optional and with `catch`, so that no such key ever
 * makes a draft unreadable; it is read from the store's snapshot and written with `keepLocal`. Keys
 * of other versions stay as they are.
 */
export const draftLocalSchema = z.looseObject({
  /** What the operator calls the draft; the sync's own label is another thing. */
  name: z.string().optional().catch(undefined),
  /** What the API calls what the draft's summary names by an id or the API's own word. */
  labels: z.record(z.string(), z.string()).optional().catch(undefined),
  /** The step that was shown last. */
  step: z.string().optional().catch(undefined),
  /** What the operator has said to know of; see acknowledgement in the schema. */
  acknowledged: z.array(z.string()).optional().catch(undefined),
  /** The stored sync that the draft changes; without it the draft becomes a new one. */
  editedSync: editedSyncSchema.optional().catch(undefined),
  /**
   * The payload's JSON as a text that is not in the draft: it has an error, or the form was changed
   * meanwhile. `basis` is the fingerprint of the payload that it was typed over.
   */
  jsonText: z.object({ text: z.string(), basis: z.string() }).optional().catch(undefined),
})
export type DraftLocal = z.infer<typeof draftLocalSchema>

/** What is kept after a change: a key that is undefined in `change` is forgotten. */
export function withLocal(local: DraftLocal, change: Partial<DraftLocal>): DraftLocal {
  const changed = Object.entries({ ...local, ...change })
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined))
}
