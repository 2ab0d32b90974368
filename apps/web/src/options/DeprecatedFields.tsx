import { Fieldset, SimpleGrid, Stack } from '@mantine/core'
import { days, deprecatedFields, frequencies, isJsonObject } from '@sync-builder/schema'
import type { Control } from 'react-hook-form'
import { useBuilder } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import type { Texts } from '../draft/fieldText.ts'
import { SelectField, TextField, trueFalseOptions } from '../draft/FormFields.tsx'
import { OtherKeys } from '../draft/OtherKeys.tsx'
import { RawJson } from '../draft/RawJson.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { FieldLabel } from './FieldsWithoutEffect.tsx'
import { useOpenGroup } from './useOpenGroup.ts'

interface OfForm {
  control: Control<Texts>
}

/** What the API still takes, but calls deprecated. Source: reference 2.1, 2.7. */
export function DeprecatedFields({ control }: OfForm) {
  const [isOpen, setIsOpen] = useOpenGroup(deprecatedFields)
  return (
    <Disclosure
      title="Deprecated fields"
      hint="Older forms of the alerts, the schedule and the high water mark. The API still takes them."
      isOpen={isOpen}
      onToggle={setIsOpen}
    >
      <Stack gap="lg">
        <HighWaterMark control={control} />
        <Notifications control={control} />
        <FlatSchedule control={control} />
      </Stack>
    </Disclosure>
  )
}

const waterMark = 'high_water_mark_attributes'

function HighWaterMark({ control }: OfForm) {
  const { payload } = useBuilder()
  const value = payload[waterMark]
  return (
    <Fieldset legend={<FieldLabel text="High water mark" name={waterMark} />}>
      {value != null && !isJsonObject(value) ? (
        <RawJson
          path={[waterMark]}
          label="High water mark as JSON"
          removeLabel="Leave to the API"
        />
      ) : (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <SelectField
              control={control}
              name="use_high_water_mark_diff_type"
              path={[waterMark, 'use_high_water_mark_diff_type']}
              label={<FieldLabel text="Find new rows by it" name="use_high_water_mark_diff_type" />}
              options={trueFalseOptions}
            />
            <TextField
              control={control}
              name="column_name"
              path={[waterMark, 'column_name']}
              label={<FieldLabel text="Column" name="column_name" />}
              description="Both belong together. Empty: left to the API."
            />
          </SimpleGrid>
          <FieldProblems path={[waterMark]} exact />
          <OtherKeys
            path={[waterMark]}
            of="the high water mark"
            known={['use_high_water_mark_diff_type', 'column_name']}
          />
        </Stack>
      )}
    </Fieldset>
  )
}

function Notifications({ control }: OfForm) {
  return (
    <Fieldset legend="Notifications">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SelectField
          control={control}
          name="failed_run_notifications_enabled"
          path={['failed_run_notifications_enabled']}
          label={<FieldLabel text="Failed runs" name="failed_run_notifications_enabled" />}
          options={trueFalseOptions}
        />
        <SelectField
          control={control}
          name="failed_record_notifications_enabled"
          path={['failed_record_notifications_enabled']}
          label={<FieldLabel text="Failed records" name="failed_record_notifications_enabled" />}
          options={trueFalseOptions}
        />
        <TextField
          control={control}
          name="failed_record_notifications_threshold_percent"
          path={['failed_record_notifications_threshold_percent']}
          label={
            <FieldLabel
              text="Failed records, threshold"
              name="failed_record_notifications_threshold_percent"
            />
          }
          description="Percent, 0 to 100. Empty: left to the API, which takes 75."
          inputMode="numeric"
        />
      </SimpleGrid>
    </Fieldset>
  )
}

function FlatSchedule({ control }: OfForm) {
  return (
    <Fieldset legend="Schedule and triggers">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SelectField
          control={control}
          name="schedule_frequency"
          path={['schedule_frequency']}
          label={<FieldLabel text="Frequency" name="schedule_frequency" />}
          options={frequencies.map((value) => ({ value, label: value }))}
        />
        <SelectField
          control={control}
          name="schedule_day"
          path={['schedule_day']}
          label={<FieldLabel text="Day" name="schedule_day" />}
          options={days.map((value) => ({ value, label: value }))}
        />
        <TextField
          control={control}
          name="schedule_hour"
          path={['schedule_hour']}
          label={<FieldLabel text="Hour" name="schedule_hour" />}
          description="UTC, 0 to 24. Empty: left to the API."
          inputMode="numeric"
        />
        <TextField
          control={control}
          name="schedule_minute"
          path={['schedule_minute']}
          label={<FieldLabel text="Minute" name="schedule_minute" />}
          description="0 to 59. Empty: left to the API."
          inputMode="numeric"
        />
        <TextField
          control={control}
          name="cron_expression"
          path={['cron_expression']}
          label={<FieldLabel text="Cron expression" name="cron_expression" />}
          description="Five fields, UTC. Empty: left to the API."
          isCode
        />
        <RawJson
          path={['triggers']}
          label="Triggers as JSON (triggers)"
          description="dbt_cloud, fivetran and sync_sequence, as in the schedule."
          placeholder='{ "sync_sequence": { "sync_id": 123 } }'
          removeLabel="Leave to the API"
        />
      </SimpleGrid>
    </Fieldset>
  )
}
