import { Code, SimpleGrid, Stack, Text } from '@mantine/core'
import { isJsonObject, valueAt, type AlertType } from '@sync-builder/schema'
import { useMemo } from 'react'
import type { Control } from 'react-hook-form'
import { useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { SelectField, TextField, trueFalseOptions } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { alertForm, alertPath } from './alertForm.ts'
import { recordTypeOptions, sendForOptions } from './alertWords.ts'

interface AlertFieldsProps {
  index: number
  type: AlertType
}

/** Everything that can be set of one alert. */
export function AlertFields({ index, type }: AlertFieldsProps) {
  const { payload } = useBuilder()
  const form = useStepForm(useMemo(() => alertForm(index), [index]))
  const { control } = form
  const options = valueAt(payload, alertPath(index, 'options'))
  const isOdd = options != null && !isJsonObject(options)
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {isOdd ? (
          <RawJson path={alertPath(index, 'options')} label="Options as JSON" />
        ) : (
          <OptionFields index={index} type={type} control={control} />
        )}
        <SelectField
          control={control}
          name="send_for"
          path={alertPath(index, 'send_for')}
          label="Send"
          options={sendForOptions}
        />
        <SelectField
          control={control}
          name="should_send_recovery"
          path={alertPath(index, 'should_send_recovery')}
          label="Tell when it is resolved"
          options={trueFalseOptions}
        />
      </SimpleGrid>
      {!isOdd && <OtherOptions index={index} type={type} />}
      <OtherKeys
        path={alertPath(index)}
        of="this alert"
        known={['id', 'type', 'send_for', 'should_send_recovery', 'options']}
      />
    </Stack>
  )
}

/** The options that each type has. */
const optionKeys: Readonly<Record<AlertType, readonly string[]>> = {
  FailureAlertConfiguration: [],
  InvalidRecordPercentAlertConfiguration: ['threshold'],
  FullSyncTriggerAlertConfiguration: [],
  RecordCountDeviationAlertConfiguration: ['threshold', 'record_type'],
  RuntimeAlertConfiguration: ['threshold', 'unit', 'start_type'],
  StatusAlertConfiguration: ['status_name'],
}

function OptionFields(props: AlertFieldsProps & { control: Control<Texts> }) {
  const { index, control } = props
  const at = (key: string) => ({
    control,
    name: key,
    path: alertPath(index, 'options', key),
  })
  switch (props.type) {
    case 'InvalidRecordPercentAlertConfiguration':
      return (
        <TextField
          {...at('threshold')}
          label="Threshold (%)"
          description="Percent of a run’s records, 0 to 100."
          inputMode="numeric"
        />
      )
    case 'RecordCountDeviationAlertConfiguration':
      return (
        <>
          <SelectField
            {...at('record_type')}
            label="Records"
            unset="Choose what is counted"
            options={recordTypeOptions}
          />
          <TextField
            {...at('threshold')}
            label="Threshold (%)"
            description="Percent above or below the mean of past runs."
            inputMode="numeric"
          />
        </>
      )
    case 'RuntimeAlertConfiguration':
      return (
        <>
          <TextField {...at('threshold')} label="Longer than" inputMode="numeric" />
          <SelectField
            {...at('unit')}
            label="Unit"
            unset="Choose a unit"
            options={[
              { value: 'minutes', label: 'Minutes (minutes)' },
              { value: 'hours', label: 'Hours (hours)' },
            ]}
          />
          <SelectField
            {...at('start_type')}
            label="Counted from"
            unset="Choose a start"
            options={[
              { value: 'actual', label: 'The actual start (actual)' },
              { value: 'scheduled', label: 'The scheduled start (scheduled)' },
            ]}
          />
        </>
      )
    case 'StatusAlertConfiguration':
      return (
        <SelectField
          {...at('status_name')}
          label="When the run has"
          unset="Choose a status"
          options={[
            { value: 'started', label: 'Started (started)' },
            { value: 'completed', label: 'Completed (completed)' },
          ]}
        />
      )
    case 'FailureAlertConfiguration':
    case 'FullSyncTriggerAlertConfiguration':
      return null
  }
}

/** Options without a control: the look-back of a deviation alert, and what an import brought. */
function OtherOptions({ index, type }: AlertFieldsProps) {
  const path = alertPath(index, 'options')
  if (type !== 'RecordCountDeviationAlertConfiguration') {
    return (
      <>
        <FieldProblems path={path} exact />
        <OtherKeys path={path} of="its options" known={optionKeys[type]} />
      </>
    )
  }
  return (
    <div>
      <RawJson path={path} label="Options as JSON" hideProblems />
      <FieldProblems path={path} exact />
      <Text size="xs" c="dimmed" mt={4}>
        The alert also needs the number of past runs to compare with. The API does not document what
        that option is called: add it here under the name that your workspace takes, such as{' '}
        <Code>{'"name": 5'}</Code>. It is sent as written.
      </Text>
    </div>
  )
}
