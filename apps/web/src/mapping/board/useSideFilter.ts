import { useDeferredValue, useMemo, useState } from 'react'
import { endCounts, shownEnds, type BoardEnd, type EndFilter } from './boardModel.ts'
import type { ShownSide } from './LineLayer.tsx'

/** Search and filter of one side, and what they leave of it. */
export interface SideFilter {
  search: string
  setSearch: (search: string) => void
  filter: EndFilter
  setFilter: (filter: EndFilter) => void
  counts: Record<EndFilter, number>
  shown: ShownSide
  /** Shows everything again, for an end that is to be seen. */
  clear: () => void
}

/** What the operator looks for among `ends`. */
export function useSideFilter(ends: readonly BoardEnd[]): SideFilter {
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<EndFilter>('all')
  const settledSearch = useDeferredValue(search)
  const counts = useMemo(() => endCounts(ends), [ends])
  const shown = useMemo((): ShownSide => {
    const keys = shownEnds(ends, filter, settledSearch).map(({ key }) => key)
    return { keys, places: new Map(keys.map((key, place) => [key, place])) }
  }, [ends, filter, settledSearch])
  return {
    search,
    setSearch,
    filter,
    setFilter,
    counts,
    shown,
    clear() {
      setSearch('')
      setFilter('all')
    },
  }
}
