import type { MappingRow } from '@sync-builder/schema'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { useSettledBuilder } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { useKept } from '../ui/useKept.ts'
import { hasSameEnds } from './mappings.ts'

/**
 * The rows as far as all of them matter: a row more, less or elsewhere, another column or field
 * shows at once; what else is typed into a row follows a moment later, so that a key press draws
 * its own row only.
 */
export function useSettledRows(): readonly MappingRow[] {
  const { store, draft } = useSettledBuilder()
  const [read] = useState(() => rowsReader(store))
  const live = useSyncExternalStore(store.subscribe, read)
  return useMemo(() => (hasSameEnds(live, draft.rows) ? draft.rows : live), [live, draft.rows])
}

/**
 * The same rows for what is told of all of them: which columns they read and which fields they
 * fill. What is typed into a row beside those never makes another list of them.
 */
export function useRowEnds(): readonly MappingRow[] {
  return useKept(useSettledRows(), hasSameEnds)
}

/** Gives the same list as long as no row gets other ends. */
function rowsReader(store: DraftStore): () => readonly MappingRow[] {
  let kept: readonly MappingRow[] = store.snapshot().draft.rows
  return () => {
    const { rows } = store.snapshot().draft
    if (!hasSameEnds(kept, rows)) kept = rows
    return kept
  }
}
