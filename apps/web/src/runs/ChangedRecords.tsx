import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import type { ChangedRecord } from '@sync-builder/schema'
import { useMemo, useState } from 'react'
import { VirtualList } from '../ui/VirtualList.tsx'
import { changedFields, type ChangedField, type FieldValue } from './changedFields.ts'
import classes from './runChanges.module.css'
import { useOpened } from './useOpened.ts'

const kinds = {
  created: { word: 'Created', sign: '+' },
  updated: { word: 'Updated', sign: '±' },
  deleted: { word: 'Deleted', sign: '−' },
} as const

const kindOrder = ['created', 'updated', 'deleted'] as const

/** So many fields are shown before somebody asks for all. */
const mostFields = 6
const estimatedHeight = 112

type Kind = ChangedRecord['kind']

/** So many records are seen at once without sorting out. */
const mostAtOnce = 8

/** Records one by one, each with what has changed in it, or those of one kind alone. */
export function ChangedRecords({ records }: { records: readonly ChangedRecord[] }) {
  const [chosen, setChosen] = useState<Kind | 'all'>('all')
  const present = kindOrder.filter((kind) => records.some((record) => record.kind === kind))
  const countOf = (kind: Kind) => records.filter((record) => record.kind === kind).length
  const shown = useMemo(
    () => (chosen === 'all' ? records : records.filter(({ kind }) => kind === chosen)),
    [records, chosen],
  )
  return (
    <>
      {present.length > 1 && records.length > mostAtOnce && (
        <SegmentedControl<Kind | 'all'>
          size="xs"
          aria-label="Kind of change"
          className={classes.kinds}
          value={chosen}
          onChange={setChosen}
          data={[
            { value: 'all', label: `All ${records.length}` },
            ...present.map((kind) => ({
              value: kind,
              label: `${kinds[kind].word} ${countOf(kind)}`,
            })),
          ]}
        />
      )}
      <RecordList key={chosen} records={shown} />
    </>
  )
}

function RecordList({ records }: { records: readonly ChangedRecord[] }) {
  const [opened, toggle] = useOpened()
  const items = useMemo(
    () =>
      records.map((record, index) => ({
        id: String(index),
        record,
        fields: changedFields(record),
      })),
    [records],
  )
  return (
    <VirtualList
      label="Changed records"
      items={items}
      estimatedHeight={estimatedHeight}
      className={classes.scroller}
      itemClassName={classes.record}
    >
      {({ id, record, fields: { changed, unchanged } }) => {
        const isOpen = opened.has(id)
        const shown = isOpen ? changed : changed.slice(0, mostFields)
        const more = changed.length - mostFields
        return (
          <>
            <Head record={record} />
            {changed.length === 0 && (
              <p className={classes.note}>Written again with the values that it had.</p>
            )}
            <Fields fields={shown} kind={record.kind} />
            {isOpen && unchanged.length > 0 && (
              <>
                <p className={classes.note}>Unchanged</p>
                <Fields fields={unchanged} kind="unchanged" />
              </>
            )}
            {(more > 0 || unchanged.length > 0) && (
              <button
                type="button"
                className={classes.more}
                aria-expanded={isOpen}
                onClick={() => toggle(id)}
              >
                {isOpen ? 'Show fewer fields' : moreWords(more, unchanged.length)}
              </button>
            )}
          </>
        )
      }}
    </VirtualList>
  )
}

function moreWords(more: number, unchanged: number): string {
  if (more <= 0) return `Show ${fieldWords(unchanged, 'unchanged')}`
  return unchanged > 0
    ? `Show ${more.toLocaleString('en')} more and ${fieldWords(unchanged, 'unchanged')}`
    : `Show ${fieldWords(more, 'more')}`
}

function fieldWords(count: number, which: string): string {
  return `${count.toLocaleString('en')} ${which} ${count === 1 ? 'field' : 'fields'}`
}

function Head({ record: { kind, identifier } }: { record: ChangedRecord }) {
  const { word, sign } = kinds[kind]
  return (
    <div className={classes.head}>
      <span className={classes.kind} data-kind={kind}>
        <span aria-hidden className={classes.sign}>
          {sign}
        </span>
        {word}
      </span>
      {identifier == null ? (
        <span className={classes.absent}>No identifier</span>
      ) : (
        <span className={classes.identifier} title={identifier}>
          {identifier}
        </span>
      )}
    </div>
  )
}

interface FieldsProps {
  fields: readonly ChangedField[]
  kind: Kind | 'unchanged'
}

function Fields({ fields, kind }: FieldsProps) {
  if (fields.length === 0) return null
  return (
    <dl className={classes.fields}>
      {fields.map(({ name, before, after }) => (
        <div key={name} className={classes.field}>
          <dt title={name}>{name}</dt>
          <dd className={classes.values}>
            {kind === 'updated' && before && after ? (
              <>
                <span className={classes.before}>
                  <Value value={before} says="was" />
                </span>
                <span aria-hidden className={classes.arrow}>
                  →
                </span>
                <span className={classes.after}>
                  <Value value={after} says="is" />
                </span>
              </>
            ) : (
              <Value value={after ?? before} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A longer value is shown when it is asked for. */
const longest = 160

/** `says` tells who hears it which of two values it is. */
function Value({ value, says }: { value: FieldValue | undefined; says?: 'was' | 'is' }) {
  const [isWhole, setIsWhole] = useState(false)
  if (!value) return null
  const which = says && <VisuallyHidden>{says} </VisuallyHidden>
  if (value.kind !== 'text') {
    return (
      <span className={classes.absent}>
        {which}
        {absentWords[value.kind]}
      </span>
    )
  }
  const { text } = value
  if (isWhole || text.length <= longest) {
    return (
      <>
        {which}
        {text}
      </>
    )
  }
  return (
    <>
      {which}
      <span title={text.slice(0, longestTitle)}>{text.slice(0, longest)}…</span>{' '}
      <button type="button" className={classes.whole} onClick={() => setIsWhole(true)}>
        Show all {text.length.toLocaleString('en')} characters
      </button>
    </>
  )
}

/** No browser shows more of one. */
const longestTitle = 1_000

const absentWords = { missing: 'not there', null: 'null', empty: 'empty text' } as const
