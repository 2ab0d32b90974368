import {
  editDraft,
  emptyDraft,
  fromCreateSync,
  toCreateSync,
  type JsonObject,
  type SyncDraft,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { switchFrequency, switchTrigger, triggersPath } from './frequency.ts'

function modeOf(draft: SyncDraft) {
  return toCreateSync(draft).mode
}

function imported(fields: JsonObject): SyncDraft {
  return fromCreateSync({ mode: { type: 'triggered', triggers: { schedule: fields } } })
}

function schedule(fields: JsonObject): SyncDraft {
  return { ...imported(fields), imported: [] }
}

describe('switchFrequency', () => {
  it('sends the type with the frequency, in the order of the API’s example', () => {
    const daily = switchFrequency(emptyDraft(), 'daily')
    expect(JSON.stringify(modeOf(daily))).toBe(
      '{"type":"triggered","triggers":{"schedule":{"frequency":"daily"}}}',
    )
  })

  it('takes mode away when everything is left to the API again', () => {
    const daily = switchFrequency(emptyDraft(), 'daily')
    expect(toCreateSync(switchFrequency(daily, undefined))).toEqual(toCreateSync(emptyDraft()))
  })

  it('keeps the other triggers when the schedule is left to the API', () => {
    const draft = switchTrigger(switchFrequency(emptyDraft(), 'daily'), 'dbt_cloud', true)
    expect(modeOf(switchFrequency(draft, undefined))).toEqual({
      type: 'triggered',
      triggers: { dbt_cloud: {} },
    })
  })

  it.each(['hourly', 'continuous', 'never', 'expression', undefined] as const)(
    'brings the typed time back after a visit to %s',
    (other) => {
      const weekly = schedule({ frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 })
      const there = switchFrequency(weekly, other)
      expect(JSON.stringify(modeOf(there) ?? {})).not.toMatch(/day|hour"/)
      const back = modeOf(switchFrequency(there, 'weekly'))
      expect(back).toEqual(modeOf(weekly))
    },
  )

  it('keeps what both frequencies use', () => {
    const weekly = schedule({ frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 })
    expect(modeOf(switchFrequency(weekly, 'daily'))).toMatchObject({
      triggers: { schedule: { frequency: 'daily', hour: 6, minute: 30 } },
    })
  })

  it('leaves the extra keys of an import where they are', () => {
    const draft = imported({ frequency: 'expression', cron_expression: '0 6 * * *', hour: 6, x: 1 })
    expect(modeOf(switchFrequency(draft, 'continuous'))).toMatchObject({
      triggers: { schedule: { frequency: 'continuous', hour: 6, x: 1 } },
    })
  })

  it('parks nothing that an import brought while a schedule stays', () => {
    const daily = switchFrequency(
      imported({ frequency: 'weekly', day: 'Monday', hour: 6 }),
      'daily',
    )
    expect(modeOf(daily)).toMatchObject({ triggers: { schedule: { day: 'Monday', hour: 6 } } })
    expect(daily.parked).toEqual([])
  })

  it('keeps an imported schedule for the way back when it is left to the API', () => {
    const draft = imported({ frequency: 'weekly', day: 'Monday', hour: 6 })
    const none = switchFrequency(draft, undefined)
    expect(toCreateSync(none)).toEqual({})
    expect(modeOf(switchFrequency(none, 'weekly'))).toEqual(modeOf(draft))
  })

  it('begins a cron expression as what ran before', () => {
    const weekly = schedule({ frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 })
    const cron = switchFrequency(weekly, 'expression')
    expect(modeOf(cron)).toMatchObject({
      triggers: { schedule: { frequency: 'expression', cron_expression: '30 6 * * 1' } },
    })
    expect(modeOf(switchFrequency(cron, 'weekly'))).toEqual(modeOf(weekly))
  })

  it('begins no cron expression where one was typed before, or nothing ran at set times', () => {
    const typed = schedule({ frequency: 'expression', cron_expression: '0 6 * * *' })
    const back = switchFrequency(switchFrequency(typed, 'hourly'), 'expression')
    expect(modeOf(back)).toEqual(modeOf(typed))
    const continuous = schedule({ frequency: 'continuous' })
    expect(modeOf(switchFrequency(continuous, 'expression'))).toMatchObject({
      triggers: { schedule: { frequency: 'expression' } },
    })
    expect(JSON.stringify(modeOf(switchFrequency(continuous, 'expression')))).not.toContain('cron')
  })

  it('keeps a live type that an import brought', () => {
    const live = fromCreateSync({ mode: { type: 'live' } })
    expect(modeOf(switchFrequency(live, 'daily'))).toMatchObject({ type: 'live' })
    expect(modeOf(switchFrequency(switchFrequency(live, 'daily'), undefined))).toEqual({
      type: 'live',
    })
  })
})

describe('switchTrigger', () => {
  it('loses nothing that was typed when it is switched off and on', () => {
    const on = switchTrigger(emptyDraft(), 'fivetran', true)
    const path = [...triggersPath, 'fivetran', 'job_id']
    const typed = editDraft(on, [{ op: 'set', path, value: 'job_abc' }])
    const off = switchTrigger(typed, 'fivetran', false)
    expect(modeOf(off)).toBeUndefined()
    expect(modeOf(switchTrigger(off, 'fivetran', true))).toEqual(modeOf(typed))
  })

  it('parks nothing when nothing was typed', () => {
    const on = switchTrigger(emptyDraft(), 'sync_sequence', true)
    expect(switchTrigger(on, 'sync_sequence', false).parked).toEqual([])
  })

  it('replaces the null of an answer', () => {
    const draft = fromCreateSync({ mode: { type: 'triggered', triggers: { dbt_cloud: null } } })
    expect(modeOf(switchTrigger(draft, 'dbt_cloud', true))).toEqual({
      type: 'triggered',
      triggers: { dbt_cloud: {} },
    })
  })

  it('leaves the schedule alone', () => {
    const daily = switchFrequency(emptyDraft(), 'daily')
    const both = switchTrigger(daily, 'sync_sequence', true)
    expect(modeOf(switchTrigger(both, 'sync_sequence', false))).toEqual(modeOf(daily))
  })
})
