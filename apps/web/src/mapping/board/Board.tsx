import { Button, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { rowWords } from '../mappings.ts'
import { useRowSurroundings } from '../rowActions.ts'
import { problemsByRow } from '../rowProblems.ts'
import classes from './board.module.css'
import { endHeight, middleOf, scrollToShow, type BoardView } from './boardLines.ts'
import { boardOf, otherEnd, type BoardEnd, type Side } from './boardModel.ts'
import { removeRows } from './connect.ts'
import { EndList } from './EndList.tsx'
import { EndListHead } from './EndListHead.tsx'
import { LineLayer, type LineLayerHandle } from './LineLayer.tsx'
import { ReplaceQuestion } from './ReplaceQuestion.tsx'
import { useConnecting } from './useConnecting.ts'
import { useDrag } from './useDrag.ts'
import { useSideFilter } from './useSideFilter.ts'

interface BoardProps {
  /** The rows that are selected, by their ids. */
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
}

/** The rows as a picture: what they read on the left, what they fill on the right. */
export default function Board({ selected, onSelect }: BoardProps) {
  const { draft, known, problems, store } = useBuilder()
  const { picks, actions } = useRowSurroundings()
  const { rows } = draft
  const { columns, object } = known
  const model = useMemo(
    () => boardOf({ rows, columns, fields: object?.fields, picks }),
    [rows, columns, object, picks],
  )
  const rowProblems = useMemo(() => problemsByRow(problems, new Map()), [problems])
  const look = useMemo(() => ({ selected, problems: rowProblems }), [selected, rowProblems])

  const source = useSideFilter(model.source)
  const field = useSideFilter(model.field)
  const filters = { source, field }
  const shown = useMemo(
    () => ({ source: source.shown, field: field.shown }),
    [source.shown, field.shown],
  )
  const [sourceScroller, setSourceScroller] = useState<HTMLElement | null>(null)
  const [fieldScroller, setFieldScroller] = useState<HTMLElement | null>(null)
  const scrollers = useMemo(
    () => ({ source: sourceScroller, field: fieldScroller }),
    [sourceScroller, fieldScroller],
  )

  const [status, say] = useState('')
  const connecting = useConnecting({ model, selected, store, say, onSelect })
  const { held, question } = connecting
  const [over, setOver] = useState<string>()
  const [active, setActive] = useState<Partial<Record<Side, { key: string; place: number }>>>({})
  const [wish, setWish] = useState<BoardEnd>()
  const board = useRef<HTMLElement>(null)
  const layer = useRef<LineLayerHandle>(null)
  const questionPlace = useRef<HTMLDivElement>(null)
  const detailsButton = useRef<HTMLButtonElement>(null)
  const wantsDetailsFocus = useRef(false)

  const chosen = [...selected].filter((id) => model.lines.has(id))

  /** The place of what is active in a list; its neighbour's where it is gone. */
  function activeIn(side: Side): number | undefined {
    const at = active[side]
    const { places, keys } = shown[side]
    if (!at || keys.length === 0) return undefined
    return places.get(at.key) ?? Math.min(at.place, keys.length - 1)
  }

  function endIn(side: Side): BoardEnd | undefined {
    const place = activeIn(side)
    return place === undefined ? undefined : model.ends.get(shown[side].keys[place] ?? '')
  }

  function activate(side: Side, place: number): void {
    const { keys } = shown[side]
    const to = Math.min(Math.max(place, 0), keys.length - 1)
    const key = keys[to]
    if (key === undefined) return
    setActive((before) => ({ ...before, [side]: { key, place: to } }))
    scrollTo(side, to)
  }

  function scrollTo(side: Side, place: number): void {
    const scroller = scrollers[side]
    if (scroller) {
      scroller.scrollTop = scrollToShow(place, scroller.scrollTop, scroller.clientHeight)
    }
  }

  /** Brings an end into sight, also where search or filter hide it. */
  function reveal(end: BoardEnd): void {
    if (!shown[end.side].places.has(end.key)) filters[end.side].clear()
    setWish(end)
  }
  useEffect(() => {
    const place = wish && shown[wish.side].places.get(wish.key)
    if (!wish || place === undefined) return
    const scroller = scrollers[wish.side]
    if (!scroller) return
    scroller.scrollTop = scrollToShow(place, scroller.scrollTop, scroller.clientHeight)
    setActive((before) => ({ ...before, [wish.side]: { key: wish.key, place } }))
    setWish(undefined)
  }, [wish, shown, scrollers])

  function selectRows(ids: readonly string[], event: MouseEvent | undefined): void {
    const adds = event !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey)
    if (!adds) return onSelect(new Set(ids))
    const isOn = ids.every((id) => selected.has(id))
    const others = [...selected].filter((id) => !ids.includes(id))
    onSelect(new Set(isOn ? others : [...others, ...ids]))
  }

  function toggleRows({ lines }: BoardEnd): void {
    const ids = lines.map(({ id }) => id)
    const isOn = ids.length > 0 && ids.every((id) => selected.has(id))
    const others = [...selected].filter((id) => !ids.includes(id))
    onSelect(new Set(isOn ? others : [...others, ...ids]))
    if (ids.length === 0) say('There is no row to select.')
    else
      say(
        `${ids.length === 1 ? '1 row' : `${ids.length} rows`} ${isOn ? 'less' : 'more'} selected.`,
      )
  }

  function removeSelected(): void {
    if (chosen.length === 0) return say('Select a row first: the space bar does.')
    const [first] = chosen
    const index = model.lines.get(first ?? '')?.index ?? -1
    const what =
      chosen.length === 1
        ? `Row ${index + 1}, ${rowWords(rows[index]?.mapping ?? null)},`
        : `${chosen.length} rows`
    // The button that was pressed goes with the selection.
    if (document.activeElement?.closest('button')) sourceScroller?.focus({ preventScroll: true })
    store.change((before) => removeRows(before, new Set(chosen)))
    say(`${what} removed. ${store.snapshot().draft.rows.length} left.`)
    onSelect(new Set())
  }

  function openDetails(ids: readonly string[]): void {
    const id = ids.find((one) => selected.has(one)) ?? ids[0]
    connecting.cancel()
    if (id !== undefined) actions.openDetails(id)
  }

  /** A click or Enter: it picks up, or connects what is picked up. */
  function press(end: BoardEnd): void {
    if (!held) connecting.pickUp(end)
    else if (held.side !== end.side) connecting.connect(held, end)
    else if (held.key === end.key) connecting.cancel()
    else connecting.pickUp(end)
  }

  const drag = useDrag(scrollers, {
    onStart: (end) => connecting.pickUp(end),
    onMove(end, point, key) {
      layer.current?.trail({ side: end.side, key: end.key, ...point })
      const target = model.ends.get(key ?? '')
      setOver(target && target.side !== end.side ? target.key : undefined)
    },
    onDrop(end, key) {
      endDrag()
      const target = model.ends.get(key ?? '')
      if (target && target.side !== end.side) connecting.connect(end, target)
      else connecting.cancel()
    },
    onCancel() {
      endDrag()
      connecting.cancel()
    },
  })
  function endDrag(): void {
    layer.current?.trail(undefined)
    setOver(undefined)
  }

  function keyInList(side: Side, event: KeyboardEvent): void {
    const place = activeIn(side) ?? 0
    const end = endIn(side)
    const page = Math.max(Math.floor((scrollers[side]?.clientHeight ?? 0) / endHeight) - 1, 1)
    const moves: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: shown[side].keys.length - 1,
    }
    const { key } = event
    if (moves[key] !== undefined) activate(side, moves[key])
    else if (key === (side === 'source' ? 'ArrowRight' : 'ArrowLeft')) cross(side)
    else if (key === 'Enter' && end) press(end)
    else if (key === ' ' && end) toggleRows(end)
    else if (key === 'F2' && end) openDetails(end.lines.map(({ id }) => id))
    else if (key === 'Backspace') removeSelected()
    else return
    event.preventDefault()
  }

  /** Leads to the other list: along the line of what is active, unless something is carried there. */
  function cross(side: Side): void {
    const other = side === 'source' ? 'field' : 'source'
    const line = held ? undefined : endIn(side)?.lines[0]
    const end = line && otherEnd(model, line, side)
    if (end) reveal(end)
    scrollers[other]?.focus({ preventScroll: true })
  }

  /** A list that gets the focus has something active: else it would not be seen. */
  function enter(side: Side): void {
    if (activeIn(side) !== undefined) return
    const scroller = scrollers[side]
    activate(side, Math.ceil((scroller?.scrollTop ?? 0) / endHeight))
  }

  function keyOnBoard(event: globalThis.KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement
    if (event.key === 'Escape' && (held || question)) {
      // What is asked takes the focus with it.
      if (question) fieldScroller?.focus({ preventScroll: true })
      connecting.cancel()
    } else if (event.key === 'Delete' && !isTyping) removeSelected()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  useEffect(() => {
    const section = board.current
    section?.addEventListener('keydown', keyOnBoard)
    return () => section?.removeEventListener('keydown', keyOnBoard)
  })

  function keepBesideField(view: BoardView): void {
    const place = questionPlace.current
    if (!place || !question) return
    const y = middleOf(question.field.key, view.field) ?? 0
    const lowest = view.height - place.offsetHeight - 4
    place.style.transform = `translateY(${Math.max(Math.min(y + endHeight / 2, lowest), 4)}px)`
  }

  // The board opens where the selection is.
  const isOpened = useRef(false)
  useEffect(() => {
    if (isOpened.current || !sourceScroller || !fieldScroller) return
    isOpened.current = true
    const line = model.lines.get([...selected][0] ?? '')
    if (!line) return
    for (const [side, key] of [
      ['source', line.source],
      ['field', line.field],
    ] as const) {
      const place = shown[side].places.get(key)
      const scroller = scrollers[side]
      if (place !== undefined && scroller) {
        scroller.scrollTop = scrollToShow(place, 0, scroller.clientHeight)
      }
    }
  }, [sourceScroller, fieldScroller, scrollers, model, selected, shown])

  // Enter on a line that was clicked opens its details.
  useEffect(() => {
    if (wantsDetailsFocus.current) detailsButton.current?.focus({ preventScroll: true })
    wantsDetailsFocus.current = false
  })

  const listOf = (side: Side) => (
    <>
      <EndListHead
        side={side}
        filter={filters[side]}
        onEnterList={() => scrollers[side]?.focus({ preventScroll: true })}
      />
      <EndList
        side={side}
        model={model}
        keys={shown[side].keys}
        scroller={scrollers[side]}
        setScroller={side === 'source' ? setSourceScroller : setFieldScroller}
        active={activeIn(side)}
        held={held?.side === side ? held.key : undefined}
        over={over}
        selected={selected}
        problems={rowProblems}
        onPress={(end, event) => {
          if (drag.wasDrag()) return
          activate(side, shown[side].places.get(end.key) ?? 0)
          const ids = end.lines.map(({ id }) => id)
          if (event.ctrlKey || event.metaKey || event.shiftKey) return selectRows(ids, event)
          if (!held || held.side === side) selectRows(ids, undefined)
          press(end)
        }}
        onOpen={(end) => openDetails(end.lines.map(({ id }) => id))}
        onGrab={drag.grab}
        onKey={(event) => keyInList(side, event)}
        onFocus={() => enter(side)}
      />
      {shown[side].keys.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.empty} data-side={side}>
          {emptyWords(side, filters[side].search.trim() !== '', filters[side].filter)}
        </Text>
      )}
    </>
  )

  return (
    <section ref={board} aria-label="Board" className={classes.board}>
      <div className={classes.bar}>
        <div className={classes.status}>
          <span role="status">{status}</span>
          {status === '' && (
            <span className={classes.hint}>
              Drag a column to a field, or pick one and then the other.
            </span>
          )}
        </div>
        {held && (
          <Button size="compact-sm" variant="default" onClick={connecting.cancel}>
            Put back
          </Button>
        )}
        {chosen.length > 0 && (
          <>
            <span className={classes.chosen}>
              {chosen.length === 1 ? '1 row selected' : `${chosen.length} rows selected`}
            </span>
            {chosen.length === 1 && (
              <Button
                ref={detailsButton}
                size="compact-sm"
                variant="default"
                aria-haspopup="dialog"
                onClick={() => openDetails(chosen)}
              >
                Details
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={removeSelected}>
              Remove
            </Button>
          </>
        )}
      </div>
      {listOf('source')}
      <LineLayer
        model={model}
        shown={shown}
        scrollers={scrollers}
        look={look}
        handle={layer}
        onPaint={keepBesideField}
        onPress={(ids, event) => {
          selectRows(ids, event)
          wantsDetailsFocus.current = true
          const line = model.lines.get(ids[0] ?? '')
          for (const key of line ? [line.source, line.field] : []) {
            const end = model.ends.get(key)
            if (end) reveal(end)
          }
        }}
        onOpen={openDetails}
      />
      {listOf('field')}
      {question && (
        <div className={classes.questions}>
          <ReplaceQuestion
            question={question}
            model={model}
            place={questionPlace}
            onReplace={() => {
              fieldScroller?.focus({ preventScroll: true })
              connecting.apply(question.change)
            }}
            onCancel={() => {
              fieldScroller?.focus({ preventScroll: true })
              connecting.cancel()
            }}
          />
        </div>
      )}
    </section>
  )
}

function emptyWords(side: Side, isSearch: boolean, filter: 'all' | 'mapped' | 'open'): string {
  const ends = side === 'source' ? 'columns' : 'fields'
  if (isSearch) return 'Nothing found. Try another word.'
  if (filter === 'mapped') return 'Nothing is mapped yet.'
  if (filter === 'open') return 'Nothing is left open.'
  return `No ${ends} are known, and no row names one.`
}
