import { ActionIcon, Badge, Button, Text } from '@mantine/core'
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { proposalKey } from './acceptance.ts'
import classes from './autoMap.module.css'
import type { Proposal, Reason } from './proposals.ts'
import {
  confidenceWord,
  linesOf,
  neighbourOf,
  groupHints,
  groupTitles,
  typeText,
  type GroupName,
} from './proposalWords.ts'

const lineHeight = 56
/** So many lines a page key goes. */
const pageLength = 8

/** The proposals by reason; only those in sight are in the document. Enter accepts, Delete dismisses. */
export function ProposalList(props: {
  proposals: readonly Proposal[]
  shown: Reason | 'all'
  onAccept: (proposals: readonly Proposal[]) => void
  onDismiss: (proposal: Proposal) => void
}) {
  const { proposals, shown, onAccept, onDismiss } = props
  const lines = useMemo(() => linesOf(proposals, shown, proposalKey), [proposals, shown])
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [active, setActive] = useState<string>()
  /** The line that is to have the focus as soon as it is drawn. */
  const [wish, setWish] = useState<string>()
  const found = lines.findIndex(({ key }) => key === active)
  const activeAt = found === -1 ? firstProposal(lines) : found

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    getItemKey: useCallback((index: number) => lines[index]!.key, [lines]),
    overscan: 8,
    useAnimationFrameWithResizeObserver: true,
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), activeAt])]
          .filter((index) => index >= 0)
          .toSorted((a, b) => a - b),
      [activeAt],
    ),
  })
  const drawn = virtualizer.getVirtualItems()
  const isWishDrawn = drawn.some(({ index }) => lines[index]!.key === wish)
  useEffect(() => {
    if (wish === undefined || !isWishDrawn || !scroller) return
    virtualizer.scrollToIndex(activeAt, { align: 'auto' })
    scroller
      .querySelector<HTMLElement>(`[data-line="${CSS.escape(wish)}"]`)
      ?.focus({ preventScroll: true })
    setWish(undefined)
  }, [wish, isWishDrawn, scroller, virtualizer, activeAt])

  const goTo = (key: string | undefined) => {
    setActive(key)
    setWish(key)
  }
  const accept = (proposal: Proposal) => {
    goTo(neighbourOf(lines, proposalKey(proposal)))
    onAccept([proposal])
  }
  const dismiss = (proposal: Proposal) => {
    goTo(neighbourOf(lines, proposalKey(proposal)))
    onDismiss(proposal)
  }
  const acceptGroup = (some: readonly Proposal[]) => {
    const last = some.at(-1)
    const after = last && lines.findIndex(({ key }) => key === proposalKey(last)) + 1
    goTo(lines[after ?? 0]?.key ?? lines.find(({ kind }) => kind === 'proposal')?.key)
    onAccept(some)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { target } = event
    // The buttons of a line have their own Enter.
    const isOnLine = target instanceof HTMLElement && target.dataset.line !== undefined
    const to = destination(event.key, activeAt, lines.length)
    const line = lines[activeAt]
    if (to !== undefined) goTo(lines[to]?.key)
    else if (!isOnLine || !line) return
    else if (event.key === 'Enter') {
      if (line.kind === 'group') acceptGroup(line.proposals)
      else accept(line.proposal)
    } else if (event.key === 'Delete' && line.kind === 'proposal') dismiss(line.proposal)
    else return
    event.preventDefault()
  }

  return (
    <>
      <Text size="xs" c="dimmed" className={classes.keys}>
        <kbd>↑</kbd> <kbd>↓</kbd> go from line to line, <kbd>Enter</kbd> accepts, <kbd>Delete</kbd>{' '}
        dismisses.
      </Text>
      <div
        ref={setScroller}
        role="grid"
        tabIndex={-1}
        aria-label="Proposals"
        aria-rowcount={lines.length}
        className={classes.list}
        onKeyDown={onKeyDown}
      >
        <div
          role="rowgroup"
          className={classes.lines}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {drawn.map(({ index, start, key }) => {
            const line = lines[index]!
            const tabIndex = index === activeAt ? 0 : -1
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                data-line={line.key}
                role="row"
                aria-rowindex={index + 1}
                tabIndex={tabIndex}
                className={line.kind === 'group' ? classes.group : classes.line}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setActive(line.key)}
              >
                {line.kind === 'group' ? (
                  <GroupHead
                    name={line.name}
                    count={line.proposals.length}
                    tabIndex={tabIndex}
                    onAccept={() => acceptGroup(line.proposals)}
                  />
                ) : (
                  <ProposalCells
                    proposal={line.proposal}
                    tabIndex={tabIndex}
                    onAccept={() => accept(line.proposal)}
                    onDismiss={() => dismiss(line.proposal)}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}

/** The first line that is a proposal: Enter on it takes one and not hundreds. */
function firstProposal(lines: readonly { kind: string }[]): number {
  return lines.findIndex(({ kind }) => kind === 'proposal')
}

/** Where a key goes from a line; undefined for one that goes nowhere. */
function destination(key: string, at: number, count: number): number | undefined {
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1)
  switch (key) {
    case 'ArrowDown':
      return within(at + 1)
    case 'ArrowUp':
      return within(at - 1)
    case 'PageDown':
      return within(at + pageLength)
    case 'PageUp':
      return within(at - pageLength)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

function GroupHead(props: {
  name: GroupName
  count: number
  tabIndex: number
  onAccept: () => void
}) {
  const { name, count, tabIndex, onAccept } = props
  const title = groupTitles[name]
  const number = count.toLocaleString('en')
  return (
    <div role="gridcell" aria-colspan={4} className={classes.groupHead}>
      <div className={classes.side}>
        <Text size="sm" fw={600} truncate>
          {title} · {number}
        </Text>
        <Text size="xs" c="dimmed" truncate title={groupHints[name]}>
          {groupHints[name]}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        tabIndex={tabIndex}
        aria-label={`Accept ${number}: ${title}`}
        onClick={onAccept}
      >
        Accept {number}
      </Button>
    </div>
  )
}

function ProposalCells(props: {
  proposal: Proposal
  tabIndex: number
  onAccept: () => void
  onDismiss: () => void
}) {
  const { proposal, tabIndex, onAccept, onDismiss } = props
  const { column, field, conversion, confidence, because, isRequired, isKey, canBeKey } = proposal
  const name = `${column.name} to ${field.full_name}`
  const label = field.label ?? field.full_name
  const fieldText = typeText(field.type, field.array ?? false)
  return (
    <>
      <div role="gridcell" className={classes.side}>
        <Text size="sm" truncate title={column.name}>
          {column.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {typeText(column.data_type ?? column.type)}
        </Text>
      </div>
      <div role="gridcell" className={classes.to}>
        <IconArrowRight size={16} aria-hidden className={classes.arrow} />
        <div className={classes.side}>
          <div className={classes.field}>
            <Text size="sm" truncate title={label}>
              {label}
            </Text>
            {isRequired && (
              <Badge size="xs" variant="light" className={classes.badge}>
                Required
              </Badge>
            )}
            {isKey ? (
              <Badge size="xs" className={classes.badge}>
                Becomes the key
              </Badge>
            ) : (
              canBeKey && (
                <Badge size="xs" variant="default" className={classes.badge}>
                  Can be key
                </Badge>
              )
            )}
          </div>
          <Text size="xs" c="dimmed" truncate title={field.full_name}>
            {label === field.full_name ? fieldText : `${fieldText} · ${field.full_name}`}
          </Text>
        </div>
      </div>
      <div role="gridcell" className={classes.why}>
        <Text size="xs" truncate title={because}>
          <span className={classes.confidence} data-confidence={confidenceWord(confidence)}>
            {confidenceWord(confidence)} {Math.round(confidence * 100)} %
          </span>{' '}
          · {because}
        </Text>
        {'words' in conversion && (
          <Text
            size="xs"
            truncate
            className={conversion.kind === 'lossy' ? classes.lossy : classes.conversion}
            title={
              'loss' in conversion ? `${conversion.words}: ${conversion.loss}` : conversion.words
            }
          >
            {conversion.words}
            {'loss' in conversion && `: ${conversion.loss}`}
          </Text>
        )}
      </div>
      <div role="gridcell" className={classes.actions}>
        <ActionIcon
          variant="light"
          tabIndex={tabIndex}
          aria-label={`Accept ${name}`}
          onClick={onAccept}
        >
          <IconCheck size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          tabIndex={tabIndex}
          aria-label={`Dismiss ${name}`}
          onClick={onDismiss}
        >
          <IconX size={18} />
        </ActionIcon>
      </div>
    </>
  )
}
