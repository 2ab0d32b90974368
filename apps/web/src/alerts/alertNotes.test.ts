import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { alertNotes } from './alertNotes.ts'

const percent = (threshold: number) => ({
  type: 'InvalidRecordPercentAlertConfiguration',
  options: { threshold },
})
const deleted = {
  type: 'RecordCountDeviationAlertConfiguration',
  options: { threshold: 20, record_type: 'records_deletes' },
}
const late = {
  type: 'RuntimeAlertConfiguration',
  options: { threshold: 1, unit: 'hours', start_type: 'scheduled' },
}
const daily = { type: 'triggered', triggers: { schedule: { frequency: 'daily' } } }
const never = { type: 'triggered', triggers: { schedule: { frequency: 'never' } } }

describe('alertNotes', () => {
  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ['more than all records', percent(100), {}, /more than 100 %/u],
    ['deletions that are not counted', deleted, { operation: 'upsert' }, /Only a mirror/u],
    ['a scheduled start without a schedule', late, {}, /No schedule/u],
    ['a scheduled start that never is', late, { mode: never }, /No schedule/u],
  ])('speaks of %s', (_, alert, payload, note) => {
    expect(alertNotes({ ...payload, alert_attributes: [alert] }, 0).join(' ')).toMatch(note)
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['a part of the records', percent(99), {}],
    ['deletions of a mirror', deleted, { operation: 'mirror' }],
    ['deletions while nothing is chosen', deleted, {}],
    ['a scheduled start', late, { mode: daily }],
    ['a scheduled start in the deprecated fields', late, { schedule_frequency: 'daily' }],
    ['a schedule that cannot be read', late, { mode: 'daily' }],
    ['failures', { type: 'FailureAlertConfiguration' }, {}],
    ['what is no alert', {}, {}],
  ])('is silent about %s', (_, alert, payload) => {
    expect(alertNotes({ ...payload, alert_attributes: [alert] }, 0)).toEqual([])
  })
})
