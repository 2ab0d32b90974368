import { alertTypes, type AlertType, type deprecatedAlertFields } from './alert.ts'
import { apiDefaultAt } from './defaults.ts'
import { valueAt } from './edit.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'

/** What is chosen within the sentence of an alert. */
export type AlertHole =
  | 'threshold'
  | 'record_type'
  | 'unit'
  | 'start_type'
  | 'status_name'
  | 'send_for'
  | 'should_send_recovery'

/** Where a hole's value stands within its alert. */
export function alertHolePath(hole: AlertHole): string[] {
  return hole === 'send_for' || hole === 'should_send_recovery' ? [hole] : ['options', hole]
}

/** The values of the holes that have some to choose from, in the words of the sentence. */
export const alertChoices: Readonly<
  Record<Exclude<AlertHole, 'threshold'>, readonly { value: string; words: string }[]>
> = {
  record_type: [
    { value: 'source_record_count', words: 'in the source' },
    { value: 'records_updates', words: 'changed in the source' },
    { value: 'records_deletes', words: 'deleted in the source' },
    { value: 'records_invalid', words: 'invalid in the source' },
    { value: 'records_processed', words: 'sent' },
    { value: 'records_updated', words: 'accepted by the destination' },
    { value: 'records_failed', words: 'rejected by the destination' },
  ],
  unit: [
    { value: 'minutes', words: 'minutes' },
    { value: 'hours', words: 'hours' },
  ],
  start_type: [
    { value: 'actual', words: 'actual' },
    { value: 'scheduled', words: 'scheduled' },
  ],
  status_name: [
    { value: 'started', words: 'started' },
    { value: 'completed', words: 'completed' },
  ],
  send_for: [
    { value: 'first_time', words: 'once until it is resolved' },
    { value: 'every_time', words: 'every time' },
  ],
  should_send_recovery: [
    { value: 'true', words: 'tell me' },
    { value: 'false', words: 'do not tell me' },
  ],
}

/** The parts of an alert's sentence: its words, and the holes between them. */
export type AlertSentence = readonly (string | { hole: AlertHole })[]

const threshold = { hole: 'threshold' } as const

/** What each alert is raised by. Source: reference 2.5, 5.15. */
const conditions: Readonly<Record<AlertType, AlertSentence>> = {
  FailureAlertConfiguration: ['Alert me when a run fails, '],
  InvalidRecordPercentAlertConfiguration: [
    'Alert me when more than ',
    threshold,
    ' % of a run’s records are invalid or rejected, ',
  ],
  FullSyncTriggerAlertConfiguration: ['Alert me when a full sync starts, '],
  RecordCountDeviationAlertConfiguration: [
    'Alert me when the number of records ',
    { hole: 'record_type' },
    ' is more than ',
    threshold,
    ' % off the mean of past runs, ',
  ],
  RuntimeAlertConfiguration: [
    'Alert me when a run is not finished ',
    threshold,
    ' ',
    { hole: 'unit' },
    ' after its ',
    { hole: 'start_type' },
    ' start, ',
  ],
  StatusAlertConfiguration: ['Alert me when a run has ', { hole: 'status_name' }, ', '],
}

/** What an alert says, in words with holes. */
export function alertSentence(type: AlertType): AlertSentence {
  return [
    ...conditions[type],
    { hole: 'send_for' },
    '. When it is resolved, ',
    { hole: 'should_send_recovery' },
    '.',
  ]
}

/** An alert type that the API names, or undefined. */
export function alertTypeOf(alert: JsonValue | undefined): AlertType | undefined {
  return alertTypes.find((known) => isJsonObject(alert) && known === alert.type)
}

/** An alert as a sentence, with what the API takes where it leaves something out. */
export function alertText(alert: JsonValue): string {
  const type = alertTypeOf(alert)
  if (type === undefined) return 'An alert of a type that is not known here.'
  return alertSentence(type)
    .map((part) => (typeof part === 'string' ? part : holeText(alert, part.hole)))
    .join('')
}

function holeText(alert: JsonValue, hole: AlertHole): string {
  const path = alertHolePath(hole)
  const value = valueAt(alert, path) ?? apiDefaultAt(['alert_attributes', 0, ...path])?.value
  if (value == null || typeof value === 'object') return '…'
  const text = String(value)
  if (hole === 'threshold') return text
  return alertChoices[hole].find((choice) => choice.value === text)?.words ?? text
}

/** An alert that the API adds by itself, and how that is known. */
export interface DefaultAlert {
  alert: JsonObject
  basis: 'documented' | 'inferred'
}

/**
 * What the API adds to a sync that sends no `alert_attributes`; the deprecated fields, where it
 * sends them, switch each off or set its threshold. Source: reference 2.1.
 */
export function defaultAlerts(
  payload: Partial<Record<(typeof deprecatedAlertFields)[number], JsonValue>>,
): DefaultAlert[] {
  const percent = 'failed_record_notifications_threshold_percent'
  return [
    ...(payload.failed_run_notifications_enabled === false
      ? []
      : [
          {
            alert: defaultAlert('FailureAlertConfiguration', null),
            basis: 'documented' as const,
          },
        ]),
    ...(payload.failed_record_notifications_enabled === false
      ? []
      : [
          {
            alert: defaultAlert('InvalidRecordPercentAlertConfiguration', {
              threshold: payload[percent] ?? apiDefaultAt([percent])?.value ?? null,
            }),
            basis: 'inferred' as const,
          },
        ]),
  ]
}

function defaultAlert(type: AlertType, options: JsonObject | null): JsonObject {
  return { type, send_for: 'first_time', should_send_recovery: true, options }
}

/** Who is told of what, in sentences. */
export interface AlertTexts {
  /** Who decides about the alerts, where the payload does not. */
  intro?: string
  texts: string[]
}

/** The alerts of a payload, or those of who decides about them. */
export function alertTexts(payload: JsonObject): AlertTexts {
  const { alert_attributes: alerts } = payload
  if (Array.isArray(alerts)) {
    return alerts.length === 0
      ? { texts: ['No alerts: nobody is told when a run fails.'] }
      : { texts: alerts.map(alertText) }
  }
  if (alerts != null) {
    return { texts: ['The alerts are no list, so it cannot be said who is told of what.'] }
  }
  const texts = defaultAlerts(payload).map(({ alert }) => alertText(alert))
  return texts.length === 0
    ? { texts: ['No alerts are sent, and the deprecated fields switch those of the API off.'] }
    : { intro: 'Alerts are left to the API, which adds these:', texts }
}
