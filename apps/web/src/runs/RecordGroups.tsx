import { Text } from '@mantine/core'
import type { RecordGroup } from './recordGroups.ts'
import classes from './records.module.css'
import { countText } from './runOutcome.ts'

/** So many causes are told apart; the rest is in the list. */
const shownGroups = 5

interface RecordGroupsProps {
  groups: readonly RecordGroup[]
  /** How many records were read. */
  read: number
  chosen: RecordGroup | undefined
  /** Undefined for all of them. */
  onChoose: (message: string | undefined) => void
}

/** Why records were refused, the most frequent cause first; each shows its records alone. */
export function RecordGroups({ groups, read, chosen, onChoose }: RecordGroupsProps) {
  if (groups.length === 0) return null
  const others = groups.length - shownGroups
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {read === 1 ? 'Its cause' : `Causes among the ${countText(read)} read so far`}
      </Text>
      <ul className={classes.groups}>
        {groups.slice(0, shownGroups).map(({ message, records }) => (
          <li key={message}>
            <button
              type="button"
              className={classes.group}
              aria-pressed={chosen?.message === message}
              onClick={() => onChoose(chosen?.message === message ? undefined : message)}
            >
              <span className={classes.groupCount}>{countText(records.length)}</span>
              <span className={classes.message}>{message || 'Without a message'}</span>
            </button>
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          And {countText(others)} other {others === 1 ? 'cause' : 'causes'}
        </Text>
      )}
    </div>
  )
}
