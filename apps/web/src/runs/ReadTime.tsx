import { Button, Group, Text } from '@mantine/core'
import type { ErrorWords } from '../api/errorWords.ts'

const seconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

interface ReadTimeProps {
  /** When what is shown was read, in ms since the epoch. */
  readAt: number
  /** Why it could not be read again since. */
  failure: ErrorWords | undefined
  onRetry: () => void
}

/** From when something is that is read again by itself, and whether that still works. */
export function ReadTime({ readAt, failure, onRetry }: ReadTimeProps) {
  if (!failure) {
    return (
      <Text size="xs" c="dimmed">
        As of {seconds.format(readAt)}
      </Text>
    )
  }
  const said = [failure.title, failure.said, failure.reference].filter(Boolean).join('. ')
  return (
    <Group gap="xs">
      <Text size="xs" c="var(--sb-warning)" role="alert">
        This is from {seconds.format(readAt)} and may be old. {said}. It is tried again by itself.
      </Text>
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        Try now
      </Button>
    </Group>
  )
}
