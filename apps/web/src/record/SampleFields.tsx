import { Text, TextInput } from '@mantine/core'
import { typeWords, type JsonObject, type JsonValue } from '@sync-builder/schema'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { cellText, readCell, type Sample, type SampleColumn } from '../draft/samples.ts'
import classes from './record.module.css'

const cellHeight = 40

/** The values of one sample, to be typed over; thousands of columns make a screenful of inputs. */
export function SampleFields(props: {
  sample: Sample
  columns: readonly SampleColumn[]
  onChange: (record: JsonObject) => void
}) {
  const { sample, columns, onChange } = props
  const [search, setSearch] = useState('')
  const wanted = useDeferredValue(search).trim().toLowerCase()
  const shown = useMemo(
    () => columns.filter(({ name }) => name.toLowerCase().includes(wanted)),
    [columns, wanted],
  )
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller,
    estimateSize: () => cellHeight,
    overscan: 6,
  })
  return (
    <section aria-label="Values">
      <TextInput
        size="xs"
        label="Find a column"
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <Text size="xs" c="dimmed" my={6}>
        Nothing typed is null; <code>&quot;&quot;</code> is an empty text.
      </Text>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        ref={setScroller}
        className={classes.cells}
        tabIndex={0}
        role="group"
        aria-label="Columns"
      >
        <div style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const column = shown[index]!
            return (
              <div
                key={column.name}
                className={classes.cell}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Cell
                  column={column}
                  value={valueOf(sample.record, column.name)}
                  onChange={(value) => onChange(withValue(sample.record, column.name, value))}
                />
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}

function Cell(props: {
  column: SampleColumn
  value: JsonValue
  onChange: (value: JsonValue) => void
}) {
  const { column, value, onChange } = props
  const id = useId()
  // What is typed, until it is read: "1." is a number, and would lose its point.
  const [text, setText] = useState(() => cellText(value))
  return (
    <>
      <label htmlFor={id} className={classes.cellName} title={column.name}>
        {column.name}{' '}
        {column.type && <span className={classes.cellType}>{typeWords(column.type)}</span>}
      </label>
      <TextInput
        id={id}
        size="xs"
        placeholder="null"
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          onChange(readCell(currentTarget.value, column.type))
        }}
      />
    </>
  )
}

function valueOf(record: JsonObject, name: string): JsonValue {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null
}

/** Also for a column called `__proto__`, which an assignment would not take. */
function withValue(record: JsonObject, name: string, value: JsonValue): JsonObject {
  return Object.fromEntries([...Object.entries(record), [name, value]])
}
