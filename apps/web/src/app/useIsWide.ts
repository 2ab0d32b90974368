import { useSyncExternalStore } from 'react'

// From this width on the inspector stands beside the step; below it is a sheet.
const wide = window.matchMedia('(width >= 1200px)')

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** True while the inspector has room of its own. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches)
}
