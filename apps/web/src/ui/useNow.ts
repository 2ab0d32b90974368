import { useEffect, useState } from 'react'

const minuteMs = 60_000

/** The time in ms since the epoch, renewed when a minute begins. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), minuteMs - (now % minuteMs))
    return () => clearTimeout(timer)
  }, [now])
  return now
}
