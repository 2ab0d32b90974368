import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './weekMap.module.css'

/** The room that the week map takes once it is there, so that nothing below it jumps. */
export function WeekMapPlace({ children }: { children?: ReactNode }) {
  return (
    <div className={classes.place}>
      <div className={classes.reserved}>
        <div>{children}</div>
        <Skeleton height="100%" aria-label="Loading" />
      </div>
    </div>
  )
}
