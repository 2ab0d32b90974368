import { useEffect, useState } from 'react'

const minuteMs = 60_000

/** The time by `clock`, in ms since the epoch, renewed when a minute begins. */
export function useNow(clock: () => number = Date.now): number {
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setTimeout(() => setNow(clock()), minuteMs - (now % minuteMs))
    return () => clearTimeout(timer)
  }, [clock, now])
  return now
}
