import type { SyncRecord } from '@sync-builder/schema'
import { useCallback, useEffect, useRef, useState } from 'react'
import { readRecords, type RecordFilter } from '../api/runs.ts'

/** The records that were read so far, and how the reading stands. */
interface ReadRecords {
  records: readonly SyncRecord[]
  /** How many besides could not be read. */
  unreadable: number
  isReading: boolean
  error: Error | null
  /** Whether there is a page that was not read, or failed. */
  hasMore: boolean
  /** Reads that page. */
  onMore: () => void
}

interface State {
  records: readonly SyncRecord[]
  unreadable: number
  /** The page that is read next; undefined at the end. */
  next: number | undefined
  isReading: boolean
  error: Error | null
}

const nothing: State = { records: [], unreadable: 0, next: 1, isReading: true, error: null }

/**
 * Reads records of a run from the first page on. They are held by whoever shows them and by nobody
 * else: no cache knows them, and they are gone with the component. `filter` is not to change.
 */
export function useRecords(runId: number, filter: RecordFilter): ReadRecords {
  const [state, setState] = useState(nothing)
  const reading = useRef<AbortController>(undefined)
  const asked = useRef(filter)

  const read = useCallback(
    async (page: number) => {
      const { signal } = (reading.current = new AbortController())
      setState((before) => ({ ...before, isReading: true, error: null }))
      try {
        const { items, unreadable, next } = await readRecords(runId, asked.current, page, signal)
        signal.throwIfAborted()
        setState((before) => ({
          records: [...before.records, ...items],
          unreadable: before.unreadable + unreadable,
          // A next page that is no later one would be read for ever.
          next: next !== undefined && next > page ? next : undefined,
          isReading: false,
          error: null,
        }))
      } catch (error) {
        if (signal.aborted) return
        const failure = error instanceof Error ? error : new Error(String(error))
        setState((before) => ({ ...before, isReading: false, error: failure }))
      }
    },
    [runId],
  )
  useEffect(() => {
    void read(1)
    return () => reading.current?.abort()
  }, [read])

  const { next, ...shown } = state
  return {
    ...shown,
    hasMore: next !== undefined,
    onMore() {
      if (next !== undefined && !state.isReading) void read(next)
    },
  }
}
