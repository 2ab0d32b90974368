import { useEffect } from 'react'
import type { DraftStore } from '../draft/draftStore.ts'
import { markOpen } from '../draft/openInTabs.ts'
import { hearOtherTabs } from '../draft/otherTabs.ts'
import { forgetOnceSaved, keepUnsaved } from '../draft/unsavedCopy.ts'

/**
 * What the autosave has not kept yet goes when the page does, with a copy for the case that the
 * page is gone before the browser has it; where neither can be, it asks. What other tabs do with
 * the draft is heard.
 */
export function useSaveOnLeave(draftId: string, store: DraftStore): void {
  useEffect(() => {
    const endMark = markOpen(draftId)
    let saving: Promise<unknown> = Promise.resolve()
    /** False where what is not saved is too much to be copied. */
    const leave = () => {
      const unsaved = store.unsaved()
      if (!unsaved) return true
      const isCopied = keepUnsaved(draftId, unsaved)
      saving = store.flush()
      if (isCopied) forgetOnceSaved(draftId, store)
      return isCopied
    }
    const ask = (event: BeforeUnloadEvent) => {
      const isCopied = leave()
      const { kind } = store.snapshot().saved
      if (!isCopied || kind === 'failed' || kind === 'changed elsewhere') event.preventDefault()
    }
    const endHearing = hearOtherTabs(({ id, ...news }) => {
      if (id === draftId) store.hear(news)
    })
    document.addEventListener('visibilitychange', leave)
    window.addEventListener('pagehide', leave)
    window.addEventListener('beforeunload', ask)
    return () => {
      endHearing()
      document.removeEventListener('visibilitychange', leave)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('beforeunload', ask)
      leave()
      // Until it is saved, no other page takes up the copy.
      void saving.finally(endMark)
    }
  }, [draftId, store])
}
