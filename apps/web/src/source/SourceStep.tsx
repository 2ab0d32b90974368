import { Stack, Text, Title } from '@mantine/core'
import { useBuilder } from '../draft/builder.ts'
import { FixedPart } from '../draft/FixedPart.tsx'
import { ParkedRowsNote } from '../draft/ParkedRowsNote.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { ColumnPreview } from './ColumnPreview.tsx'
import { ConnectionChoice } from './ConnectionChoice.tsx'
import { KindChoice } from './KindChoice.tsx'
import { ObjectChoice } from './ObjectChoice.tsx'
import { sourceKindOf } from './sourceKind.ts'

/** What the sync reads. */
export default function SourceStep() {
  const { payload } = useBuilder()
  const kind = sourceKindOf(payload)
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Source</Title>
        <Text c="dimmed" size="sm">
          Where the rows come from.
        </Text>
      </div>
      <FixedPart>
        <ConnectionChoice />
        {payload.source_attributes !== undefined && (
          <>
            <KindChoice />
            {kind && <ObjectChoice key={kind} kind={kind} />}
          </>
        )}
      </FixedPart>
      {payload.source_attributes !== undefined && (
        <>
          <ParkedRowsNote side="source" />
          <ParkedValues by="source kind" />
          <ColumnPreview />
        </>
      )}
    </Stack>
  )
}
