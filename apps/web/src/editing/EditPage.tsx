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
import { openDrafts } from '../draft/openInTabs.ts'
import { saveLeft } from '../draft/saveLeft.ts'
import { deleteUnchanged, draftsOfSync, isInDoubt, type DraftHead } from '../draft/storage.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { momentWords } from '../ui/moments.ts'
import { hasChanges } from './hasChanges.ts'

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

  /** Does something that opens a draft, once; what it gives is the draft's id, if it opened one. */
  async function opening(open: () => Promise<string | undefined>) {
    if (isOpening.current) return
    isOpening.current = true
    try {
      const draftId = await open()
      if (draftId !== undefined) navigate(`/drafts/${draftId}/${firstStep}`, { replace: true })
      else isOpening.current = false
    } catch {
      isOpening.current = false
      setIsRefused(true)
    }
  }

  /** Makes a draft of what is stored, in the place of drafts that were read before. */
  async function make(stored: JsonObject, replaced: readonly DraftHead[]): Promise<string> {
    const request = fromStoredSync(stored)
    const draft = { ...fromCreateSync(request), imported: [] }
    // What the sync takes away by now is nothing that its edit would begin with.
    const acknowledged = acknowledge([], lossesOf(possibleBehaviors(request)), true)
    const local = { editedSync: editedSyncOf(id, stored, Date.now()), acknowledged }
    const draftId = await newDraft(draft, local)
    const isOpen = await openElsewhere()
    await Promise.all(replaced.filter((head) => !isOpen(head)).map(deleteUnchanged))
    return draftId
  }

  /** Finds or makes a draft where none was left with changes, also none since that was read. */
  async function begin(stored: JsonObject): Promise<string | undefined> {
    const { data: now } = await left.refetch()
    if (now?.changed.length) return undefined
    const unchanged = now?.unchanged ?? []
    const base = JSON.stringify(stored)
    const isOpen = await openElsewhere()
    const same = unchanged.find((head) => head.local.editedSync?.base === base && !isOpen(head))
    return same?.id ?? make(stored, unchanged)
  }

  const changed = left.data?.changed ?? []
  // How a change ended that was sent comes first: until it is known, nothing is dropped.
  const resumable = changed.find(isInDoubt) ?? changed[0]
  const open = changed.filter(({ id: draftId }) => left.data?.open.has(draftId)).length
  const isNew = left.isError || (left.data !== undefined && !resumable)
  const stored: unknown = read
  useEffect(() => {
    if (isNew && !isRefused && isJsonObject(stored)) void opening(() => begin(stored))
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
            count={changed.length}
            open={open}
            onResume={() =>
              navigate(`/drafts/${resumable.id}/${resumable.local.step ?? firstStep}`, {
                replace: true,
              })
            }
            onStartAnew={
              isJsonObject(stored)
                ? () =>
                    void opening(() => make(stored, [...changed, ...(left.data?.unchanged ?? [])]))
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
  /** How many drafts hold changes, this one included. */
  count: number
  /** How many of them are open in other tabs, and are not dropped. */
  open: number
  onResume: () => void
  /** Undefined until the sync is read. */
  onStartAnew: (() => void) | undefined
}

function Resume({ head, count, open, onResume, onStartAnew }: ResumeProps) {
  const isSent = isInDoubt(head)
  const edited = momentWords(head.savedAt)
  return (
    <>
      <Text>
        {isSent
          ? 'A change of this sync was sent from this browser, and it is not known yet whether it arrived.'
          : count === 1
            ? `This browser holds changes of this sync that are not saved, last edited ${edited}.`
            : `This browser holds ${count} drafts with changes of this sync that are not saved, the newest last edited ${edited}.`}
        {!isSent && open > 0 && ' What is open in another tab stays there.'}
      </Text>
      <Group>
        <Button onClick={onResume}>
          {isSent
            ? 'See how it ended'
            : count === 1
              ? 'Go on with these changes'
              : 'Go on with the newest'}
        </Button>
        {!isSent && (
          <Button
            variant="default"
            aria-disabled={!onStartAnew}
            data-disabled={!onStartAnew || undefined}
            onClick={onStartAnew}
          >
            {startWords(count, open)}
          </Button>
        )}
      </Group>
    </>
  )
}

function startWords(count: number, open: number): string {
  if (open === count) return 'Start anew'
  if (count === 1) return 'Drop them and start anew'
  return `Drop ${open === 0 ? 'all ' : ''}${count - open} and start anew`
}

/** The drafts that change this sync: those with something to lose, the others, and what is open. */
interface Left {
  changed: DraftHead[]
  unchanged: DraftHead[]
  open: ReadonlySet<string>
}

async function findLeft(id: number): Promise<Left> {
  await saveLeft()
  const drafts = await draftsOfSync(id)
  const isOpen = await openElsewhere()
  const found = await Promise.all(
    drafts.map(async (head) => ({ head, has: await hasChanges(head) })),
  )
  return {
    changed: found.filter(({ has }) => has).map(({ head }) => head),
    unchanged: found
      .filter(({ has, head }) => !has && !head.local.editedSync?.saved)
      .map(({ head }) => head),
    open: new Set(drafts.filter(isOpen).map((head) => head.id)),
  }
}

/** Tells whether a draft is open in another tab; where the browser does not know, it may be. */
async function openElsewhere(): Promise<(head: DraftHead) => boolean> {
  try {
    const open = await openDrafts()
    return (head) => open.has(head.id)
  } catch {
    return () => true
  }
}
