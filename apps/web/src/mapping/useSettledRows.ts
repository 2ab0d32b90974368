import type { MappingRow } from '@sync-builder/schema'
import { useDeferredValue } from 'react'
import { useKept } from '../ui/useKept.ts'
import { hasSameEnds } from './mappings.ts'

/**
 * The rows for what is told of all of them: which columns they read and which fields they fill. It
 * may lag behind a key press, and it stays the same while a key press changes neither.
 */
export function useSettledRows(rows: readonly MappingRow[]): readonly MappingRow[] {
  return useDeferredValue(useKept(rows, hasSameEnds))
}
