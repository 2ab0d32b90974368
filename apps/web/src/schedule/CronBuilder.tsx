import { Button, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import { days } from '@sync-builder/schema'
import {
  cronChoices,
  cronFields,
  withCronChoice,
  type CronChoice,
} from '@sync-builder/schema/cron-times'
import { useId } from 'react'
import { ToggleGrid, type Toggle } from '../ui/ToggleGrid.tsx'
import classes from './cronBuilder.module.css'

interface CronBuilderProps {
  /** What stands in the text field. */
  expression: string
  onChange: (expression: string) => void
}

/** An expression to start from where there is none: every day at 06:00 UTC. */
const first = '0 6 * * *'

/** The five fields of a cron expression, each by choosing. */
export function CronBuilder({ expression, onChange }: CronBuilderProps) {
  const choices = cronChoices(expression)
  return (
    <section aria-label="Cron builder" className={classes.builder}>
      {choices ? (
        choices.map((choice, index) => (
          <FieldChoice
            key={cronFields[index]!.name}
            index={index}
            choice={choice}
            onChange={(chosen) => onChange(withCronChoice(expression, index, chosen))}
          />
        ))
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {expression.trim() === ''
              ? 'Type an expression, or choose its fields here.'
              : 'The fields can be chosen here once the text is a cron expression of five fields.'}
          </Text>
          <Button variant="default" size="xs" w="fit-content" onClick={() => onChange(first)}>
            Start from every day at 06:00 UTC
          </Button>
        </>
      )}
    </section>
  )
}

/** How a field is put before its choice. */
interface FieldWords {
  title: string
  every: string
  /** The unit after "Every 2nd ..." */
  steps: (step: number) => string
  /** Steps that come out even, or nearly so. */
  offered: readonly number[]
  firstStep: number
  toggles: readonly Toggle[]
  columns: number
  toggleWidth: number
  /** What is chosen first, when values are to be. */
  firstValue: number
}

function numbers(from: number, to: number): Toggle[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    value: from + index,
    label: String(from + index),
  }))
}

const months =
  'January February March April May June July August September October November December'.split(' ')

function names(from: number, words: readonly string[]): Toggle[] {
  return words.map((name, index) => ({ value: from + index, label: name.slice(0, 3), name }))
}

const words: readonly FieldWords[] = [
  {
    title: 'Minute',
    every: 'Every minute',
    steps: (step) => `Every ${step} minutes`,
    offered: [2, 3, 4, 5, 6, 10, 12, 15, 20, 30],
    firstStep: 15,
    toggles: numbers(0, 59),
    columns: 15,
    toggleWidth: 30,
    firstValue: 0,
  },
  {
    title: 'Hour (UTC)',
    every: 'Every hour',
    steps: (step) => `Every ${step} hours`,
    offered: [2, 3, 4, 6, 8, 12],
    firstStep: 4,
    toggles: numbers(0, 23),
    columns: 12,
    toggleWidth: 30,
    firstValue: 6,
  },
  {
    title: 'Day of month',
    every: 'Every day',
    steps: (step) => `Every ${step} days, from the 1st`,
    offered: [2, 3, 4, 5, 7, 10, 14, 15],
    firstStep: 2,
    toggles: numbers(1, 31),
    columns: 11,
    toggleWidth: 30,
    firstValue: 1,
  },
  {
    title: 'Month',
    every: 'Every month',
    steps: (step) => `Every ${step} months, from January`,
    offered: [2, 3, 4, 6],
    firstStep: 3,
    toggles: names(1, months),
    columns: 12,
    toggleWidth: 40,
    firstValue: 1,
  },
  {
    title: 'Day of week',
    every: 'Every day',
    steps: (step) => `Every ${step} days, from Sunday`,
    offered: [2, 3, 4],
    firstStep: 2,
    toggles: names(0, days),
    columns: 7,
    toggleWidth: 40,
    firstValue: 1,
  },
]

function FieldChoice(props: {
  index: number
  choice: CronChoice
  onChange: (choice: CronChoice) => void
}) {
  const { choice, onChange } = props
  const field = words[props.index]!
  const id = useId()
  function choose(kind: string) {
    if (kind === 'step') onChange({ kind, step: field.firstStep })
    else if (kind === 'values') onChange({ kind, values: [field.firstValue] })
    else onChange({ kind: 'every' })
  }
  return (
    <div role="group" aria-labelledby={id} className={classes.field}>
      <Text id={id} size="sm" fw={600}>
        {field.title}
      </Text>
      <SegmentedControl
        size="xs"
        aria-labelledby={id}
        // What only the text can say is none of the three.
        value={choice.kind === 'other' ? '' : choice.kind}
        onChange={choose}
        data={[
          { value: 'every', label: field.every },
          { value: 'step', label: 'Steps' },
          { value: 'values', label: 'Chosen' },
        ]}
      />
      {choice.kind === 'step' && (
        <NativeSelect
          size="xs"
          aria-label={`${field.title}, steps`}
          value={choice.step}
          onChange={({ currentTarget }) =>
            onChange({ kind: 'step', step: Number(currentTarget.value) })
          }
          data={[...new Set([...field.offered, choice.step])]
            .toSorted((a, b) => a - b)
            .map((step) => ({ value: String(step), label: field.steps(step) }))}
        />
      )}
      {choice.kind === 'values' && (
        <div className={classes.values}>
          <ToggleGrid
            label={`${field.title}, chosen`}
            toggles={field.toggles}
            selected={choice.values}
            onChange={(values) => onChange({ kind: 'values', values })}
            columns={field.columns}
            toggleWidth={field.toggleWidth}
          />
        </div>
      )}
      {choice.kind === 'other' && (
        <Text size="xs" c="dimmed">
          <code>{choice.text}</code> can be changed in the text only; a choice here replaces it.
        </Text>
      )}
    </div>
  )
}
