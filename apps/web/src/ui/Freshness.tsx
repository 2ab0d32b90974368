import { Button, Group, Loader, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { ageInWords } from './age.ts'
import { ErrorNotice, type ErrorNoticeProps } from './ErrorNotice.tsx'
import { momentWords } from './moments.ts'
import { useNow } from './useNow.ts'

/** How old something is, and a way to have it read anew (see `useRefresh`). */
export interface FreshnessProps {
  /** What it is about, as in "Tables read 5 minutes ago" and "Refresh tables". */
  what: string
  /** When it was read, in ms since the epoch; undefined while it never was. */
  readAt: number | undefined
  /** When the other side says that it looked itself, as an ISO time. */
  refreshedAt?: string | undefined
  /** How many of them could not be read and are missing. */
  unreadable?: number
  refresh: {
    isRefreshing: boolean
    error: ErrorNoticeProps | undefined
    onRefresh: () => void
    onStop: () => void
  }
}

/** The age of what was read, and the button that has it read anew. */
export function Freshness({ what, readAt, refreshedAt, unreadable = 0, refresh }: FreshnessProps) {
  const now = useNow()
  const lookedAt = refreshedAt === undefined ? Number.NaN : Date.parse(refreshedAt)
  const age = Number.isNaN(lookedAt)
    ? readAt && `${what} read ${ageInWords(readAt, now)}`
    : `${what} refreshed ${ageInWords(lookedAt, now)}`
  const at = Number.isNaN(lookedAt) ? readAt : lookedAt
  return (
    <Stack gap="xs">
      <Group gap="xs" mih={28}>
        {refresh.isRefreshing && <Loader size={14} aria-hidden />}
        <Text size="xs" c="dimmed" {...(at !== undefined && { title: momentWords(at, now) })}>
          {/* The age is not announced: it changes every minute. */}
          <span role="status">{refresh.isRefreshing && `Refreshing ${what.toLowerCase()}`}</span>
          {!refresh.isRefreshing && age}
        </Text>
        {/* One button for both, so that the focus stays where it is. */}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={refresh.isRefreshing ? undefined : <IconRefresh size={14} aria-hidden />}
          aria-label={
            refresh.isRefreshing ? 'Stop waiting for the refresh' : `Refresh ${what.toLowerCase()}`
          }
          onClick={refresh.isRefreshing ? refresh.onStop : refresh.onRefresh}
        >
          {refresh.isRefreshing ? 'Stop waiting' : 'Refresh'}
        </Button>
      </Group>
      {unreadable > 0 && (
        <Text size="xs" c="var(--sb-warning)">
          Note: {unreadable} of them could not be read and {unreadable === 1 ? 'is' : 'are'} missing
          here.
        </Text>
      )}
      {refresh.error && <ErrorNotice {...refresh.error} onRetry={refresh.onRefresh} />}
    </Stack>
  )
}
