import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { isJsonObject, type JsonValue } from '@sync-builder/schema'
import { useState } from 'react'
import { useSettledBuilder } from '../draft/builder.ts'
import { availabilityOf } from './availability.ts'
import { rowCount } from './BulkBar.tsx'
import { flagTexts } from './flagTexts.ts'
import classes from './mapping.module.css'
import { setOnRows, type RowSettings } from './rowBulk.ts'
import { type FlagKey, type TextKey } from './rowDetails.ts'
import { useRowSurroundings } from './rowActions.ts'

type Setting = Exclude<FlagKey, 'is_primary_identifier'> | TextKey

/** The key is left out: there is one, and it is set in its row. */
const labels: Record<Exclude<Setting, 'lookup_field'>, string> = {
  sync_null_values: flagTexts.sync_null_values.label,
  preserve_values: flagTexts.preserve_values.label,
  lookup_object: 'Look up the record',
  operation: 'Lists',
  generate_field: flagTexts.generate_field.label,
  field_type: 'Type of the new field',
  array_field: flagTexts.array_field.label,
  follow_source_type: flagTexts.follow_source_type.label,
}
type Choice = keyof typeof labels
const choices = Object.entries(labels).map(([value, label]) => ({
  value,
  label: `${label} (${value})`,
}))

/** Sets one setting on many rows, or takes it back, as one change. */
export default function BulkSettings(props: {
  ids: ReadonlySet<string>
  onClose: () => void
  onDone: (words: string) => void
}) {
  const { ids, onClose, onDone } = props
  const { store, draft, known } = useSettledBuilder()
  const { picks } = useRowSurroundings()
  const [setting, setSetting] = useState<Choice>('sync_null_values')
  const [value, setValue] = useState('')
  const [lookupField, setLookupField] = useState('')

  const refused = draft.rows.filter(({ id, mapping }) => {
    if (!ids.has(id) || !isJsonObject(mapping)) return false
    const field = typeof mapping.to === 'string' ? picks.fieldsByName.get(mapping.to) : undefined
    return availabilityOf(mapping, field, known.object)[setting] !== undefined
  }).length

  function apply() {
    const settings: RowSettings =
      setting === 'lookup_object'
        ? { lookup_object: value || undefined, lookup_field: (value && lookupField) || undefined }
        : { [setting]: valueOf(setting, value) }
    store.change((before) => setOnRows(before, ids, settings))
    onDone(`${labels[setting]}: changed on ${rowCount(ids.size)}.`)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Change ${rowCount(ids.size)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack
        component="form"
        gap="md"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <NativeSelect
          label="Setting"
          data-autofocus
          data={choices}
          value={setting}
          onChange={({ currentTarget }) => {
            const next = choices.find((choice) => choice.value === currentTarget.value)?.value
            if (next !== undefined && isChoice(next)) setSetting(next)
            setValue('')
          }}
        />
        {setting === 'lookup_object' ? (
          <>
            <TextInput
              label="Look up the record in"
              description={
                <>
                  <code className={classes.api}>lookup_object</code> An object of the destination;
                  empty for no lookup
                </>
              }
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
            <TextInput
              label="Find it by"
              description={<code className={classes.api}>lookup_field</code>}
              value={lookupField}
              disabled={value === ''}
              onChange={(event) => setLookupField(event.currentTarget.value)}
            />
          </>
        ) : setting === 'field_type' ? (
          <TextInput
            label="Type"
            description="Empty leaves it to the API"
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <NativeSelect
            label="Value"
            data={valuesOf(setting)}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        {refused > 0 && (
          <Text size="sm" c="var(--sb-warning)">
            Note: {rowCount(refused)} of them cannot have it, as far as the destination tells. It is
            set there too, and named among the problems.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Change {rowCount(ids.size)}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function isChoice(value: string): value is Choice {
  return value in labels
}

function valuesOf(setting: Exclude<Choice, 'lookup_object' | 'field_type'>) {
  if (setting === 'operation') {
    return [
      { value: '', label: 'Leave to the API' },
      { value: 'merge', label: 'Add to the values that are there (merge)' },
      { value: 'overwrite', label: 'Replace the values (overwrite)' },
    ]
  }
  const { leave, on, off } = flagTexts[setting]
  return [
    { value: '', label: `Leave to the API (${leave})` },
    { value: 'true', label: on },
    { value: 'false', label: off },
  ]
}

function valueOf(setting: Choice, text: string): JsonValue | undefined {
  if (text === '') return undefined
  return setting === 'operation' || setting === 'field_type' ? text : text === 'true'
}
