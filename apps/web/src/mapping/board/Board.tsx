import { Text } from '@mantine/core'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { rowWords } from '../mappings.ts'
import { removeRows } from '../rowBulk.ts'
import { useRowSurroundings } from '../rowActions.ts'
import { problemsByRow } from '../rowProblems.ts'
import classes from './board.module.css'
import { BoardBar } from './BoardBar.tsx'
import { endHeight, middleOf, type BoardView } from './boardLines.ts'
import {
  boardOf,
  otherEnd,
  type BoardEnd,
  type BoardLine,
  type EndFilter,
  type Side,
} from './boardModel.ts'
import { EndList } from './EndList.tsx'
import { EndListHead } from './EndListHead.tsx'
import { LineLayer, type LineLayerHandle } from './LineLayer.tsx'
import { ReplaceQuestion } from './ReplaceQuestion.tsx'
import { useConnecting } from './useConnecting.ts'
import { useDrag } from './useDrag.ts'
import { useJumps } from './useJumps.ts'
import { useLists } from './useLists.ts'

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
  const chosen = [...selected].flatMap((id) => model.lines.get(id) ?? [])
  const endsOf = (line: BoardLine | undefined) =>
    line ? [line.source, line.field].flatMap((key) => model.ends.get(key) ?? []) : []

  const lists = useLists(model, endsOf(chosen[0]))
  const [status, say] = useState('')
  const connecting = useConnecting({ model, selected, store, say, onSelect })
  const { held, question } = connecting
  const [over, setOver] = useState<string>()
  const board = useRef<HTMLElement>(null)
  const layer = useRef<LineLayerHandle>(null)
  const questionPlace = useRef<HTMLDivElement>(null)
  const detailsButton = useRef<HTMLButtonElement>(null)
  const wantsDetailsFocus = useRef(false)

  /** Adds rows to the selection, or takes them out of it when all of them are in it. */
  function toggleRows(ids: readonly string[]): void {
    const isOn = ids.every((id) => selected.has(id))
    const others = [...selected].filter((id) => !ids.includes(id))
    const next = isOn ? others : [...others, ...ids]
    onSelect(new Set(next))
    say(ids.length === 0 ? 'There is no row to select.' : `${countOf(next.length)} selected.`)
  }

  function removeSelected(): void {
    const [line] = chosen
    if (!line) return say('Select a row first: the space bar does.')
    const what =
      chosen.length === 1
        ? `Row ${line.index + 1}, ${rowWords(rows[line.index]?.mapping ?? null)},`
        : countOf(chosen.length)
    // The button that was pressed goes with the selection.
    if (document.activeElement?.closest('button')) lists.focus('source')
    store.change((before) => removeRows(before, new Set(chosen.map(({ id }) => id))))
    say(`${what} removed. ${store.snapshot().draft.rows.length} left.`)
    onSelect(new Set())
  }

  function openDetails(ids: readonly string[]): void {
    const id = ids.find((one) => selected.has(one)) ?? ids[0]
    connecting.cancel()
    if (id === undefined) say('There is no row yet: connect it first.')
    else actions.openDetails(id)
  }

  /** A click or Enter: it picks up, or connects what is picked up. */
  function press(end: BoardEnd): void {
    if (!held || (held.side === end.side && held.key !== end.key)) connecting.pickUp(end)
    else if (held.side === end.side) connecting.cancel()
    else connecting.connect(held, end)
  }

  /** The end with this key, where something from `side` can be dropped on it. */
  function targetFor(side: Side, key: string | undefined): BoardEnd | undefined {
    const end = model.ends.get(key ?? '')
    return end?.side === side ? undefined : end
  }
  function endDrag(): void {
    layer.current?.trail(undefined)
    setOver(undefined)
  }
  const drag = useDrag(lists.scrollers, {
    onStart: connecting.pickUp,
    onMove({ side, key }, point, keyOver) {
      layer.current?.trail({ side, key, ...point })
      setOver(targetFor(side, keyOver)?.key)
    },
    onDrop(end, keyOver) {
      endDrag()
      const target = targetFor(end.side, keyOver)
      if (target) connecting.connect(end, target)
      else connecting.cancel()
    },
    onCancel() {
      endDrag()
      connecting.cancel()
    },
  })

  function keyInList(side: Side, event: KeyboardEvent): void {
    const place = lists.activeIn(side) ?? 0
    const end = lists.activeEnd(side)
    const moves: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + lists.pageOf(side),
      PageUp: place - lists.pageOf(side),
      Home: 0,
      End: lists.shown[side].keys.length - 1,
    }
    const { key } = event
    if (moves[key] !== undefined) lists.activate(side, moves[key])
    else if (key === (side === 'source' ? 'ArrowRight' : 'ArrowLeft')) cross(side)
    else if (key === 'Enter' && end) press(end)
    else if (key === ' ' && end) toggleRows(end.lines.map(({ id }) => id))
    else if (key === 'F2' && end) openDetails(end.lines.map(({ id }) => id))
    else if (key === 'Backspace') removeSelected()
    else return
    event.preventDefault()
  }

  /** Leads to the other list: along the line of what is active, unless something is carried there. */
  function cross(side: Side): void {
    const line = held ? undefined : lists.activeEnd(side)?.lines[0]
    const end = line && otherEnd(model, line, side)
    if (end) lists.reveal([end])
    lists.focus(side === 'source' ? 'field' : 'source')
  }

  function keyOnBoard(event: globalThis.KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement
    if (event.key === 'Escape' && (held || question)) {
      // The buttons of what is asked go with it.
      if (question) lists.focus('field')
      connecting.cancel()
    } else if (event.key === 'Delete' && !isTyping) removeSelected()
    else return
    event.preventDefault()
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

  // What is asked comes into the document after the lines.
  useLayoutEffect(() => {
    if (question) layer.current?.paint()
  }, [question])

  useJumps(model, (line, side) => {
    onSelect(new Set([line.id]))
    lists.reveal(endsOf(line))
    if (!document.querySelector('[aria-modal=true]')) lists.focus(side)
  })

  // Enter on a line that was clicked opens its details.
  useEffect(() => {
    if (wantsDetailsFocus.current) detailsButton.current?.focus({ preventScroll: true })
    wantsDetailsFocus.current = false
  })

  const listOf = (side: Side) => (
    <>
      <EndListHead side={side} filter={lists.filters[side]} onEnterList={() => lists.focus(side)} />
      <EndList
        side={side}
        model={model}
        keys={lists.shown[side].keys}
        scroller={lists.scrollers[side]}
        setScroller={lists.setScrollers[side]}
        active={lists.activeIn(side)}
        held={held?.side === side ? held.key : undefined}
        over={over}
        selected={selected}
        problems={rowProblems}
        onPress={(end, isAdding) => {
          if (drag.wasDrag()) return
          lists.activate(side, lists.shown[side].places.get(end.key) ?? 0)
          const ids = end.lines.map(({ id }) => id)
          if (isAdding) return toggleRows(ids)
          if (!held || held.side === side) onSelect(new Set(ids))
          press(end)
        }}
        onOpen={(end) => openDetails(end.lines.map(({ id }) => id))}
        onGrab={drag.grab}
        onKey={(event) => keyInList(side, event)}
        onFocus={() => lists.enter(side)}
      />
      {lists.shown[side].keys.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.empty} data-side={side}>
          {emptyWords(side, lists.filters[side].search.trim() !== '', lists.filters[side].filter)}
        </Text>
      )}
    </>
  )

  return (
    <section ref={board} aria-label="Board" className={classes.board}>
      <BoardBar
        status={status}
        isHolding={held !== undefined}
        chosen={chosen.length}
        detailsButton={detailsButton}
        onPutBack={connecting.cancel}
        onDetails={() => openDetails(chosen.map(({ id }) => id))}
        onRemove={removeSelected}
      />
      {listOf('source')}
      <LineLayer
        model={model}
        shown={lists.shown}
        scrollers={lists.scrollers}
        look={look}
        handle={layer}
        onPaint={keepBesideField}
        onPress={(ids, isAdding) => {
          if (isAdding) toggleRows(ids)
          else onSelect(new Set(ids))
          wantsDetailsFocus.current = true
          lists.reveal(endsOf(model.lines.get(ids[0] ?? '')))
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
              lists.focus('field')
              connecting.apply(question.change)
            }}
            onCancel={() => {
              lists.focus('field')
              connecting.cancel()
            }}
          />
        </div>
      )}
    </section>
  )
}

function countOf(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`
}

function emptyWords(side: Side, isSearch: boolean, filter: EndFilter): string {
  if (isSearch) return 'Nothing found. Try another word.'
  if (filter === 'mapped') return 'Nothing is mapped yet.'
  if (filter === 'open') return 'Nothing is left open.'
  return `No ${side === 'source' ? 'columns' : 'fields'} are known, and no row names one.`
}
