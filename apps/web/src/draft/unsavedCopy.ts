import { isJsonObject, type SyncDraft } from '@sync-builder/schema'
import * as z from 'zod'
import { neverKept, readContent, writeContent } from './draftFormat.ts'
import { draftLocalSchema } from './draftLocal.ts'
import type { DraftStore, Unsaved } from './draftStore.ts'

/**
 * What was typed in the moment before a page went: the browser's database answers too late for
 * that, its plain storage at once. Larger drafts than this are not copied: that storage holds some
 * five million characters for all of them.
 */
export const mostCharacters = 1_500_000

const copySchema = z.object({
  draft: z.string(),
  local: draftLocalSchema.partial(),
  /** The keys of `local` that are undefined, to be forgotten: JSON holds none of them. */
  forgotten: z.array(z.string()).default([]),
  basedOn: z.number(),
  underWay: z.string().optional(),
})

const prefix = 'sync-builder unsaved '

function keyOf(id: string): string {
  return prefix + id
}

/** The ids of the drafts that pages have left a copy of. */
export function copiedIds(): string[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix))
    return keys.map((key) => key.slice(prefix.length))
  } catch {
    return []
  }
}

/** Keeps a copy of what is not saved, at once; false when it is too large or there is no room. */
export function keepUnsaved(id: string, unsaved: Unsaved): boolean {
  const { local, basedOn } = unsaved
  try {
    const draft = writeContent(unsaved.draft)
    const underWay = unsaved.underWay && writeContent(unsaved.underWay)
    const forgotten = Object.keys(local).filter((key) => local[key] === undefined)
    const text = JSON.stringify({ draft, local, forgotten, basedOn, underWay })
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
    if (!copy || !isDraft(draft)) return undefined
    const undone = Object.fromEntries(copy.forgotten.map((key) => [key, undefined]))
    const underWay = copy.underWay === undefined ? undefined : readContent(copy.underWay)
    return {
      draft,
      local: { ...copy.local, ...undone },
      basedOn: copy.basedOn,
      ...(isDraft(underWay) && { underWay }),
    }
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

/**
 * Forgets the copies of drafts that are kept no more. That of a draft which was never kept stays:
 * it is all that there is of it.
 */
export function forgetOtherCopies(ids: ReadonlySet<string>): void {
  for (const id of copiedIds()) {
    if (!ids.has(id) && readUnsaved(id)?.basedOn !== neverKept) forgetUnsaved(id)
  }
}

/** Forgets the copy of what a store did not keep as soon as it has: now, or after it tried again. */
export function forgetOnceSaved(id: string, store: DraftStore): void {
  const look = async () => {
    if (store.snapshot().saved.kind !== 'saved') return
    await store.flush()
    if (store.unsaved()) return
    end()
    forgetUnsaved(id)
  }
  const end = store.subscribe(() => void look())
  void look()
}

function isDraft(draft: SyncDraft | 'damaged' | undefined): draft is SyncDraft {
  return isJsonObject(draft)
}
