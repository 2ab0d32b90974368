import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { DraftStore } from './draftStore.ts'
import { newDraft } from './newDraft.ts'

interface ChangedElsewhereProps {
  store: DraftStore
  stepId: string
  /** Shows the draft as it is kept now. */
  onReload: () => void
}

/** Another tab has changed this draft: whose changes stay is the operator's to say. */
export function ChangedElsewhere({ store, stepId, onReload }: ChangedElsewhereProps) {
  const [, navigate] = useLocation()
  const [isRefused, setIsRefused] = useState(false)

  async function keepAsNew() {
    try {
      const { draft, local } = store.snapshot()
      const { acknowledged, editedSync } = local
      // The sync that it changes goes along, but not what the other tab may have sent.
      const edited = editedSync && { ...editedSync, sent: undefined, saved: undefined }
      const id = await newDraft(draft, { acknowledged, editedSync: edited })
      navigate(`/drafts/${id}/${stepId}`)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <Alert color="yellow" title="This draft was changed in another tab">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Nothing is saved from this tab any more, so that no change is lost there. Reload shows the
          draft as the other tab left it; what only this tab shows can be kept as a new draft.
        </Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={onReload}>
            Reload
          </Button>
          <Button size="xs" variant="default" onClick={() => void keepAsNew()}>
            Keep as a new draft
          </Button>
          {isRefused && (
            <Text size="sm">This browser does not let the page keep another draft.</Text>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
