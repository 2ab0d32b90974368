import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Path } from '@sync-builder/schema'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import classes from './jsonLines.module.css'
import type { LineSource } from './jsonLines.ts'
import { treeMove } from './jsonTree.ts'

/** Of a line, and so of the button that folds it. */
const lineHeight = 24
/** Before the first line and after the last. */
const paddingAround = 8
/** Up to here the whole text is on the page, so that the browser's own search finds all of it. */
const wholeUpTo = 1000

/** A place of the JSON that is another one than before. */
export interface ChangedPlace {
  path: Path
  /** False where only something within it has gone: what is left of it is as it was. */
  isWhole: boolean
}

/** JSON as lines (see `jsonLines`), with folds; long texts are windowed. */
export interface JsonLinesProps {
  lines: LineSource
  /**
   * The places whose lines are marked, in their order; the first is brought in sight unless the
   * text is being read.
   */
  changed?: readonly ChangedPlace[]
  onToggle: (path: Path) => void
}

/** The same list each time: it is compared by identity. */
const nothing: readonly ChangedPlace[] = []

/** One tab stop, however long the text is: the arrow keys go through it and fold it. */
export function JsonLines({ lines, changed = nothing, onToggle }: JsonLinesProps) {
  const id = useId()
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [active, setActive] = useState<Path>([])
  const activeIndex = lines.indexOf(active)
  // The compact form has no lines of its own to go through.
  const isTree = lines.line(0).fold !== undefined
  const isWhole = lines.count <= wholeUpTo
  const rows = useVirtualizer({
    count: isWhole ? 0 : lines.count,
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    overscan: 20,
    paddingStart: paddingAround,
    paddingEnd: paddingAround,
    // What is referred to must be in the document.
    rangeExtractor: useCallback(
      (range: Range) =>
        [
          ...new Set([...defaultRangeExtractor(range), Math.min(activeIndex, range.count - 1)]),
        ].toSorted((a, b) => a - b),
      [activeIndex],
    ),
  })
  const marks = useMemo(() => (isTree ? marksOf(lines, changed) : []), [isTree, lines, changed])

  // Not at each new text: it would jump away from where the eye is.
  useEffect(() => {
    if (scroller?.matches(':focus')) {
      scroller.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
    }
  }, [scroller, active])

  const latest = useRef<LineSource>(lines)
  useEffect(() => {
    latest.current = lines
  }, [lines])
  useEffect(() => {
    const [first] = changed
    if (!scroller || !first || first.path.length === 0) return
    if (scroller.matches(':hover, :focus') || !latest.current.line(0).fold) return
    const top = paddingAround + latest.current.indexOf(first.path) * lineHeight
    const { scrollTop, clientHeight } = scroller
    if (top >= scrollTop && top + lineHeight <= scrollTop + clientHeight) return
    // By itself alone: what it stands in stays where it is.
    scroller.scrollTop = top - clientHeight / 3
  }, [scroller, changed])

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const { ctrlKey, metaKey, altKey, shiftKey } = event
    if (ctrlKey || metaKey || altKey || shiftKey) return
    const { clientHeight, scrollLeft } = event.currentTarget
    // What is wider than the pane is read by scrolling; the way back comes first.
    if (event.key === 'ArrowLeft' && scrollLeft > 0) return
    const page = Math.max(1, Math.floor(clientHeight / lineHeight) - 1)
    const move = treeMove(lines, active, event.key, page)
    if (!move) return
    event.preventDefault()
    setActive(move.path)
    if (move.kind === 'toggle') onToggle(move.path)
  }

  function line(index: number, top?: number) {
    const { text, path, fold } = lines.line(index)
    const isChanged = marks.some(([from, to]) => index >= from && index <= to)
    const canFold = fold !== undefined && path.length > 0
    return (
      <div
        key={index}
        id={`${id}-${index}`}
        className={classes.line}
        {...(isChanged && { 'data-changed': true })}
        {...(isTree && index === activeIndex && { 'data-active': true })}
        {...(top !== undefined && { style: { position: 'absolute', top, insetInline: 0 } })}
        // A closing bracket is no item of its own.
        {...(isTree &&
          lines.indexOf(path) === index && {
            role: 'treeitem',
            'aria-level': path.length + 1,
            'aria-label': text.trim(),
            ...(canFold && { 'aria-expanded': fold === 'open' }),
          })}
      >
        <span className={classes.gutter}>
          {canFold && (
            <button
              type="button"
              tabIndex={-1}
              className={classes.fold}
              aria-label={`${fold === 'open' ? 'Fold' : 'Unfold'} ${path.join('.')}`}
              onClick={() => {
                setActive(path)
                onToggle(path)
                scroller?.focus({ preventScroll: true })
              }}
            >
              {fold === 'open' ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
            </button>
          )}
        </span>
        <span>{text}</span>
      </div>
    )
  }

  const text = isWhole ? (
    <pre className={classes.text}>
      {Array.from({ length: lines.count }, (_, index) => line(index))}
    </pre>
  ) : (
    <pre className={classes.text} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => line(row.index, row.start))}
    </pre>
  )
  const box = { ref: setScroller, className: classes.scroller, 'aria-label': 'JSON' }
  return isTree ? (
    <div
      {...box}
      tabIndex={0}
      role="tree"
      aria-activedescendant={`${id}-${activeIndex}`}
      onKeyDown={press}
    >
      {text}
    </div>
  ) : (
    <div {...box} tabIndex={0} role="group">
      {text}
    </div>
  )
}

/** The stretches of lines that are marked. */
function marksOf(
  lines: LineSource,
  changed: readonly ChangedPlace[],
): [from: number, to: number][] {
  const marks: [from: number, to: number][] = []
  for (const { path, isWhole } of changed) {
    // The payload as a whole is nothing that an eye could find.
    if (path.length === 0) continue
    const [from, to] = lines.linesOf(path)
    const stretches: [number, number][] = [[from, isWhole ? to : from]]
    // Of what has only lost something, the lines around what is left.
    if (!isWhole) stretches.push([to, to])
    for (const [start, end] of stretches) {
      const last = marks.at(-1)
      if (last && start <= last[1] + 1) last[1] = Math.max(last[1], end)
      else marks.push([start, end])
    }
  }
  return marks
}
