import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  destinationAttributesSchema,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@sync-builder/schema'
import { useMemo } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { objectQuery } from '../api/metadata.ts'
import { pathKey, useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { Picker, takeAny, type PickerOption } from '../ui/Picker.tsx'
import { availabilityOf, type Availability } from './availability.ts'
import { flagTexts } from './flagTexts.ts'
import classes from './mapping.module.css'
import { rowPath, useRowSurroundings } from './rowActions.ts'
import {
  rowDetailsForm,
  strayValue,
  type FlagKey,
  type RowDetails,
  type TextKey,
} from './rowDetails.ts'

/** What a control of the form needs to know of its row. */
interface Parts {
  form: UseFormReturn<RowDetails>
  mapping: JsonObject
  index: number
  availability: Availability
}

/** All settings of a mapping besides what is mapped to what. */
export function RowDetailsForm({ mapping, index }: { mapping: JsonObject; index: number }) {
  const { known } = useBuilder()
  const { picks } = useRowSurroundings()
  const form = useStepForm(useMemo(() => rowDetailsForm(index), [index]))
  const to = typeof mapping.to === 'string' ? mapping.to : ''
  const field = picks.fieldsByName.get(to)
  const availability = availabilityOf(mapping, field, known.object)
  const parts = { form, mapping, index, availability }
  return (
    <Stack gap="md" component="form" onSubmit={(event) => event.preventDefault()}>
      <Flag {...parts} name="is_primary_identifier" />
      <Flag {...parts} name="sync_null_values" />
      <Flag {...parts} name="preserve_values" />
      <ArrayOperation {...parts} operations={field?.operations ?? ['merge', 'overwrite']} />
      <Lookup {...parts} offered={field?.lookup_object ?? undefined} />
      <Flag {...parts} name="generate_field" />
      <FieldType {...parts} />
      <Flag {...parts} name="array_field" />
      <Flag {...parts} name="follow_source_type" />
    </Stack>
  )
}

function Flag({ form, mapping, index, availability, name }: Parts & { name: FlagKey }) {
  const { label, leave, on, off } = flagTexts[name]
  const value = mapping[name]
  const reason = availability[name]
  return (
    <div>
      <NativeSelect
        label={<Label text={label} api={name} />}
        description={reason}
        data-path={pathKey(rowPath(index, name))}
        // What is set can always be taken back.
        disabled={reason !== undefined && value === undefined}
        data={[
          { value: '', label: `Leave to the API (${leave})` },
          { value: 'true', label: on, disabled: reason !== undefined && value !== true },
          { value: 'false', label: off },
          ...strayChoice(value),
        ]}
        {...form.register(name)}
      />
      <FieldProblems path={rowPath(index, name)} />
    </div>
  )
}

/** What an import brought and is neither on nor off. */
function strayChoice(value: JsonValue | undefined) {
  if (value === undefined || typeof value === 'boolean') return []
  const json = JSON.stringify(value)
  return [{ value: json, label: `As imported: ${json.slice(0, 60)}` }]
}

function ArrayOperation(props: Parts & { operations: readonly string[] }) {
  const { form, mapping, index, availability, operations } = props
  const value = typeof mapping.operation === 'string' ? mapping.operation : ''
  const reason = availability.operation
  const labels: Record<string, string> = {
    merge: 'Add to the values that are there (merge)',
    overwrite: 'Replace the values (overwrite)',
  }
  const choices = [...new Set(['merge', 'overwrite', ...operations, ...(value ? [value] : [])])]
  return (
    <div>
      <NativeSelect
        label={<Label text="Lists" api="operation" />}
        description={reason}
        data-path={pathKey(rowPath(index, 'operation'))}
        disabled={reason !== undefined && mapping.operation === undefined}
        data={[
          { value: '', label: 'Leave to the API' },
          ...choices.map((choice) => ({
            value: choice,
            label: labels[choice] ?? choice,
            disabled: choice !== value && (reason !== undefined || !operations.includes(choice)),
          })),
        ]}
        {...form.register('operation')}
      />
      <Stray mapping={mapping} name="operation" index={index} />
      <FieldProblems path={rowPath(index, 'operation')} />
    </div>
  )
}

function Lookup(props: Parts & { offered: string | undefined }) {
  const { form, mapping, availability, offered } = props
  const { payload } = useBuilder()
  const destination = destinationAttributesSchema.safeParse(payload.destination_attributes)
  const looked = typeof mapping.lookup_object === 'string' ? mapping.lookup_object : undefined
  const object = useQuery(
    objectQuery(destination.data?.connection_id, looked && looked === offered ? looked : undefined),
  )
  const objects: PickerOption[] = offered ? [{ value: offered, label: offered }] : []
  const fields = (object.data?.fields ?? [])
    .filter(({ can_be_reference_key }) => can_be_reference_key)
    .map(({ full_name: value, label, type }): PickerOption => {
      const detail = [label && label !== value && value, type].filter(Boolean).join(' · ')
      return { value, label: label ?? value, detail }
    })
  const reason = availability.lookup_object
  return (
    <Stack gap="xs">
      <TextPick
        {...props}
        name="lookup_object"
        label="Look up the record in"
        description={reason ?? 'The value of the source finds a record there; its id is written.'}
        options={objects}
        disabled={reason !== undefined && mapping.lookup_object === undefined}
      />
      <TextPick
        {...props}
        name="lookup_field"
        label="Find it by"
        options={fields}
        loading={object.isLoading}
        disabled={
          mapping.lookup_field === undefined &&
          (reason !== undefined || form.watch('lookup_object') === '')
        }
        description={
          form.watch('lookup_object') === '' && reason === undefined
            ? 'Choose where to look first.'
            : undefined
        }
      />
    </Stack>
  )
}

function FieldType(props: Parts) {
  const { mapping, availability } = props
  const { picks } = useRowSurroundings()
  // The API's page hides the key of the types that an object takes, so those in use are offered.
  const types = useMemo(
    () =>
      [...new Set([...picks.fieldsByName.values()].flatMap(({ type }) => type ?? []))]
        .toSorted()
        .map((type): PickerOption => ({ value: type, label: type })),
    [picks],
  )
  return (
    <TextPick
      {...props}
      name="field_type"
      label="Type of the new field"
      description={
        availability.field_type ?? 'The types that this object uses; others can be typed.'
      }
      options={types}
      disabled={availability.field_type !== undefined && mapping.field_type === undefined}
    />
  )
}

function TextPick(
  props: Parts & {
    name: TextKey
    label: string
    description: string | undefined
    options: readonly PickerOption[]
    loading?: boolean
    disabled: boolean
  },
) {
  const { form, mapping, index, name } = props
  return (
    <div>
      <Controller
        control={form.control}
        name={name}
        render={({ field }) => (
          <Picker
            label={props.label}
            api={name}
            description={props.description}
            placeholder="Leave to the API"
            options={props.options}
            value={field.value || undefined}
            onChange={(value) => field.onChange(value ?? '')}
            takeTyped={takeAny}
            loading={props.loading ?? false}
            disabled={props.disabled}
            clearable
            dataPath={pathKey(rowPath(index, name))}
          />
        )}
      />
      <Stray mapping={mapping} name={name} index={index} />
      <FieldProblems path={rowPath(index, name)} />
    </div>
  )
}

/** What an import brought under a key that holds texts: kept until it is taken away. */
function Stray({ mapping, name, index }: { mapping: JsonObject; name: TextKey; index: number }) {
  const { draft } = useBuilder()
  const { actions } = useRowSurroundings()
  const value = strayValue(mapping, name)
  const id = draft.rows[index]?.id
  if (value === undefined || id === undefined || !isJsonObject(mapping)) return null
  return (
    <Text size="xs">
      As imported: <code>{JSON.stringify(value).slice(0, 60)}</code>{' '}
      <button
        type="button"
        className={classes.link}
        onClick={() => actions.edit(id, [{ op: 'remove', path: [name] }])}
      >
        Remove {name}
      </button>
    </Text>
  )
}

function Label({ text, api }: { text: string; api: string }) {
  return (
    <>
      {text} <code className={classes.api}>{api}</code>
    </>
  )
}
