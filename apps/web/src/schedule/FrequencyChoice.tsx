import { SimpleGrid, Stack, Text } from '@mantine/core'
import {
  days,
  effectiveMode,
  isJsonObject,
  keysOfFrequency,
  valueAt,
  type Frequency,
  type JsonObject,
} from '@sync-builder/schema'
import type { Control } from 'react-hook-form'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { SelectField, TextField } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { ChoiceCards, type Choice } from '../ui/ChoiceCards.tsx'
import { CronBuilder } from './CronBuilder.tsx'
import { frequencyOf, frequencyPath, schedulePath, switchFrequency } from './frequency.ts'
import { cronPath, dayPath, hourPath, minutePath } from './scheduleForm.ts'

const choices: readonly Choice<Frequency | 'api'>[] = [
  { value: 'api', label: 'Leave to the API' },
  { value: 'never', label: 'Manual', code: 'never' },
  { value: 'continuous', label: 'Continuous', code: 'continuous' },
  { value: 'quarter_hourly', label: 'Every 15 minutes', code: 'quarter_hourly' },
  { value: 'hourly', label: 'Hourly', code: 'hourly' },
  { value: 'daily', label: 'Daily', code: 'daily' },
  { value: 'weekly', label: 'Weekly', code: 'weekly' },
  { value: 'expression', label: 'Cron expression', code: 'expression' },
]

/** What the choice means, said where it is made. */
const meanings: Readonly<Record<Frequency, string>> = {
  never: 'Runs only when triggered: by a person, a call of the API, or another trigger below.',
  continuous: 'The API looks for changes in the source about once a minute.',
  quarter_hourly:
    'Four times an hour. The API does not say at which minutes; :00, :15, :30 and :45 are assumed here.',
  hourly: 'Each hour at the minute you choose.',
  daily: 'Each day at a time in UTC.',
  weekly: 'One day a week at a time in UTC.',
  expression: 'Anything that five fields can say, in UTC.',
}

/** What a schedule that is not sent means: the deprecated fields may say one. */
function leftWords(payload: JsonObject): string {
  return effectiveMode(payload) === (payload.mode ?? undefined)
    ? 'Sends no schedule. The API then takes Manual, as far as its answers show.'
    : 'Sends no schedule here: the deprecated fields, which are set in Options, say when it runs.'
}

/** How often it runs, with the fields that the frequency uses. */
export function FrequencyChoice({ control }: { control: Control<Texts> }) {
  const { payload } = useBuilder()
  const { change } = useEdit()
  const schedule = valueAt(payload, schedulePath)
  if (schedule != null && !isJsonObject(schedule)) {
    return <RawJson path={schedulePath} label="Schedule as JSON" removeLabel="Remove" />
  }
  const frequency = frequencyOf(schedule?.frequency)
  const chosen = schedule == null ? 'api' : frequency
  return (
    <Stack gap="md">
      <div>
        <ChoiceCards
          label="Frequency"
          choices={choices}
          value={chosen}
          onChange={(to) =>
            change((draft) => switchFrequency(draft, to === 'api' ? undefined : to))
          }
          dataPath={pathKey(frequencyPath)}
          minWidth={160}
        />
        {chosen && (
          <Text size="sm" c="dimmed" mt={6}>
            {chosen === 'api' ? leftWords(payload) : meanings[chosen]}
          </Text>
        )}
        <FieldProblems path={frequencyPath} />
      </div>
      <FrequencyFields frequency={frequency} control={control} />
      <UnusedKeys frequency={frequency} />
      <OtherKeys path={schedulePath} of="the schedule" known={scheduleKeys} />
    </Stack>
  )
}

interface FieldsProps {
  frequency: Frequency | undefined
  control: Control<Texts>
}

function FrequencyFields({ frequency, control }: FieldsProps) {
  const minute = (
    <TextField
      control={control}
      name="minute"
      path={minutePath}
      label="Minute"
      description="0 to 59. Empty: left to the API, which takes 0."
      inputMode="numeric"
    />
  )
  const time = (
    <>
      <TextField
        control={control}
        name="hour"
        path={hourPath}
        label="Hour (UTC)"
        description="0 to 23. The API also takes 24, but does not say what it means."
        inputMode="numeric"
      />
      {minute}
    </>
  )
  switch (frequency) {
    case 'hourly':
      return minute
    case 'daily':
      return (
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640}>
          {time}
        </SimpleGrid>
      )
    case 'weekly':
      return (
        <SimpleGrid cols={{ base: 1, sm: 3 }} maw={900}>
          <SelectField
            control={control}
            name="day"
            path={dayPath}
            label="Day"
            description="The day in UTC."
            unset="Choose a day"
            options={days.map((day) => ({ value: day, label: day }))}
          />
          {time}
        </SimpleGrid>
      )
    case 'expression':
      return <CronField control={control} />
    case 'never':
    case 'continuous':
    case 'quarter_hourly':
    case undefined:
      return null
  }
}

/** A cron expression as text and by choosing: each follows the other. */
function CronField({ control }: { control: Control<Texts> }) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const expression = valueAt(payload, cronPath)
  return (
    <Stack gap="xs">
      <TextField
        control={control}
        name="cron_expression"
        path={cronPath}
        label="Cron expression"
        description="Minute, hour, day of month, month, day of week, in UTC. Lists (1,2,3) and steps (*/4); write a list where other crons take a range."
        placeholder="30 6 * * 1,2,3,4,5"
        isCode
      />
      <CronBuilder
        expression={typeof expression === 'string' ? expression : ''}
        onChange={(value) => edit({ op: 'set', path: cronPath, value })}
      />
    </Stack>
  )
}

/** The keys that one frequency or another uses. */
const timeKeys = [...new Set(Object.values(keysOfFrequency).flat())]
const scheduleKeys = ['frequency', ...timeKeys]

/** What an import brought though the frequency does not use it: said, and removable. */
function UnusedKeys({ frequency }: { frequency: Frequency | undefined }) {
  const { payload } = useBuilder()
  const used: readonly string[] = frequency ? keysOfFrequency[frequency] : []
  const unused = timeKeys
    .filter((key) => !used.includes(key))
    .map((key) => [...schedulePath, key])
    .filter((path) => valueAt(payload, path) != null)
  return unused.map((path) =>
    frequency ? (
      <div key={path.at(-1)} tabIndex={-1} data-path={pathKey(path)}>
        <FieldProblems path={path} />
      </div>
    ) : (
      <RawJson key={path.at(-1)} path={path} label={path.at(-1)!} removeLabel="Remove" />
    ),
  )
}
