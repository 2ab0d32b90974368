import { Code, Stack, Text } from '@mantine/core'
import {
  alertHolePath,
  alertSentence,
  isJsonObject,
  valueAt,
  type AlertType,
} from '@sync-builder/schema'
import { useMemo } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { alertForm, alertPath } from './alertForm.ts'
import { alertNotes } from './alertNotes.ts'
import { AlertSentence } from './AlertSentence.tsx'

interface AlertFieldsProps {
  index: number
  type: AlertType
}

/** Everything that can be set of one alert. */
export function AlertFields({ index, type }: AlertFieldsProps) {
  const { payload } = useBuilder()
  const form = useStepForm(useMemo(() => alertForm(index), [index]))
  const options = valueAt(payload, alertPath(index, 'options'))
  const isOdd = options != null && !isJsonObject(options)
  return (
    <Stack gap="sm">
      <div>
        <AlertSentence index={index} type={type} control={form.control} isOdd={isOdd} />
        {alertNotes(payload, index).map((note) => (
          <Text key={note} size="xs" c="dimmed" mt={4}>
            {note}
          </Text>
        ))}
      </div>
      {isOdd ? (
        <RawJson path={alertPath(index, 'options')} label="Options as JSON" />
      ) : (
        <OtherOptions index={index} type={type} />
      )}
      <OtherKeys
        path={alertPath(index)}
        of="this alert"
        known={['id', 'type', 'send_for', 'should_send_recovery', 'options']}
      />
    </Stack>
  )
}

/** The options that have a hole in the sentence of their alert. */
function optionsInSentence(type: AlertType): string[] {
  return alertSentence(type).flatMap((part) => {
    const path = typeof part === 'string' ? [] : alertHolePath(part.hole)
    return path.length > 1 ? [String(path.at(-1))] : []
  })
}

/** Options without a control: the look-back of a deviation alert, and what an import brought. */
function OtherOptions({ index, type }: AlertFieldsProps) {
  const path = alertPath(index, 'options')
  if (type !== 'RecordCountDeviationAlertConfiguration') {
    return (
      <>
        <FieldProblems path={path} exact />
        <OtherKeys path={path} of="its options" known={optionsInSentence(type)} />
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
