import { useState } from 'react'
import type { DraftStore } from '../../draft/draftStore.ts'
import { indexOfRow, rowWords } from '../mappings.ts'
import type { BoardEnd, BoardLine, BoardModel } from './boardModel.ts'
import { connectionOf, type Change } from './connect.ts'

/** A source that would take the place of another: asked before it is done. */
export interface Question {
  source: BoardEnd
  field: BoardEnd
  line: BoardLine
  change: Change
}

/** Picking an end up and connecting it to one of the other side, however that is done. */
export function useConnecting(parts: {
  model: BoardModel
  selected: ReadonlySet<string>
  store: DraftStore
  say: (words: string) => void
  onSelect: (ids: ReadonlySet<string>) => void
}) {
  const { model, selected, store, say, onSelect } = parts
  const [heldKey, setHeld] = useState<string>()
  const [question, ask] = useState<Question>()
  // What was picked up may be gone since.
  const held = heldKey === undefined ? undefined : model.ends.get(heldKey)

  function pickUp(end: BoardEnd): void {
    setHeld(end.key)
    ask(undefined)
    say(`${end.label} picked up. Pick a ${end.side === 'source' ? 'field' : 'column'} for it.`)
  }

  function cancel(): void {
    if (held) say(`${held.label} put back.`)
    setHeld(undefined)
    ask(undefined)
  }

  function apply({ apply: change, rowId }: Change): void {
    setHeld(undefined)
    ask(undefined)
    const before = store.snapshot().draft
    store.change(change)
    const { rows } = store.snapshot().draft
    const id = rowId ?? rows.at(-1)?.id
    const index = id === undefined ? -1 : indexOfRow(rows, id)
    if (id === undefined || index === -1 || store.snapshot().draft === before) {
      say('Nothing has changed: this row is edited as JSON.')
      return
    }
    const what = rowWords(rows[index]!.mapping)
    say(
      rowId === undefined ? `Row ${index + 1} added: ${what}.` : `Row ${index + 1} is ${what} now.`,
    )
    onSelect(new Set([id]))
  }

  /** Connects an end that was picked up to one of the other side; asks where a source would go. */
  function connect(start: BoardEnd, end: BoardEnd): void {
    const [source, field] = start.side === 'source' ? [start, end] : [end, start]
    const connection = connectionOf({ source, field, startedAt: start.side }, selected)
    switch (connection.kind) {
      case 'change':
        return apply(connection)
      case 'replace':
        setHeld(undefined)
        say('')
        return ask({ source, field, line: connection.line, change: connection.change })
      case 'connected already':
        setHeld(undefined)
        say(`${source.label} fills ${field.label} already.`)
    }
  }

  return { held, pickUp, cancel, connect, question, apply }
}
