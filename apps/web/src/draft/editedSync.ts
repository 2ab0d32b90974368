import { isJsonObject, type JsonObject } from '@sync-builder/schema'
import * as z from 'zod'

/**
 * The stored sync that a draft changes, as it is kept beside the draft. What may be large is kept
 * as text, for the reason that the draft's content is; see `draftFormat`.
 */
export const editedSyncSchema = z.object({
  id: z.number(),
  /** The API's answer that the changes begin with. */
  base: z.string(),
  /** Milliseconds since the epoch of its reading. */
  readAt: z.number(),
  /** A change that was sent, and of which it is not known yet whether it arrived. */
  sent: z.object({ at: z.number(), change: z.string() }).optional(),
  /** The change that was saved last, and what the API told of its time then. */
  saved: z
    .object({ at: z.number(), change: z.string(), updatedAt: z.string().optional() })
    .optional(),
  /** A sync that a check of this draft has created: no other check is sent, as it might make more. */
  madeByCheck: z.number().optional(),
})
export type EditedSync = z.infer<typeof editedSyncSchema>

/** What is kept of a sync that was just read. `readAt` is in milliseconds since the epoch. */
export function editedSyncOf(id: number, sync: JsonObject, readAt: number): EditedSync {
  return { id, base: JSON.stringify(sync), readAt }
}

/** The object in a text that was kept; empty where the text holds none. */
export function objectOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}
