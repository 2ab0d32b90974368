import { Button, CloseButton, Text } from '@mantine/core'
import { lazy, Suspense, useRef, useState, type RefObject } from 'react'
import { useSettledBuilder } from '../draft/builder.ts'
import classes from './mapping.module.css'
import { duplicateRows, removeRows } from './rowBulk.ts'
import type { ListItem } from './rowFilters.ts'
import { rowIds, type Selection } from './useSelection.ts'

const BulkSettings = lazy(() => import('./BulkSettings.tsx'))

/** What can be done to all selected rows, each as one change. */
export function BulkBar(props: {
  selection: Selection
  shown: readonly ListItem[]
  /** Says what was done to those who listen. */
  onDone: (words: string) => void
  /** Where the focus goes when the bar goes with the rows. */
  addButton: RefObject<HTMLButtonElement | null>
}) {
  const { selection, shown, onDone, addButton } = props
  const { store } = useSettledBuilder()
  const [isSetting, setIsSetting] = useState(false)
  const settingsButton = useRef<HTMLButtonElement>(null)
  const { ids } = selection
  const isOfShown = new Set(rowIds(shown))
  const hidden = [...ids].filter((id) => !isOfShown.has(id)).length
  const isAll = ids.size - hidden === isOfShown.size

  function leave(words: string) {
    onDone(words)
    selection.clear()
    addButton.current?.focus()
  }
  return (
    <div className={classes.bulk} role="group" aria-label="Selected rows">
      <CloseButton
        size="sm"
        aria-label="Clear selection"
        onClick={() => leave('Nothing is selected.')}
      />
      <Text size="sm" fw={600} role="status">
        {rowCount(ids.size)} selected{hidden > 0 && `, ${hidden} of them not shown`}
      </Text>
      {!isAll && (
        <Button size="compact-sm" variant="subtle" onClick={selection.toggleShown}>
          Select all {isOfShown.size} shown
        </Button>
      )}
      <Button
        ref={settingsButton}
        size="compact-sm"
        variant="default"
        onClick={() => setIsSetting(true)}
      >
        Change settings
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          store.change((draft) => duplicateRows(draft, ids))
          onDone(`${rowCount(ids.size)} duplicated.`)
        }}
      >
        Duplicate
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          store.change((draft) => removeRows(draft, ids))
          const left = store.snapshot().draft.rows.length
          leave(`${rowCount(ids.size)} removed, ${left} left.`)
        }}
      >
        Remove
      </Button>
      {isSetting && (
        <Suspense>
          <BulkSettings
            ids={ids}
            onClose={() => {
              setIsSetting(false)
              // The dialog goes at once, and with it what would give the focus back.
              settingsButton.current?.focus()
            }}
            onDone={onDone}
          />
        </Suspense>
      )}
    </div>
  )
}

/** "1 row", "12 rows". */
export function rowCount(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
