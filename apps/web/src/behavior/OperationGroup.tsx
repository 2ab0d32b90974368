import { Text } from '@mantine/core'
import { operationNames, switchOperation } from '@sync-builder/schema'
import { useMemo } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { EffectList } from './EffectList.tsx'
import { effectsOf, operationChoices } from './operationChoices.ts'

const path = ['operation']

/** What the sync does to the destination's records. */
export function OperationGroup() {
  const { payload, known } = useBuilder()
  const { change } = useEdit()
  const { object } = known
  const chosen = typeof payload.operation === 'string' ? payload.operation : undefined
  const choices = useMemo(
    () =>
      operationChoices(object, chosen).map(({ operation, disabledReason }) => ({
        value: operation,
        label: operationNames[operation],
        code: operation,
        disabledReason,
        text: <EffectList effects={effectsOf[operation]} />,
      })),
    [object, chosen],
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
