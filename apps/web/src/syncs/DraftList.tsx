import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { isJsonObject } from '@sync-builder/schema'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { deleteDraft, listDrafts, type StoredDraft } from '../draft/storage.ts'
import { operationWords } from './syncWords.ts'

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A draft in one line: its label, and what is chosen so far. */
function draftWords({ draft }: StoredDraft): { label: string; choice: string } {
  const { label, operation, destination_attributes: destination } = draft.body
  const object = isJsonObject(destination) ? destination.object : undefined
  const parts = [
    typeof operation === 'string' && operationWords({ id: 1, operation }),
    typeof object === 'string' && `to ${object}`,
    draft.rows.length > 0 &&
      `${draft.rows.length} ${draft.rows.length === 1 ? 'mapping' : 'mappings'}`,
  ].filter(Boolean)
  return {
    label: typeof label === 'string' && label.trim() ? label : 'Draft without a label',
    choice: parts.join(' · ') || 'Nothing chosen yet',
  }
}

/** The drafts of this browser that are not created yet; nothing when there are none. */
export function DraftList() {
  const queries = useQueryClient()
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: listDrafts,
    networkMode: 'always',
    staleTime: 0,
    retry: false,
  })
  if (drafts.isError) {
    return (
      <Alert color="yellow" title="Drafts cannot be read">
        This browser does not let the page keep data, so drafts are lost when the page closes.
      </Alert>
    )
  }
  const open = drafts.data?.drafts.filter(({ attempt }) => attempt?.outcome !== 'created') ?? []
  const unreadable = drafts.data?.unreadable ?? 0
  if (open.length === 0 && unreadable === 0) return null

  async function remove(id: string) {
    await deleteDraft(id)
    await queries.invalidateQueries({ queryKey: ['drafts'] })
  }
  return (
    <Stack gap="xs" component="section" aria-label="Drafts">
      <Title order={2} size="h5">
        Drafts in this browser
      </Title>
      {unreadable > 0 && (
        <Alert color="yellow">
          {unreadable === 1 ? 'One draft' : `${unreadable} drafts`} of this browser cannot be read:
          damaged, or made by another version.
        </Alert>
      )}
      {open.map((stored) => {
        const { label, choice } = draftWords(stored)
        return (
          <Paper key={stored.id} withBorder px="md" py="xs">
            <Group justify="space-between" wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Anchor component={Link} href={`/drafts/${stored.id}/source`} fw={500} size="sm">
                  {label}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {choice} · saved {dateAndTime.format(stored.savedAt)}
                  {stored.attempt?.outcome === 'unknown' && ' · the create has an unknown outcome'}
                  {stored.attempt?.outcome === 'sent' && ' · being created'}
                </Text>
              </div>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                aria-label={`Delete draft ${label}`}
                onClick={() => void remove(stored.id)}
              >
                Delete
              </Button>
            </Group>
          </Paper>
        )
      })}
    </Stack>
  )
}
