import { SimpleGrid, Text } from '@mantine/core'
import {
  fieldNormalizations,
  historicalSyncOperations,
  mirrorStrategies,
  mirrorStrategyNames,
  syncBehaviorFamilies,
} from '@sync-builder/schema'
import type { Control } from 'react-hook-form'
import { useBuilder } from '../draft/builder.ts'
import type { Texts } from '../draft/fieldText.ts'
import { SelectField, TextField, type SelectOption } from '../draft/FormFields.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { fieldsWithoutEffect } from './optionsForm.ts'
import { useOpenGroup } from './useOpenGroup.ts'

interface HiddenField {
  label: string
  /** When it would have an effect. */
  description: string
  /** What can be chosen; a text without. */
  options?: readonly SelectOption[]
}

const fields: Readonly<Record<string, HiddenField>> = {
  high_water_mark_attribute: {
    label: 'High water mark column',
    description: 'With append: the timestamp column by which new rows are found.',
  },
  historical_sync_operation: {
    label: 'Historical sync operation',
    description: 'With append: what the first run does with rows that exist already.',
    options: named(historicalSyncOperations, {
      skip_current_records: 'Skip current records',
      backfill_all_records: 'Backfill all records',
    }),
  },
  mirror_strategy: {
    label: 'Mirror strategy',
    description: 'With mirror: what happens to records whose row has left the source.',
    options: named(mirrorStrategies, mirrorStrategyNames),
  },
  sync_behavior_family: {
    label: 'Sync behavior family',
    description: 'With live syncs from a stream, which are retired; batch syncs map records.',
    options: named(syncBehaviorFamilies, {
      activateEvents: 'Activate events',
      mapRecords: 'Map records',
    }),
  },
  field_normalization: {
    label: 'Field normalization',
    description: 'With Sync all properties: how columns become fields.',
    options: fieldNormalizations.map((value) => ({ value, label: value })),
  },
}

/** What the request may carry though it has no effect with what is chosen elsewhere. */
export function FieldsWithoutEffect({ control }: { control: Control<Texts> }) {
  const { payload } = useBuilder()
  const hidden = fieldsWithoutEffect(payload)
  const [isOpen, setIsOpen] = useOpenGroup(hidden)
  return (
    <Disclosure
      title="Show fields with no effect here"
      hint={`${hidden.length} fields that the API takes, but that change nothing with what is chosen.`}
      isOpen={isOpen}
      onToggle={setIsOpen}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {hidden.map((name) => {
          const field = fields[name]
          if (!field) return null
          const shared = {
            control,
            name,
            path: [name],
            label: <FieldLabel text={field.label} name={name} />,
            description: field.description,
          }
          return field.options ? (
            <SelectField key={name} {...shared} options={field.options} />
          ) : (
            <TextField key={name} {...shared} />
          )
        })}
      </SimpleGrid>
    </Disclosure>
  )
}

/** The product's term with the API's beside it. */
export function FieldLabel({ text, name }: { text: string; name: string }) {
  return (
    <>
      {text}{' '}
      <Text span size="xs" ff="monospace" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
    </>
  )
}

function named<Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, string>>,
): SelectOption[] {
  return values.map((value) => ({ value, label: `${names[value]} (${value})` }))
}
