import { NativeSelect, TextInput } from '@mantine/core'
import {
  alertChoices,
  alertHolePath,
  alertSentence,
  apiDefaultAt,
  type AlertHole,
  type AlertType,
} from '@sync-builder/schema'
import { Fragment } from 'react'
import { useController, type Control } from 'react-hook-form'
import { pathKey } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { alertPath } from './alertForm.ts'
import classes from './alertSentence.module.css'

interface AlertSentenceProps {
  index: number
  type: AlertType
  control: Control<Texts>
  /** Holes that cannot be filled here, since the options are no object. */
  isOdd: boolean
}

/** An alert as a sentence with holes, and below it what is wrong about them. */
export function AlertSentence({ index, type, control, isOdd }: AlertSentenceProps) {
  const parts = alertSentence(type)
  const holes = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.hole]))
  return (
    <div>
      <div className={classes.sentence}>
        {parts.map((part, at) => (
          // The parts of a type are always the same.
          <Fragment key={at}>
            {typeof part === 'string' ? (
              part
            ) : isOdd && alertHolePath(part.hole).length > 1 ? (
              '…'
            ) : part.hole === 'threshold' ? (
              <NumberHole index={index} type={type} control={control} />
            ) : (
              <ChoiceHole index={index} hole={part.hole} control={control} />
            )}
          </Fragment>
        ))}
      </div>
      <FieldProblems path={alertPath(index)} exact />
      {holes.map((hole) => (
        <FieldProblems key={hole} path={alertPath(index, ...alertHolePath(hole))} />
      ))}
    </div>
  )
}

/** What each hole is called, for those who hear the page. */
const holeNames: Readonly<Record<AlertHole, string>> = {
  threshold: 'Threshold (%)',
  record_type: 'Records',
  unit: 'Unit',
  start_type: 'Counted from',
  status_name: 'When the run has',
  send_for: 'Send',
  should_send_recovery: 'Tell when it is resolved',
}

function NumberHole(props: { index: number; type: AlertType; control: Control<Texts> }) {
  const { field } = useController({ control: props.control, name: 'threshold' })
  return (
    <TextInput
      {...field}
      value={field.value ?? ''}
      size="xs"
      className={classes.number}
      aria-label={props.type === 'RuntimeAlertConfiguration' ? 'Longer than' : holeNames.threshold}
      inputMode="numeric"
      autoComplete="off"
      data-path={pathKey(alertPath(props.index, ...alertHolePath('threshold')))}
    />
  )
}

interface ChoiceHoleProps {
  index: number
  hole: Exclude<AlertHole, 'threshold'>
  control: Control<Texts>
}

function ChoiceHole({ index, hole, control }: ChoiceHoleProps) {
  const { field } = useController({ control, name: hole })
  const path = alertPath(index, ...alertHolePath(hole))
  const value: string = field.value ?? ''
  const choices = alertChoices[hole]
  const isOffered = value === '' || choices.some((choice) => choice.value === value)
  const left = apiDefaultAt(path)?.value
  const options = [
    { value: '', label: left === undefined ? 'choose' : `left to the API: ${left}` },
    ...choices.map(({ value: one, words }) => ({
      value: one,
      label: words === one ? words : `${words} (${one})`,
    })),
    ...(isOffered ? [] : [{ value, label: `${value} (not a known value)` }]),
  ]
  return (
    <NativeSelect
      {...field}
      value={value}
      size="xs"
      className={classes.choice}
      aria-label={holeNames[hole]}
      data-path={pathKey(path)}
      data={options}
      title={options.find((option) => option.value === value)?.label}
    />
  )
}
