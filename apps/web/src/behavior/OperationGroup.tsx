import { Text } from '@mantine/core'
import { operationNames, switchOperation, type Operation } from '@sync-builder/schema'
import { useMemo } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { EffectList } from './EffectList.tsx'
import { operationChoices } from './operationChoices.ts'

const path = ['operation']

/** What the sync does to the destination's records. */
export function OperationGroup() {
  const { payload, known } = useBuilder()
  const { change } = useEdit()
  const { object } = known
  // What the choices below make of the effects: these alone change a line.
  const {
    mirror_strategy: mirrorStrategy = null,
    high_water_mark_attribute: highWaterMark = null,
    high_water_mark_attributes: olderHighWaterMark = null,
  } = payload
  const chosen = typeof payload.operation === 'string' ? payload.operation : undefined
  const choices = useMemo(
    () =>
      operationChoices(object, chosen).map(({ operation, disabledReason }) => ({
        value: operation,
        label: operationNames[operation],
        code: operation,
        disabledReason,
        text: (
          <EffectList
            payload={{
              operation,
              mirror_strategy: mirrorStrategy,
              high_water_mark_attribute: highWaterMark,
              high_water_mark_attributes: olderHighWaterMark,
            }}
            note={notes[operation]}
          />
        ),
      })),
    [object, chosen, mirrorStrategy, highWaterMark, olderHighWaterMark],
  )
  return (
    <div>
      <ChoiceCards
        label="Operation"
        description={
          object?.supported_operations
            ? undefined
            : 'Not checked: what the destination object offers is not known.'
        }
        choices={choices}
        value={chosen}
        onChange={(operation) => change((draft) => switchOperation(draft, operation))}
        dataPath={pathKey(path)}
        minWidth={290}
      />
      {payload.operation !== undefined ? (
        <FieldProblems path={path} />
      ) : (
        <Text size="xs" c="dimmed" mt={4}>
          New, changed and gone are rows of the source, compared with what was sent before.
        </Text>
      )}
    </div>
  )
}

/** What else one should know of an operation. Source: reference 2.1, 5.3. */
const notes: Partial<Record<Operation, string>> = {
  mirror:
    'The first run is an upsert and deletions start with the second, unless the strategy replaces everything.',
  delete: 'The API reference does not name delete for new syncs: the API may refuse it.',
}
