import { useEffect, useRef, type ReactNode } from 'react'

/** Scrolls to what it holds when that comes: the button that led to it stays where it is, below. */
export function InSight({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In braces: it may give a promise, which is nothing to clean up by.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} style={{ scrollMarginBlock: 20 }}>
      {children}
    </div>
  )
}
