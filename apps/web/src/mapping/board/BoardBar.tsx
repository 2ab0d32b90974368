import { Button } from '@mantine/core'
import type { Ref } from 'react'
import classes from './board.module.css'

/** What was done last, and what can be done with what is picked up or selected. */
export function BoardBar(props: {
  status: string
  isHolding: boolean
  /** How many rows are selected. */
  chosen: number
  detailsButton: Ref<HTMLButtonElement>
  onPutBack: () => void
  onDetails: () => void
  onRemove: () => void
}) {
  const { status, isHolding, chosen } = props
  return (
    <div className={classes.bar}>
      <div className={classes.status}>
        <span role="status">{status}</span>
        {status === '' && (
          <span className={classes.hint}>
            Drag a column to a field, or pick one and then the other.
          </span>
        )}
      </div>
      {isHolding && (
        <Button size="compact-sm" variant="default" onClick={props.onPutBack}>
          Put back
        </Button>
      )}
      {chosen > 0 && (
        <>
          <span className={classes.hint}>
            {chosen === 1 ? '1 row selected' : `${chosen} rows selected`}
          </span>
          {chosen === 1 && (
            <Button
              ref={props.detailsButton}
              size="compact-sm"
              variant="default"
              aria-haspopup="dialog"
              onClick={props.onDetails}
            >
              Details
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={props.onRemove}>
            Remove
          </Button>
        </>
      )}
    </div>
  )
}
