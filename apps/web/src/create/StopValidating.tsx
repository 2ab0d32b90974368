import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

/** Most checks are over before a way out of them is worth a look. */
const quietMs = 1000

/** The way out of a check that takes long. */
export function StopValidating({ onStop }: { onStop: () => void }) {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), quietMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <Button size="xs" variant="subtle" onClick={onStop}>
      Stop validating
    </Button>
  )
}
