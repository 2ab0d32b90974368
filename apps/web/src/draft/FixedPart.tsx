import { Alert, Stack, Text } from '@mantine/core'
import { fixedReason } from '@sync-builder/schema'
import type { ReactNode } from 'react'
import { useBuilder } from './builder.ts'

/** Controls that an edit of certain stored syncs shows and does not let change, with the reason. */
export function FixedPart({ children }: { children: ReactNode }) {
  const { known } = useBuilder()
  const reason = fixedReason(known.stored)
  if (reason === undefined) return children
  return (
    <Stack gap="md">
      <Alert color="gray">
        <Text size="sm">{reason}: the API refuses it. A clone can have others.</Text>
      </Alert>
      {/* A fieldset that looks like none: it disables all that is in it. */}
      <fieldset disabled style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Stack gap="lg">{children}</Stack>
      </fieldset>
    </Stack>
  )
}
