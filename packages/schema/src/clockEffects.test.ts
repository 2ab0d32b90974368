import { describe, expect, it } from 'vitest'
import { clockEffects } from './clockEffects.ts'
import type { Schedule } from './mode.ts'

const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')]

function effects(schedule: Schedule, zone = 'Europe/Berlin', since = from) {
  const short = (date: Date) => date.toISOString().slice(5, 16)
  return clockEffects(schedule, zone, since, to).map(({ clocks, shift, twice }) => ({
    clocks: `${clocks.kind} ${short(clocks.from)} ${short(clocks.to)}`,
    shift: shift.kind === 'moved' ? [shift.run, shift.before, shift.after].map(short) : shift.kind,
    twice: twice.map(({ wall, runs }) => [wall, ...runs].map(short)),
  }))
}

describe('clockEffects', () => {
  it('moves a daily run by an hour of the clocks, there and back', () => {
    expect(effects({ frequency: 'daily', hour: 10, minute: 30 })).toEqual([
      {
        clocks: 'skipped 03-29T02:00 03-29T03:00',
        shift: ['03-29T10:30', '03-29T11:30', '03-29T12:30'],
        twice: [],
      },
      {
        clocks: 'doubled 10-25T02:00 10-25T03:00',
        shift: ['10-25T10:30', '10-25T12:30', '10-25T11:30'],
        twice: [],
      },
    ])
  })

  it('shows hourly runs twice where an hour comes twice, and moves none', () => {
    expect(effects({ frequency: 'hourly', minute: 30 })).toEqual([
      { clocks: 'skipped 03-29T02:00 03-29T03:00', shift: 'same', twice: [] },
      {
        clocks: 'doubled 10-25T02:00 10-25T03:00',
        shift: 'same',
        twice: [['10-25T02:30', '10-25T00:30', '10-25T01:30']],
      },
    ])
  })

  it('moves hourly runs by half an hour where the clocks do', () => {
    expect(effects({ frequency: 'hourly', minute: 10 }, 'Australia/Lord_Howe')).toMatchObject([
      {
        clocks: 'doubled 04-05T01:30 04-05T02:00',
        shift: ['04-04T15:10', '04-05T02:10', '04-05T01:40'],
      },
      {
        clocks: 'skipped 10-04T02:00 10-04T02:30',
        shift: ['10-03T16:10', '10-04T02:40', '10-04T03:10'],
      },
    ])
  })

  it('moves hourly runs of some days, whose first and last hour move', () => {
    const mondays: Schedule = { frequency: 'expression', cron_expression: '0 * * * 1' }
    expect(effects(mondays)[0]?.shift).toEqual(['03-30T00:00', '03-30T01:00', '03-30T02:00'])
  })

  it('moves runs though none came before the change', () => {
    const daily: Schedule = { frequency: 'daily', hour: 6, minute: 0 }
    expect(effects(daily, 'Europe/Berlin', new Date('2026-03-28T12:00:00Z'))[0]?.shift).toEqual([
      '03-29T06:00',
      '03-29T07:00',
      '03-29T08:00',
    ])
  })

  it('has nothing to move where no run comes before the clocks change again', () => {
    const october: Schedule = { frequency: 'expression', cron_expression: '0 6 30 10 *' }
    expect(effects(october).map(({ shift }) => shift)).toEqual([
      'none',
      ['10-30T06:00', '10-30T08:00', '10-30T07:00'],
    ])
  })

  it('looks beyond the end for the first run after the last change', () => {
    const yearly = (cron_expression: string): Schedule => ({
      frequency: 'expression',
      cron_expression,
    })
    expect(effects(yearly('0 6 1 1 *')).map(({ shift }) => shift)).toEqual([
      'none',
      ['01-01T06:00', '01-01T08:00', '01-01T07:00'],
    ])
    expect(effects(yearly('0 6 1 5 *')).map(({ shift }) => shift)).toEqual([
      ['05-01T06:00', '05-01T07:00', '05-01T08:00'],
      'none',
    ])
  })

  it.each<[string, Schedule, string]>([
    ['UTC', { frequency: 'daily' }, 'UTC'],
    ['what never runs', { frequency: 'never' }, 'Europe/Berlin'],
    ['31 February', { frequency: 'expression', cron_expression: '0 0 31 2 *' }, 'Europe/Berlin'],
  ])('finds none for %s', (_, schedule, zone) => {
    expect(effects(schedule, zone)).toEqual([])
  })
})
