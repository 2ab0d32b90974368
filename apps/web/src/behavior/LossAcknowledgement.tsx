import {
  acknowledge,
  isAcknowledged,
  lossesInWords,
  lossesOf,
  possibleBehaviors,
} from '@sync-builder/schema'
import { useMemo } from 'react'
import { useBuilder, useFact } from '../draft/builder.ts'
import classes from './loss.module.css'

/** Where the operator says to know what the sync takes away: once, kept with the draft. */
export function LossAcknowledgement() {
  const { payload, store } = useBuilder()
  const acknowledged = useFact(store, ({ local }) => local.acknowledged)
  const losses = useMemo(() => lossesOf(possibleBehaviors(payload)), [payload])
  if (losses.length === 0) return null
  return (
    <label className={classes.loss}>
      <input
        type="checkbox"
        checked={isAcknowledged(acknowledged ?? [], losses)}
        onChange={({ currentTarget: { checked } }) =>
          store.keepLocal({ acknowledged: acknowledge(acknowledged ?? [], losses, checked) })
        }
      />
      I know that this sync {lossesInWords(losses)}
    </label>
  )
}
