import { Alert, Anchor, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { useBuilder } from '../draft/builder.ts'
import { newDraft } from '../draft/newDraft.ts'
import { NewDraftButton } from './NewDraftButton.tsx'

/** A draft makes one sync: what it became, and the way to another like it. */
export function CreatedBefore({ syncId }: { syncId: number }) {
  const { draft } = useBuilder()
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
        <NewDraftButton onMake={() => newDraft(draft)}>Copy to a new draft</NewDraftButton>
      </Stack>
    </Alert>
  )
}
