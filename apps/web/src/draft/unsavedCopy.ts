import { isJsonObject, type SyncDraft } from '@sync-builder/schema'
import * as z from 'zod'
import { readContent, writeContent } from './draftFormat.ts'
import { draftLocalSchema } from './draftLocal.ts'
import type { Unsaved } from './draftStore.ts'

/**
 * What was typed in the moment before a page went: the browser's database answers too late for
 * that, its plain storage at once. Larger drafts than this are not copied: that storage holds some
 * five million characters for all of them.
 */
export const mostCharacters = 1_500_000

const copySchema = z.object({
  draft: z.string(),
  local: draftLocalSchema.partial(),
  basedOn: z.number(),
})

function keyOf(id: string): string {
  return `sync-builder unsaved ${id}`
}

/** Keeps a copy of what is not saved, at once; false when it is too large or there is no room. */
export function keepUnsaved(id: string, { draft, local, basedOn }: Unsaved): boolean {
  try {
    const text = JSON.stringify({ draft: writeContent(draft), local, basedOn })
    if (text.length > mostCharacters) return false
    localStorage.setItem(keyOf(id), text)
    return true
  } catch {
    return false
  }
}

/** The copy that a page left of this draft; undefined when there is none that can be read. */
export function readUnsaved(id: string): Unsaved | undefined {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null')
    const copy = copySchema.safeParse(read).data
    const draft = copy && readContent(copy.draft)
    return copy && isDraft(draft) ? { ...copy, draft } : undefined
  } catch {
    return undefined
  }
}

/** The copy is saved, or not wanted any more. */
export function forgetUnsaved(id: string): void {
  try {
    localStorage.removeItem(keyOf(id))
  } catch {
    // What cannot be written to holds no copy either.
  }
}

function isDraft(draft: SyncDraft | 'damaged' | undefined): draft is SyncDraft {
  return isJsonObject(draft)
}
