import { Anchor, Group, Loader, Text } from '@mantine/core'
import type { SyncRun } from '@sync-builder/schema'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { ErrorNotice, type ErrorNoticeProps } from '../ui/ErrorNotice.tsx'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { countText } from './runOutcome.ts'
import { runPath } from './runPath.ts'
import { runRow, type RunCount } from './runRow.ts'
import classes from './runTable.module.css'

interface RunTableProps {
  syncId: number
  /** Newest first. */
  runs: readonly SyncRun[]
  /** When they were read, in ms since the epoch. */
  now: number
  /** How many there are with those that were not read yet; undefined where that is not known. */
  total: number | undefined
  /** Whether the oldest run is among them. */
  isWhole: boolean
  older: { isReading: boolean; error: ErrorNoticeProps | undefined; onRead: () => void }
}

const heads = [
  'Started',
  'Outcome',
  'Started by',
  'Full sync',
  'Found',
  'Sent',
  'Accepted',
  'Rejected',
  'Invalid',
  'Took',
]

/** Older runs are read when so few rows are left below. */
const rowsAhead = 20

const narrow = window.matchMedia('(width < 992px)')

function onWidth(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** The height of a row in pixels, as in runTable.module.css. */
function useRowHeight(): number {
  return useSyncExternalStore(onWidth, () => narrow.matches) ? 58 : 38
}

/** The runs of a sync, of which only the rows in sight are in the document. */
export function RunTable({ syncId, runs, now, total, isWhole, older }: RunTableProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const rowHeight = useRowHeight()
  const [focused, setFocused] = useState<number>()
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => runs[index]?.id ?? index,
    // The row that has the focus stays, though it is scrolled away: the focus would go with it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const at = runs.findIndex(({ id }) => id === focused)
      return at === -1 || shown.includes(at) ? shown : [...shown, at].toSorted((a, b) => a - b)
    },
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  useHeldPlace(scroller, runs, rowHeight)

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { isReading, error, onRead } = older
  const isNear = !isWhole && !isReading && !error && last >= runs.length - rowsAhead
  useEffect(() => {
    if (isNear) onRead()
  }, [isNear, onRead])

  return (
    <div ref={setScroller} className={classes.scroller}>
      <div
        role="table"
        aria-label="Runs"
        aria-rowcount={isWhole ? runs.length + 1 : total === undefined ? -1 : total + 1}
        className={classes.table}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row}>
            {heads.map((head) => (
              <div key={head} role="columnheader" className={classes.cell}>
                {head}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ key, index, start }) => (
            <TableRow
              key={key}
              syncId={syncId}
              run={runs[index]!}
              now={now}
              index={index}
              top={start}
              isFirst={isWhole && index === runs.length - 1}
              onFocus={setFocused}
            />
          ))}
        </div>
      </div>
      <Older isReading={isReading} error={error} onRead={onRead} />
    </div>
  )
}

/** Keeps the rows in sight where they are when others come above them. */
function useHeldPlace(
  scroller: HTMLDivElement | null,
  runs: readonly SyncRun[],
  rowHeight: number,
): void {
  const first = useRef<number>(undefined)
  useLayoutEffect(() => {
    const before = first.current
    first.current = runs[0]?.id
    const came = runs.findIndex(({ id }) => id === before)
    // At the very top, one wants to see what comes.
    if (came > 0 && scroller && scroller.scrollTop > 0) scroller.scrollTop += came * rowHeight
  }, [scroller, runs, rowHeight])
}

interface TableRowProps {
  syncId: number
  run: SyncRun
  now: number
  index: number
  top: number
  /** Whether it is the first run of its sync. */
  isFirst: boolean
  onFocus: (id: number | undefined) => void
}

const TableRow = memo(function TableRow(props: TableRowProps) {
  const { syncId, run, now, index, top, isFirst, onFocus } = props
  // Of thousands of runs the words are made of those alone that are in the document.
  const { started, outcome, brief, trigger, isFull, counts, took } = runRow(run, now)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ position: 'absolute', top, insetInline: 0 }}
    >
      <div role="cell" className={classes.cell}>
        <Anchor
          component={Link}
          href={runPath(syncId, run.id)}
          size="sm"
          title={`Run ${run.id}`}
          onFocus={() => onFocus(run.id)}
          onBlur={() => onFocus(undefined)}
        >
          {started}
        </Anchor>
      </div>
      <div role="cell" className={classes.cell} title={outcome.words}>
        <OutcomeBadge outcome={{ ...outcome, words: brief }} />
      </div>
      <div role="cell" className={classes.cell} title={trigger.detail}>
        {trigger.tag}
        {trigger.detail && <span className={classes.hidden}>: {trigger.detail}</span>}
      </div>
      <div role="cell" className={classes.cell} {...(isFull && { title: whyFull(isFirst) })}>
        {isFull === undefined ? <NotTold what="full_sync" /> : isFull ? 'Yes' : 'No'}
      </div>
      {counts.map((count) => (
        <CountCell key={count.name} {...count} />
      ))}
      <div role="cell" className={classes.cell}>
        {took ?? <NotTold what="completed_at" />}
      </div>
    </div>
  )
})

function whyFull(isFirst: boolean): string {
  return isFirst
    ? 'It was the first run of this sync.'
    : 'All rows counted as changed. The API does not tell why.'
}

function CountCell({ name, count, meaning }: RunCount) {
  const isFlaw = (name === 'rejected' || name === 'invalid') && count !== undefined && count > 0
  return (
    <div role="cell" className={classes.cell} data-flaw={isFlaw || undefined} title={meaning}>
      {count === undefined ? <NotTold what={meaning} /> : countText(count)}
      <span className={classes.label}> {name}</span>
    </div>
  )
}

/** Where the API gave null: no number, and no zero. */
function NotTold({ what }: { what: string }) {
  return (
    <span className={classes.untold} title={`Not told by the API: ${what}`}>
      <span aria-hidden>–</span>
      <span className={classes.hidden}>not told</span>
    </span>
  )
}

function Older({ isReading, error, onRead }: RunTableProps['older']) {
  if (error) return <ErrorNotice {...error} onRetry={onRead} />
  if (!isReading) return null
  return (
    <Group gap="xs" p="xs" role="status">
      <Loader size={14} aria-hidden />
      <Text size="xs" c="dimmed">
        Reading older runs
      </Text>
    </Group>
  )
}
