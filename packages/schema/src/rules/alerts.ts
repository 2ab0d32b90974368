import { alertTypesWithoutOptions } from '../alert.ts'
import { meaningWithoutId } from '../alertMeaning.ts'
import { isJsonObject, isSameJson, type JsonObject, type JsonValue } from '../json.ts'
import type { Fix } from '../problem.ts'
import { mostFindings, removable, type Finding, type Scene } from './rule.ts'
import { kindOf } from './wording.ts'

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

/** Reference 2.5. */
export function optionsOfAlertWithoutOptions(scene: Scene): Finding[] {
  return alertsOf(scene).flatMap(({ alert, index }): Finding[] => {
    const type = alertTypesWithoutOptions.find((known) => known === alert.type)
    if (type === undefined || !isJsonObject(alert.options)) return []
    const path = ['alert_attributes', index, 'options']
    return Object.keys(alert.options).map((key) =>
      removable([...path, key], `${type} has no options: ${key} has no effect`),
    )
  })
}

/** Rule 14: a full sync of an append is never started. */
export function fullSyncAlertOfAppend(scene: Scene): Finding[] {
  if (scene.body.operation !== 'append') return []
  return alertsOf(scene).flatMap(({ alert, index }): Finding[] =>
    alert.type === 'FullSyncTriggerAlertConfiguration'
      ? [
          {
            path: ['alert_attributes', index],
            message:
              'This alert can never tell of anything: an append cannot be run as a full sync',
            fix: removalOfAlert(index),
          },
        ]
      : [],
  )
}

/** Reference 2.5: several alerts of one type are allowed, but two that say the same tell it twice. */
export function sameAlertTwice(scene: Scene): Finding[] {
  const alerts = alertsOf(scene).map(({ alert, index }) => ({
    meaning: meaningWithoutId(alert),
    index,
  }))
  return alerts.flatMap(({ meaning, index }): Finding[] => {
    const before = alerts.find((other) => isSameJson(other.meaning, meaning))?.index ?? index
    if (before === index) return []
    return [
      {
        path: ['alert_attributes', index],
        message: `This alert says the same as alert ${before + 1}, so all of it is told twice`,
        fix: removalOfAlert(index),
      },
    ]
  })
}

/**
 * Reference 2.5: an id comes in answers and keeps a stored alert the same. What the API makes of one
 * that the sync does not have is not documented.
 */
export function unknownAlertIds(scene: Scene): Finding[] {
  const { partial, stored } = scene.context
  if (partial || (stored && !stored.request)) return []
  const known = new Set(idsOf(stored?.request?.alert_attributes))
  return alertsOf(scene).flatMap(({ alert: { id }, index }): Finding[] => {
    if (id == null || known.has(id)) return []
    const message = stored
      ? `The stored sync has no alert with the id ${kindOf(id)}`
      : `A new sync has no stored alerts: the id ${kindOf(id)} names one of another sync`
    return [removable(['alert_attributes', index, 'id'], message)]
  })
}

function idsOf(alerts: JsonValue | undefined): JsonValue[] {
  return Array.isArray(alerts)
    ? alerts.flatMap((alert) => (isJsonObject(alert) ? (alert.id ?? []) : []))
    : []
}

function removalOfAlert(index: number): Fix {
  return {
    label: `Remove alert ${index + 1}`,
    edits: [{ op: 'remove', path: ['alert_attributes', index] }],
  }
}
