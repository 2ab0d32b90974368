import { Code, Stack, Table } from '@mantine/core'
import { fieldNormalizations, type FieldNormalization } from '@sync-builder/schema'
import { normalizeFieldName } from '@sync-builder/schema/field-name'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { textOf } from '../draft/fieldText.ts'
import { RawJson } from '../draft/RawJson.tsx'
import { ChoiceCards, type Choice } from '../ui/ChoiceCards.tsx'
import { switchFieldBehavior } from './fieldBehavior.ts'

const api = 'api'

/** Which properties are synced, under which names and in which order. */
export function FieldsOfSync() {
  const { payload, known } = useBuilder()
  const { change } = useEdit()
  const { object } = known
  const isUnordered = object && object.supports_field_ordering !== true
  const noOrder = isUnordered ? 'Needs an object that supports an order of fields.' : undefined
  return (
    <Stack gap="md">
      <Choose
        field="field_behavior"
        label="Field behavior"
        description={
          object?.allow_custom_fields === false
            ? `${object.label ?? object.full_name} takes no new fields, which syncing all properties needs.`
            : undefined
        }
        choices={[
          {
            value: api,
            label: 'Leave to the API',
            text: 'Then specific properties, as far as its answers show.',
          },
          {
            value: 'specific_properties',
            label: 'Specific properties',
            code: 'specific_properties',
            text: 'Sends what the mapping names and nothing else.',
          },
          {
            value: 'sync_all_properties',
            label: 'Sync all properties',
            code: 'sync_all_properties',
            text: 'Sends every column of the source. Columns that are added later are sent too, and those that go are dropped. Needs an object that takes new fields.',
          },
        ]}
        onChange={(to) => change((draft) => switchFieldBehavior(draft, to))}
      />
      {payload.field_behavior === 'sync_all_properties' && <Normalization />}
      <Choose
        field="field_order"
        label="Field order"
        description={
          isUnordered
            ? `${object.label ?? object.full_name} does not support an order of fields.`
            : 'Matters for files and sheets.'
        }
        choices={[
          { value: api, label: 'Leave to the API', text: 'Then by column name.' },
          {
            value: 'alphabetical_column_name',
            label: 'By column name',
            code: 'alphabetical_column_name',
            text: 'In the alphabetical order of the source columns.',
            disabledReason: noOrder,
          },
          {
            value: 'mapping_order',
            label: 'By mapping',
            code: 'mapping_order',
            text: 'In the order of the mapping.',
            disabledReason: noOrder,
          },
        ]}
      />
    </Stack>
  )
}

const normalizationNames: Readonly<Record<FieldNormalization, string>> = {
  start_case: 'Start case',
  lower_case: 'Lower case',
  upper_case: 'Upper case',
  camel_case: 'Camel case',
  snake_case: 'Snake case',
  match_source_names: 'As in the source',
}

const normalizations: readonly Choice<FieldNormalization>[] = fieldNormalizations.map((value) => ({
  value,
  label: normalizationNames[value],
  code: value,
  text: `first_name → ${normalizeFieldName('first_name', value)}`,
}))

const previewed = 5

function Normalization() {
  const { payload, known } = useBuilder()
  const chosen = fieldNormalizations.find((value) => value === payload.field_normalization)
  const columns = known.columns?.slice(0, previewed) ?? []
  return (
    <div>
      <Choose
        field="field_normalization"
        label="Field normalization"
        description="How a column’s name becomes the name of the field that is made for it."
        choices={[{ value: api, label: 'Leave to the API' }, ...normalizations]}
        minWidth={200}
      />
      {chosen && columns.length > 0 && (
        <Table mt="sm" maw={520} verticalSpacing={4} layout="fixed" captionSide="top">
          <Table.Caption ta="left" fz="xs">
            The first columns of the source. How the API writes digits and acronyms is not
            documented.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Field</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map(({ name }) => (
              <Table.Tr key={name}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Code>{normalizeFieldName(name, chosen)}</Code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  )
}

interface ChooseProps<Value extends string> {
  field: string
  label: string
  description?: string | undefined
  choices: readonly Choice<Value | typeof api>[]
  minWidth?: number
  /** What choosing does; sets or removes the field unless told. */
  onChange?: (to: Value | undefined) => void
}

/** One of the values of a top-level field, or nothing. */
function Choose<Value extends string>(props: ChooseProps<Value>) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const path = [props.field]
  const value = payload[props.field]
  const text = textOf(value)
  const isKnown = text !== api && props.choices.some((choice) => choice.value === text)
  const isUnknown = value != null && !isKnown
  function choose(to: Value | undefined) {
    if (props.onChange) props.onChange(to)
    else edit(to === undefined ? { op: 'remove', path } : { op: 'set', path, value: to })
  }
  return (
    <div>
      <ChoiceCards
        label={props.label}
        {...(props.description !== undefined && { description: props.description })}
        choices={props.choices}
        value={value == null ? api : isUnknown ? undefined : text}
        onChange={(to) => choose(to === api ? undefined : to)}
        dataPath={pathKey(path)}
        minWidth={props.minWidth ?? 220}
      />
      {isUnknown ? (
        <RawJson path={path} label={`${props.label} as JSON`} removeLabel="Leave to the API" />
      ) : (
        <FieldProblems path={path} />
      )}
    </div>
  )
}
