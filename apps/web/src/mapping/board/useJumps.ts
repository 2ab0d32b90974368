import { useEffect, useRef } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import type { BoardLine, BoardModel, Side } from './boardModel.ts'

// A jump stays in the builder after it was made; the board may be opened again since.
const jumpsMade = new WeakSet<object>()

/** Tells of a jump to a row, and which of its ends it is about, once the board has the row. */
export function useJumps(model: BoardModel, go: (line: BoardLine, side: Side) => void): void {
  const { jump, store } = useBuilder()
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    if (!jump || jumpsMade.has(jump)) return undefined
    const [key, index, part] = jump.path
    const row = typeof index === 'number' ? store.snapshot().draft.rows[index] : undefined
    const line = row && model.lines.get(row.id)
    if (key !== 'mappings' || !line) return undefined
    // The frame moves the focus for a jump as well, to what is around the rows: it goes first.
    const frame = requestAnimationFrame(() => {
      jumpsMade.add(jump)
      latest.current(line, part === 'to' ? 'field' : 'source')
    })
    return () => cancelAnimationFrame(frame)
  }, [jump, model, store])
}
