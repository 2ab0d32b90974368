import { IconAlertTriangle, IconKey } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  memo,
  useCallback,
  useId,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from 'react'
import type { RowProblems } from '../rowProblems.ts'
import classes from './board.module.css'
import { endHeight } from './boardLines.ts'
import { endWords, type BoardEnd, type BoardModel, type Side } from './boardModel.ts'

const labels: Record<Side, string> = { source: 'Columns', field: 'Fields' }

/** One side of the board. The list has the focus; what is active in it is told by reference. */
export function EndList(props: {
  side: Side
  model: BoardModel
  keys: readonly string[]
  scroller: HTMLElement | null
  setScroller: (scroller: HTMLElement | null) => void
  active: number | undefined
  held: string | undefined
  over: string | undefined
  selected: ReadonlySet<string>
  problems: RowProblems
  onPress: (end: BoardEnd, isAdding: boolean) => void
  /** Asks for the details of what ends there. */
  onOpen: (end: BoardEnd) => void
  onGrab: (end: BoardEnd, event: PointerEvent) => void
  onKey: (event: KeyboardEvent) => void
  onFocus: () => void
}) {
  const { side, model, keys, scroller, active, held, over, selected, problems } = props
  const id = useId()
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller,
    estimateSize: () => endHeight,
    getItemKey: useCallback((index: number) => keys[index]!, [keys]),
    overscan: 6,
    // Both lists are drawn together then, and once for all that happened in a frame.
    useFlushSync: false,
    // What is referred to must be in the document.
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = new Set(defaultRangeExtractor(range))
        if (active !== undefined && active < range.count) indexes.add(active)
        return [...indexes].toSorted((a, b) => a - b)
      },
      [active],
    ),
  })
  const endAt = (target: EventTarget) => {
    const option = target instanceof Element ? target.closest<HTMLElement>('[data-end]') : null
    return model.ends.get(option?.dataset.end ?? '')
  }
  return (
    <div
      ref={props.setScroller}
      role="listbox"
      aria-label={labels[side]}
      aria-multiselectable
      aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
      tabIndex={0}
      className={classes.list}
      data-side={side}
      data-holds={held === undefined ? undefined : true}
      onClick={(event) => {
        const end = endAt(event.target)
        if (end) props.onPress(end, isAdding(event))
      }}
      onDoubleClick={(event) => {
        const end = endAt(event.target)
        if (end) props.onOpen(end)
      }}
      onPointerDown={(event) => {
        const end = endAt(event.target)
        if (end) props.onGrab(end, event)
      }}
      onKeyDown={props.onKey}
      onFocus={props.onFocus}
    >
      <div
        role="presentation"
        className={classes.sheet}
        style={{ height: keys.length * endHeight }}
      >
        {virtualizer.getVirtualItems().map(({ index, key }) => {
          const end = model.ends.get(keys[index]!)
          return (
            end && (
              <EndOption
                key={key}
                id={`${id}-${index}`}
                model={model}
                end={end}
                index={index}
                count={keys.length}
                isActive={index === active}
                isHeld={end.key === held}
                isOver={end.key === over}
                isSelected={end.lines.some((line) => selected.has(line.id))}
                severity={severityOf(end, problems)}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

/** True for a click that adds to the selection. */
export function isAdding({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey
}

function severityOf({ lines }: BoardEnd, problems: RowProblems) {
  const all = lines.flatMap(({ index }) => problems.get(index) ?? [])
  return all.find(({ severity }) => severity === 'error')?.severity ?? all[0]?.severity
}

const EndOption = memo(function EndOption(props: {
  id: string
  model: BoardModel
  end: BoardEnd
  index: number
  count: number
  isActive: boolean
  isHeld: boolean
  isOver: boolean
  isSelected: boolean
  severity: 'error' | 'warning' | undefined
}) {
  const { id, model, end, index, isActive, isHeld, isOver, isSelected, severity } = props
  const words = [
    endWords(model, end),
    severity && (severity === 'error' ? 'has a problem' : 'has a warning'),
    isHeld && 'picked up',
  ]
  const details = end.details.join(' · ')
  return (
    <div
      id={id}
      role="option"
      aria-label={words.filter(Boolean).join(', ')}
      aria-selected={isSelected}
      aria-setsize={props.count}
      aria-posinset={index + 1}
      className={classes.end}
      style={{ height: endHeight, top: index * endHeight }}
      data-end={end.key}
      data-kind={end.kind}
      data-mapped={end.lines.length > 0 || undefined}
      data-active={isActive || undefined}
      data-held={isHeld || undefined}
      data-over={isOver || undefined}
    >
      <span className={classes.name} title={end.label}>
        {end.label}
      </span>
      <span className={classes.signs}>
        {end.lines.some(({ isKey }) => isKey) && <IconKey size={14} aria-hidden />}
        {severity && (
          <IconAlertTriangle
            size={14}
            aria-hidden
            color={severity === 'error' ? 'var(--mantine-color-error)' : 'var(--sb-warning)'}
          />
        )}
      </span>
      <span className={classes.details} title={details}>
        {details}
      </span>
    </div>
  )
})
