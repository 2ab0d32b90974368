import { Badge } from '@mantine/core'
import type { Health } from './syncWords.ts'

const looks: Record<Health, { color: string; words: string }> = {
  paused: { color: 'gray', words: 'Paused' },
  failing: { color: 'red', words: 'Failing' },
  'up to date': { color: 'green', words: 'Up to date' },
  ready: { color: 'gray', words: 'No run yet' },
  unknown: { color: 'gray', words: 'Unknown' },
}

/** How a sync is, in a word. */
export function HealthBadge({ health }: { health: Health }) {
  const { color, words } = looks[health]
  return (
    <Badge variant="light" color={color} tt="none">
      {words}
    </Badge>
  )
}
