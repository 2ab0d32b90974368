import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { isJsonObject, valueAt, type DestinationObject } from '@sync-builder/schema'
import { useMemo, useState } from 'react'
import type { Control } from 'react-hook-form'
import { pathKey, useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { SelectField, TextField } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { advancedForm, fieldName, settingPath, settingsOf, type Setting } from './advanced.ts'
import { FieldLabel } from './FieldsWithoutEffect.tsx'

const path = ['advanced_configuration']

/** The settings that the destination object has of its own. */
export function AdvancedConfiguration() {
  const { payload, known } = useBuilder()
  const value = payload.advanced_configuration
  const isOdd = value != null && !isJsonObject(value)
  const settings = useMemo(() => settingsOf(known.object), [known.object])
  const [isRawOpen, setIsRawOpen] = useState(false)
  return (
    <section
      aria-labelledby="advanced-configuration"
      tabIndex={-1}
      data-path={isOdd ? undefined : pathKey(path)}
    >
      <Title order={3} size="h5" id="advanced-configuration">
        Advanced configuration
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {aboutSettings(payload.destination_attributes, known.object, settings)}
      </Text>
      {isOdd ? (
        <RawJson
          path={path}
          label="Advanced configuration as JSON"
          description="It must be an object. Correct it here, or leave it to the API to use the controls."
          removeLabel="Leave to the API"
        />
      ) : (
        <Stack gap="md">
          {settings && settings.length > 0 && (
            <Settings object={known.object} settings={settings} />
          )}
          <FieldProblems path={path} exact />
          <OtherKeys
            path={path}
            of="the advanced configuration"
            known={settings?.map(({ name }) => name) ?? []}
          />
          <Disclosure
            title="Advanced configuration as JSON"
            hint="For settings that are not listed."
            isOpen={isRawOpen}
            onToggle={setIsRawOpen}
          >
            <RawJson
              path={path}
              label="All settings as JSON"
              placeholder='{ "name": "value" }'
              removeLabel="Leave to the API"
              hideProblems
            />
          </Disclosure>
        </Stack>
      )}
    </section>
  )
}

function aboutSettings(
  destination: unknown,
  object: DestinationObject | undefined,
  settings: readonly Setting[] | undefined,
): string {
  const name = object?.label ?? object?.full_name
  if (settings && settings.length > 0) {
    return `Settings of ${name}. What is not set is left to the API.`
  }
  if (settings) return `${name} has no advanced settings that the API tells of.`
  const isChosen = isJsonObject(destination) && destination.object !== undefined
  return isChosen
    ? 'Which settings this object has is not known: they can be written as JSON.'
    : 'Which settings there are depends on the destination object, which is not chosen yet.'
}

interface SettingsProps {
  object: DestinationObject | undefined
  settings: readonly Setting[]
}

function Settings({ object, settings }: SettingsProps) {
  const { payload } = useBuilder()
  const { control } = useStepForm(useMemo(() => advancedForm(object), [object]))
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {settings.map((setting, index) => {
        const held = valueAt(payload, settingPath(setting))
        return isJsonObject(held) || Array.isArray(held) ? (
          <RawJson
            key={setting.name}
            path={settingPath(setting)}
            label={`${setting.label} as JSON`}
            removeLabel="Leave to the API"
          />
        ) : (
          <SettingField
            key={setting.name}
            setting={setting}
            control={control}
            name={fieldName(index)}
          />
        )
      })}
    </SimpleGrid>
  )
}

interface SettingFieldProps {
  setting: Setting
  control: Control<Texts>
  name: string
}

function SettingField({ setting, control, name }: SettingFieldProps) {
  const { byDefault } = setting
  const left = byDefault ? `Leave to the API: ${byDefault}` : 'Leave to the API'
  const shared = {
    control,
    name,
    path: settingPath(setting),
    label: <FieldLabel text={setting.label} name={setting.name} />,
  }
  const needed = setting.isRequired ? 'Required. ' : ''
  if (setting.control === 'choice') {
    return (
      <SelectField
        {...shared}
        {...(needed && { description: needed.trim() })}
        options={setting.options}
        unset={left}
      />
    )
  }
  return (
    <TextField
      {...shared}
      description={`${needed}Empty: left to the API${byDefault ? `, which takes ${byDefault}` : ''}.`}
      {...(setting.placeholder !== undefined && { placeholder: setting.placeholder })}
      isLong={setting.control === 'long text'}
      {...(setting.control === 'number' && { inputMode: 'decimal' as const })}
    />
  )
}
