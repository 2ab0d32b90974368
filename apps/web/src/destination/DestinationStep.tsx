import { Stack, Text, Title } from '@mantine/core'
import { valueAt } from '@sync-builder/schema'
import { useDestinationObject } from '../api/known.ts'
import { useBuilder } from '../draft/builder.ts'
import { FixedPart } from '../draft/FixedPart.tsx'
import { ParkedRowsNote } from '../draft/ParkedRowsNote.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { DestinationChoice } from './DestinationChoice.tsx'
import { isUnion } from './destinationOptions.ts'
import { FilePath } from './FilePath.tsx'
import { ObjectChoice } from './ObjectChoice.tsx'
import { ObjectFacts } from './ObjectFacts.tsx'
import { UnionInsert } from './UnionInsert.tsx'

/** What the sync writes to. */
export default function DestinationStep() {
  const { payload } = useBuilder()
  const { isFileSystem, object } = useDestinationObject(payload)
  const { destination_attributes } = payload
  const connectionId = valueAt(destination_attributes, ['connection_id'])
  const name = valueAt(destination_attributes, ['object'])
  const unionInsert = valueAt(destination_attributes, ['lead_union_insert_to'])
  const names = [object.data?.label, typeof name === 'string' ? name : undefined]
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Destination</Title>
        <Text c="dimmed" size="sm">
          Where the rows go.
        </Text>
      </div>
      <FixedPart>
        <DestinationChoice />
        {destination_attributes !== undefined && (
          <>
            {isFileSystem ? (
              <FilePath />
            ) : (
              <ObjectChoice
                connectionId={typeof connectionId === 'number' ? connectionId : undefined}
              />
            )}
            {(unionInsert != null || names.some((text) => text && isUnion(text))) && (
              <UnionInsert />
            )}
          </>
        )}
      </FixedPart>
      {destination_attributes !== undefined && (
        <>
          <ParkedRowsNote side="destination" />
          <ParkedValues by="destination object" />
          {!isFileSystem && <ObjectFacts />}
        </>
      )}
    </Stack>
  )
}
