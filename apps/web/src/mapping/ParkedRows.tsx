import { Button, Group, Text } from '@mantine/core'
import { forgetRow, restoreRows, type ParkedRow } from '@sync-builder/schema'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { useEdit, useFact, useSettledBuilder } from '../draft/builder.ts'
import { indexOfRow, rowWords } from './mappings.ts'
import classes from './parkedRows.module.css'

const lineHeight = 52

/** The rows that do not fit the source or the destination, each with why and the ways out. */
export default function ParkedRows() {
  const { store, jumpTo } = useSettledBuilder()
  const { change } = useEdit()
  const parkedRows = useFact(store, ({ draft }) => draft.parkedRows)
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const focusAt = useRef<number>(undefined)
  const lines = useVirtualizer({
    count: parkedRows.length,
    getScrollElement: () => scroller,
    estimateSize: () => lineHeight,
    getItemKey: (index) => parkedRows[index]?.row.id ?? index,
    overscan: 4,
  })

  function restore(...rows: readonly ParkedRow[]) {
    const ids = rows.map(({ row }) => row.id)
    change((before) => restoreRows(before, new Set(ids)))
    jumpTo(['mappings', indexOfRow(store.snapshot().draft.rows, ids[0] ?? '')])
  }
  function forget({ row }: ParkedRow, index: number) {
    change((before) => forgetRow(before, row.id))
    const left = store.snapshot().draft.parkedRows.length
    if (left === 0) jumpTo(['mappings'])
    else focusAt.current = Math.min(index, left - 1)
  }
  // The button that was pressed goes with its line: the next one takes the focus.
  useLayoutEffect(() => {
    if (focusAt.current === undefined) return
    scroller
      ?.querySelector<HTMLElement>(`[data-index="${focusAt.current}"] [data-control="forget"]`)
      ?.focus()
    focusAt.current = undefined
  })

  return (
    <section aria-label="Parked rows" className={classes.section}>
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" fw={600}>
            Parked: {parkedRows.length === 1 ? '1 row' : `${parkedRows.length} rows`}, not sent
          </Text>
          <Text size="xs" c="dimmed">
            They come back by themselves when the source and the destination fit them again.
          </Text>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => restore(...parkedRows)}>
          Restore all
        </Button>
      </Group>
      <div
        ref={setScroller}
        role="list"
        aria-label="Rows that are parked"
        className={classes.list}
        tabIndex={parkedRows.length > 4 ? 0 : undefined}
      >
        <div style={{ height: lines.getTotalSize(), position: 'relative' }}>
          {lines.getVirtualItems().map((line) => {
            const parked = parkedRows[line.index]!
            const words = rowWords(parked.row.mapping)
            const reasons = Object.values(parked.misfits).join('. ')
            return (
              <div
                key={line.key}
                role="listitem"
                aria-setsize={parkedRows.length}
                aria-posinset={line.index + 1}
                ref={lines.measureElement}
                data-index={line.index}
                className={classes.line}
                style={{ transform: `translateY(${line.start}px)` }}
              >
                <div className={classes.words}>
                  <Text size="sm" truncate title={words}>
                    {words}
                  </Text>
                  <Text size="xs" c="dimmed" className={classes.reasons}>
                    {reasons}
                  </Text>
                </div>
                <div className={classes.ways}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Restore ${words}`}
                    onClick={() => restore(parked)}
                  >
                    Restore
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    aria-label={`Forget ${words}`}
                    data-control="forget"
                    onClick={() => forget(parked, line.index)}
                  >
                    Forget
                  </Button>
                </div>
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}
