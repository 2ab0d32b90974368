import { Container, Title } from '@mantine/core'
import { fromCreateSync, type SyncDraft } from '@sync-builder/schema'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { beginDraft } from '../draft/begunDrafts.ts'
import { newDraft } from '../draft/newDraft.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'

/** What a new draft can begin with, and the step it opens at. Nothing empty is kept. */
const beginnings = {
  empty: { step: 'source', begin: () => Promise.resolve(beginDraft()) },
  example: { step: 'review', begin: async () => newDraft(await exampleDraft()) },
} as const satisfies Record<string, { step: string; begin: () => Promise<string> }>

async function exampleDraft(): Promise<SyncDraft> {
  const [example, { readRequest }] = await Promise.all([
    import('../../../../examples/create-sync.json?raw'),
    import('../importing/readRequest.ts'),
  ])
  const read = readRequest(example.default)
  if (!read.ok) throw new Error(read.message)
  return fromCreateSync(read.payload)
}

/** Opens a new draft in its own place, so that New sync can be a link like any other. */
export default function NewDraftPage({ from }: { from: keyof typeof beginnings }) {
  const [, navigate] = useLocation()
  const [isRefused, setIsRefused] = useState(false)
  const isMade = useRef(false)

  useEffect(() => {
    if (isMade.current) return
    isMade.current = true
    const { step, begin } = beginnings[from]
    begin().then(
      (id) => navigate(`/drafts/${id}/${step}`, { replace: true }),
      () => setIsRefused(true),
    )
  }, [from, navigate])

  return (
    <Container size="sm" py="xl" w="100%" component="main" id="main" tabIndex={-1}>
      {isRefused && (
        <>
          <Title order={1} size="h2" mb="md">
            New sync
          </Title>
          <ErrorNotice
            title="The draft could not be opened"
            next="This browser does not let the page keep data. Allow it for this site, or leave private browsing."
          />
        </>
      )}
    </Container>
  )
}
