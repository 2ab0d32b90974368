import { describe, expect, it } from 'vitest'
import { effectiveMode, modeOfFlatFields, readMode } from './flatSchedule.ts'
import type { JsonObject } from './json.ts'

const daily = { frequency: 'daily', hour: 3, minute: 30 }
const mode = { type: 'triggered', triggers: { schedule: { frequency: 'hourly', minute: 5 } } }
const job = { project_id: '1', job_id: '2' }

describe('effectiveMode', () => {
  it.each<[string, JsonObject, unknown]>([
    ['nothing', {}, undefined],
    [
      'nothing but nulls and empty triggers',
      { mode: null, cron_expression: null, triggers: {} },
      undefined,
    ],
    ['mode', { mode }, mode],
    ['mode with flat fields beside it', { mode, schedule_frequency: 'daily' }, mode],
    [
      'the flat fields alone',
      { schedule_frequency: 'daily', schedule_hour: 3, schedule_minute: 30 },
      { type: 'triggered', triggers: { schedule: daily } },
    ],
    [
      'the flat fields beside a mode of null',
      { mode: null, schedule_frequency: 'weekly', schedule_day: 'Monday' },
      { type: 'triggered', triggers: { schedule: { frequency: 'weekly', day: 'Monday' } } },
    ],
    [
      'a flat expression with another trigger',
      {
        schedule_frequency: 'expression',
        cron_expression: '0 4 * * *',
        triggers: { dbt_cloud: job },
      },
      {
        type: 'triggered',
        triggers: {
          dbt_cloud: job,
          schedule: { frequency: 'expression', cron_expression: '0 4 * * *' },
        },
      },
    ],
    [
      'a schedule in the flat triggers',
      { triggers: { schedule: daily } },
      { type: 'triggered', triggers: { schedule: daily } },
    ],
    [
      'a time without a frequency, which is never',
      { schedule_hour: 3 },
      { type: 'triggered', triggers: { schedule: { frequency: 'never', hour: 3 } } },
    ],
    [
      'the flat fields beside a mode without triggers',
      { mode: { type: 'triggered', triggers: null }, schedule_frequency: 'daily' },
      { type: 'triggered', triggers: { schedule: { frequency: 'daily' } } },
    ],
    [
      'the flat fields beside a mode with empty triggers',
      { mode: { type: 'triggered', triggers: {} }, triggers: { dbt_cloud: job } },
      { type: 'triggered', triggers: { dbt_cloud: job } },
    ],
    [
      'the flat fields beside a mode whose triggers are all null',
      {
        mode: { type: 'triggered', triggers: { schedule: null, dbt_cloud: null } },
        schedule_frequency: 'daily',
      },
      { type: 'triggered', triggers: { schedule: { frequency: 'daily' }, dbt_cloud: null } },
    ],
    [
      'a mode that is silent, where the flat fields are too',
      { mode: { type: 'triggered', triggers: {} }, schedule_frequency: null },
      { type: 'triggered', triggers: {} },
    ],
    [
      'triggers that are none, as they are',
      { mode: { type: 'triggered', triggers: 'daily' }, schedule_frequency: 'daily' },
      { type: 'triggered', triggers: 'daily' },
    ],
    ['what is no mode, as it is', { mode: 'daily', schedule_frequency: 'daily' }, 'daily'],
  ])('gives what is said by %s', (_, request, expected) => {
    expect(effectiveMode(request)).toStrictEqual(expected)
  })
})

describe('readMode', () => {
  it.each<[string, JsonObject, unknown]>([
    ['only triggered where nothing is said', {}, { type: 'triggered' }],
    [
      'what the flat fields say',
      { schedule_frequency: 'hourly' },
      { type: 'triggered', triggers: { schedule: { frequency: 'hourly' } } },
    ],
    ['nothing of a form that is not known', { mode: 'daily' }, undefined],
  ])('gives %s', (_, request, expected) => {
    expect(readMode(request)).toEqual(expected)
  })
})

describe('modeOfFlatFields', () => {
  it('changes of an older mode what the fields name, and no more', () => {
    const before = { type: 'triggered', triggers: { schedule: daily, dbt_cloud: job } }
    expect(modeOfFlatFields({ schedule_hour: 9 }, before)).toStrictEqual({
      type: 'triggered',
      triggers: { schedule: { ...daily, hour: 9 }, dbt_cloud: job },
    })
    expect(modeOfFlatFields({ label: 'New' }, before)).toBe(before)
  })
})
