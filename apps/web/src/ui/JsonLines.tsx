import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Path } from '@sync-builder/schema'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useState } from 'react'
import classes from './jsonLines.module.css'
import { foldKey, type LineSource } from './jsonLines.ts'

/** Of a line, and so of the button that folds it. */
const lineHeight = 24
/** Up to here the whole text is on the page, so that the browser's own search finds all of it. */
const wholeUpTo = 1000

/** JSON as lines (see `jsonLines`), with folds; long texts are windowed. */
export interface JsonLinesProps {
  lines: LineSource
  /** The value whose line is marked. */
  changed?: Path | undefined
  onToggle: (path: Path) => void
}

export function JsonLines({ lines, changed, onToggle }: JsonLinesProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const isWhole = lines.count <= wholeUpTo
  const rows = useVirtualizer({
    count: isWhole ? 0 : lines.count,
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    overscan: 20,
    paddingStart: 8,
    paddingEnd: 8,
  })
  const changedKey = changed && foldKey(changed)

  function line(index: number, top?: number) {
    const { text, path, fold } = lines.line(index)
    const isChanged = changedKey !== undefined && path.length > 0 && foldKey(path) === changedKey
    return (
      <div
        key={index}
        className={classes.line}
        {...(isChanged && { 'data-changed': true })}
        {...(top !== undefined && { style: { position: 'absolute', top, insetInline: 0 } })}
      >
        <span className={classes.gutter}>
          {fold && path.length > 0 && (
            <button
              type="button"
              className={classes.fold}
              aria-expanded={fold === 'open'}
              aria-label={`${fold === 'open' ? 'Fold' : 'Unfold'} ${path.join('.')}`}
              onClick={() => onToggle(path)}
            >
              {fold === 'open' ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
            </button>
          )}
        </span>
        <span>{text}</span>
      </div>
    )
  }

  return (
    // A region that scrolls must be reachable by keyboard.
    <div ref={setScroller} className={classes.scroller} tabIndex={0} role="group" aria-label="JSON">
      {isWhole ? (
        <pre className={classes.text}>
          {Array.from({ length: lines.count }, (_, index) => line(index))}
        </pre>
      ) : (
        <pre className={classes.text} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => line(row.index, row.start))}
        </pre>
      )}
    </div>
  )
}
