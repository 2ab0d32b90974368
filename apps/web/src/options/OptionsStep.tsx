import { Stack, Switch, Text, Title } from '@mantine/core'
import type { Control } from 'react-hook-form'
import { createSyncFields } from '@sync-builder/schema'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { textOf, type Texts } from '../draft/fieldText.ts'
import { TextField } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { AdvancedConfiguration } from './AdvancedConfiguration.tsx'
import { DeprecatedFields } from './DeprecatedFields.tsx'
import { FieldsOfSync } from './FieldsOfSync.tsx'
import { FieldsWithoutEffect } from './FieldsWithoutEffect.tsx'
import { optionsForm } from './optionsForm.ts'

/** Everything that no other step is about. */
export default function OptionsStep() {
  const { payload } = useBuilder()
  const { control } = useStepForm(optionsForm)
  const validateOnly = payload.validate_only
  return (
    <Stack gap="xl">
      <div>
        <Title order={2}>Options</Title>
        <Text c="dimmed" size="sm">
          What the sync is called, how its fields are named and ordered, and every other setting.
        </Text>
      </div>
      <Basics control={control} />
      <FieldsOfSync />
      <AdvancedConfiguration />
      <OtherKeys path={[]} of="the request" known={knownFields(validateOnly)} />
      <div>
        <FieldsWithoutEffect control={control} />
        <DeprecatedFields control={control} />
      </div>
      <ParkedValues by="field behavior" />
    </Stack>
  )
}

/** Each of the two calls sets `validate_only` itself, so a sound one needs no control. */
function knownFields(validateOnly: unknown): readonly string[] {
  const isSound = validateOnly == null || typeof validateOnly === 'boolean'
  return isSound ? createSyncFields : createSyncFields.filter((key) => key !== 'validate_only')
}

function Basics({ control }: { control: Control<Texts> }) {
  const { payload, known } = useBuilder()
  const { edit } = useEdit()
  return (
    <Stack gap="md">
      <TextField
        control={control}
        name="label"
        path={['label']}
        label="Label"
        description="What the sync is called in lists. Empty: the API leaves it without a name."
      />
      <div>
        <Switch
          label={
            <>
              {known.stored ? 'Paused' : 'Create paused'}{' '}
              <Text span size="xs" ff="monospace" c="dimmed">
                paused
              </Text>
            </>
          }
          description="A paused sync does not run on its triggers until it is resumed."
          checked={payload.paused === true}
          onChange={(event) =>
            edit({ op: 'set', path: ['paused'], value: event.currentTarget.checked })
          }
          data-path={pathKey(['paused'])}
        />
        {payload.paused != null && typeof payload.paused !== 'boolean' && (
          <Text size="xs" ff="monospace" mt={4}>
            {textOf(payload.paused).slice(0, 200)}
          </Text>
        )}
        <FieldProblems path={['paused']} />
      </div>
    </Stack>
  )
}
