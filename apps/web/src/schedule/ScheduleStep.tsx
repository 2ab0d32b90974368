import { Box, Stack, Text, Title } from '@mantine/core'
import {
  effectiveMode,
  isJsonObject,
  modeSchema,
  scheduleSchema,
  valueAt,
} from '@sync-builder/schema'
import { triggersInWords } from '@sync-builder/schema/schedule'
import { Suspense, useMemo, useState } from 'react'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { Picker } from '../ui/Picker.tsx'
import { useNow } from '../ui/useNow.ts'
import { modePath, schedulePath, triggersPath, typePath } from './frequency.ts'
import { FrequencyChoice } from './FrequencyChoice.tsx'
import { NextRuns } from './NextRuns.tsx'
import { scheduleForm } from './scheduleForm.ts'
import { ScheduleSaid } from './ScheduleSaid.tsx'
import { TriggerChoice } from './TriggerChoice.tsx'
import classes from './weekMap.module.css'
import { WeekMapPlace } from './WeekMapPlace.tsx'
import { isZone, keepZone, ownZone, readZone, zoneOptions } from './zone.ts'

const WeekMap = lazyPart(() => import('./WeekMap.tsx'))

/** When the sync runs: `mode`, all times in UTC. */
export default function ScheduleStep() {
  return (
    <Stack gap="lg" tabIndex={-1} data-path={pathKey(modePath)}>
      <div>
        <Title order={2}>Schedule</Title>
        <Text c="dimmed" size="sm">
          What starts a run. All times are UTC.
        </Text>
      </div>
      <Mode />
      <ParkedValues by="frequency" />
      <ParkedValues by="trigger" />
    </Stack>
  )
}

function Mode() {
  const { payload } = useBuilder()
  if (payload.mode != null && !isJsonObject(payload.mode)) {
    return <RawJson path={modePath} label="Mode as JSON" removeLabel="Leave to the API" />
  }
  return (
    <>
      <FlatFields />
      <Triggers />
      <RunMode />
      <OtherKeys path={modePath} of="the mode" known={['type', 'triggers']} />
    </>
  )
}

/** What the deprecated fields say, where nothing else does: they are set in Options. */
function FlatFields() {
  const { payload } = useBuilder()
  const said = effectiveMode(payload)
  const { data: mode } = modeSchema.safeParse(said)
  if (!mode || said === payload.mode) return null
  return (
    <Text size="sm">
      The deprecated fields, which are set in Options, say: {triggersInWords(mode).join('. ')}.
    </Text>
  )
}

/** `live` is still a value of the API, though the product runs it no more. Reference 0.2. */
function RunMode() {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const type = valueAt(payload, typePath)
  // A mode without its type is wrong; without a mode there is nothing to be wrong.
  const value = payload.mode == null ? 'triggered' : type
  return (
    <div>
      <ChoiceCards
        label="Run mode"
        choices={[
          {
            value: 'triggered',
            label: 'Triggered',
            code: 'triggered',
            text: 'A schedule, another job or a person starts each run.',
          },
          {
            value: 'live',
            label: 'Live',
            code: 'live',
            disabledReason: 'Retired: the API still names it, the product runs it no more.',
          },
        ]}
        value={typeof value === 'string' ? value : undefined}
        onChange={(to) => edit({ op: 'set', path: typePath, value: to })}
        dataPath={pathKey(typePath)}
      />
      <FieldProblems path={typePath} />
    </div>
  )
}

function Triggers() {
  const { payload, known } = useBuilder()
  const form = useStepForm(scheduleForm)
  const now = useNow()
  const [zone, setZone] = useState(() => readZone(localStorage))
  const found = valueAt(payload, schedulePath)
  const schedule = useMemo(() => scheduleSchema.safeParse(found).data, [found])
  const triggers = valueAt(payload, triggersPath)
  if (triggers != null && !isJsonObject(triggers)) {
    return <RawJson path={triggersPath} label="Triggers as JSON" removeLabel="Remove" />
  }
  return (
    <>
      <FieldProblems path={triggersPath} exact />
      <FrequencyChoice control={form.control} />
      <ScheduleSaid schedule={schedule} />
      <ZonePicker
        zone={zone}
        onChange={(to) => {
          keepZone(localStorage, to)
          setZone(to)
        }}
      />
      {schedule ? (
        <NextRuns
          schedule={schedule}
          now={now}
          zone={zone}
          isPaused={payload.paused === true}
          isStored={known.stored !== undefined}
        />
      ) : (
        found != null && (
          <Text size="sm" c="dimmed">
            The next runs are shown once the schedule is complete.
          </Text>
        )
      )}
      <section aria-labelledby="week-map" className={classes.map}>
        <div>
          <Title order={3} size="h5" id="week-map">
            Week map
          </Title>
          <Text size="xs" c="dimmed">
            When this sync and the other syncs of the workspace start in the seven days from today,
            in {zone}.
          </Text>
        </div>
        <Suspense fallback={<WeekMapPlace />}>
          <WeekMap zone={zone} now={now} />
        </Suspense>
      </section>
      <TriggerChoice control={form.control} />
    </>
  )
}

/** In which zone local times are shown; the schedule itself is UTC whatever is picked. */
function ZonePicker({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const options = useMemo(() => zoneOptions(zone), [zone])
  return (
    <Box maw={320}>
      <Picker
        label="Show times in"
        description="For reading only: the schedule stays in UTC."
        placeholder="Search zones"
        options={options}
        value={zone}
        onChange={(picked) => onChange(picked ?? ownZone())}
        // An older name is a name too.
        takeTyped={(text) => (isZone(text) ? text : undefined)}
        typedHint="known to this browser"
      />
    </Box>
  )
}
