import { CloseButton, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import classes from './board.module.css'
import { endFilters, type EndFilter, type Side } from './boardModel.ts'
import type { SideFilter } from './useSideFilter.ts'

const words: Record<Side, { title: string; search: string; show: string }> = {
  source: { title: 'Columns', search: 'Search columns', show: 'Show columns' },
  field: { title: 'Fields', search: 'Search fields', show: 'Show fields' },
}

const filterLabels: Record<EndFilter, string> = { all: 'All', mapped: 'Mapped', open: 'Open' }

/** The search and the filter of one side. */
export function EndListHead(props: {
  side: Side
  filter: SideFilter
  /** Leads from the search into the list. */
  onEnterList: () => void
}) {
  const { side, filter, onEnterList } = props
  const { title, search, show } = words[side]
  const { all, mapped } = filter.counts
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
    event.preventDefault()
    onEnterList()
  }
  return (
    <div className={classes.head} data-side={side}>
      <div className={classes.title}>
        <strong>{title}</strong>
        <span>
          {mapped.toLocaleString('en')} of {all.toLocaleString('en')} mapped
        </span>
      </div>
      <TextInput
        className={classes.search}
        size="xs"
        aria-label={search}
        placeholder="Search"
        data-own-undo
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          filter.search && (
            <CloseButton
              size="sm"
              aria-label={`Clear the search of ${title.toLowerCase()}`}
              onClick={() => filter.setSearch('')}
            />
          )
        }
        value={filter.search}
        onChange={(event) => filter.setSearch(event.currentTarget.value)}
        onKeyDown={enter}
      />
      <SegmentedControl
        size="xs"
        aria-label={show}
        data={endFilters.map((value) => ({ value, label: filterLabels[value] }))}
        value={filter.filter}
        onChange={filter.setFilter}
      />
    </div>
  )
}
