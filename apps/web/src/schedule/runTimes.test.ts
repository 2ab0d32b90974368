import type { Schedule } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { runTimes } from './runTimes.ts'

const daily: Schedule = { frequency: 'daily', hour: 10, minute: 30 }

describe('runTimes', () => {
  it('gives the next runs in UTC and in the zone', () => {
    const times = runTimes(daily, new Date('2026-11-23T12:00:00Z'), 'Europe/Berlin', 2)
    expect(times).toMatchObject([
      { utc: 'Tue, 24 Nov 2026, 10:30', local: 'Tue, 24 Nov 2026, 11:30 GMT+1' },
      { utc: 'Wed, 25 Nov 2026, 10:30', local: 'Wed, 25 Nov 2026, 11:30 GMT+1' },
    ])
  })

  it('follows the zone over the change of its clocks', () => {
    const times = runTimes(daily, new Date('2027-03-27T00:00:00Z'), 'Europe/Berlin', 2)
    expect(times).toMatchObject([
      { local: 'Sat, 27 Mar 2027, 11:30 GMT+1' },
      { local: 'Sun, 28 Mar 2027, 12:30 GMT+2' },
    ])
  })

  it('writes midnight as 00', () => {
    const midnight: Schedule = { frequency: 'daily' }
    expect(runTimes(midnight, new Date('2026-11-23T12:00:00Z'), 'UTC', 1)).toMatchObject([
      { utc: 'Tue, 24 Nov 2026, 00:00' },
    ])
  })

  it.each<[string, Schedule, RegExp]>([
    ['manual', { frequency: 'never' }, /^Never by itself/],
    ['31 February', { frequency: 'expression', cron_expression: '0 0 31 2 *' }, /^Never: no date/],
    ['no cron', { frequency: 'expression', cron_expression: 'soon' }, /cannot be read/],
    ['L-30', { frequency: 'expression', cron_expression: '0 0 L-30 * *' }, /cannot be told/],
  ])('says why there is none for %s', (_, schedule, words) => {
    expect(runTimes(schedule, new Date('2026-11-23T12:00:00Z'), 'UTC')).toMatchObject({
      none: expect.stringMatching(words) as string,
    })
  })
})
