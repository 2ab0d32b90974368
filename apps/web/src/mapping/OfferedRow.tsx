import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import classes from './mapping.module.css'
import { useRowSurroundings } from './rowActions.ts'
import type { Offer } from './rowFilters.ts'

/** A field or a column that is not mapped yet, and one click to change that. */
export const OfferedRow = memo(function OfferedRow({ offer }: { offer: Offer }) {
  const { actions } = useRowSurroundings()
  const { side, name, label, type, hasTwin } = offer
  const isField = side === 'field'
  const details = [isField ? 'Required field' : 'Column', type, label !== name && name]
  return (
    <div role="cell" aria-colspan={6} className={classes.offer}>
      <div className={classes.offered}>
        <Text size="sm" truncate title={name}>
          {label}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {details.filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-label={`Map ${name}`}
        data-control="map"
        onClick={() => actions.take(offer)}
      >
        {hasTwin ? 'Map to the same name' : 'Map'}
      </Button>
    </div>
  )
})
