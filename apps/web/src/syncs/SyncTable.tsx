import {
  Alert,
  Anchor,
  Button,
  Group,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { syncLabel, type Destination, type Source, type Sync } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useDeferredValue, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { failureWords } from '../api/failureWords.ts'
import { destinationsQuery, sourcesQuery } from '../api/metadata.ts'
import { syncsQuery } from '../api/syncs.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { holdsWords, searchWords } from '../ui/searchWords.ts'
import { HealthBadge } from './HealthBadge.tsx'
import { PauseButton } from './PauseButton.tsx'
import classes from './syncTable.module.css'
import { destinationOf, healthOf, operationWords, scheduleOf, sourceOf } from './syncWords.ts'

const filters = [
  { value: 'all', label: 'All' },
  { value: 'failing', label: 'Failing' },
  { value: 'paused', label: 'Paused' },
] as const
type Filter = (typeof filters)[number]['value']

/** A sync with the words of its row, made once and searched by. */
interface Row {
  sync: Sync
  label: string
  from: string
  to: string
  behavior: string
  schedule: string
  text: string
}

function rowOf(sync: Sync, names: { sources: Names; destinations: Names }): Row {
  const source = sourceOf(sync)
  const destination = destinationOf(sync)
  const label = syncLabel(sync)
  const from = `${source.object} in ${nameOf(names.sources, source.connectionId)}`
  const to = `${destination.object} in ${nameOf(names.destinations, destination.connectionId)}`
  const behavior = operationWords(sync)
  const schedule = scheduleOf(sync)
  const text = `${sync.id} ${label} ${from} ${to} ${behavior} ${sync.operation ?? ''} ${schedule}`
  return { sync, label, from, to, behavior, schedule, text: text.toLowerCase() }
}

type Names = ReadonlyMap<number, string>

function namesOf(items: readonly (Source | Destination)[] | undefined): Names {
  return new Map(items?.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))
}

function nameOf(names: Names, id: number | undefined): string {
  return id === undefined ? 'unknown' : (names.get(id) ?? `connection ${id}`)
}

const rowHeight = 60

/** All syncs of the workspace, searched and filtered in the browser. */
export function SyncTable() {
  const syncs = useQuery(syncsQuery)
  const sources = useQuery(sourcesQuery)
  const destinations = useQuery(destinationsQuery)
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Filter>('all')

  const names = useMemo(
    () => ({
      sources: namesOf(sources.data?.items),
      destinations: namesOf(destinations.data?.items),
    }),
    [sources.data, destinations.data],
  )
  // Rows without the names of their connections would be drawn twice: the lists come together.
  const isNamed = [sources, destinations].every(
    ({ data, failureCount }) => data !== undefined || failureCount > 0,
  )
  const list = useDeferredValue(isNamed ? syncs.data : undefined)
  const rows = useMemo(() => list?.items.map((sync) => rowOf(sync, names)) ?? [], [list, names])
  const words = searchWords(useDeferredValue(search))
  const shown = rows.filter(
    (row) => (filter === 'all' || healthOf(row.sync) === filter) && holdsWords(row.text, words),
  )

  const failure = failureWords(syncs.error)
  const notice = failure && <ErrorNotice {...failure} onRetry={() => void syncs.refetch()} />
  const toolbar = (
    <Group justify="space-between">
      <TextInput
        aria-label="Search syncs"
        placeholder="Search label, source, destination, schedule"
        type="search"
        className={classes.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Group gap="sm">
        <Text size="xs" c="dimmed" role="status">
          {list && countWords(shown.length, rows.length)}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Show"
          data={filters.map(({ value, label }) => ({ value, label }))}
          value={filter}
          onChange={(value) => setFilter(value)}
        />
        <Button
          size="xs"
          variant="default"
          loading={syncs.isFetching}
          onClick={() => void syncs.refetch()}
        >
          Refresh
        </Button>
      </Group>
    </Group>
  )
  if (!list && notice) return notice
  const unreadable = list && list.unreadable > 0 && (
    <Alert color="yellow">
      {countOf(list.unreadable)} could not be read: the API wrote{' '}
      {list.unreadable === 1 ? 'it' : 'them'} in a form that is not known here.
    </Alert>
  )
  const isEmpty = list !== undefined && rows.length === 0
  // One place for the toolbar: who types before the list has come goes on typing when it comes.
  return (
    <Stack gap="sm">
      {notice}
      {unreadable}
      {!isEmpty && toolbar}
      {!list ? <ReadingSyncs /> : !isEmpty ? <Rows rows={shown} /> : !unreadable && <NoSyncs />}
    </Stack>
  )
}

/** "25 syncs", or "3 of 25 syncs" while a search leaves some out. */
function countWords(shown: number, all: number): string {
  return shown === all ? countOf(all) : `${shown} of ${countOf(all)}`
}

/** "1 sync", "25 syncs". */
function countOf(count: number): string {
  return count === 1 ? '1 sync' : `${count} syncs`
}

function ReadingSyncs() {
  return (
    <Stack gap="xs" role="status" aria-label="Reading the syncs">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={rowHeight - 8} />
      ))}
    </Stack>
  )
}

function NoSyncs() {
  return (
    <Alert color="gray" title="No syncs in this workspace yet">
      <Text size="sm">
        Build the first one: choose a source, a destination and what happens to the records.{' '}
        <Anchor component={Link} href="/new">
          New sync
        </Anchor>
      </Text>
    </Alert>
  )
}

const columns = ['Label', 'Source and destination', 'Behavior', 'Schedule', 'Status', 'Actions']

function Rows({ rows }: { rows: readonly Row[] }) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.sync.id ?? index,
  })
  return (
    <div ref={setScroller} className={classes.scroller}>
      <div
        role="table"
        aria-label="Syncs"
        aria-rowcount={rows.length + 1}
        className={classes.table}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row}>
            {columns.map((column) => (
              <div key={column} role="columnheader" className={classes.cell}>
                {column}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <SyncRow key={key} row={rows[index]!} index={index} top={start} />
          ))}
        </div>
      </div>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          No sync matches.
        </Text>
      )}
    </div>
  )
}

const SyncRow = memo(function SyncRow(props: { row: Row; index: number; top: number }) {
  const { row, index, top } = props
  const { sync, label, from, to, behavior, schedule } = row
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ position: 'absolute', top, insetInline: 0, height: rowHeight }}
    >
      <div role="cell" className={classes.cell}>
        <Anchor component={Link} href={`/syncs/${sync.id}`} fw={500} size="sm" title={label}>
          {label}
        </Anchor>
      </div>
      <div role="cell" className={classes.cell}>
        <span title={from}>{from}</span>
        <span className={classes.minor} title={to}>
          → {to}
        </span>
      </div>
      <div role="cell" className={classes.cell}>
        <span>{behavior}</span>
        <code className={classes.minor}>{sync.operation}</code>
      </div>
      <div role="cell" className={classes.cell}>
        <span title={schedule}>{schedule}</span>
      </div>
      <div role="cell" className={classes.cell}>
        <HealthBadge health={healthOf(sync)} />
      </div>
      <div role="cell" className={classes.cell}>
        <PauseButton sync={sync} label={label} />
      </div>
    </div>
  )
})
