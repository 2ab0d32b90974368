import type { Schedule } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { clockWords, gapWarnings, minuteWords, runTimes } from './runTimes.ts'

const daily: Schedule = { frequency: 'daily', hour: 10, minute: 30 }
const november = new Date('2026-11-23T12:00:00Z')
const cron = (cron_expression: string): Schedule => ({ frequency: 'expression', cron_expression })

describe('runTimes', () => {
  it('gives the next runs in UTC and in the zone', () => {
    expect(runTimes(daily, november, 'Europe/Berlin', 2)).toMatchObject([
      { utc: 'Tue 24 Nov, 10:30', local: 'Tue 24 Nov, 11:30 GMT+1' },
      { utc: 'Wed 25 Nov, 10:30', local: 'Wed 25 Nov, 11:30 GMT+1' },
    ])
    expect(runTimes(daily, november, 'Europe/Berlin')).toHaveLength(10)
  })

  it('follows the zone over the change of its clocks, and marks it', () => {
    const times = runTimes(daily, new Date('2027-03-26T12:00:00Z'), 'Europe/Berlin', 3)
    expect(times).toMatchObject([
      { local: 'Sat 27 Mar, 11:30 GMT+1', clocksMoved: 0 },
      { local: 'Sun 28 Mar, 12:30 GMT+2', clocksMoved: 60 },
      { local: 'Mon 29 Mar, 12:30 GMT+2', clocksMoved: 0 },
    ])
  })

  it('says the year where it is another one', () => {
    expect(runTimes(cron('0 6 1 1 *'), november, 'UTC', 1)).toMatchObject([
      { utc: 'Fri 1 Jan 2027, 06:00' },
    ])
  })

  it('writes midnight as 00', () => {
    expect(runTimes({ frequency: 'daily' }, november, 'UTC', 1)).toMatchObject([
      { utc: 'Tue 24 Nov, 00:00' },
    ])
  })

  it.each<[string, Schedule, RegExp]>([
    ['manual', { frequency: 'never' }, /^Never by itself/],
    ['31 February', cron('0 0 31 2 *'), /^Never: no date/],
    ['no cron', cron('soon'), /cannot be read/],
    ['L-30', cron('0 0 L-30 * *'), /cannot be told/],
  ])('says why there is none for %s', (_, schedule, words) => {
    expect(runTimes(schedule, november, 'UTC')).toMatchObject({
      none: expect.stringMatching(words) as string,
    })
  })
})

describe('gapWarnings', () => {
  it.each(['* * * * *', '0,1 6 * * *', '0,59 * * * *'])('warns of %s', (expression) => {
    expect(gapWarnings(cron(expression))).toEqual([expect.stringContaining('a minute apart')])
  })

  it.each<Schedule>([
    cron('*/2 * * * *'),
    cron('soon'),
    cron('0 0 31 2 *'),
    { frequency: 'continuous' },
  ])('says nothing of %j', (schedule) => {
    expect(gapWarnings(schedule)).toEqual([])
  })
})

describe('clockWords', () => {
  it('says what moves for a daily run', () => {
    expect(clockWords(daily, november, 'Europe/Berlin')).toMatchObject([
      {
        title: 'Sun 28 Mar 2027: clocks go forward 1 hour in Europe/Berlin',
        lines: [
          'The schedule stays at UTC, so local times are 1 hour later: 10:30 UTC is 11:30 until then, 12:30 from then on.',
          'Local times from 02:00 to 03:00 do not exist that day. No run is lost.',
        ],
      },
      {
        title: 'Sun 31 Oct 2027: clocks go back 1 hour in Europe/Berlin',
        lines: [expect.stringContaining('10:30 UTC is 12:30 until then, 11:30 from then on')],
      },
    ])
  })

  it('says which local times have two runs', () => {
    const [, back] = clockWords({ frequency: 'quarter_hourly' }, november, 'Europe/Berlin')
    expect(back?.lines).toEqual([
      'Each day has the same times before and after.',
      'Local times from 02:00 to 03:00 come twice, each with a run of its own: 02:00 (00:00 and 01:00 UTC), 02:15 (00:15 and 01:15 UTC), 02:30 (00:30 and 01:30 UTC) and 1 more.',
    ])
  })

  it('says that local times move though no run comes before the change', () => {
    const eve = new Date('2027-03-27T12:00:00Z')
    expect(
      clockWords({ frequency: 'daily', hour: 6 }, eve, 'Europe/Berlin')[0]?.lines[0],
    ).toContain('06:00 UTC is 07:00 until then, 08:00 from then on')
  })

  it('says where no run falls between two changes', () => {
    expect(
      clockWords(cron('0 6 1 1 *'), november, 'Europe/Berlin').map(({ lines }) => lines[0]),
    ).toEqual([
      'No run falls in the time until the clocks change again.',
      expect.stringContaining('06:00 UTC is 08:00 until then, 07:00 from then on'),
    ])
  })

  it('is silent where the clocks never change, and where nothing runs', () => {
    expect(clockWords(daily, november, 'Asia/Kolkata')).toEqual([])
    expect(clockWords({ frequency: 'never' }, november, 'Europe/Berlin')).toEqual([])
  })
})

describe('minuteWords', () => {
  it.each([
    [60, '1 hour'],
    [120, '2 hours'],
    [30, '30 minutes'],
  ])('writes %s as %s', (minutes, words) => {
    expect(minuteWords(minutes)).toBe(words)
  })
})
