import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { pathKey } from '../draft/builder.ts'
import { useKept } from '../ui/useKept.ts'
import classes from './mapping.module.css'
import { MappingTableRow } from './MappingTableRow.tsx'
import { RowNumber, SelectShown, SortableHead } from './MappingTableParts.tsx'
import { OfferedRow } from './OfferedRow.tsx'
import { rowPath } from './rowActions.ts'
import { lineKey, type ListItem, type Sort } from './rowFilters.ts'
import type { RowProblems } from './rowProblems.ts'
import { useRowDrag } from './useRowDrag.ts'
import { useRowKeys } from './useRowKeys.ts'
import type { Selection } from './useSelection.ts'
import type { FocusWish } from './useTable.ts'

export interface MappingTableProps {
  items: readonly ListItem[]
  problems: RowProblems
  wish: FocusWish | undefined
  onWishGranted: () => void
  /** The line that has the focus: it is kept in the document wherever the list is scrolled to. */
  held: string | undefined
  onFocusLine: (line: string) => void
  selection: Selection
  sort: Sort | undefined
  onSort: (sort: Sort | undefined) => void
  /** Why rows cannot be moved now; undefined where they can. */
  fixedOrder: string | undefined
  /** Whether the order of the rows is that of the destination's fields. */
  isOrderSent: boolean
}

const rowHeight = 62
/** What covers the top of the list while it scrolls, in px. */
const toolbarHeight = 96

/** The rows, of which only those in sight are in the document. Scrolls with the whole screen. */
export function MappingTable(props: MappingTableProps) {
  const { items, problems, wish, onWishGranted, held, onFocusLine, selection, fixedOrder } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const scroller = body?.closest('main') ?? null
  const above = useHeightAbove(body, scroller)
  const keys = useKept(
    useMemo(() => items.map(lineKey), [items]),
    isSameList,
  )
  const indexOf = (line: string | undefined) => (line === undefined ? -1 : keys.indexOf(line))
  const heldAt = indexOf(held)
  const wishedAt = indexOf(wish?.line)

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    // Another function means other lines, and all of them are laid out anew.
    getItemKey: useCallback((index: number) => keys[index]!, [keys]),
    overscan: 5,
    useAnimationFrameWithResizeObserver: true,
    scrollMargin: above,
    scrollPaddingStart: toolbarHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = new Set(defaultRangeExtractor(range))
        for (const index of [heldAt, wishedAt]) if (index >= 0) indexes.add(index)
        return [...indexes].toSorted((a, b) => a - b)
      },
      [heldAt, wishedAt],
    ),
  })

  useEffect(() => {
    if (!body) return undefined
    const hold = ({ target }: FocusEvent) => {
      const line = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null
      if (line?.dataset.line !== undefined) onFocusLine(line.dataset.line)
    }
    body.addEventListener('focusin', hold)
    return () => body.removeEventListener('focusin', hold)
  }, [body, onFocusLine])

  useRowKeys({ body, items, fixedOrder, selection })
  const drop = useRowDrag({ body, scroller, items, fixedOrder, selection, virtualizer, above })

  const lines = virtualizer.getVirtualItems()
  // A table that has just opened draws its lines a moment later: the wish waits for its own.
  const isWishDrawn = lines.some(({ index }) => index === wishedAt)
  useEffect(() => {
    if (!wish || !body || !isWishDrawn) return
    const line = body.querySelector<HTMLElement>(`[data-line="${CSS.escape(wish.line)}"]`)
    if (!line) return
    const item = items[wishedAt]
    virtualizer.scrollToIndex(wishedAt, { align: 'auto' })
    const control = controlFor(line, item?.kind === 'row' ? item.index : -1, wish.at)
    control.focus({ preventScroll: true })
    onWishGranted()
  }, [wish, wishedAt, isWishDrawn, body, items, virtualizer, onWishGranted])

  return (
    <div role="table" aria-label="Mappings" aria-rowcount={items.length + 1}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={classes.head}>
          <div role="columnheader" className={classes.number}>
            <SelectShown selection={selection} items={items} />
          </div>
          <SortableHead by="from" {...props}>
            From
          </SortableHead>
          <SortableHead by="to" {...props}>
            To
          </SortableHead>
          <div role="columnheader">Key</div>
          <div role="columnheader">Actions</div>
          <div role="columnheader">Settings and problems</div>
        </div>
      </div>
      <div
        role="rowgroup"
        ref={setBody}
        className={classes.body}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {lines.map((line) => {
          const item = items[line.index]!
          return (
            <div
              key={line.key}
              ref={virtualizer.measureElement}
              data-index={line.index}
              role="row"
              aria-rowindex={line.index + 2}
              className={classes.row}
              style={{ top: line.start - above }}
              data-line={lineKey(item)}
              data-selected={(item.kind === 'row' && selection.ids.has(item.row.id)) || undefined}
              tabIndex={-1}
              {...(item.kind === 'row' && { 'data-path': pathKey(rowPath(item.index)) })}
            >
              {item.kind === 'row' ? (
                <>
                  <RowNumber
                    id={item.row.id}
                    index={item.index}
                    isSelected={selection.ids.has(item.row.id)}
                    onToggle={selection.toggle}
                    isMovable={props.isOrderSent && fixedOrder === undefined}
                  />
                  <MappingTableRow
                    id={item.row.id}
                    index={item.index}
                    problems={problems.get(item.index)}
                  />
                </>
              ) : (
                <OfferedRow offer={item.offer} />
              )}
            </div>
          )
        })}
        {drop !== undefined && <div className={classes.drop} style={{ top: drop }} aria-hidden />}
      </div>
    </div>
  )
}

function isSameList(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((key, index) => key === others[index])
}

function controlFor(row: HTMLElement, index: number, at: FocusWish['at']): HTMLElement {
  if (typeof at === 'string') {
    return row.querySelector<HTMLElement>(`[data-control="${at}"]`) ?? row
  }
  for (let length = at.length; length > 0; length--) {
    const key = CSS.escape(pathKey(['mappings', index, ...at.slice(0, length)]))
    const control = row.querySelector<HTMLElement>(`[data-path="${key}"], [data-path^="${key}."]`)
    if (control) return control
  }
  return row
}

/** How far the list's begin is below the begin of what scrolls, in px. */
function useHeightAbove(body: HTMLElement | null, scroller: HTMLElement | null): number {
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    if (!body || !scroller) return undefined
    const measure = () => {
      const distance = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top
      setAbove(Math.round(distance + scroller.scrollTop))
    }
    measure()
    // What grows above the list moves it, and makes the whole taller. The measuring waits for the
    // next frame: a layout that answers a change of layout would be reported as an endless loop.
    let frame = 0
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(measure)
    })
    for (const child of scroller.children) observer.observe(child)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [body, scroller])
  return above
}
