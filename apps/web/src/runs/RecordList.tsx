import { Badge, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { JsonValue, SyncRecord } from '@sync-builder/schema'
import { useId, useMemo, useState } from 'react'
import { momentWords } from '../ui/moments.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import { payloadEntries, payloadText, recordStatus } from './recordWords.ts'
import classes from './records.module.css'
import { timeOf } from './runTimes.ts'
import { useOpened } from './useOpened.ts'

/** Records one below the other: whose they are and what became of them; values when opened. */
export function RecordList({ records }: { records: readonly SyncRecord[] }) {
  const [opened, toggle] = useOpened()
  const items = useMemo(
    () => records.map((record, index) => ({ id: String(index), record })),
    [records],
  )
  return (
    <VirtualList
      label="Records"
      items={items}
      estimatedHeight={57}
      className={classes.scroller}
      itemClassName={classes.record}
    >
      {({ id, record }) => (
        <RecordItem record={record} isOpen={opened.has(id)} onToggle={() => toggle(id)} />
      )}
    </VirtualList>
  )
}

interface RecordItemProps {
  record: SyncRecord
  isOpen: boolean
  onToggle: () => void
}

function RecordItem({ record, isOpen, onToggle }: RecordItemProps) {
  const id = useId()
  const { identifier, operation, status_message: message } = record
  const { words, color } = recordStatus(record)
  return (
    <>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          title={identifier ?? undefined}
          onClick={onToggle}
        >
          <IconChevronRight size={14} aria-hidden className={classes.chevron} data-open={isOpen} />
          {identifier == null ? (
            <span className={classes.absent}>No identifier</span>
          ) : (
            <span className={classes.name}>{identifier}</span>
          )}
        </UnstyledButton>
        <Badge variant="light" color={color} tt="none">
          {words}
        </Badge>
        <span className={classes.message}>{message}</span>
        {operation && <code className={classes.operation}>{operation}</code>}
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Values record={record} />}
      </div>
    </>
  )
}

function Values({ record }: { record: SyncRecord }) {
  const entries = payloadEntries(record)
  const sent = timeOf(record.batch_started_at)
  return (
    <div className={classes.values}>
      {entries.length === 0 ? (
        <p className={classes.said}>The API tells no values.</p>
      ) : (
        <dl className={classes.entries}>
          {entries.map(([column, value]) => (
            <div key={column} className={classes.entry}>
              <dt title={column}>{column || 'Row'}</dt>
              <dd>
                <Value value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={classes.said}>
        The row as it was in the source
        {sent !== undefined && `, sent in the batch of ${momentWords(sent)}`}.
      </p>
    </div>
  )
}

/** A longer value is shown when it is asked for. */
const longest = 400

function Value({ value }: { value: JsonValue }) {
  const [isWhole, setIsWhole] = useState(false)
  if (value === null) return <span className={classes.absent}>null</span>
  const text = payloadText(value)
  if (text === '') return <span className={classes.absent}>empty text</span>
  if (isWhole || text.length <= longest) return text
  return (
    <>
      {text.slice(0, longest)}…{' '}
      <button type="button" className={classes.whole} onClick={() => setIsWhole(true)}>
        Show all {text.length.toLocaleString('en-GB')} characters
      </button>
    </>
  )
}
