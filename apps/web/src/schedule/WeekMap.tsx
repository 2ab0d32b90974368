import { Anchor, Badge, Button, Group, Text } from '@mantine/core'
import { scheduleSchema, valueAt } from '@sync-builder/schema'
import {
  collisionsOf,
  hourOfWeek,
  moveToFreeMinute,
  plannedSync,
  weekCells,
  weekOf,
  type Collision,
  type Move,
  type PlannedSync,
  type Week,
} from '@sync-builder/schema/week-of-runs'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { destinationsQuery, sourcesQuery } from '../api/metadata.ts'
import { useBuilder } from '../draft/builder.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Picker } from '../ui/Picker.tsx'
import { ReadingState } from '../ui/ReadingState.tsx'
import { schedulePath } from './frequency.ts'
import { connectionOptions, moveSchedule } from './weekChoices.ts'
import { usePlannedSyncs } from './usePlannedSyncs.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { WeekMapPlace } from './WeekMapPlace.tsx'
import classes from './weekMap.module.css'
import {
  counted,
  dayAndTimeWords,
  filteredBy,
  hourWords,
  minutesWords,
  timeWords,
  ownUntimed,
  untimedKinds,
  type Filter,
} from './weekWords.ts'

const hourMs = 3_600_000

/** When this sync and the others of the workspace run over the coming week, and what collides. */
export default function WeekMap({ zone, now }: { zone: string; now: number }) {
  const builder = useBuilder()
  // What is typed comes first: the map may follow a moment later.
  const payload = useDeferredValue(builder.payload)
  const { planned, unreadable, isLoading, failure, refetch } = usePlannedSyncs()
  const own = useMemo(() => plannedSync({ ...payload, id: undefined }), [payload])
  const storedId = builder.known.stored?.id
  const others = useMemo(() => planned?.filter(({ id }) => id !== storedId), [planned, storedId])
  const hour = Math.floor(now / hourMs) * hourMs
  const week = useMemo(() => weekOf(zone, new Date(hour)), [zone, hour])
  if (isLoading) {
    return (
      <WeekMapPlace>
        <ReadingState what="the syncs" isLoading error={undefined} onRetry={refetch} />
      </WeekMapPlace>
    )
  }
  return (
    <>
      <ReadingState what="the syncs" isLoading={false} error={failure} onRetry={refetch} />
      {others && (
        <>
          <Collisions week={week} others={others} own={own} now={hour} />
          <RunsMap week={week} others={others} own={own} />
        </>
      )}
      {unreadable > 0 && (
        <Text size="xs" c="dimmed">
          {counted(unreadable, 'sync')} could not be read and {unreadable === 1 ? 'is' : 'are'} not
          on the map.
        </Text>
      )}
    </>
  )
}

interface PartProps {
  week: Week
  others: readonly PlannedSync[]
  own: PlannedSync
}

const fewCollisions = 5

/** What starts in the same minute on the same source or destination, as text, with the way out. */
function Collisions({ week, others, own, now }: PartProps & { now: number }) {
  const { payload } = useBuilder()
  const [isWhole, setIsWhole] = useState(false)
  const found = useMemo(() => collisionsOf(week, others, own), [week, others, own])
  const schedule = useMemo(
    () => scheduleSchema.safeParse(valueAt(payload, schedulePath)).data,
    [payload],
  )
  const move = useMemo(
    () =>
      found.length > 0 && schedule
        ? moveToFreeMinute(schedule, others, own, new Date(now))
        : undefined,
    [found, schedule, others, own, now],
  )
  if (own.pattern.kind !== 'timed') {
    return <Text size="sm">{ownUntimed[own.pattern.kind]}</Text>
  }
  if (own.sourceId === undefined && own.destinationId === undefined) {
    return <Text size="sm">Collisions are told once a source or a destination is chosen.</Text>
  }
  const running = found.filter(({ sync }) => !sync.isPaused).length
  const shown = isWhole ? found : found.slice(0, fewCollisions)
  return (
    <div>
      {found.length === 0 ? (
        <Text size="sm">
          No other sync on the same source or destination starts in a minute of this one.
        </Text>
      ) : (
        <div className={classes.collisions} data-running={running > 0 || undefined}>
          <Text size="sm" fw={600}>
            {counted(found.length, 'sync')} on the same source or destination{' '}
            {found.length === 1 ? 'starts' : 'start'} in the same minute
          </Text>
          <ul className={classes.list} aria-label="Collisions">
            {shown.map((collision) => (
              <CollisionLine key={collision.sync.id} collision={collision} week={week} />
            ))}
          </ul>
          {found.length > shown.length && (
            <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(true)}>
              Show all {found.length}
            </Button>
          )}
          {!move && (
            <Text size="sm" mt="xs">
              {schedule
                ? 'There is no minute of these hours in which no other of them starts.'
                : 'The schedule stands in the deprecated fields, which are changed in Options.'}
            </Text>
          )}
        </div>
      )}
      <MoveButton move={move} own={own} />
    </div>
  )
}

