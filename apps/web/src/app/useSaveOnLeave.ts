import { useEffect } from 'react'
import type { DraftStore } from '../draft/draftStore.ts'
import { hearOtherTabs } from '../draft/otherTabs.ts'
import { forgetOnceSaved, keepUnsaved } from '../draft/unsavedCopy.ts'

/**
 * What the autosave has not kept yet goes when the page does, with a copy for the case that the
 * page is gone before the browser has it; where neither can be, it asks. What other tabs do with
 * the draft is heard.
 */
export function useSaveOnLeave(draftId: string, store: DraftStore): void {
  useEffect(() => {
    const leave = () => {
      const unsaved = store.unsaved()
      if (!unsaved) return
      const isCopied = keepUnsaved(draftId, unsaved)
      void store.flush()
      if (isCopied) forgetOnceSaved(draftId, store)
    }
    const ask = (event: BeforeUnloadEvent) => {
      const { kind } = store.snapshot().saved
      if (kind === 'failed' || kind === 'changed elsewhere') event.preventDefault()
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
    }
  }, [draftId, store])
}
