import { useEffect, useLayoutEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/**
 * Calls `forget`, which sets state, when the page is left: what it shows may be kept out of sight,
 * by the browser for who comes back to it, and by React until the code of the next page is there.
 */
export function useWhenLeft(forget: () => void): void {
  const latest = useRef(forget)
  useEffect(() => {
    latest.current = forget
  }, [forget])
  useLayoutEffect(() => {
    const leave = () => flushSync(() => latest.current())
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      // React undoes layout effects of what it hides.
      latest.current()
    }
  }, [])
}
