import { Button, Container, Title } from '@mantine/core'
import { emptyDraft } from '@sync-builder/schema'
import { useLocation } from 'wouter'
import { putDraft } from '../draft/storage.ts'

export function HomePage() {
  const [, navigate] = useLocation()

  async function open() {
    const id = crypto.randomUUID()
    await putDraft({ version: 1, id, draft: emptyDraft(), savedAt: Date.now() })
    navigate(`/drafts/${id}/source`)
  }
  return (
    <Container py="xl">
      <Title order={1}>Syncs</Title>
      <Button onClick={() => void open()}>New sync</Button>
    </Container>
  )
}
