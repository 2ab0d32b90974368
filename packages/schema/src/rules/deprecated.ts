import { isJsonObject, type JsonValue } from '../json.ts'
import { deprecatedFields } from '../sync.ts'
import { removable, type Finding, type Scene } from './rule.ts'

type DeprecatedField = (typeof deprecatedFields)[number]

/** What to use instead. Source: reference 2.1, 2.7. */
const newerFields: Record<DeprecatedField, string> = {
  high_water_mark_attributes: 'high_water_mark_attribute',
  failed_run_notifications_enabled: 'alert_attributes',
  failed_record_notifications_enabled: 'alert_attributes',
  failed_record_notifications_threshold_percent: 'alert_attributes',
  schedule_frequency: 'mode',
  schedule_day: 'mode',
  schedule_hour: 'mode',
  schedule_minute: 'mode',
  cron_expression: 'mode',
  triggers: 'mode',
}

/** The deprecated fields that say something: answers carry the unused ones as null or `{}`. */
function usedFields({ body }: Scene): { field: DeprecatedField; newer: string }[] {
  return deprecatedFields
    .filter((field) => !saysNothing(body[field]))
    .map((field) => ({ field, newer: newerFields[field] }))
}

function saysNothing(value: JsonValue | undefined): boolean {
  return value == null || (isJsonObject(value) && Object.keys(value).length === 0)
}

/** Rule 9, and its like for the other fields that have a newer form. */
export function overriddenByNewerField(scene: Scene): Finding[] {
  return usedFields(scene)
    .filter(({ newer }) => scene.body[newer] != null)
    .map(({ field, newer }) => {
      const reason =
        newer === 'alert_attributes'
          ? 'the alerts count'
          : 'which of the two counts is not documented'
      return removable([field], `${field} is deprecated and stands next to ${newer}: ${reason}`)
    })
}

/** Reference 2.1, 2.7. */
export function deprecatedAlone(scene: Scene): Finding[] {
  return usedFields(scene)
    .filter(({ newer }) => scene.body[newer] == null)
    .map(({ field, newer }) => ({
      path: [field],
      message: `${field} is deprecated, though still taken; the newer form is ${newer}`,
    }))
}
