import { openDrafts } from './openInTabs.ts'
import { copiedIds } from './unsavedCopy.ts'

/** Saves what pages have left unsaved when they went, of drafts that are not open any more. */
export async function saveLeft(): Promise<void> {
  const ids = copiedIds()
  if (ids.length === 0) return
  try {
    const [open, { openDraft }] = await Promise.all([openDrafts(), import('./openDraft.ts')])
    for (const id of ids) {
      const opened = open.has(id) ? undefined : await openDraft(id)
      // What could not be saved is not tried again behind the back of who opens it.
      if (typeof opened === 'object' && opened.store.unsaved()) opened.store.giveWay()
    }
  } catch {
    // The copies stay, and each is looked at when its draft is opened.
  }
}
