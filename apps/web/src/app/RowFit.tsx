import {
  columnMisfits,
  columnSettingMisfits,
  fieldMisfits,
  objectMisfits,
  settleRows,
  settleValues,
  type Misfit,
  type MisfitOf,
  type RowSide,
  type SyncDraft,
} from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useDestinationObject, useSourceColumns } from '../api/known.ts'
import { useFact } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { useEnds } from './useEnds.ts'
import { hasTemplate, templateAnalyserQuery } from './useTemplateAnalyser.ts'

interface RowFitProps {
  store: DraftStore
  /** Hears in a sentence what became of the rows. */
  onSettled: (words: string) => void
}

/**
 * Settles which rows and settings fit a source or destination that was switched to, as soon as the
 * API has told what it has: a consequence of the switch, and undone with it. Until then all stay.
 * Shows nothing.
 */
export default function RowFit({ store, onSettled }: RowFitProps) {
  const left = useFact(store, ({ draft }) => draft.left)
  const ends = useEnds(store)
  const source = useSourceColumns(ends)
  const { isFileSystem, object } = useDestinationObject(ends)
  const hasTemplates = useFact(store, ({ draft }) =>
    [...draft.rows, ...draft.parkedRows.map(({ row }) => row)].some(({ mapping }) =>
      hasTemplate(mapping),
    ),
  )
  const analyser = useQuery({ ...templateAnalyserQuery, enabled: hasTemplates })
  // Templates of which nobody can tell what they read are taken to fit.
  const isAnalyserReady = !hasTemplates || !analyser.isPending

  const { columns, isRead } = source
  useEffect(() => {
    if (left.source === undefined || !isRead || !isAnalyserReady) return
    if ((store.snapshot().payload.source_attributes ?? null) !== ends.source_attributes) return
    const misfits = columnSettingMisfits(store.snapshot().payload, columns)
    settle(store, 'source', misfits, columnMisfits(columns, analyser.data), onSettled)
  }, [store, left.source, ends, columns, isRead, isAnalyserReady, analyser.data, onSettled])

  const isObjectRead = isFileSystem || object.data !== undefined
  useEffect(() => {
    const { payload } = store.snapshot()
    if (left.destination === undefined || !isObjectRead) return
    if ((payload.destination_attributes ?? null) !== ends.destination_attributes) return
    const misfits = objectMisfits(payload, object.data)
    settle(store, 'destination', misfits, fieldMisfits(object.data, payload.operation), onSettled)
  }, [store, left.destination, ends, isObjectRead, object.data, onSettled])
  return null
}

function settle(
  store: DraftStore,
  side: RowSide,
  misfits: readonly Misfit[],
  misfitOf: MisfitOf,
  onSettled: (words: string) => void,
): void {
  const { draft: before } = store.snapshot()
  store.change(
    (draft) => settleRows(settleValues(draft, side, misfits), side, misfitOf),
    'consequence',
  )
  const words = settledWords(before, store.snapshot().draft, side)
  if (words) onSettled(words)
}

function settledWords(before: SyncDraft, after: SyncDraft, side: RowSide): string {
  const [was, is] = [before, after].map(
    ({ parkedRows }) => new Set(parkedRows.map(({ row }) => row.id)),
  )
  const parked = after.parkedRows.filter(({ row }) => !was!.has(row.id)).length
  const back = before.parkedRows.filter(({ row }) => !is!.has(row.id)).length
  return [
    ...(parked > 0
      ? [
          `${parked} ${parked === 1 ? 'row does' : 'rows do'} not fit the ${side} and wait in Mapping, parked.`,
        ]
      : []),
    ...settingWords(before, after, side),
    ...(back > 0 ? [`${back} parked ${back === 1 ? 'row fits' : 'rows fit'} again.`] : []),
  ].join(' ')
}

function settingWords(before: SyncDraft, after: SyncDraft, side: RowSide): string[] {
  const parked = after.parked.filter((value) => !before.parked.includes(value)).length
  if (parked === 0) return []
  return [`${parked} ${parked === 1 ? 'setting does' : 'settings do'} not fit the ${side}: parked.`]
}