function CollisionLine({ collision, week }: { collision: Collision; week: Week }) {
  const { sync, shares, times, first } = collision
  return (
    <li>
      <SyncName sync={sync} />
      <span className={classes.aside}>
        same {shares.join(' and ')} · {counted(times, 'time')} this week, first{' '}
        {dayAndTimeWords(week.zone, first)}
      </span>
    </li>
  )
}

function SyncName({ sync }: { sync: PlannedSync }) {
  return (
    <>
      {sync.id === undefined ? (
        <strong>{sync.label}</strong>
      ) : (
        <Anchor
          component={Link}
          href={`/syncs/${sync.id}`}
          size="sm"
          className={classes.name}
          title={sync.label}
        >
          {sync.label}
        </Anchor>
      )}
      {sync.isPaused && (
        <Badge size="sm" variant="default">
          Paused
        </Badge>
      )}
    </>
  )
}

/** Moves the schedule to a free minute, and takes it back. */
function MoveButton({ move, own }: { move: Move | undefined; own: PlannedSync }) {
  const { store, draft } = useBuilder()
  const [moved, setMoved] = useState<{ words: string; draft: typeof draft }>()
  const [announced, setAnnounced] = useState('')
  const place = useRef<HTMLDivElement>(null)
  const moveButton = useRef<HTMLButtonElement>(null)
  const undoButton = useRef<HTMLButtonElement>(null)
  const isPressed = useRef(false)
  const before = own.pattern.kind === 'timed' ? own.pattern.times.minutes : []
  function go({ schedule, minutes }: Move) {
    store.change((current) => moveSchedule(current, schedule))
    const words = `Moved from ${minutesWords(before)} to ${minutesWords(minutes)}.`
    setMoved({ words, draft: store.snapshot().draft })
    setAnnounced(words)
    isPressed.current = true
    place.current?.focus()
  }
  function takeBack() {
    const { history, draft: newest } = store.snapshot()
    if (newest !== moved?.draft) return
    store.goTo(history.at - 1)
    setMoved(undefined)
    setAnnounced('Taken back.')
    isPressed.current = true
    place.current?.focus()
  }
  // Whatever else was changed since is undone in the builder, where one sees it.
  const isUndoable = moved?.draft === draft
  // The button that was pressed goes, and the other comes a moment later: till then the focus waits
  // around them. What came may go once more before all is worked out, and the focus with it.
  useEffect(() => {
    const { activeElement } = document
    const isLost = isPressed.current && activeElement === document.body
    if (activeElement !== place.current && !isLost) return
    if (isUndoable) undoButton.current?.focus()
    else if (move) moveButton.current?.focus()
    else place.current?.focus()
  }, [isUndoable, move])
  return (
    <Group
      ref={place}
      tabIndex={-1}
      gap="sm"
      mt={4}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget && !place.current?.contains(relatedTarget)) isPressed.current = false
      }}
    >
      {move && (
        <>
          <Button ref={moveButton} variant="default" size="xs" onClick={() => go(move)}>
            Move to {minutesWords(move.minutes)}
          </Button>
          <Text size="xs" c="dimmed">
            {move.schedule.frequency === 'expression' && `${move.schedule.cron_expression}: `}
            the nearest of these hours with no other start on the same source or destination
          </Text>
        </>
      )}
      <Text size="sm" role="status">
        {isUndoable || announced === 'Taken back.' ? announced : ''}
      </Text>
      {isUndoable && (
        <Button ref={undoButton} variant="subtle" size="compact-sm" onClick={takeBack}>
          Undo the move
        </Button>
      )}
    </Group>
  )
}

