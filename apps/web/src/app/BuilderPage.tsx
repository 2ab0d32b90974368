import { emptyDraft, type SyncDraft } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { Button, Container, Stack, Text, Title } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { Link } from 'wouter'
import { createDraftStore } from '../draft/draftStore.ts'
import { loadDraft, saveContent } from '../draft/storage.ts'
import { PageSkeleton } from './PageSkeleton.tsx'
import { Wizard } from './Wizard.tsx'

/** The wizard over one draft, or why there is none to show. */
export default function BuilderPage({ draftId, stepId }: { draftId: string; stepId: string }) {
  const loaded = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => loadDraft(draftId),
    networkMode: 'always',
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
  // Where the browser keeps nothing, one can still build: what is lost on reload is said.
  const stored = useMemo(
    () =>
      loaded.isError
        ? { draft: emptyDraft(), savedAt: 0, attempt: undefined }
        : typeof loaded.data === 'object'
          ? loaded.data
          : undefined,
    [loaded.isError, loaded.data],
  )
  const store = useMemo(
    () =>
      stored && createDraftStore(stored.draft, stored.savedAt, (draft) => saveNow(draftId, draft)),
    [stored, draftId],
  )

  if (store && stored) {
    return <Wizard draftId={draftId} stepId={stepId} store={store} attempt={stored.attempt} />
  }
  if (loaded.data === 'missing') {
    return (
      <NoDraft title="This draft is not in this browser">
        Drafts stay in the browser that made them. It may have been deleted, or made elsewhere.
      </NoDraft>
    )
  }
  if (loaded.data === 'unreadable') {
    return (
      <NoDraft title="This draft cannot be read">
        What this browser keeps under its name is damaged, or was made by another version.
      </NoDraft>
    )
  }
  return <PageSkeleton />
}

async function saveNow(draftId: string, draft: SyncDraft): Promise<number> {
  const savedAt = Date.now()
  await saveContent(draftId, draft, savedAt)
  return savedAt
}

function NoDraft({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container py="xl" size="sm" component="main" id="main" tabIndex={-1}>
      <Stack align="flex-start">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text>{children}</Text>
        <Button component={Link} href="/">
          Back to the syncs
        </Button>
      </Stack>
    </Container>
  )
}
