import { Button, Drawer, Group, Skeleton, Text } from '@mantine/core'
import type { SyncDraft } from '@sync-builder/schema'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { acceptProposals, openProposals, proposalKey } from './acceptance.ts'
import classes from './autoMap.module.css'
import { keepSynonyms, readSynonyms } from './keptSynonyms.ts'
import { ProposalList } from './ProposalList.tsx'
import { reasons, type Proposal, type Reason } from './proposals.ts'
import { counted, groupTitles } from './proposalWords.ts'
import { SynonymEditor } from './SynonymEditor.tsx'
import type { SynonymGroups } from './synonyms.ts'
import { useProposals } from './useProposals.ts'

/** What was accepted, and the draft after it. */
interface Accepted {
  words: string
  after: SyncDraft
}

const noProposals: readonly Proposal[] = []

/** Rows that could be added, each with its reason, to be accepted or not. */
export default function AutoMap({ onClose }: { onClose: () => void }) {
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={1080}
      transitionProps={{ duration: 0 }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: its element would be a second banner of the page. */}
        <div className={classes.head}>
          <Drawer.Title fw={600}>Auto-map</Drawer.Title>
          <Drawer.CloseButton aria-label="Close auto-map" />
        </div>
        <Drawer.Body className={classes.body}>
          <Review />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

function Review() {
  const { draft, known, store } = useBuilder()
  const [synonyms, setSynonyms] = useState(() => readSynonyms(localStorage))
  const [isKept, setIsKept] = useState(true)
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<Reason | 'all'>('all')
  const [accepted, setAccepted] = useState<readonly Accepted[]>([])
  const [announcement, announce] = useState('')
  const content = useRef<HTMLDivElement>(null)
  const all = useProposals(known.columns, known.object, synonyms.groups)

  const open = useMemo(() => openProposals(all ?? noProposals, draft.rows), [all, draft.rows])
  const proposals = useMemo(
    () => open.filter((proposal) => !dismissed.has(proposalKey(proposal))),
    [open, dismissed],
  )
  const dismissedCount = open.length - proposals.length
  const isEmpty = proposals.length === 0
  const focusSoon = useFocusSoon(content)
  useEffect(() => {
    // The list was left with the focus in it.
    const isLost = !content.current?.contains(document.activeElement)
    if (isEmpty && announcement !== '' && isLost) focusSoon('undo')
  }, [isEmpty, announcement, focusSoon])

  const accept = (some: readonly Proposal[]) => {
    const before = store.snapshot().draft
    store.change((current) => acceptProposals(current, some))
    const after = store.snapshot().draft
    const [only] = some
    const words =
      some.length === 1 && only
        ? `${only.column.name} to ${only.field.full_name} added.`
        : `${counted(after.rows.length - before.rows.length, 'row')} added.`
    setAccepted([...accepted, { words, after }])
    announce(words)
  }
  // Whatever changed the draft since is undone in the builder, where one sees it.
  const last = accepted.at(-1)
  const undoable = last?.after === draft ? last : undefined
  const undo = useCallback(() => {
    const { history, draft: now } = store.snapshot()
    if (undoable?.after !== now) return
    store.goTo(history.at - 1)
    setAccepted((before) => before.slice(0, -1))
    announce('Taken back.')
    focusSoon('line')
  }, [store, undoable, focusSoon])
  useUndoKey(undo)
  const changeSynonyms = (groups: SynonymGroups | 'defaults') => {
    setIsKept(keepSynonyms(localStorage, groups))
    setSynonyms(
      groups === 'defaults' ? readSynonyms({ getItem: () => null }) : { groups, are: 'own' },
    )
  }

  return (
    <div ref={content} className={classes.content}>
      <Missing />
      {known.columns && known.object?.fields && (
        <>
          <Text size="sm" c="dimmed">
            Each column and each field is proposed once. Rows that are there stay as they are.
          </Text>
          <SynonymEditor synonyms={synonyms} isKept={isKept} onChange={changeSynonyms} />
          {all === undefined ? (
            <Skeleton height={240} role="status" aria-label="Comparing names" />
          ) : (
            <>
              <Choice
                proposals={proposals}
                shown={shown}
                onShow={setShown}
                onAccept={(some) => {
                  accept(some)
                  setShown('all')
                  focusSoon('undo')
                }}
              />
              {proposals.length === 0 ? (
                <Text size="sm" c="dimmed" py="lg" ta="center">
                  {dismissedCount > 0
                    ? 'Nothing is left but what was dismissed.'
                    : 'Nothing left to propose. What remains has no counterpart by its name: map it by hand, or add a synonym.'}
                </Text>
              ) : (
                <ProposalList
                  proposals={proposals}
                  shown={shown}
                  onAccept={accept}
                  onDismiss={(proposal) => {
                    setDismissed(new Set([...dismissed, proposalKey(proposal)]))
                    announce(`${proposal.column.name} to ${proposal.field.full_name} dismissed.`)
                  }}
                />
              )}
            </>
          )}
          <div className={classes.foot}>
            <Text
              size="sm"
              role="status"
              tabIndex={-1}
              data-focus="message"
              className={classes.message}
            >
              {announcement}
            </Text>
            <Group gap="xs">
              {dismissedCount > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    setDismissed(new Set())
                    announce('Dismissed proposals are back.')
                    focusSoon('line')
                  }}
                >
                  Bring back {dismissedCount} dismissed
                </Button>
              )}
              {undoable && (
                <Button
                  data-focus="undo"
                  size="compact-sm"
                  variant="default"
                  aria-label={`Undo: ${undoable.words}`}
                  aria-keyshortcuts="Control+Z Meta+Z"
                  onClick={undo}
                >
                  Undo
                </Button>
              )}
            </Group>
          </div>
        </>
      )}
    </div>
  )
}

