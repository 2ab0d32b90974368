import {
  alertSchema,
  alertTypes,
  applyEdits,
  checkSync,
  editDraft,
  emptyDraft,
  fromCreateSync,
  toCreateSync,
  type JsonObject,
  type JsonValue,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import example from '../../../../examples/create-sync.by-hand.json' with { type: 'json' }
import type { Texts } from '../draft/fieldText.ts'
import { alertForm } from './alertForm.ts'
import { alertsChoiceOf, chooseAlerts, duplicateAlert, newAlert } from './alertList.ts'

function typed(payload: JsonObject, index: number, change: Texts): JsonObject {
  const form = alertForm(index)
  return applyEdits(payload, form.write({ ...form.read(payload), ...change }, payload))
}

describe('alerts', () => {
  it('come out as in the API’s example, in its key order', () => {
    const draft = chooseAlerts(emptyDraft(), 'list')
    const payload = typed(toCreateSync(draft), 1, {
      send_for: 'every_time',
      should_send_recovery: 'false',
      threshold: '10',
    })
    expect(JSON.stringify(payload.alert_attributes)).toBe(JSON.stringify(example.alert_attributes))
  })

  it.each(alertTypes)('of type %s are complete when they are added', (type) => {
    const alert = newAlert(type)
    expect(alertSchema.safeParse(alert).success).toBe(true)
    expect(Object.keys(alert)).toEqual(['type', 'send_for', 'should_send_recovery', 'options'])
  })

  it('are warned of where the API needs more than it documents', () => {
    const alert_attributes = [newAlert('RecordCountDeviationAlertConfiguration')]
    const codes = checkSync({ alert_attributes }).map(({ code }) => code)
    expect(codes).toContain('look-back-missing')
  })

  it('leave out what is emptied', () => {
    const payload = { alert_attributes: [newAlert('FailureAlertConfiguration')] }
    expect(typed(payload, 0, { send_for: '', should_send_recovery: '' })).toEqual({
      alert_attributes: [{ type: 'FailureAlertConfiguration', options: null }],
    })
  })
})

describe('alertForm', () => {
  it.each<[string, JsonValue]>([
    ['an object for the list', { a: 1 }],
    ['a text for the alert', ['failure']],
    ['a list for the options', [{ type: 'StatusAlertConfiguration', options: [1] }]],
    ['an object for the threshold', [{ options: { threshold: { percent: 1 } } }]],
    ['a text for the recovery', [{ should_send_recovery: 'true' }]],
  ])('reads %s and writes nothing back', (_, alert_attributes) => {
    const payload = { alert_attributes }
    expect(alertForm(0).write(alertForm(0).read(payload), payload)).toEqual([])
  })
})

describe('chooseAlerts', () => {
  it('sends nothing, an empty list, or alerts', () => {
    const none = chooseAlerts(emptyDraft(), 'none')
    expect(toCreateSync(none).alert_attributes).toEqual([])
    const api = chooseAlerts(none, 'api')
    expect(toCreateSync(api)).toEqual(toCreateSync(emptyDraft()))
    expect(toCreateSync(chooseAlerts(api, 'list')).alert_attributes).toHaveLength(2)
  })

  it.each(['api', 'none'] as const)('brings the list back after a visit to %s', (other) => {
    const path = ['alert_attributes', 0, 'send_for']
    const list = editDraft(chooseAlerts(emptyDraft(), 'list'), [
      { op: 'set', path, value: 'every_time' },
    ])
    const back = chooseAlerts(chooseAlerts(list, other), 'list')
    expect(toCreateSync(back)).toEqual(toCreateSync(list))
    expect(back.parked).toEqual([])
  })

  it('keeps what an import brought instead of a list', () => {
    const draft = chooseAlerts(fromCreateSync({ alert_attributes: { a: 1 } }), 'none')
    expect(draft.parked).toMatchObject([{ value: { a: 1 } }])
  })
})

describe('alertsChoiceOf', () => {
  it.each<[JsonValue | undefined, string]>([
    [undefined, 'api'],
    [null, 'api'],
    [[], 'none'],
    [[{}], 'list'],
    [{}, 'other'],
    ['all', 'other'],
  ])('takes %j for %s', (alerts, choice) => expect(alertsChoiceOf(alerts)).toBe(choice))
})

describe('duplicateAlert', () => {
  it('leaves the id with the stored alert', () => {
    expect(duplicateAlert({ id: 7, type: 'StatusAlertConfiguration' })).toEqual({
      type: 'StatusAlertConfiguration',
    })
    expect(duplicateAlert('odd')).toBe('odd')
  })
})
