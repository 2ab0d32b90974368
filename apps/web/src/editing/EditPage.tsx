import { Anchor, Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import {
  acknowledge,
  fromCreateSync,
  fromStoredSync,
  isJsonObject,
  lossesOf,
  possibleBehaviors,
  syncLabel,
  type JsonObject,
} from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { failureWords } from '../api/failureWords.ts'
import { syncQuery } from '../api/syncs.ts'
import { editedSyncOf } from '../draft/editedSync.ts'
import { newDraft } from '../draft/newDraft.ts'
import { deleteDraft, draftsOfSync, type DraftHead } from '../draft/storage.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { hasChanges } from './hasChanges.ts'

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** The step that an edit opens at: the whole sync at a glance, each part a click away. */
const firstStep = 'review'

/** Opens a draft that changes a stored sync, or offers the one that was left with changes. */
export default function EditPage({ id }: { id: number }) {
  const [, navigate] = useLocation()
  const sync = useQuery({ ...syncQuery(id), refetchOnMount: 'always', gcTime: 0 })
  const left = useQuery({
    queryKey: ['drafts', 'of sync', id],
    queryFn: () => findLeft(id),
    networkMode: 'always',
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
  const [isRefused, setIsRefused] = useState(false)
  const isOpening = useRef(false)
  const read = sync.isFetchedAfterMount && !sync.isError ? sync.data : undefined

  async function open(stored: JsonObject, replaced: readonly DraftHead[]) {
    if (isOpening.current) return
    isOpening.current = true
    try {
      const request = fromStoredSync(stored)
      const draft = { ...fromCreateSync(request), imported: [] }
      // What the sync takes away by now is nothing that its edit would begin with.
      const acknowledged = acknowledge([], lossesOf(possibleBehaviors(request)), true)
      const local = { editedSync: editedSyncOf(id, stored, Date.now()), acknowledged }
      const draftId = await newDraft(draft, local)
      await Promise.all(replaced.map((head) => deleteDraft(head.id)))
      navigate(`/drafts/${draftId}/${firstStep}`, { replace: true })
    } catch {
      isOpening.current = false
      setIsRefused(true)
    }
  }

  const resumable = left.data?.changed[0]
  const isNew = left.isError || (left.data !== undefined && !resumable)
  const stored: unknown = read
  useEffect(() => {
    if (isNew && isJsonObject(stored)) void open(stored, left.data?.unchanged ?? [])
  })

  const label = syncLabel(sync.data ?? { id })
  useEffect(() => {
    document.title = `Edit ${label} · Sync Builder`
  }, [label])
  const failure = failureWords(sync.error)
  return (
    <Container size="sm" py="xl" w="100%" component="main" id="main" tabIndex={-1}>
      <Stack gap="md">
        <Anchor component={Link} href={`/syncs/${id}`} size="sm">
          Back to the sync
        </Anchor>
        <Title order={1} size="h2">
          Edit {label}
        </Title>
        {failure && <ErrorNotice {...failure} onRetry={() => void sync.refetch()} />}
        {isRefused && (
          <ErrorNotice
            title="The draft could not be opened"
            next="This browser does not let the page keep data. Allow it for this site, or leave private browsing."
          />
        )}
        {resumable && (
          <Resume
            head={resumable}
            onResume={() =>
              navigate(`/drafts/${resumable.id}/${resumable.local.step ?? firstStep}`, {
                replace: true,
              })
            }
            onStartAnew={
              isJsonObject(stored)
                ? () =>
                    void open(stored, [
                      ...(left.data?.changed ?? []),
                      ...(left.data?.unchanged ?? []),
                    ])
                : undefined
            }
          />
        )}
        {!failure && !isRefused && !resumable && (
          <Stack role="status" aria-label="Reading the sync">
            <Skeleton height={32} />
            <Skeleton height={160} />
          </Stack>
        )}
      </Stack>
    </Container>
  )
}

interface ResumeProps {
  head: DraftHead
  onResume: () => void
  /** Undefined until the sync is read. */
  onStartAnew: (() => void) | undefined
}

function Resume({ head, onResume, onStartAnew }: ResumeProps) {
  const isSent = head.local.editedSync?.sent !== undefined
  return (
    <>
      <Text>
        {isSent
          ? 'A change of this sync was sent from this browser, and it is not known yet whether it arrived.'
          : `This browser holds changes of this sync that are not saved, last edited ${dateAndTime.format(head.savedAt)}.`}
      </Text>
      <Group>
        <Button onClick={onResume}>
          {isSent ? 'See how it ended' : 'Go on with these changes'}
        </Button>
        {!isSent && (
          <Button
            variant="default"
            aria-disabled={!onStartAnew}
            data-disabled={!onStartAnew || undefined}
            onClick={onStartAnew}
          >
            Drop them and start anew
          </Button>
        )}
      </Group>
    </>
  )
}

/** The drafts that change this sync: those with something to lose, and the others. */
async function findLeft(id: number): Promise<{ changed: DraftHead[]; unchanged: DraftHead[] }> {
  const drafts = await draftsOfSync(id)
  const found = await Promise.all(
    drafts.map(async (head) => ({ head, has: await hasChanges(head) })),
  )
  return {
    changed: found.filter(({ has }) => has).map(({ head }) => head),
    unchanged: found
      .filter(({ has, head }) => !has && !head.local.editedSync?.saved)
      .map(({ head }) => head),
  }
}
