import {
  effectiveMode,
  isJsonObject,
  modeSchema,
  valueAt,
  type JsonObject,
} from '@sync-builder/schema'

/**
 * What an operator should know of an alert that may never be raised, though the API's reference
 * does not say so: for what it says there are rules. Source: reference 2.5, 5.7, 5.15.
 */
export function alertNotes(payload: JsonObject, index: number): string[] {
  const alert = valueAt(payload, ['alert_attributes', index])
  if (!isJsonObject(alert)) return []
  const threshold = valueAt(alert, ['options', 'threshold'])
  switch (alert.type) {
    case 'InvalidRecordPercentAlertConfiguration':
      return threshold === 100
        ? ['No run has more than 100 %. Whether exactly 100 % raises the alert is not documented.']
        : []
    case 'RecordCountDeviationAlertConfiguration':
      return valueAt(alert, ['options', 'record_type']) === 'records_deletes' &&
        typeof payload.operation === 'string' &&
        payload.operation !== 'mirror'
        ? ['Only a mirror counts what is deleted in the source: the number should always be 0.']
        : []
    case 'RuntimeAlertConfiguration':
      return valueAt(alert, ['options', 'start_type']) === 'scheduled' && !hasSchedule(payload)
        ? [
            'No schedule is set, so no run has a scheduled start; what the API does is not documented.',
          ]
        : []
    default:
      return []
  }
}

function hasSchedule(payload: JsonObject): boolean {
  const mode = modeSchema.safeParse(effectiveMode(payload))
  // What cannot be read is for the rules to judge.
  if (!mode.success) return effectiveMode(payload) !== undefined
  const frequency = mode.data.triggers?.schedule?.frequency
  return frequency != null && frequency !== 'never'
}
