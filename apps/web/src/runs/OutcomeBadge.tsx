import { Badge } from '@mantine/core'
import type { RunOutcome } from './runOutcome.ts'

const colors: Record<RunOutcome['kind'], string> = {
  queued: 'gray',
  working: 'indigo',
  finished: 'green',
  flawed: 'yellow',
  failed: 'red',
  canceled: 'gray',
  skipped: 'gray',
  unknown: 'gray',
}

/** How a run is, in a few words. */
export function OutcomeBadge({ outcome }: { outcome: RunOutcome }) {
  return (
    <Badge variant="light" color={colors[outcome.kind]} tt="none">
      {outcome.words}
    </Badge>
  )
}
