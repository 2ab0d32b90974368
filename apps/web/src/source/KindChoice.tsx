import { valueAt, type SourceKind } from '@sync-builder/schema'
import { useMemo } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { ChoiceCards, type Choice } from '../ui/ChoiceCards.tsx'
import { sourceKindOf, switchSourceKind } from './sourceKind.ts'

const objectPath = ['source_attributes', 'object']
const typePath = [...objectPath, 'type']

/** What of the connection is read. */
export function KindChoice() {
  const { payload, known } = useBuilder()
  const { change } = useEdit()
  const kind = sourceKindOf(payload)
  const choices = useMemo(() => kinds(known.source?.type), [known.source?.type])
  return (
    <div>
      <ChoiceCards
        label="Source kind"
        choices={choices}
        value={kind}
        onChange={(to) => change((draft) => switchSourceKind(draft, to))}
        dataPath={pathKey(kind === undefined ? objectPath : typePath)}
        minWidth={200}
      />
      {valueAt(payload, typePath) !== undefined && <FieldProblems path={typePath} />}
    </div>
  )
}

function kinds(connectionType: string | undefined): Choice<SourceKind>[] {
  return [
    {
      value: 'table',
      label: 'Table',
      code: 'table',
      text: 'All rows of a table or view in the warehouse.',
    },
    {
      value: 'dataset',
      label: 'Dataset',
      code: 'dataset',
      text: 'All rows of a dataset that was defined over the warehouse.',
    },
    {
      value: 'model',
      label: 'Model (deprecated)',
      code: 'model',
      text: 'Older form of a dataset. Take a dataset where there is one.',
    },
    {
      value: 'topic',
      label: 'Topic',
      code: 'topic',
      text: `Events of a streaming source such as Kafka.${
        connectionType ? ` This connection is of type ${connectionType}.` : ''
      }`,
    },
    {
      value: 'segment',
      label: 'Segment',
      code: 'filter_segment_id',
      text: 'The rows of a dataset that meet a segment’s conditions.',
    },
    {
      value: 'cohort',
      label: 'Cohort',
      code: 'cohort_id',
      text: 'The part of a segment that an experiment chose.',
    },
  ]
}
