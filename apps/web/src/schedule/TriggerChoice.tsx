import { Paper, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { isJsonObject, valueAt } from '@sync-builder/schema'
import type { ReactNode } from 'react'
import type { Control } from 'react-hook-form'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { TextField } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { switchTrigger, triggersPath, type TriggerKey } from './frequency.ts'
import { SequenceParent } from './SequenceParent.tsx'

/** What starts a run besides the schedule. */
export function TriggerChoice({ control }: { control: Control<Texts> }) {
  return (
    <section aria-labelledby="other-triggers">
      <Title order={3} size="h5" id="other-triggers">
        Other triggers
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        They may stand beside the schedule and beside each other. A run that would overlap another
        is skipped.
      </Text>
      <Stack gap="sm">
        <Trigger
          trigger="dbt_cloud"
          label="After a dbt Cloud job"
          text="Runs when this job succeeds. Needs the dbt Cloud integration of your organization."
          known={['project_id', 'job_id']}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextField
              control={control}
              name="dbt_project_id"
              path={fieldPath('dbt_cloud', 'project_id')}
              label="dbt Cloud project id"
            />
            <TextField
              control={control}
              name="dbt_job_id"
              path={fieldPath('dbt_cloud', 'job_id')}
              label="dbt Cloud job id"
            />
          </SimpleGrid>
        </Trigger>
        <Trigger
          trigger="fivetran"
          label="After a Fivetran job"
          text="Runs when this connector or transformation succeeds. Needs the Fivetran integration."
          known={['job_id', 'job_name']}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextField
              control={control}
              name="fivetran_job_id"
              path={fieldPath('fivetran', 'job_id')}
              label="Fivetran job id"
            />
            <TextField
              control={control}
              name="fivetran_job_name"
              path={fieldPath('fivetran', 'job_name')}
              label="Fivetran job name"
            />
          </SimpleGrid>
        </Trigger>
        <Trigger
          trigger="sync_sequence"
          label="After another sync"
          text="Runs when that sync succeeds. A sync can follow one other only."
          known={['sync_id']}
        >
          <SequenceParent />
        </Trigger>
      </Stack>
      <OtherKeys
        path={triggersPath}
        of="the triggers"
        known={['schedule', 'dbt_cloud', 'fivetran', 'sync_sequence']}
      />
    </section>
  )
}

function fieldPath(trigger: TriggerKey, field: string): string[] {
  return [...triggersPath, trigger, field]
}

function Trigger(props: {
  trigger: TriggerKey
  label: string
  text: string
  /** The keys that `children` edit. */
  known: readonly string[]
  children: ReactNode
}) {
  const { payload } = useBuilder()
  const { change } = useEdit()
  const path = [...triggersPath, props.trigger]
  const value = valueAt(payload, path)
  const isOn = value != null
  return (
    <Paper withBorder p="sm">
      <Switch
        label={
          <>
            {props.label}{' '}
            <Text span size="xs" ff="monospace" c="dimmed">
              {props.trigger}
            </Text>
          </>
        }
        description={props.text}
        checked={isOn}
        onChange={(event) => {
          const { checked } = event.currentTarget
          change((draft) => switchTrigger(draft, props.trigger, checked))
        }}
        data-path={pathKey(path)}
      />
      {isOn && !isJsonObject(value) && <RawJson path={path} label={`${props.label} as JSON`} />}
      {isJsonObject(value) && (
        <Stack mt="sm" gap="sm">
          <FieldProblems path={path} exact />
          {props.children}
          <OtherKeys path={path} of="this trigger" known={props.known} />
        </Stack>
      )}
    </Paper>
  )
}
