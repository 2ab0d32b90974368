import { Button, Group, Text } from '@mantine/core'
import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
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
  const isOnline = useSyncExternalStore(
    (onChange) => onlineManager.subscribe(onChange),
    () => onlineManager.isOnline(),
  )
  if (!isOnline) {
    return (
      <Text size="xs" c="var(--sb-warning)" role="alert">
        This is from {seconds.format(readAt)} and may be old. The browser is offline: it is read
        again when it is back online.
      </Text>
    )
  }
  if (!failure) {
    return (
      <Text size="xs" c="dimmed">
        As of {seconds.format(readAt)}
      </Text>
    )
  }
  // The API's words may end with a full stop of their own.
  const why = [failure.title, failure.said].map(
    (words) => words && `${words.replace(/\.$/u, '')}. `,
  )
  return (
    <Group gap="xs">
      <Text size="xs" c="var(--sb-warning)" role="alert">
        This is from {seconds.format(readAt)} and may be old. {why}It is tried again by itself.
      </Text>
      {failure.reference && (
        // No part of what is announced: it is another one with each try.
        <Text size="xs" c="dimmed">
          {failure.reference}
        </Text>
      )}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        Try now
      </Button>
    </Group>
  )
}
