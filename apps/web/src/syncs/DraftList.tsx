import { Alert, Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { draftName, labelOf } from '../draft/draftName.ts'
import { NameInput } from '../draft/NameInput.tsx'
import { hearOtherTabs } from '../draft/otherTabs.ts'
import { saveLeft } from '../draft/saveLeft.ts'
import {
  deleteDraft,
  isInDoubt,
  keptIds,
  listDrafts,
  putBack,
  renameDraft,
  type DraftHead,
} from '../draft/storage.ts'
import { forgetOtherCopies } from '../draft/unsavedCopy.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import { momentWords } from '../ui/moments.ts'
import { holdsWords, searchWords } from '../ui/searchWords.ts'
import classes from './draftList.module.css'
import { operationWords } from './syncWords.ts'

const UnreadableDrafts = lazyPart(() => import('./UnreadableDrafts.tsx'))

/** With more drafts than this the list scrolls, and can be searched. */
const mostUnsearched = 6
const rowHeight = 56

/** A draft with the words of its row, made once and searched by. */
interface Row {
  head: DraftHead
  name: string
  words: string
  text: string
}

function rowOf(head: DraftHead): Row {
  const { summary, local, savedAt, attempt } = head
  const { operation, source, object, mappings } = summary
  const name = draftName(local, summary)
  const parts = [
    local.editedSync && `Changes sync ${local.editedSync.id}`,
    operation && operationWords({ id: 1, operation }),
    source && `from ${labelOf(source, local.labels)}`,
    object && `to ${labelOf(object, local.labels)}`,
    mappings > 0 && `${mappings} ${mappings === 1 ? 'mapping' : 'mappings'}`,
  ].filter((part) => typeof part === 'string' && part !== '')
  const words = [
    ...(parts.length > 0 ? parts : ['Nothing chosen yet']),
    `changed ${momentWords(savedAt)}`,
    ...(local.step ? [`at ${stepTitle(local.step)}`] : []),
    ...(attempt?.outcome === 'unknown' ? ['the create has an unknown outcome'] : []),
    ...(attempt?.outcome === 'sent' ? ['being created'] : []),
    ...(local.editedSync?.sent ? ['being saved'] : []),
  ].join(' · ')
  return { head, name, words, text: `${name} ${summary.label ?? ''} ${words}`.toLowerCase() }
}

/** The steps' ids are their titles in lower case. */
function stepTitle(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1)
}

interface Deleted {
  row: Row
  record: unknown
}

/** The drafts of this browser that are not created yet; nothing when there are none. */
export function DraftList() {
  const queries = useQueryClient()
  const [deleted, setDeleted] = useState<readonly Deleted[]>([])
  const [returned, setReturned] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const [search, setSearch] = useState('')
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: async () => {
      await saveLeft()
      return listDrafts(Date.now())
    },
    networkMode: 'always',
    staleTime: 0,
    retry: false,
  })
  const kept = useMemo(() => drafts.data?.drafts.map(rowOf) ?? [], [drafts.data])
  const readAgain = () => queries.invalidateQueries({ queryKey: ['drafts'] })
  useEffect(
    () => hearOtherTabs(() => void queries.invalidateQueries({ queryKey: ['drafts'] })),
    [queries],
  )
  useEffect(() => void forgetGone(), [])
  const onReturned = useCallback(() => setReturned(undefined), [])
  if (drafts.isError) {
    return (
      <Alert color="yellow" title="Drafts cannot be read">
        This browser does not let the page keep data, so drafts are lost when the page closes.
      </Alert>
    )
  }
  const gone = new Map(deleted.map((one) => [one.row.head.id, one]))
  const rows = [
    ...kept.filter(({ head }) => !gone.has(head.id)),
    ...deleted.map(({ row }) => row),
  ].toSorted((a, b) => b.head.savedAt - a.head.savedAt)
  const unreadable = drafts.data?.unreadable ?? []
  if (rows.length === 0 && unreadable.length === 0) return null

  const isSearchable = rows.length > mostUnsearched
  const wanted = isSearchable ? searchWords(search) : []
  const shown = rows.filter(({ text }) => holdsWords(text, wanted))

  async function attempt(words: string, action: () => Promise<void>) {
    setFailure(undefined)
    try {
      await action()
    } catch {
      setFailure(words)
    }
    await readAgain()
  }
  const actions: RowActions = {
    onReturned,
    remove: (row) =>
      attempt(
        `“${row.name}” could not be deleted: the browser did not let the page do it.`,
        async () => {
          const result = await deleteDraft(row.head.id, row.head.savedAt)
          if (result === 'in doubt') {
            setFailure(`“${row.name}” is kept: nobody knows yet whether it became a sync.`)
          } else if (result.record !== undefined) {
            setDeleted((before) => [...before, { row, record: result.record }])
          }
        },
      ),
    undo: ({ row, record }) =>
      attempt(
        'The draft could not be put back: the browser did not let the page keep it.',
        async () => {
          await putBack(row.head.id, record)
          await readAgain()
          setReturned(row.head.id)
          setDeleted((before) => before.filter((one) => one.row !== row))
        },
      ),
    rename: (row, name) =>
      attempt('The name could not be kept: the browser did not let the page do it.', () =>
        renameDraft(row.head.id, name),
      ),
  }
  return (
    <Stack gap="xs" component="section" aria-label="Drafts">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h5">
          Drafts in this browser
        </Title>
        {isSearchable && (
          <Group gap="sm" wrap="nowrap">
            <Text size="xs" c="dimmed" role="status">
              {shown.length === rows.length
                ? `${rows.length} drafts`
                : `${shown.length} of ${rows.length} drafts`}
            </Text>
            <TextInput
              size="xs"
              type="search"
              aria-label="Search drafts"
              placeholder="Search drafts"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </Group>
        )}
      </Group>
      {unreadable.length > 0 && (
        <Suspense>
          <UnreadableDrafts drafts={unreadable} />
        </Suspense>
      )}
      {failure && <Alert color="yellow">{failure}</Alert>}
      {rows.length > 0 && <Rows rows={shown} gone={gone} returned={returned} actions={actions} />}
    </Stack>
  )
}

