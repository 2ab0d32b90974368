import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useBuilder } from '../draft/builder.ts'
import { newDraft } from '../draft/newDraft.ts'

/** A draft makes one sync: what it became, and the way to another like it. */
export function CreatedBefore({ syncId }: { syncId: number }) {
  const { draft } = useBuilder()
  const [, navigate] = useLocation()
  const [isRefused, setIsRefused] = useState(false)

  async function copy() {
    try {
      navigate(`/drafts/${await newDraft(draft)}/review`)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <Alert color="gray" title="This draft is created already" role="status">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          It became{' '}
          <Anchor component={Link} href={`/syncs/${syncId}`} size="sm">
            sync {syncId}
          </Anchor>
          . What is changed here now does not reach that sync.
        </Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={() => void copy()}>
            Copy to a new draft
          </Button>
          {isRefused && (
            <Text size="sm">This browser does not let the page keep another draft.</Text>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
