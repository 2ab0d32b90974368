import { Badge, Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useState, type MouseEvent } from 'react'
import type { PairState, PlannedName, PlannedPair, Side } from './pairPlan.ts'
import { nameWords, pairWords, stateLabels } from './pairWords.ts'
import classes from './paste.module.css'

const rowHeight = 45

const colors: Record<PairState, string> = {
  incomplete: 'red',
  duplicate: 'red',
  'unknown column': 'yellow',
  'unknown field': 'yellow',
  changed: 'indigo',
  new: 'green',
  unchanged: 'gray',
}

/** The pairs, of which only those in sight are in the document. */
export function PairList(props: {
  plan: readonly PlannedPair[]
  /** Indexes of the plan, in the order to show. */
  order: readonly number[]
  leftOut: ReadonlySet<PairState>
  onTake: (side: Side, name: PlannedName) => void
  onPick: (pair: PlannedPair) => void
}) {
  const { plan, order, leftOut, onTake, onPick } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [held, setHeld] = useState(-1)
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
    useAnimationFrameWithResizeObserver: true,
    getItemKey: useCallback((index: number) => order[index]!, [order]),
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = new Set(defaultRangeExtractor(range))
        if (held >= 0 && held < range.count) indexes.add(held)
        return [...indexes].toSorted((a, b) => a - b)
      },
      [held],
    ),
  })
  return (
    <div
      ref={setScroller}
      className={classes.list}
      role="table"
      aria-label="Pairs"
      aria-rowcount={order.length + 1}
      tabIndex={0}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={classes.listHead}>
          <div role="columnheader">Line</div>
          <div role="columnheader">Column</div>
          <div role="columnheader">Field</div>
          <div role="columnheader">What it does</div>
        </div>
      </div>
      <div
        role="rowgroup"
        className={classes.listBody}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const pair = plan[order[item.index]!]
          if (!pair) return null
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className={classes.pair}
              data-left-out={leftOut.has(pair.state) || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              tabIndex={-1}
              onFocus={() => setHeld(item.index)}
            >
              <div role="cell" className={classes.line}>
                {pair.line}
              </div>
              <div role="cell">
                <Name side="column" name={pair.column} onTake={onTake} />
              </div>
              <div role="cell" className={classes.field}>
                <IconArrowRight size={14} className={classes.arrow} aria-hidden />
                <Name side="field" name={pair.field} onTake={onTake} />
              </div>
              <div role="cell" className={classes.effect}>
                <Badge
                  size="sm"
                  variant="light"
                  color={colors[pair.state]}
                  className={classes.badge}
                >
                  {stateLabels[pair.state]}
                </Badge>
                <span className={classes.words} title={pairWords(pair)}>
                  {leftOut.has(pair.state) ? 'Left out' : pairWords(pair)}
                </span>
                {pair.state === 'duplicate' && (
                  <Button
                    size="compact-xs"
                    variant="light"
                    onClick={(event) => {
                      keepFocus(event)
                      onPick(pair)
                    }}
                  >
                    Use line {pair.line}
                  </Button>
                )}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Name(props: {
  side: Side
  name: PlannedName
  onTake: (side: Side, name: PlannedName) => void
}) {
  const { side, name, onTake } = props
  const words = nameWords(name)
  return (
    <div className={classes.name}>
      <span className={classes.api} title={name.name}>
        {name.name || '—'}
      </span>
      {(words !== undefined || name.suggestion !== undefined) && (
        <span className={classes.how}>
          {words !== undefined && (
            <span className={classes.howWords} title={words}>
              {words}
            </span>
          )}
          {name.suggestion !== undefined && (
            <Button
              size="compact-xs"
              variant="light"
              title={name.suggestion}
              className={classes.suggestion}
              onClick={(event) => {
                keepFocus(event)
                onTake(side, name)
              }}
            >
              Use {name.suggestion}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}

/** The button goes by what it does: its row takes the focus. */
function keepFocus(event: MouseEvent<HTMLElement>): void {
  event.currentTarget.closest<HTMLElement>('[role=row]')?.focus({ preventScroll: true })
}
