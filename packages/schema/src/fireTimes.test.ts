import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronTimes } from './cronTimes.ts'
import { cronOf, fireTimesOf, isFiringDay, shortestGap } from './fireTimes.ts'
import { nextRuns } from './schedule.ts'

describe('cronOf', () => {
  it.each([
    [{ frequency: 'never' }, undefined],
    [{ frequency: 'continuous' }, '* * * * *'],
    [{ frequency: 'quarter_hourly' }, '*/15 * * * *'],
    [{ frequency: 'hourly', minute: 5 }, '5 * * * *'],
    [{ frequency: 'daily', hour: 24, minute: null }, '0 0 * * *'],
    [{ frequency: 'weekly', day: 'Saturday', hour: 24, minute: 30 }, '30 0 * * 0'],
    [{ frequency: 'expression', cron_expression: '0 6 * * MON-FRI' }, '0 6 * * 1,2,3,4,5'],
    [{ frequency: 'expression', cron_expression: 'soon' }, undefined],
  ] as const)('writes %j as %s', (schedule, cron) => {
    expect(cronOf(schedule)).toBe(cron)
  })
})

describe('fireTimesOf', () => {
  it.each([
    { frequency: 'never' },
    { frequency: 'expression', cron_expression: '0 0 L * *' },
  ] as const)('cannot tell %j', (schedule) => expect(fireTimesOf(schedule)).toBeUndefined())
})

describe('isFiringDay', () => {
  const sunday = new Date('2026-11-01T00:00:00Z')
  it.each([
    ['0 0 * * *', true],
    ['0 0 1 * *', true],
    ['0 0 2 * *', false],
    ['0 0 * * 0', true],
    ['0 0 * * 1', false],
    // Either of the two days fires.
    ['0 0 1 * 1', true],
    ['0 0 2 * 0', true],
    ['0 0 2 * 1', false],
    ['0 0 1 12 0', false],
  ])('tells for %s whether it fires on Sunday 1 November: %s', (cron, isFiring) => {
    expect(isFiringDay(cronTimes(cron)!, sunday)).toBe(isFiring)
  })
})

describe('shortestGap', () => {
  it.each([
    ['* * * * *', 1],
    ['0,1 6 * * *', 1],
    ['0,59 * * * *', 1],
    ['0,2 6 * * *', 2],
    ['59 23,0 * * *', 60],
    ['0,59 23,0 * * *', 1],
    ['0 0 * * *', 1440],
    // 23:59 and 00:00, but never on days that follow each other.
    ['0,59 0,23 * * 1', 59],
    ['0,59 0,23 * * 1,2', 1],
    ['0,59 0,23 1,31 * *', 1],
    ['0 0 31 2 *', undefined],
  ])('of %s is %s minutes', (cron, gap) => {
    expect(shortestGap(cronTimes(cron)!)).toBe(gap)
  })

  it('is never longer than what lies between two runs', () => {
    const list = (min: number, max: number) =>
      fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map(String)
    const cron = fc
      .tuple(
        list(0, 59),
        list(0, 23),
        fc.constantFrom('*', '1,2', '31'),
        fc.constant('*'),
        list(0, 6),
      )
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(cron, (expression) => {
        const schedule = { frequency: 'expression', cron_expression: expression } as const
        const runs = nextRuns(schedule, new Date('2026-11-25T00:00:00Z'), 60).map(Number)
        const gaps = runs.slice(1).map((run, index) => (run - runs[index]!) / 60_000)
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(shortestGap(cronTimes(expression)!)!)
      }),
    )
  })
})