function RunsMap({ week, others, own }: PartProps) {
  const sources = useQuery(sourcesQuery)
  const destinations = useQuery(destinationsQuery)
  const [chosen, setChosen] = useState<Filter>('near')
  const [selected, setSelected] = useState<number>()
  const hasEnds = own.sourceId !== undefined || own.destinationId !== undefined
  const filter = chosen === 'near' && !hasEnds ? 'all' : chosen
  const shown = useMemo(() => filteredBy(filter, others, own), [filter, others, own])
  const cells = useMemo(() => weekCells(week, shown, own), [week, shown, own])
  const options = useMemo(
    () =>
      connectionOptions(others, hasEnds, {
        source: sources.data?.items,
        destination: destinations.data?.items,
      }),
    [others, hasEnds, sources.data, destinations.data],
  )
  const timed = shown.filter(({ pattern }) => pattern.kind === 'timed')
  return (
    <>
      <Picker
        label="Show syncs on"
        placeholder="Search connections"
        options={options.map(({ option }) => option)}
        value={filter}
        onChange={(picked) =>
          setChosen(options.find(({ option }) => option.value === picked)?.filter ?? 'near')
        }
      />
      <Text size="sm">
        {counted(timed.length, 'sync')} with set times
        {timed.some(({ isPaused }) => isPaused) &&
          `, ${timed.filter(({ isPaused }) => isPaused).length} of them paused`}
        .
      </Text>
      <WeekGrid week={week} cells={cells} selected={selected} onSelect={setSelected} />
      <Legend />
      {selected !== undefined && (
        <HourDetails week={week} cell={selected} syncs={shown} own={own} />
      )}
      <Untimed syncs={shown} />
    </>
  )
}

function Legend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      <li>
        <span className={`${classes.cell} ${classes.sample}`} data-level="2">
          4
        </span>
        syncs that start in the hour
      </li>
      <li>
        <span className={`${classes.cell} ${classes.sample}`} data-own>
          •
        </span>
        this sync
      </li>
      <li>
        <span className={`${classes.cell} ${classes.sample}`} data-own data-collides data-level="2">
          4!
        </span>
        another in the same minute
      </li>
      <li>
        <span className={`${classes.cell} ${classes.sample}`}>(2)</span>
        paused only
      </li>
    </ul>
  )
}

const mostLines = 60

/** What starts within one hour, moment by moment. */
function HourDetails(props: {
  week: Week
  cell: number
  syncs: readonly PlannedSync[]
  own: PlannedSync
}) {
  const { week, cell, syncs, own } = props
  const { moments, often } = useMemo(
    () => hourOfWeek(week, [own, ...syncs], cell),
    [week, own, syncs, cell],
  )
  const lines = moments.flatMap(({ at, syncs: startingThen }) =>
    startingThen.map((sync, index) => ({ at, sync, startingThen, isFirst: index === 0 })),
  )
  return (
    <section aria-label="Hour" aria-live="polite">
      <Text size="sm" fw={600}>
        {hourWords(week, cell)}
      </Text>
      {lines.length + often.length === 0 && <Text size="sm">Nothing starts.</Text>}
      <ul className={classes.list}>
        {lines.slice(0, mostLines).map(({ at, sync, startingThen, isFirst }) => (
          <li key={`${at.getTime()} ${sync.id}`}>
            <span>{timeWords(week.zone, at)}</span>
            <SyncName sync={sync} />
            {isFirst && startingThen.length > 1 && (
              <span className={classes.aside}>{startingThen.length} in this minute</span>
            )}
          </li>
        ))}
        {often.slice(0, mostLines).map(({ sync, runs }) => (
          <li key={`often ${sync.id}`}>
            <SyncName sync={sync} />
            <span className={classes.aside}>{runs} times in this hour</span>
          </li>
        ))}
      </ul>
      {lines.length > mostLines && (
        <Text size="xs" c="dimmed">
          And {lines.length - mostLines} more starts. Choose a connection above to see fewer.
        </Text>
      )}
    </section>
  )
}

const mostNames = 50

/** The syncs that no place of the map can show, by what starts them. */
function Untimed({ syncs }: { syncs: readonly PlannedSync[] }) {
  const kinds = untimedKinds
    .map(({ kind, words }) => ({
      words,
      of: syncs.filter(({ pattern }) => pattern.kind === kind),
    }))
    .filter(({ of }) => of.length > 0)
  if (kinds.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        Not on the map
      </Text>
      {kinds.map(({ words, of }) => (
        <UntimedKind key={words} title={`${counted(of.length, 'sync')} ${words}`} of={of} />
      ))}
    </div>
  )
}

function UntimedKind({ title, of }: { title: string; of: readonly PlannedSync[] }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure title={title} isOpen={isOpen} onToggle={setIsOpen}>
      <ul className={classes.list}>
        {of.slice(0, mostNames).map((sync) => (
          <li key={sync.id}>
            <SyncName sync={sync} />
          </li>
        ))}
      </ul>
      {of.length > mostNames && (
        <Text size="xs" c="dimmed">
          And {of.length - mostNames} more.
        </Text>
      )}
    </Disclosure>
  )
}
