import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { isJsonObject } from '@sync-builder/schema'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { deleteDraft, isInDoubt, listDrafts, putDraft, type StoredDraft } from '../draft/storage.ts'
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
  const [deleted, setDeleted] = useState<readonly StoredDraft[]>([])
  const [failure, setFailure] = useState<string>()
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: () => listDrafts(Date.now()),
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
  const gone = new Set(deleted.map(({ id }) => id))
  const kept = drafts.data?.drafts.filter(({ id }) => !gone.has(id)) ?? []
  const rows = [...kept, ...deleted].toSorted((a, b) => b.savedAt - a.savedAt)
  const unreadable = drafts.data?.unreadable ?? 0
  if (rows.length === 0 && unreadable === 0) return null

  async function remove(stored: StoredDraft) {
    const { label } = draftWords(stored)
    setFailure(undefined)
    try {
      if ((await deleteDraft(stored.id)) === 'in doubt') {
        setFailure(`“${label}” is kept: nobody knows yet whether it became a sync.`)
      } else setDeleted((before) => [...before, stored])
    } catch {
      setFailure(`“${label}” could not be deleted: the browser did not let the page do it.`)
    }
    await queries.invalidateQueries({ queryKey: ['drafts'] })
  }
  async function undo(stored: StoredDraft) {
    setFailure(undefined)
    try {
      await putDraft(stored)
      await queries.invalidateQueries({ queryKey: ['drafts'] })
      setDeleted((before) => before.filter(({ id }) => id !== stored.id))
    } catch {
      setFailure('The draft could not be put back: the browser did not let the page keep it.')
    }
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
      {failure && <Alert color="yellow">{failure}</Alert>}
      {rows.map((stored) =>
        gone.has(stored.id) ? (
          <DeletedDraft key={stored.id} stored={stored} onUndo={() => void undo(stored)} />
        ) : (
          <OpenDraft key={stored.id} stored={stored} onDelete={() => void remove(stored)} />
        ),
      )}
    </Stack>
  )
}

function OpenDraft({ stored, onDelete }: { stored: StoredDraft; onDelete: () => void }) {
  const { label, choice } = draftWords(stored)
  return (
    <Paper withBorder px="md" py="xs">
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
        {isInDoubt(stored) ? (
          <Text size="xs" c="dimmed">
            Open it to see how its create ended
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={`Delete draft ${label}`}
            onClick={onDelete}
          >
            Delete
          </Button>
        )}
      </Group>
    </Paper>
  )
}

/** In the place of the draft, so that the hand and the focus stay where they were. */
function DeletedDraft({ stored, onUndo }: { stored: StoredDraft; onUndo: () => void }) {
  const { label } = draftWords(stored)
  return (
    <Paper withBorder px="md" py="xs">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed" role="status">
          “{label}” is deleted
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`Put back draft ${label}`}
          ref={takeFocus}
          onClick={onUndo}
        >
          Undo
        </Button>
      </Group>
    </Paper>
  )
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}
