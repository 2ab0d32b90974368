import { isJsonObject, type JsonObject } from '../json.ts'
import { mostFindings, removable, type Finding, type Scene } from './rule.ts'

/** The alerts that are objects, of the first so many: nobody has more in earnest. */
function alertsOf({ body }: Scene): { alert: JsonObject; index: number }[] {
  if (!Array.isArray(body.alert_attributes)) return []
  return body.alert_attributes
    .slice(0, mostFindings)
    .flatMap((alert, index) => (isJsonObject(alert) ? [{ alert, index }] : []))
}

/**
 * Reference 2.5: the deviation alert also needs how many runs to look back, under a key that is
 * not documented; any other whole number among the options may be it.
 */
export function deviationWithoutLookBack(scene: Scene): Finding[] {
  return alertsOf(scene).flatMap(({ alert, index }): Finding[] => {
    const { options } = alert
    if (alert.type !== 'RecordCountDeviationAlertConfiguration' || !isJsonObject(options)) return []
    const hasLookBack = Object.entries(options).some(
      ([key, value]) => key !== 'threshold' && Number.isInteger(value),
    )
    if (hasLookBack) return []
    const message =
      'This alert also needs the number of runs to look back; its key is not documented, and without it the API has answered "sync_alert_configurations is invalid"'
    return [{ path: ['alert_attributes', index, 'options'], message }]
  })
}

const typesWithoutOptions = ['FailureAlertConfiguration', 'FullSyncTriggerAlertConfiguration']

/** Reference 2.5. */
export function optionsOfAlertWithoutOptions(scene: Scene): Finding[] {
  return alertsOf(scene).flatMap(({ alert, index }): Finding[] => {
    const type = typesWithoutOptions.find((known) => known === alert.type)
    if (type === undefined || !isJsonObject(alert.options)) return []
    const path = ['alert_attributes', index, 'options']
    return Object.keys(alert.options).map((key) =>
      removable([...path, key], `${type} has no options: ${key} has no effect`),
    )
  })
}
