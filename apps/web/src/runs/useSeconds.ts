import { useEffect, useState } from 'react'

/** The time in ms since the epoch, renewed each second while something goes on. */
export function useSeconds(isGoingOn: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isGoingOn) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isGoingOn])
  return now
}
