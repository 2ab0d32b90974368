import { applyEdits, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import type { Texts } from '../draft/fieldText.ts'
import { scheduleForm } from './scheduleForm.ts'

function typed(payload: JsonObject, change: Texts) {
  return applyEdits(
    payload,
    scheduleForm.write({ ...scheduleForm.read(payload), ...change }, payload),
  )
}
const daily = { mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily' } } } }

describe('scheduleForm', () => {
  it('writes a time as numbers', () => {
    expect(typed(daily, { hour: '10', minute: '30' })).toEqual({
      mode: {
        type: 'triggered',
        triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
      },
    })
  })

  it('leaves the hour to the API when it is emptied', () => {
    expect(typed(typed(daily, { hour: '10' }), { hour: '' })).toEqual(daily)
  })

  it('sends the ids of jobs as text', () => {
    const payload = { mode: { type: 'triggered', triggers: { dbt_cloud: {} } } }
    expect(typed(payload, { dbt_project_id: '12345' })).toMatchObject({
      mode: { triggers: { dbt_cloud: { project_id: '12345' } } },
    })
  })

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['a mode that is text', { mode: 'daily' }],
    ['triggers that are a list', { mode: { type: 'triggered', triggers: [] } }],
    ['an hour that is an object', { mode: { triggers: { schedule: { hour: { at: 1 } } } } }],
    ['nulls', { mode: { triggers: { schedule: null, dbt_cloud: null } } }],
  ])('reads %s and writes nothing back', (_, payload) => {
    expect(scheduleForm.write(scheduleForm.read(payload), payload)).toEqual([])
  })
})
