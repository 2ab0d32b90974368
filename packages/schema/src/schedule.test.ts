import { describe, expect, it } from 'vitest'
import type { Mode, Schedule } from './mode.ts'
import { nextRuns, scheduleInWords, triggersInWords } from './schedule.ts'
import { scheduleWords, triggerWords } from './scheduleWords.ts'

const expression = (cron_expression: string): Schedule => ({
  frequency: 'expression',
  cron_expression,
})

const plainSchedules: [Schedule, string][] = [
  [{ frequency: 'never' }, 'Manual: runs only when triggered'],
  [{ frequency: 'continuous' }, 'About every minute'],
  [{ frequency: 'quarter_hourly' }, 'Every 15 minutes'],
  [{ frequency: 'hourly', minute: 5 }, 'Every hour at minute 5'],
  [{ frequency: 'hourly' }, 'Every hour at minute 0'],
  [{ frequency: 'daily', hour: 10, minute: 30 }, 'Every day at 10:30 UTC'],
  [{ frequency: 'daily', hour: null }, 'Every day at 00:00 UTC'],
  [{ frequency: 'daily', hour: 24, minute: 5 }, 'Every day at 24:05 UTC (00:05 of the next day)'],
  [{ frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 }, 'Every Monday at 06:30 UTC'],
]

describe('scheduleWords', () => {
  it.each(plainSchedules)('says %j as "%s"', (schedule, words) => {
    expect(scheduleWords(schedule)).toBe(words)
  })

  it('quotes an expression', () => {
    expect(scheduleWords(expression('0 6 * * 1,2'))).toBe('Cron: 0 6 * * 1,2 (UTC)')
  })
})

describe('scheduleInWords', () => {
  it.each([
    ...plainSchedules,
    [expression('0 */4 * * *'), 'On the hour, every 4 hours (UTC)'],
    [expression('0 6 * * 1-2'), 'At 06:00, only on Monday and Tuesday (UTC)'],
    [
      expression('0 0 1 * 0'),
      'At 00:00, on day 1 of the month, and also at 00:00, only on Sunday (UTC)',
    ],
    [expression('0 0 LW * *'), 'At 00:00, on the last weekday of the month (UTC)'],
    [expression('@daily'), 'Cron: @daily (UTC)'],
    [expression('0 0 * * 1#-1'), 'Cron: 0 0 * * 1#-1 (UTC)'],
  ] satisfies [Schedule, string][])('says %j as "%s"', (schedule, words) => {
    expect(scheduleInWords(schedule)).toBe(words)
  })
})

describe('triggersInWords', () => {
  it.each([
    [{ type: 'triggered' }, ['Manual: runs only when triggered']],
    [{ type: 'triggered', triggers: null }, ['Manual: runs only when triggered']],
    [
      { type: 'triggered', triggers: { schedule: { frequency: 'never' } } },
      ['Manual: runs only when triggered'],
    ],
    [
      {
        type: 'triggered',
        triggers: {
          schedule: { frequency: 'expression', cron_expression: '0 6 * * *' },
          dbt_cloud: { project_id: '12345', job_id: '123456' },
          fivetran: { job_id: 'job_abc', job_name: 'Salesforce load' },
          sync_sequence: { sync_id: 123 },
        },
      },
      [
        'At 06:00 (UTC)',
        'After job 123456 of dbt Cloud project 12345 succeeds',
        'After Fivetran job Salesforce load (job_abc) succeeds',
        'After sync 123 succeeds',
      ],
    ],
    [
      {
        type: 'triggered',
        triggers: { schedule: { frequency: 'never' }, sync_sequence: { sync_id: 7 } },
      },
      ['After sync 7 succeeds'],
    ],
    [{ type: 'live' }, ['Live: follows a stream, which the product no longer offers']],
  ] satisfies [Mode, string[]][])('says %j line by line', (mode, lines) => {
    expect(triggersInWords(mode)).toEqual(lines)
  })

  it('has a light form that quotes expressions', () => {
    const mode: Mode = { type: 'triggered', triggers: { schedule: expression('0 6 * * *') } }
    expect(triggerWords(mode)).toEqual(['Cron: 0 6 * * * (UTC)'])
  })
})

describe('nextRuns', () => {
  const monday = new Date('2026-11-23T10:07:30.500Z')
  const runs = (schedule: Schedule, count = 3, from = monday) =>
    nextRuns(schedule, from, count).map((run) => run.toISOString().slice(0, 16))

  it.each([
    [{ frequency: 'never' }, []],
    [{ frequency: 'continuous' }, ['2026-11-23T10:08', '2026-11-23T10:09', '2026-11-23T10:10']],
    [{ frequency: 'quarter_hourly' }, ['2026-11-23T10:15', '2026-11-23T10:30', '2026-11-23T10:45']],
    [
      { frequency: 'hourly', minute: 5 },
      ['2026-11-23T11:05', '2026-11-23T12:05', '2026-11-23T13:05'],
    ],
    [{ frequency: 'hourly' }, ['2026-11-23T11:00', '2026-11-23T12:00', '2026-11-23T13:00']],
    [
      { frequency: 'daily', hour: 10, minute: 30 },
      ['2026-11-23T10:30', '2026-11-24T10:30', '2026-11-25T10:30'],
    ],
    [{ frequency: 'daily' }, ['2026-11-24T00:00', '2026-11-25T00:00', '2026-11-26T00:00']],
    [
      { frequency: 'daily', hour: 24, minute: 5 },
      ['2026-11-24T00:05', '2026-11-25T00:05', '2026-11-26T00:05'],
    ],
    [
      { frequency: 'weekly', day: 'Monday', hour: 6 },
      ['2026-11-30T06:00', '2026-12-07T06:00', '2026-12-14T06:00'],
    ],
    [
      { frequency: 'weekly', day: 'Saturday', hour: 24 },
      ['2026-11-29T00:00', '2026-12-06T00:00', '2026-12-13T00:00'],
    ],
    [expression('0 6 * * 1,3'), ['2026-11-25T06:00', '2026-11-30T06:00', '2026-12-02T06:00']],
    [expression('0 6 * * MON-TUE/1'), ['2026-11-24T06:00', '2026-11-30T06:00', '2026-12-01T06:00']],
    [expression('0 0 29 2 *'), ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    // Either of the two days fires.
    [expression('0 0 1 * 0'), ['2026-11-29T00:00', '2026-12-01T00:00', '2026-12-06T00:00']],
    [expression('0 0 31 2 *'), []],
    [expression('0 0 31W 2 *'), []],
    [expression('0 0 L-30 * *'), []],
    [expression('61 * * * *'), []],
    [expression('@daily'), []],
  ] satisfies [Schedule, string[]][])('gives for %j %j', (schedule, times) => {
    expect(runs(schedule)).toEqual(times)
  })

  it('gives only what lies after the given time, and no more than asked for', () => {
    const onTheHour = new Date('2026-11-23T10:00:00Z')
    expect(runs({ frequency: 'hourly' }, 1, onTheHour)).toEqual(['2026-11-23T11:00'])
    expect(runs({ frequency: 'hourly' }, 0)).toEqual([])
  })

  it('keeps to UTC where the local clock changes', () => {
    // 25 October 2026 has 25 hours in Europe.
    const night = new Date('2026-10-24T23:59:00Z')
    expect(runs({ frequency: 'hourly', minute: 30 }, 3, night)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
      '2026-10-25T02:30',
    ])
  })
})
