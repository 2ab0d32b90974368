import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { memo, useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { isTyping } from '../ui/isTyping.ts'
import { AutoMapButton } from './autoMap/AutoMapButton.tsx'
import classes from './mapping.module.css'
import { PasteButton } from './paste/PasteButton.tsx'
import { filters, type Filter } from './rowFilters.ts'
import { writesLetter } from './writesLetter.ts'

const labels: Record<Filter, string> = {
  all: 'All',
  mapped: 'Mapped',
  unmapped: 'Unmapped',
  required: 'Required',
  problems: 'Problems',
}

/** The same rows as a table or as a picture. */
export type MappingView = 'rows' | 'board'

const views: { value: MappingView; label: string }[] = [
  { value: 'rows', label: 'Rows' },
  { value: 'board', label: 'Board' },
]

/** What is shown of the table, and the way to add to it. Stays in sight while the rows scroll. */
export const MappingToolbar = memo(function MappingToolbar(props: {
  view: MappingView
  onView: (view: MappingView) => void
  filter: Filter
  counts: Record<Filter, number>
  search: string
  onFilter: (filter: Filter) => void
  onSearch: (search: string) => void
  onAdd: () => void
  addButton: RefObject<HTMLButtonElement | null>
  /** What can be done to the selected rows. */
  children: ReactNode
}) {
  const { view, filter, counts, search, onFilter, onSearch, onAdd } = props
  const searchBox = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || document.querySelector('[aria-modal=true]')) return
      // The code and not the key: with Alt, some keyboards write another letter.
      if (event.altKey && event.code === 'KeyN' && !writesLetter(event, 'n')) onAdd()
      else if (event.key === '/' && !event.altKey && searchBox.current && !isTyping(event)) {
        searchBox.current.focus()
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [onAdd])
  return (
    <div className={classes.toolbar} role="group" aria-label="Rows">
      {view === 'rows' && (
        <TextInput
          ref={searchBox}
          className={classes.search}
          size="xs"
          aria-label="Search rows"
          aria-keyshortcuts="/"
          placeholder="Search rows"
          data-own-undo
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={
            search && (
              <CloseButton size="sm" aria-label="Clear search" onClick={() => onSearch('')} />
            )
          }
          value={search}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label="View"
        data={views}
        value={view}
        onChange={props.onView}
      />
      <AutoMapButton />
      <PasteButton />
      <Button
        ref={props.addButton}
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        rightSection={<span className={classes.shortcut}>Alt+N</span>}
        aria-label="Add mapping"
        aria-keyshortcuts="Alt+N"
        onClick={onAdd}
      >
        Add mapping
      </Button>
      {view === 'rows' && (
        <>
          <span className={classes.break} />
          <SegmentedControl
            size="xs"
            aria-label="Show"
            data={filters.map((value) => ({ value, label: `${labels[value]} ${counts[value]}` }))}
            value={filter}
            onChange={onFilter}
          />
        </>
      )}
      {props.children}
    </div>
  )
})
