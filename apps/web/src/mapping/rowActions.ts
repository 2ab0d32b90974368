import type { Edit, Path, Problem, WritableFromType } from '@sync-builder/schema'
import { createContext, use } from 'react'
import type { DraftStore } from '../draft/draftStore.ts'
import type { Offer } from './rowFilters.ts'
import type { Picks } from './usePicks.ts'
import type { FocusWish } from './useTable.ts'

/** What can be done to a row. The functions stay the same, so that rows are drawn only for news. */
export interface RowActions {
  /** Edits of a row; the paths begin in the row. */
  edit: (id: string, edits: readonly Edit[]) => void
  /** Puts the row's `from` to another kind; what it held before comes back with its kind. */
  changeKind: (id: string, kind: WritableFromType) => void
  /** Makes the row the key, or takes the key from it; see `toggleKey` in mappings. */
  toggleKey: (id: string, hidesField: boolean) => void
  remove: (id: string) => void
  /** Up (-1) or down (1) by one place. */
  move: (id: string, by: -1 | 1) => void
  /** Before the row at this place, counted from 0 as they stand now. */
  moveTo: (ids: ReadonlySet<string>, place: number) => void
  /** Says something to those who listen. */
  announce: (words: string) => void
  /** Brings the focus to a control of a line, wherever it is scrolled to. */
  goTo: (line: string, at: FocusWish['at']) => void
  /** `template`: at the editor of its template, and back to that button afterwards. */
  openDetails: (id: string, by?: 'details' | 'template') => void
  /** Applies the fix of a problem of the row, and keeps the focus in it. */
  fix: (id: string, problem: Problem) => void
  /** Puts a name into the row's field, and the focus. */
  fillField: (id: string, name: string) => void
  /** Adds an empty mapping and goes to it. */
  add: () => void
  /** Adds the mapping that an offer stands for. */
  take: (offer: Offer) => void
}

/** What all rows share: it changes with metadata and operation, never with a key press. */
export interface RowSurroundings {
  picks: Picks
  actions: RowActions
  /** A row asks it for its own mapping: the builder would draw all rows again whenever it settles. */
  store: DraftStore
}

export const RowSurroundingsContext = createContext<RowSurroundings | undefined>(undefined)

/** The surroundings of the row that this component stands in. */
export function useRowSurroundings(): RowSurroundings {
  const surroundings = use(RowSurroundingsContext)
  if (!surroundings) throw new Error('useRowSurroundings outside of the table of mappings')
  return surroundings
}

/** The place of a control in the payload. */
export function rowPath(index: number, ...keys: string[]): Path {
  return ['mappings', index, ...keys]
}
