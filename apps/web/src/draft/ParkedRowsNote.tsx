import { Anchor, Text } from '@mantine/core'
import type { RowSide } from '@sync-builder/schema'
import { useBuilder } from './builder.ts'

/** How many rows of the mapping do not fit what is chosen on one side, with the way to them. */
export function ParkedRowsNote({ side }: { side: RowSide }) {
  const { draft, jumpTo } = useBuilder()
  const count = draft.parkedRows.filter(({ misfits }) => misfits[side] !== undefined).length
  if (count === 0) return null
  return (
    <Text size="sm">
      {count === 1 ? '1 row of the mapping does' : `${count} rows of the mapping do`} not fit this{' '}
      {side}: parked, not sent.{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => jumpTo(['mappings'])}>
        See parked rows
      </Anchor>
    </Text>
  )
}