/** Gives the focus, once it is drawn, to the Undo button or to a line, else to the message. */
function useFocusSoon(content: RefObject<HTMLElement | null>) {
  return useCallback(
    (to: 'undo' | 'line') => {
      requestAnimationFrame(() => {
        const undo = '[data-focus="undo"]'
        const line = '[data-line][tabindex="0"]'
        const selectors = [
          ...(to === 'undo' ? [undo, line] : [line, undo]),
          '[data-focus="message"]',
        ]
        selectors
          .map((selector) => content.current?.querySelector<HTMLElement>(selector))
          .find((control) => control != null)
          ?.focus()
      })
    },
    [content],
  )
}

/** Ctrl+Z, or Cmd+Z on a Mac, while the panel is open; a text that is typed keeps its own. */
function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, shiftKey, altKey, key, target } = event
      if (altKey || shiftKey || ctrlKey === metaKey || key.toLowerCase() !== 'z') return
      if (target instanceof HTMLInputElement) return
      event.preventDefault()
      undo()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [undo])
}

/** What auto-map goes by and does not have. */
function Missing() {
  const { known, payload } = useBuilder()
  const lacks = [
    ...(known.columns ? [] : ['the columns of the source']),
    ...(known.object?.fields ? [] : ['the fields of the destination object']),
  ]
  if (lacks.length === 0) return null
  const isChosen =
    payload.source_attributes !== undefined && payload.destination_attributes !== undefined
  return (
    <Text size="sm" role="status">
      {known.destination?.isFileSystem
        ? 'The columns of a file are named as you type them, so there is nothing to compare with.'
        : `Auto-map compares names, and ${lacks.join(' and ')} are not known. ${
            isChosen
              ? 'It can start as soon as they are read.'
              : 'Choose source and destination first.'
          }`}
    </Text>
  )
}

/** The reasons with their counts, and one click for all that are shown. */
function Choice(props: {
  proposals: readonly Proposal[]
  shown: Reason | 'all'
  onShow: (shown: Reason | 'all') => void
  onAccept: (proposals: readonly Proposal[]) => void
}) {
  const { proposals, shown, onShow, onAccept } = props
  if (proposals.length === 0) return null
  const counts = new Map(
    reasons.map((reason) => [
      reason,
      proposals.filter((proposal) => proposal.reason === reason).length,
    ]),
  )
  const some =
    shown === 'all' ? proposals : proposals.filter((proposal) => proposal.reason === shown)
  return (
    <div className={classes.choice}>
      <Group gap={4} role="group" aria-label="Show proposals by">
        {(['all', ...reasons] as const).map((reason) => {
          const count = reason === 'all' ? proposals.length : (counts.get(reason) ?? 0)
          return (
            <Button
              key={reason}
              size="compact-sm"
              variant={shown === reason ? 'light' : 'subtle'}
              color={shown === reason ? undefined : 'gray'}
              aria-pressed={shown === reason}
              onClick={() => onShow(reason)}
            >
              {reason === 'all' ? 'All' : groupTitles[reason]} {count.toLocaleString('en')}
            </Button>
          )
        })}
      </Group>
      <Button size="xs" disabled={some.length === 0} onClick={() => onAccept(some)}>
        Accept {shown === 'all' ? 'all' : groupTitles[shown].toLowerCase()}{' '}
        {some.length.toLocaleString('en')}
      </Button>
    </div>
  )
}
