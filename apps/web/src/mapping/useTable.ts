import { isJsonObject, type JsonValue, type Path } from '@sync-builder/schema'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useSettledBuilder, type Builder } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import {
  addMapping,
  editRow,
  indexOfRow,
  isKey,
  mappingOf,
  moveRow,
  newFrom,
  newMapping,
  rowWords,
  toggleKey,
} from './mappings.ts'
import type { RowActions } from './rowActions.ts'
import { moveRowsTo } from './rowBulk.ts'
import { detailKeys } from './rowDetails.ts'
import { lineKey, type ListItem } from './rowFilters.ts'

/** The controls of a row that stand for no place in the payload. */
export const rowControls = ['select', 'key', 'details', 'template', 'remove', 'map'] as const
export type RowControl = (typeof rowControls)[number]

/** A wish to have the focus in a line of the table. */
export interface FocusWish {
  /** See `lineKey`. */
  line: string
  /** A place in the row, whose control or the nearest one above is meant, or one of its buttons. */
  at: Path | RowControl
  /** A jump asks for it: the board goes there as well. */
  isJump?: true
}

/** A row whose details are open, and the control there that is asked for. */
export interface OpenDetails {
  id: string
  at: Path | undefined
  /** The button that has opened them, which gets the focus back. */
  by: 'details' | 'template'
}

// A jump stays in the builder after it was made; the step may be left and opened again since.
const jumpsMade = new WeakSet<object>()

/**
 * What the operator does to the table, and where the focus goes by it: it is never lost, though
 * rows come and go. `items` holds the lines that are shown.
 */
export function useTable(items: RefObject<readonly ListItem[]>) {
  const { store, applyFix, jump } = useSettledBuilder()
  const [held, setHeld] = useState<string>()
  const [wish, setWish] = useState<FocusWish>()
  const [details, setDetails] = useState<OpenDetails>()
  const [announcement, announce] = useState('')
  const addButton = useRef<HTMLButtonElement>(null)

  const goTo = useCallback((line: string, at: FocusWish['at']) => {
    setHeld(line)
    setWish({ line, at })
  }, [])
  const actions = useActions({ store, applyFix, items, goTo, announce, setDetails, addButton })

  useEffect(() => {
    if (!jump || jumpsMade.has(jump)) return
    const [key, index, ...rest] = jump.path
    const row = typeof index === 'number' ? store.snapshot().draft.rows[index] : undefined
    if (key !== 'mappings' || !row) return
    jumpsMade.add(jump)
    setHeld(row.id)
    const isInDetails = detailKeys.includes(String(rest[0])) && rest[0] !== 'is_primary_identifier'
    // The row comes into sight in any case; the details then take the focus from it.
    setWish({ line: row.id, at: isInDetails ? [] : rest, isJump: true })
    setDetails(isInDetails ? { id: row.id, at: jump.path, by: 'details' } : undefined)
  }, [jump, store])

  return {
    actions,
    held,
    hold: setHeld,
    /** Lets the row that is being worked on go, so that a filter holds for it as well. */
    letGo: useCallback(() => setHeld(undefined), []),
    wish,
    grant: useCallback(() => setWish(undefined), []),
    details,
    closeDetails: useCallback(() => {
      setDetails(undefined)
      if (details) goTo(details.id, details.by)
    }, [details, goTo]),
    announcement,
    announce,
    goTo,
    addButton,
  }
}

