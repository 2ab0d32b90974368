import {
  Alert,
  Anchor,
  Button,
  Group,
  Skeleton,
  Stack,
  Text,
  Title,
  VisuallyHidden,
} from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import {
  lazy,
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { pathKey, useEdit, useFact, useSettledBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { BulkBar } from './BulkBar.tsx'
import { useKept } from '../ui/useKept.ts'
import classes from './mapping.module.css'
import { MappingSummary } from './MappingSummary.tsx'
import { MappingTable } from './MappingTable.tsx'
import { MappingToolbar, type MappingView } from './MappingToolbar.tsx'
import { hasSameEnds } from './mappings.ts'
import { MetadataState } from './MetadataState.tsx'
import { RawMapping } from './RawMapping.tsx'
import { RowDetailsDrawer } from './RowDetailsDrawer.tsx'
import { RowSurroundingsContext } from './rowActions.ts'
import {
  coverageOf,
  filterCounts,
  itemsOf,
  type Filter,
  type ListItem,
  type Offer,
  type Sort,
} from './rowFilters.ts'
import { problemsByRow, type RowProblems } from './rowProblems.ts'
import { usePicks, type Picks } from './usePicks.ts'
import { useSelection } from './useSelection.ts'
import { useSettledRows } from './useSettledRows.ts'
import { useTable } from './useTable.ts'

const ParkedRows = lazyPart(() => import('./ParkedRows.tsx'))
const Board = lazy(() => import('./board/Board.tsx'))

/** How many required fields are offered before the table; the others are behind a filter. */
const offeredAtOnce = 5

export default function MappingStep() {
  const { payload, known, problems, store } = useSettledBuilder()
  const { edit } = useEdit()
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>()
  const settledSearch = useDeferredValue(search)
  const picks = usePicks(known, payload)
  const rowProblems = useRowProblems()

  const rows = useSettledRows()
  // What is counted over all rows may come after the row that was added.
  const settledRows = useDeferredValue(useKept(rows, hasSameEnds))
  const coverage = useMemo(
    () => coverageOf(settledRows, known.columns, known.object?.fields),
    [settledRows, known.columns, known.object],
  )
  const counts = useMemo(
    () =>
      filterCounts({
        rows: settledRows,
        problems: rowProblems,
        coverage,
        fields: picks.fieldsByName,
      }),
    [settledRows, rowProblems, coverage, picks],
  )
  const shownItems = useRef<readonly ListItem[]>([])
  const table = useTable(shownItems)
  const { held, actions } = table
  const items = useMemo(
    () =>
      itemsOf({
        rows,
        sort,
        filter,
        search: settledSearch,
        problems: rowProblems,
        coverage,
        fields: picks.fieldsByName,
        keep: held,
      }),
    [rows, sort, filter, settledSearch, rowProblems, coverage, picks, held],
  )
  useEffect(() => {
    shownItems.current = items
  }, [items])
  const selection = useSelection(rows, items)
  const surroundings = useMemo(() => ({ picks, actions, store }), [picks, actions, store])

  const { letGo, wish, grant } = table
  const [view, setView] = useLocalStorage<MappingView>({
    key: 'mapping-view',
    defaultValue: 'rows',
    getInitialValueInEffect: false,
  })
  useEffect(() => {
    if (view === 'rows' || !wish) return
    // What asks for a control of a row needs the rows. The board follows jumps by itself, and gets
    // the focus back from details that were opened over it.
    if (wish.isJump || wish.at === 'details') grant()
    else setView('rows')
  }, [view, wish, grant, setView])
  const showOnly = useCallback(
    (next: Filter) => {
      setFilter(next)
      letGo()
    },
    [letGo],
  )
  const showRequired = useCallback(() => showOnly('required'), [showOnly])
  const searchFor = useCallback(
    (next: string) => {
      setSearch(next)
      letGo()
    },
    [letGo],
  )

  const hasParked = useFact(store, ({ draft }) => draft.parkedRows.length > 0)
  const stray = useFact(store, ({ draft }) =>
    Array.isArray(draft.body.mappings) ? undefined : draft.body.mappings,
  )
  const fixedOrder =
    sort || filter !== 'all' || settledSearch.trim() !== ''
      ? 'Rows can be moved while all of them are shown, in the order of the payload.'
      : undefined
  const hasMore = problems.some(({ code }) => code === 'more-problems')
  return (
    <RowSurroundingsContext value={surroundings}>
      <Stack gap="md">
        <div>
          <Title order={2}>Mapping</Title>
          <Text size="sm" c="dimmed">
            <MappingSummary />
          </Text>
        </div>
        <div data-path={pathKey(['mappings'])} tabIndex={-1} className={classes.notices}>
          <MetadataState
            source={payload.source_attributes}
            destination={payload.destination_attributes}
          />
          <KeyNote picks={picks} />
          {payload.field_behavior === 'sync_all_properties' && (
            <Text size="sm">
              The service maps all columns of the source by itself, besides the rows here:{' '}
              <code className={classes.api}>sync_all_properties</code>
            </Text>
          )}
          <FieldProblems path={['mappings']} exact />
          <RequiredOffers
            offers={coverage.requiredLeft}
            onTake={actions.take}
            onMore={showRequired}
          />
        </div>
        {stray !== undefined && (
          <Alert color="yellow" variant="light" title="The mappings are not a list">
            <RawMapping
              label="Mappings as JSON"
              mapping={stray}
              onChange={(value) => edit({ op: 'set', path: ['mappings'], value })}
            />
            <Text size="sm" mt="xs">
              Adding a mapping puts a list in its place.
            </Text>
          </Alert>
        )}
        {hasParked && (
          <Suspense>
            <ParkedRows />
          </Suspense>
        )}
        <div className={classes.table}>
          <MappingToolbar
            view={view}
            onView={setView}
            filter={filter}
            counts={counts}
            search={search}
            onFilter={showOnly}
            onSearch={searchFor}
            onAdd={actions.add}
            addButton={table.addButton}
          >
            {selection.ids.size > 0 && (
              <BulkBar
                selection={selection}
                shown={items}
                onDone={table.announce}
                addButton={table.addButton}
              />
            )}
          </MappingToolbar>
          {view === 'rows' && filter === 'problems' && hasMore && (
            <Text size="xs" c="dimmed" pb="xs">
              Only the first problems are known. Fix some to see the next.
            </Text>
          )}
          {view === 'board' ? (
            <Suspense fallback={<Skeleton height={400} role="status" aria-label="Loading board" />}>
              <Board selected={selection.ids} onSelect={selection.replace} />
            </Suspense>
          ) : items.length === 0 ? (
            <Empty filter={filter} isSearch={settledSearch.trim() !== ''} />
          ) : (
            <MappingTable
              items={items}
              problems={rowProblems}
              wish={table.wish}
              onWishGranted={table.grant}
              held={held}
              onFocusLine={table.hold}
              selection={selection}
              sort={sort}
              onSort={setSort}
              fixedOrder={fixedOrder}
              isOrderSent={payload.field_order === 'mapping_order'}
            />
          )}
        </div>
        {table.details && (
          <RowDetailsDrawer
            details={table.details}
            onClose={table.closeDetails}
            returnsFocus={view === 'board'}
          />
        )}
        <VisuallyHidden role="status">{table.announcement}</VisuallyHidden>
      </Stack>
    </RowSurroundingsContext>
  )
}

/** The problems by row, each row's list the same until there is news. */
function useRowProblems(): RowProblems {
  const { problems } = useSettledBuilder()
  const previous = useRef<RowProblems>(new Map())
  const byRow = useMemo(() => problemsByRow(problems, previous.current), [problems])
  useEffect(() => {
    previous.current = byRow
  }, [byRow])
  return byRow
}

function KeyNote({ picks }: { picks: Picks }) {
  const { isNeeded, hidesField, notes } = picks.keyRule
  const { operation } = picks
  if (isNeeded && !hidesField && !notes) return null
  return (
    <Text size="sm">
      {!isNeeded && `This object needs no key for ${operation}. `}
      {hidesField &&
        `The destination side of the key is chosen by the service for ${operation}: pick the column whose values tell the records apart. `}
      {notes}
    </Text>
  )
}

const RequiredOffers = memo(function RequiredOffers(props: {
  offers: readonly Offer[]
  onTake: (offer: Offer) => void
  onMore: () => void
}) {
  const { offers } = props
  if (offers.length === 0) return null
  const more = offers.length - offeredAtOnce
  return (
    <Group gap="xs" role="group" aria-label="Required fields not mapped yet">
      <Text size="sm">Required, not mapped yet:</Text>
      {offers.slice(0, offeredAtOnce).map((offer) => (
        <Button
          key={offer.name}
          size="compact-sm"
          variant="light"
          aria-label={`Map required field ${offer.name}`}
          title={offer.name}
          maw={220}
          onClick={() => props.onTake(offer)}
        >
          {offer.label}
        </Button>
      ))}
      {more > 0 && (
        <Anchor component="button" type="button" size="sm" onClick={props.onMore}>
          {more} more
        </Anchor>
      )}
    </Group>
  )
})

function Empty({ filter, isSearch }: { filter: Filter; isSearch: boolean }) {
  return (
    <Text size="sm" c="dimmed" py="lg" ta="center">
      {isSearch ? 'Nothing found. Try another word.' : emptyWords[filter]}
    </Text>
  )
}

const emptyWords: Record<Filter, string> = {
  mapped: 'No row has both its sides yet.',
  all: 'No rows yet. Auto-map proposes some, and Unmapped shows which columns the source has.',
  unmapped: 'Nothing is left to map, as far as columns and required fields are known.',
  required: 'The object requires no field, as far as its fields are known.',
  problems: 'No row has a problem.',
}
