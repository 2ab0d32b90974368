import { Badge } from '@mantine/core'
import type { Health } from './syncWords.ts'

const looks: Record<Health, { color: string; words: string; means?: string }> = {
  paused: { color: 'gray', words: 'Paused' },
  failing: { color: 'red', words: 'Failing' },
  // Not green: the status of a sync knows nothing of records that were rejected.
  'up to date': {
    color: 'gray',
    words: 'Up to date',
    means: 'Its last run finished. Whether records were rejected is on its page.',
  },
  ready: { color: 'gray', words: 'No run yet' },
  unknown: { color: 'gray', words: 'Unknown' },
}

/** How a sync is by its status alone, in a word. */
export function HealthBadge({ health }: { health: Health }) {
  const { color, words, means } = looks[health]
  return (
    <Badge variant="light" color={color} tt="none" title={means}>
      {words}
    </Badge>
  )
}
