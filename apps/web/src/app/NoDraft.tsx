import { Button, Container, Stack, Text, Title } from '@mantine/core'
import { Link } from 'wouter'
import type { Unreadable } from '../draft/draftFormat.ts'
import { UnreadableDraft, unreadableWords } from '../draft/UnreadableDraft.tsx'

const missingWords = {
  title: 'This draft is not in this browser',
  next: 'Drafts stay in the browser that made them. It may have been deleted, or made elsewhere.',
}

/** Why there is no draft to show under this id, and the ways on. */
export default function NoDraft({
  draftId,
  why,
}: {
  draftId: string
  why: 'missing' | Unreadable
}) {
  const { title, next } = why === 'missing' ? missingWords : unreadableWords[why]
  return (
    <Container py="xl" size="sm" component="main" id="main" tabIndex={-1}>
      <Stack align="flex-start">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text>{next}</Text>
        {why !== 'missing' && <UnreadableDraft id={draftId} />}
        <Button component={Link} href="/">
          Back to the syncs
        </Button>
      </Stack>
    </Container>
  )
}
