import { describe, expect, it } from 'vitest'
import { alertTypes } from './alert.ts'
import {
  alertChoices,
  alertSentence,
  alertText,
  alertTexts,
  defaultAlerts,
} from './alertSentences.ts'
import type { JsonObject, JsonValue } from './json.ts'

const delivery = { send_for: 'every_time', should_send_recovery: false }

describe('alertText', () => {
  it.each<[JsonValue, string]>([
    [
      { type: 'FailureAlertConfiguration', ...delivery, options: null },
      'Alert me when a run fails, every time. When it is resolved, do not tell me.',
    ],
    [
      {
        type: 'InvalidRecordPercentAlertConfiguration',
        ...delivery,
        options: { threshold: 10 },
      },
      'Alert me when more than 10 % of a run’s records are invalid or rejected, every time. When it is resolved, do not tell me.',
    ],
    [
      { type: 'FullSyncTriggerAlertConfiguration' },
      'Alert me when a full sync starts, once until it is resolved. When it is resolved, tell me.',
    ],
    [
      {
        type: 'RecordCountDeviationAlertConfiguration',
        ...delivery,
        options: { threshold: 20, record_type: 'records_failed', runs: 5 },
      },
      'Alert me when the number of records rejected by the destination is more than 20 % off the mean of past runs, every time. When it is resolved, do not tell me.',
    ],
    [
      {
        type: 'RuntimeAlertConfiguration',
        ...delivery,
        options: { threshold: 2, unit: 'hours', start_type: 'scheduled' },
      },
      'Alert me when a run is not finished 2 hours after its scheduled start, every time. When it is resolved, do not tell me.',
    ],
    [
      { type: 'StatusAlertConfiguration', ...delivery, options: { status_name: 'completed' } },
      'Alert me when a run has completed, every time. When it is resolved, do not tell me.',
    ],
    [
      { type: 'StatusAlertConfiguration', ...delivery, options: [] },
      'Alert me when a run has …, every time. When it is resolved, do not tell me.',
    ],
    [{ type: 'Other' }, 'An alert of a type that is not known here.'],
    ['odd', 'An alert of a type that is not known here.'],
  ])('says %j', (alert, text) => expect(alertText(alert)).toBe(text))

  it('has a sentence for each type, and a choice for each of its holes but the number', () => {
    for (const type of alertTypes) {
      for (const part of alertSentence(type)) {
        if (typeof part === 'string' || part.hole === 'threshold') continue
        expect(alertChoices[part.hole].length).toBeGreaterThan(1)
      }
    }
  })
})

describe('defaultAlerts', () => {
  it.each<[string, JsonObject, JsonValue[]]>([
    ['both', {}, ['FailureAlertConfiguration', 'InvalidRecordPercentAlertConfiguration']],
    [
      'none for failed runs where the deprecated field says so',
      { failed_run_notifications_enabled: false },
      ['InvalidRecordPercentAlertConfiguration'],
    ],
    [
      'none at all',
      { failed_run_notifications_enabled: false, failed_record_notifications_enabled: false },
      [],
    ],
  ])('gives %s', (_, payload, types) => {
    expect(defaultAlerts(payload).map(({ alert }) => alert.type)).toEqual(types)
  })

  it('takes the threshold of the deprecated field', () => {
    const [, records] = defaultAlerts({ failed_record_notifications_threshold_percent: 10 })
    expect(records?.alert.options).toEqual({ threshold: 10 })
  })
})

describe('alertTexts', () => {
  it.each<[string, JsonObject, RegExp]>([
    [
      'what is left to the API',
      {},
      /^Alerts are left to the API, which adds these:\nAlert .*\nAlert .* 75 %/u,
    ],
    ['null as what is left', { alert_attributes: null }, /left to the API/u],
    ['no alerts', { alert_attributes: [] }, /^No alerts/u],
    ['alerts', { alert_attributes: [{ type: 'FailureAlertConfiguration' }] }, /a run fails/u],
    ['what is no list', { alert_attributes: { a: 1 } }, /no list/u],
    [
      'that the deprecated fields switch all off',
      { failed_run_notifications_enabled: false, failed_record_notifications_enabled: false },
      /switch those of the API off/u,
    ],
  ])('tells %s', (_, payload, text) => {
    const { intro, texts } = alertTexts(payload)
    expect((intro === undefined ? texts : [intro, ...texts]).join('\n')).toMatch(text)
  })
})
