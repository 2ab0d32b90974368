import { Container } from '@mantine/core'
import { emptyDraft } from '@sync-builder/schema'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { newDraft } from '../draft/newDraft.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'

/** `/new`: opens an empty draft in its place, so that New sync can be a link like any other. */
export default function NewDraftPage() {
  const [, navigate] = useLocation()
  const [isRefused, setIsRefused] = useState(false)
  const isMade = useRef(false)

  useEffect(() => {
    if (isMade.current) return
    isMade.current = true
    newDraft(emptyDraft()).then(
      (id) => navigate(`/drafts/${id}/source`, { replace: true }),
      () => setIsRefused(true),
    )
  }, [navigate])

  return (
    <Container size="sm" py="xl" w="100%" component="main" id="main">
      {isRefused && (
        <ErrorNotice
          title="The draft could not be opened"
          next="This browser does not let the page keep data. Allow it for this site, or leave private browsing."
        />
      )}
    </Container>
  )
}
