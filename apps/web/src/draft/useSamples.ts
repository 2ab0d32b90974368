import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { JsonObject } from '@sync-builder/schema'
import { useKept } from '../ui/useKept.ts'
import { useBuilder } from './builder.ts'
import { columnsRead, keyColumn, makeUpSamples, type Sample, type SampleColumn } from './samples.ts'

/**
 * The records that operators gave, by draft. They may be customers': here is the only place that
 * holds them, and it ends with the page.
 */
const given = new Map<string, readonly Sample[]>()
const listeners = new Set<() => void>()
const none: readonly Sample[] = []
let nextId = 1

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The sample records of the draft at hand, and the ways to change those that were given. */
export interface Samples {
  /** Those that were given, then those made up. */
  all: readonly Sample[]
  given: readonly Sample[]
  madeUp: readonly Sample[]
  /** The columns that the mapping reads. */
  columns: readonly SampleColumn[]
  /** Adds records, and gives the id of the first. */
  add: (kind: 'typed' | 'pasted', records: readonly JsonObject[]) => string
  change: (id: string, record: JsonObject) => void
  remove: (id: string) => void
}

/** See `Samples`. They follow the payload of the builder that this is used in. */
export function useSamples(): Samples {
  const { draftId, payload, known } = useBuilder()
  const own = useSyncExternalStore(subscribe, () => given.get(draftId) ?? none)
  const read = useMemo(() => columnsRead(payload, known.columns), [payload, known.columns])
  const columns = useKept(read, hasSameColumns)
  const key = useMemo(() => keyColumn(payload), [payload])
  const madeUp = useMemo(() => makeUpSamples(columns, key), [columns, key])
  const all = useMemo(() => [...own, ...madeUp], [own, madeUp])

  const update = useCallback(
    (change: (samples: readonly Sample[]) => readonly Sample[]) => {
      given.set(draftId, change(given.get(draftId) ?? none))
      for (const listener of listeners) listener()
    },
    [draftId],
  )
  const add = useCallback(
    (kind: 'typed' | 'pasted', records: readonly JsonObject[]) => {
      const first = nextId
      nextId += records.length
      const added = records.map((record, index) => ({ id: `given ${first + index}`, kind, record }))
      update((samples) => [...samples, ...added])
      return `given ${first}`
    },
    [update],
  )
  const change = useCallback(
    (id: string, record: JsonObject) =>
      update((samples) =>
        samples.map((sample) => (sample.id === id ? { ...sample, record } : sample)),
      ),
    [update],
  )
  const remove = useCallback(
    (id: string) => update((samples) => samples.filter((sample) => sample.id !== id)),
    [update],
  )
  return useMemo(
    () => ({ all, given: own, madeUp, columns, add, change, remove }),
    [all, own, madeUp, columns, add, change, remove],
  )
}

function hasSameColumns(some: readonly SampleColumn[], others: readonly SampleColumn[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ name, type }, index) => name === others[index]!.name && type === others[index]!.type,
    )
  )
}