/** The actions, the same functions as long as the store is. */
function useActions(parts: {
  store: DraftStore
  applyFix: Builder['applyFix']
  items: RefObject<readonly ListItem[]>
  goTo: (line: string, at: FocusWish['at']) => void
  announce: (words: string) => void
  setDetails: (details: OpenDetails) => void
  addButton: RefObject<HTMLButtonElement | null>
}): RowActions {
  const { store, applyFix, items, goTo, announce, setDetails, addButton } = parts
  // What a row held under another kind: `from` by row and kind.
  const earlier = useRef(new Map<string, JsonValue>())

  return useMemo((): RowActions => {
    const mappingOfRow = (id: string) =>
      store.snapshot().draft.rows.find((row) => row.id === id)?.mapping ?? null
    const placeOf = (id: string) => indexOfRow(store.snapshot().draft.rows, id) + 1
    /** The line after this one, else the one before. */
    const neighbourOf = (line: string): string | undefined => {
      const at = items.current.findIndex((item) => lineKey(item) === line)
      const item = items.current[at + 1] ?? items.current[at - 1]
      return item && lineKey(item)
    }
    const goToNeighbour = (neighbour: string | undefined, at: FocusWish['at']) => {
      if (neighbour === undefined) addButton.current?.focus()
      else goTo(neighbour, at)
    }
    const add = (mapping: JsonValue): string => {
      store.change((draft) => addMapping(draft, mapping))
      return store.snapshot().draft.rows.at(-1)!.id
    }

    return {
      edit: (id, edits) => store.change((draft) => editRow(draft, id, edits)),

      changeKind(id, kind) {
        const mapping = mappingOfRow(id)
        const from = isJsonObject(mapping) ? mapping.from : undefined
        if (isJsonObject(from) && typeof from.type === 'string') {
          earlier.current.set(`${id} ${from.type}`, from)
        }
        const value = earlier.current.get(`${id} ${kind}`) ?? newFrom(kind)
        store.change((draft) => editRow(draft, id, [{ op: 'set', path: ['from'], value }]))
      },

      toggleKey(id, hidesField) {
        store.change((draft) => toggleKey(draft, id, hidesField))
        const isNow = isKey(mappingOfRow(id)) ? 'is the key now' : 'is no longer the key'
        announce(`Row ${placeOf(id)}, ${rowWords(mappingOfRow(id))}, ${isNow}.`)
      },

      remove(id) {
        const neighbour = neighbourOf(id)
        const what = `Row ${placeOf(id)}, ${rowWords(mappingOfRow(id))}, removed.`
        store.change((draft) => editRow(draft, id, [{ op: 'remove', path: [] }]))
        announce(`${what} ${store.snapshot().draft.rows.length} left.`)
        goToNeighbour(neighbour, 'remove')
      },

      move(id, by) {
        store.change((draft) => moveRow(draft, id, by))
        announce(`Now row ${placeOf(id)} of ${store.snapshot().draft.rows.length}.`)
      },

      moveTo(ids, place) {
        store.change((draft) => moveRowsTo(draft, ids, place))
        const [first] = ids
        const what = ids.size === 1 ? 'Row' : `${ids.size} rows, the first`
        if (first !== undefined) announce(`${what} now at place ${placeOf(first)}.`)
      },

      announce,
      goTo,

      openDetails: (id, by = 'details') => setDetails({ id, at: undefined, by }),

      fix(id, problem) {
        const neighbour = neighbourOf(id)
        if (!applyFix(problem)) return
        announce('Fixed.')
        const index = placeOf(id) - 1
        const edit = problem.fix?.edits.find(({ path: at }) => at[1] === index)
        const path = edit?.path.slice(2) ?? []
        if (index === -1) goToNeighbour(neighbour, 'remove')
        else goTo(id, path)
      },

      fillField(id, name) {
        store.change((draft) => editRow(draft, id, [{ op: 'set', path: ['to'], value: name }]))
        goTo(id, ['to'])
      },

      add() {
        goTo(add(newMapping()), ['from', 'data'])
        announce(`Row ${store.snapshot().draft.rows.length} added.`)
      },

      take(offer) {
        const neighbour = neighbourOf(lineKey({ kind: 'offer', offer }))
        const id = add(mappingOf(offer))
        announce(`Row ${placeOf(id)}, ${rowWords(mappingOfRow(id))}, added.`)
        // A complete row needs nothing more: the next one is waiting.
        if (offer.hasTwin && neighbour !== undefined) goTo(neighbour, 'map')
        else goTo(id, offer.side === 'field' ? ['from', 'data'] : ['to'])
      },
    }
  }, [store, applyFix, items, goTo, announce, setDetails, addButton])
}
