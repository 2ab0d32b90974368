import { VisuallyHidden } from '@mantine/core'
import type { Schedule } from '@sync-builder/schema'
import { scheduleInWords } from '@sync-builder/schema/schedule'
import { useEffect, useState } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { schedulePath } from './frequency.ts'

/** Longer than the problems need to follow what is typed. */
const restMs = 1000

/** Announces the schedule in words once it rests, and only one that the API takes. */
export function ScheduleSaid({ schedule }: { schedule: Schedule | undefined }) {
  const { problems } = useBuilder()
  const isWrong = problems.some(
    ({ severity, path }) =>
      severity === 'error' && schedulePath.every((key, index) => path[index] === key),
  )
  const words = schedule && !isWrong ? scheduleInWords(schedule) : undefined
  const [said, setSaid] = useState<string>()
  const [shown] = useState(words)
  useEffect(() => {
    // What stands there when one comes is read, not announced.
    if (words === undefined || words === (said ?? shown)) return undefined
    const timer = setTimeout(() => setSaid(words), restMs)
    return () => clearTimeout(timer)
  }, [words, said, shown])
  return <VisuallyHidden role="status">{said && `Schedule: ${said}`}</VisuallyHidden>
}
