import { Anchor, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import type { JsonObject } from '@sync-builder/schema'
import type { Outcome, RecordField } from '@sync-builder/schema/record'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useState } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { originWords, valueWords } from './previewWords.ts'
import classes from './record.module.css'

const rowHeight = 54

/** The fields of a record, of which only those in sight are in the document. */
export function RecordFields(props: { fields: readonly RecordField[]; payload: JsonObject }) {
  const { fields, payload } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const rows = useVirtualizer({
    count: fields.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
    useAnimationFrameWithResizeObserver: true,
  })
  if (fields.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="xs">
        No field is mapped yet.
      </Text>
    )
  }
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      ref={setScroller}
      className={classes.scroller}
      tabIndex={0}
      role="group"
      aria-label="Fields"
    >
      <div role="table" aria-label="Record" aria-rowcount={fields.length + 1}>
        <VisuallyHidden role="rowgroup">
          <div role="row" aria-rowindex={1}>
            <span role="columnheader">Field</span>
            <span role="columnheader">Value</span>
            <span role="columnheader">Made from</span>
          </div>
        </VisuallyHidden>
        <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              ref={rows.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <FieldRow field={fields[index]!} payload={payload} />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function FieldRow({ field, payload }: { field: RecordField; payload: JsonObject }) {
  const { to, from, outcome, notes } = field
  const { jumpTo } = useBuilder()
  const origin = originWords(from, payload)
  return (
    <>
      <div role="cell" className={classes.field} title={to}>
        {to || 'No field'}
      </div>
      <div role="cell" className={classes.value}>
        <Value outcome={outcome} />
      </div>
      <div role="cell" className={classes.origin}>
        {'row' in from ? (
          <Anchor
            component="button"
            type="button"
            size="xs"
            className={classes.jump}
            title={origin}
            onClick={() => jumpTo(['mappings', from.row])}
          >
            Row {from.row + 1}: {origin}
          </Anchor>
        ) : (
          <span title={origin}>{origin}</span>
        )}
        {notes.map(({ isRisk, text }) => (
          <div key={text} className={classes.note}>
            {isRisk ? (
              <IconAlertTriangle size={14} color="var(--sb-warning)" aria-hidden />
            ) : (
              <IconInfoCircle size={14} aria-hidden />
            )}
            {isRisk && <VisuallyHidden>Risk: </VisuallyHidden>}
            <span>{text}</span>
          </div>
        ))}
      </div>
    </>
  )
}

function Value({ outcome }: { outcome: Outcome }) {
  switch (outcome.kind) {
    case 'left out':
      return <span className={classes.absent}>left out</span>
    case 'failed':
      return (
        <span className={classes.failed}>
          <IconCircleX size={14} aria-hidden />
          <VisuallyHidden>Fails: </VisuallyHidden>
          <span>{outcome.message}</span>
        </span>
      )
    case 'value':
      return (
        <code className={outcome.value === null ? classes.absent : classes.json}>
          {valueWords(outcome.value)}
        </code>
      )
  }
}
