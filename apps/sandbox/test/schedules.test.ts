import { describe, expect, it } from 'vitest'
import { firedBetween } from '../src/schedules.ts'

const from = new Date('2026-11-25T06:00:00Z')
const at = (time: string) => new Date(`2026-11-${time}:00Z`)

describe('a schedule fires (5.12)', () => {
  it.each([
    ['continuous at every minute', { frequency: 'continuous' }, '25T06:01', '25T06:01'],
    ['quarter_hourly', { frequency: 'quarter_hourly' }, '25T06:16', '25T06:15'],
    ['hourly at its minute', { frequency: 'hourly', minute: 30 }, '25T06:30', '25T06:30'],
    ['daily at its hour', { frequency: 'daily', hour: 5, minute: 10 }, '26T06:00', '26T05:10'],
    [
      'weekly on its day',
      { frequency: 'weekly', day: 'Friday', hour: 7, minute: 0 },
      '27T07:00',
      '27T07:00',
    ],
    [
      'an expression',
      { frequency: 'expression', cron_expression: '0 */4 * * *' },
      '25T09:00',
      '25T08:00',
    ],
    ['the last of several times alone', { frequency: 'hourly', minute: 5 }, '25T12:00', '25T11:05'],
    ['the last of very many times alone', { frequency: 'continuous' }, '28T06:00', '28T06:00'],
    [
      'hour 24 as the start of the next day',
      { frequency: 'daily', hour: 24, minute: 0 },
      '26T00:00',
      '26T00:00',
    ],
  ] as const)('%s', (_name, schedule, to, expected) => {
    expect(firedBetween([{ id: 1, schedule }], from, at(to))).toEqual([{ id: 1, at: at(expected) }])
  })

  it('not at the moment from which it is looked', () => {
    const schedule = { frequency: 'hourly', minute: 0 } as const
    expect(firedBetween([{ id: 1, schedule }], from, at('25T06:59'))).toEqual([])
  })

  it('never, where it says so', () => {
    expect(
      firedBetween([{ id: 1, schedule: { frequency: 'never' } }], from, at('26T06:00')),
    ).toEqual([])
  })

  it('in the order of its times', () => {
    const syncs = [
      { id: 1, schedule: { frequency: 'hourly', minute: 20 } },
      { id: 2, schedule: { frequency: 'hourly', minute: 10 } },
    ] as const
    expect(firedBetween(syncs, from, at('25T06:30')).map(({ id }) => id)).toEqual([2, 1])
  })
})
