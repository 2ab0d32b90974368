import { useEffect, useMemo, useRef } from 'react'

/**
 * `value`, or the one from before as long as `isSame` finds no news in it: what is made from it, or
 * drawn for it, can then stay as well. `isSame` must be the same function each time.
 */
export function useKept<T>(value: T, isSame: (before: T, now: T) => boolean): T {
  const previous = useRef(value)
  const kept = useMemo(
    () => (isSame(previous.current, value) ? previous.current : value),
    [value, isSame],
  )
  useEffect(() => {
    previous.current = kept
  }, [kept])
  return kept
}
