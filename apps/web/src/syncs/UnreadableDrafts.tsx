import { Alert, Stack, Text } from '@mantine/core'
import type { UnreadableDraft as Unread } from '../draft/storage.ts'
import { UnreadableDraft, unreadableWords } from '../draft/UnreadableDraft.tsx'

/** What stands among the drafts and cannot be read: why, and the ways out. */
export default function UnreadableDrafts({ drafts }: { drafts: readonly Unread[] }) {
  return drafts.map(({ id, why }) => (
    <Alert key={id} color="yellow" title={unreadableWords[why].title}>
      <Stack gap="xs">
        <Text size="sm">{unreadableWords[why].next}</Text>
        <UnreadableDraft id={id} />
      </Stack>
    </Alert>
  ))
}
