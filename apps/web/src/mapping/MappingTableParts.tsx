import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import classes from './mapping.module.css'
import { type ListItem, type Sort } from './rowFilters.ts'
import { rowIds, type Selection } from './useSelection.ts'

/** Where a row stands in the payload, whether it is selected, and what it is dragged by. */
export const RowNumber = memo(function RowNumber(props: {
  id: string
  index: number
  isSelected: boolean
  onToggle: Selection['toggle']
  isMovable: boolean
}) {
  const { id, index, isSelected, onToggle, isMovable } = props
  return (
    <div role="cell" className={classes.number}>
      <label className={classes.select}>
        <input
          type="checkbox"
          aria-label={`Select row ${index + 1}`}
          data-control="select"
          checked={isSelected}
          // A click tells of Shift, which a change does not.
          onClick={({ shiftKey }) => onToggle(id, shiftKey)}
          readOnly
        />
      </label>
      <span className={classes.place}>{index + 1}</span>
      {isMovable && (
        <span
          className={classes.grip}
          data-grip
          title="Drag to another place, or press Alt+↑ or ↓"
        />
      )}
    </div>
  )
})

/** Selects all rows that are shown, or none. */
export function SelectShown(props: { selection: Selection; items: readonly ListItem[] }) {
  const { selection, items } = props
  const ids = rowIds(items)
  const chosen = ids.filter((id) => selection.ids.has(id)).length
  const isAll = ids.length > 0 && chosen === ids.length
  return (
    <label className={classes.select}>
      <input
        type="checkbox"
        aria-label={`Select all ${ids.length} shown rows`}
        ref={(box) => {
          if (box) box.indeterminate = chosen > 0 && !isAll
        }}
        checked={isAll}
        disabled={ids.length === 0}
        onChange={selection.toggleShown}
      />
    </label>
  )
}

/** A column's name that sorts by it: up, down, and back to the order of the payload. */
export function SortableHead(props: {
  by: Sort['by']
  sort: Sort | undefined
  onSort: (sort: Sort | undefined) => void
  children: ReactNode
}) {
  const { by, onSort, children } = props
  const sort = props.sort?.by === by ? props.sort : undefined
  const next = !sort
    ? { by, isDescending: false }
    : sort.isDescending
      ? undefined
      : { by, isDescending: true }
  const Icon = sort?.isDescending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={sort ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        title="Sorts what is shown; the payload keeps its order"
        onClick={() => onSort(next)}
      >
        {children}
        {sort && <Icon size={14} aria-hidden />}
      </button>
    </div>
  )
}