/**
 * What was deleted in an earlier visit cannot be put back any more, so its versions go, and the
 * copy of what was not saved in it; what is deleted in this one keeps them for the undo.
 */
async function forgetGone(): Promise<void> {
  try {
    const { forgetOtherCheckpoints } = await import('../draft/checkpointStorage.ts')
    // Only now: what another tab begins while that loads is none of what is gone.
    const kept = await keptIds()
    forgetOtherCopies(kept)
    await forgetOtherCheckpoints(kept)
  } catch {
    // They go the next time.
  }
}

interface RowActions {
  onReturned: () => void
  remove: (row: Row) => Promise<void>
  undo: (deleted: Deleted) => Promise<void>
  rename: (row: Row, name: string | undefined) => Promise<void>
}

interface RowsProps {
  rows: readonly Row[]
  gone: ReadonlyMap<string, Deleted>
  /** The draft that was put back last and is not shown yet. */
  returned: string | undefined
  actions: RowActions
}

function Rows({ rows, gone, returned, actions }: RowsProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => rows[index]?.head.id ?? index,
  })
  return (
    <div ref={setScroller} className={classes.scroller}>
      <div
        role="list"
        aria-label="Drafts"
        style={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index]!
          const deleted = gone.get(row.head.id)
          return (
            <div
              key={key}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={classes.row}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
            >
              {deleted ? (
                <DeletedDraft deleted={deleted} onUndo={() => void actions.undo(deleted)} />
              ) : (
                <OpenDraft row={row} isReturned={row.head.id === returned} actions={actions} />
              )}
            </div>
          )
        })}
      </div>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          No draft matches.
        </Text>
      )}
    </div>
  )
}

interface OpenDraftProps {
  row: Row
  /** It was deleted and put back: the focus goes to it, unless it is elsewhere by now. */
  isReturned: boolean
  actions: RowActions
}

function OpenDraft({ row, isReturned, actions }: OpenDraftProps) {
  const { head, name, words } = row
  const [isNaming, setIsNaming] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const renaming = useRef<HTMLButtonElement>(null)
  const { onReturned } = actions
  useEffect(() => {
    if (!isReturned) return
    if (document.activeElement === document.body) place.current?.querySelector('a')?.focus()
    onReturned()
  }, [isReturned, onReturned])
  return (
    <>
      <div ref={place} className={classes.words}>
        {isNaming ? (
          <NameInput
            name={head.local.name}
            unnamed={draftName({ labels: head.local.labels }, head.summary)}
            onEnd={(given) => {
              // Ended by a key it takes the focus with it; who left it has gone elsewhere.
              if (place.current?.contains(document.activeElement)) renaming.current?.focus()
              setIsNaming(false)
              if (given !== undefined) void actions.rename(row, given || undefined)
            }}
          />
        ) : (
          <Anchor
            component={Link}
            href={`/drafts/${head.id}/${encodeURIComponent(head.local.step ?? 'source')}`}
            fw={500}
            size="sm"
            title={name}
          >
            {name}
          </Anchor>
        )}
        <Text size="xs" c="dimmed" title={words}>
          {words}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button
          ref={renaming}
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={`Rename draft ${name}`}
          onClick={() => setIsNaming(true)}
        >
          Rename
        </Button>
        {isInDoubt(head) ? (
          <Text size="xs" c="dimmed">
            Open it to see how it ended
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={`Delete draft ${name}`}
            onClick={() => void actions.remove(row)}
          >
            Delete
          </Button>
        )}
      </Group>
    </>
  )
}

/** In the place of the draft, so that the hand and the focus stay where they were. */
function DeletedDraft({ deleted, onUndo }: { deleted: Deleted; onUndo: () => void }) {
  const { name } = deleted.row
  return (
    <>
      <Text size="sm" c="dimmed" role="status" className={classes.words}>
        “{name}” is deleted
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={`Put back draft ${name}`}
        ref={takeFocus}
        onClick={onUndo}
      >
        Undo
      </Button>
    </>
  )
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}
