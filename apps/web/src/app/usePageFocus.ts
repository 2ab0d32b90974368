import { useEffect, useRef } from 'react'

/**
 * Gives the focus to the page that comes, when it went with the page before: else the keyboard and
 * the screen reader would start anew. Pages load lazily, so the new one is waited for.
 */
export function usePageFocus(place: string): void {
  const shown = useRef(place)
  useEffect(() => {
    const isNew = shown.current !== place
    shown.current = place
    if (!isNew || hasFocus()) return undefined
    const observer = new MutationObserver(focusPage)
    function focusPage() {
      document.getElementById('main')?.focus()
      if (hasFocus()) observer.disconnect()
    }
    observer.observe(document.body, { childList: true, subtree: true })
    focusPage()
    return () => observer.disconnect()
  }, [place])
}

/** Whether something that can be seen has the focus: a page that goes hides it for a moment. */
function hasFocus(): boolean {
  const { activeElement, body } = document
  return activeElement !== null && activeElement !== body && activeElement.checkVisibility()
}
