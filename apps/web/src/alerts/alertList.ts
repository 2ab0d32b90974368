import {
  applySwitch,
  defaultAlerts,
  isJsonObject,
  type AlertType,
  type JsonObject,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'
import { alertWords } from './alertWords.ts'

/** Who decides about alerts; `other` for what an import brought and is no list. */
export type AlertsChoice = 'api' | 'list' | 'none' | 'other'

const path = ['alert_attributes']

/** The choice that a payload makes. An empty list means no alerts. Source: reference 2.5. */
export function alertsChoiceOf(alerts: JsonValue | undefined): AlertsChoice {
  if (alerts == null) return 'api'
  if (!Array.isArray(alerts)) return 'other'
  return alerts.length === 0 ? 'none' : 'list'
}

/** A new alert, with the delivery that the API's own clients begin with. Source: reference 2.5. */
export function newAlert(type: AlertType): JsonObject {
  const { options } = alertWords[type]
  return { type, send_for: 'first_time', should_send_recovery: true, options }
}

/** The draft with another choice; a list that is left is parked and comes back with its choice. */
export function chooseAlerts(draft: SyncDraft, to: 'api' | 'list' | 'none'): SyncDraft {
  const from = alertsChoiceOf(draft.body.alert_attributes)
  if (from === to) return draft
  const isParked = draft.parked.some(({ switch: name, under }) => name === 'alerts' && under === to)
  const begin =
    to === 'none'
      ? []
      : to === 'list' && !isParked
        ? defaultAlerts({}).map(({ alert }) => alert)
        : undefined
  const isKept = from === 'list' || from === 'other'
  return applySwitch(draft, {
    name: 'alerts',
    from,
    to,
    hides: isKept ? [{ path, reason: 'The alerts that were set before' }] : [],
    edits: [{ op: 'remove', path }, ...(begin ? [{ op: 'set' as const, path, value: begin }] : [])],
  })
}

/** A copy of an alert; its id stays with the first, since it names one stored alert. */
export function duplicateAlert(alert: JsonValue): JsonValue {
  if (!isJsonObject(alert)) return alert
  return Object.fromEntries(Object.entries(alert).filter(([key]) => key !== 'id'))
}
