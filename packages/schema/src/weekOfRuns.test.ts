import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json.ts'
import type { Schedule } from './mode.ts'
import { nextRuns } from './schedule.ts'
import { fromStoredSync } from './storedSync.ts'
import {
  collisionsOf,
  hourOfWeek,
  moveToFreeMinute,
  plannedSync,
  weekCells,
  weekOf,
  type PlannedSync,
} from './weekOfRuns.ts'

const wednesday = new Date('2026-11-25T10:00:00Z')

function cron(cron_expression: string): Schedule {
  return { frequency: 'expression', cron_expression }
}

function sync(id: number, schedule: Schedule, more: object = {}): PlannedSync {
  return plannedSync({
    id,
    label: `Sync no. ${id}`,
    source_attributes: { connection_id: 12 },
    destination_attributes: { connection_id: 10 },
    mode: { type: 'triggered', triggers: { schedule } },
    ...more,
  })
}

describe('plannedSync', () => {
  it.each([
    [
      'a schedule',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'hourly' } } } },
      'timed',
    ],
    [
      'the flat fields',
      { schedule_frequency: 'daily', schedule_hour: 6, schedule_minute: 0 },
      'timed',
    ],
    [
      'continuous',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'continuous' } } } },
      'continuous',
    ],
    ['live', { mode: { type: 'live' } }, 'live'],
    [
      'a parent',
      { mode: { type: 'triggered', triggers: { sync_sequence: { sync_id: 3 } } } },
      'triggered',
    ],
    ['no mode', {}, 'manual'],
    [
      'never',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'never' } } } },
      'manual',
    ],
    [
      'the last day of the month',
      { mode: { type: 'triggered', triggers: { schedule: cron('0 0 L * *') } } },
      'untold',
    ],
    ['a mode of another form', { mode: 'daily' }, 'untold'],
    [
      'the flat fields beside a mode that says nothing',
      { mode: { type: 'triggered', triggers: null }, schedule_frequency: 'daily' },
      'timed',
    ],
  ])('takes %s', (_, fields, kind) => {
    expect(plannedSync({ id: 1, ...fields }).pattern.kind).toBe(kind)
  })

  it.each<JsonObject>([{}, { triggers: null }, { triggers: {} }])(
    'plans what the request of a stored sync does, with a mode of %j',
    (triggers) => {
      const stored = {
        id: 1,
        mode: { type: 'triggered', ...triggers },
        schedule_frequency: 'daily',
        schedule_hour: 6,
        schedule_minute: 0,
      }
      const { pattern } = plannedSync(stored)
      expect(pattern).toMatchObject({ kind: 'timed', times: { hours: [6], minutes: [0] } })
      expect(plannedSync(fromStoredSync(stored)).pattern).toEqual(pattern)
    },
  )

  it('names what has no label, and its ends', () => {
    expect(
      plannedSync({ id: 7, paused: true, source_attributes: { connection_id: '12' } }),
    ).toMatchObject({
      label: 'Sync 7',
      isPaused: true,
      sourceId: undefined,
    })
  })
})

describe('weekCells', () => {
  const week = weekOf('Europe/Berlin', wednesday)
  const noon = (day: number, hour: number) => day * 24 + hour

  it('counts syncs by the hours of the zone, paused ones apart, and one that runs often once', () => {
    const cells = weekCells(
      week,
      [
        sync(1, { frequency: 'daily', hour: 10, minute: 30 }),
        sync(2, cron('*/5 10 * * *')),
        sync(3, { frequency: 'daily', hour: 10 }, { paused: true }),
      ],
      sync(0, { frequency: 'weekly', day: 'Thursday', hour: 10, minute: 30 }),
    )
    expect(cells[noon(0, 11)]).toEqual({ syncs: 2, paused: 1, own: 0, collisions: 0 })
    expect(cells[noon(1, 11)]).toEqual({ syncs: 2, paused: 1, own: 1, collisions: 2 })
    expect(cells[noon(1, 10)]).toEqual({ syncs: 0, paused: 0, own: 0, collisions: 0 })
  })

  it('counts a sync once in each of two hours that both come twice', () => {
    const cells = weekCells(
      weekOf('Antarctica/Troll', new Date('2027-10-30T12:00:00Z')),
      [sync(1, { frequency: 'hourly', minute: 0 })],
      sync(0, { frequency: 'hourly', minute: 0 }),
    )
    expect(cells.slice(24, 28)).toEqual(
      [1, 2, 2, 1].map((own) => ({ syncs: 1, paused: 0, own, collisions: 1 })),
    )
  })

  it('splits the hours of UTC where a zone is half an hour off', () => {
    const cells = weekCells(
      weekOf('Asia/Kolkata', wednesday),
      [sync(1, cron('15,45 6 * * *'))],
      sync(0, { frequency: 'never' }),
    )
    expect([11, 12, 13].map((hour) => cells[noon(0, hour)]?.syncs)).toEqual([1, 1, 0])
  })

  it('has as many runs as croner tells, in every zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'Australia/Lord_Howe',
    )
    const list = (min: number, max: number) =>
      fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map(String)
    const expressions = fc
      .tuple(
        list(0, 59),
        fc.oneof(list(0, 23), fc.constant('*')),
        fc.constantFrom('*', '1', '26'),
        fc.constant('*'),
        fc.oneof(list(0, 6), fc.constant('*')),
      )
      .map((fields) => fields.join(' '))
    const times = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(zones, expressions, times, (zone, expression, now) => {
        const some = weekOf(zone, now)
        const cells = weekCells(some, [], sync(0, cron(expression)))
        const { spans, days } = some
        const edge = (span: (typeof spans)[number], minute: number) =>
          days[span.day]!.getTime() + (span.hour * 60 + minute) * 60_000
        const [from, to] = [edge(spans[0]!, spans[0]!.from), edge(spans.at(-1)!, spans.at(-1)!.to)]
        const runs = nextRuns(cron(expression), new Date(from - 1), 600).filter(
          (run) => run.getTime() < to,
        )
        expect(cells.reduce((sum, { own }) => sum + own, 0)).toBe(runs.length)
      }),
      { numRuns: 40 },
    )
  })

  it('covers seven days of the clocks, also where one has 25 hours', () => {
    const { spans } = weekOf('Europe/Berlin', new Date('2026-10-23T12:00:00Z'))
    expect(spans.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(7 * 1440 + 60)
    const { spans: spring } = weekOf('Europe/Berlin', new Date('2026-03-27T12:00:00Z'))
    expect(spring.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(7 * 1440 - 60)
  })
})

describe('collisionsOf', () => {
  const week = weekOf('UTC', wednesday)
  const own = sync(0, { frequency: 'daily', hour: 6, minute: 0 })

  it('names what starts in the same minute and shares an end, how often and when first', () => {
    const found = collisionsOf(
      week,
      [
        sync(1, { frequency: 'weekly', day: 'Monday', hour: 6 }),
        sync(2, { frequency: 'hourly', minute: 0 }, { source_attributes: { connection_id: 9 } }),
        sync(3, { frequency: 'daily', hour: 6 }, { paused: true }),
        // Another minute, another hour, other ends.
        sync(4, { frequency: 'daily', hour: 6, minute: 1 }),
        sync(5, { frequency: 'daily', hour: 7 }),
        sync(
          6,
          { frequency: 'daily', hour: 6 },
          { source_attributes: null, destination_attributes: { connection_id: 9 } },
        ),
      ],
      own,
    )
    expect(
      found.map(({ sync: { id }, shares, times, first }) => [
        id,
        shares.join(),
        times,
        first.toISOString().slice(0, 16),
      ]),
    ).toEqual([
      [2, 'destination', 7, '2026-11-25T06:00'],
      [1, 'source,destination', 1, '2026-11-30T06:00'],
      [3, 'source,destination', 7, '2026-11-25T06:00'],
    ])
  })
})

describe('hourOfWeek', () => {
  it('tells the moments of an hour, and what starts often apart', () => {
    const week = weekOf('Europe/Berlin', wednesday)
    const { moments, often } = hourOfWeek(
      week,
      [
        sync(1, { frequency: 'daily', hour: 5, minute: 30 }),
        sync(2, { frequency: 'quarter_hourly' }),
        sync(3, cron('*/5 * * * *')),
      ],
      6,
    )
    expect(
      moments.map(({ at, syncs }) => [at.toISOString().slice(11, 16), syncs.map(({ id }) => id)]),
    ).toEqual([
      ['05:00', [2]],
      ['05:15', [2]],
      ['05:30', [1, 2]],
      ['05:45', [2]],
    ])
    expect(often.map(({ sync: { id }, runs }) => [id, runs])).toEqual([[3, 12]])
  })
})

describe('moveToFreeMinute', () => {
  const move = (schedule: Schedule, others: PlannedSync[]) =>
    moveToFreeMinute(schedule, others, sync(0, schedule), wednesday)?.schedule

  it.each<[string, Schedule, PlannedSync[], Schedule | undefined]>([
    [
      'the next minute',
      { frequency: 'daily', hour: 6, minute: 0 },
      [sync(1, { frequency: 'daily', hour: 6 })],
      { frequency: 'daily', hour: 6, minute: 1 },
    ],
    [
      'the later of two as near',
      { frequency: 'hourly', minute: 5 },
      [sync(1, { frequency: 'hourly', minute: 5 })],
      { frequency: 'hourly', minute: 6 },
    ],
    [
      'the one before where those after are taken',
      { frequency: 'hourly', minute: 59 },
      [sync(1, { frequency: 'hourly', minute: 59 })],
      { frequency: 'hourly', minute: 58 },
    ],
    [
      'past a paused one',
      { frequency: 'hourly', minute: 0 },
      [sync(1, cron('0,2 * * * *')), sync(2, cron('1 * * * *'), { paused: true })],
      { frequency: 'hourly', minute: 3 },
    ],
    [
      'not past one of another hour',
      { frequency: 'daily', hour: 6, minute: 0 },
      [sync(1, cron('0 6 * * *')), sync(2, cron('1 7 * * *'))],
      { frequency: 'daily', hour: 6, minute: 1 },
    ],
    [
      'not past one of other days',
      cron('0 6 * * 1'),
      [sync(1, cron('0 6 * * 1')), sync(2, cron('1 6 * * 2'))],
      cron('1 6 * * 1'),
    ],
    [
      'not past one on other ends',
      { frequency: 'hourly' },
      [
        sync(1, cron('0 * * * *')),
        sync(2, cron('1 * * * *'), { source_attributes: null, destination_attributes: null }),
      ],
      { frequency: 'hourly', minute: 1 },
    ],
    [
      'as an expression, all minutes alike',
      { frequency: 'quarter_hourly' },
      [sync(1, cron('0,16 * * * *'))],
      cron('2,17,32,47 * * * *'),
    ],
    ['nowhere when it has no set times', { frequency: 'continuous' }, [], undefined],
    [
      'nowhere when every minute is taken',
      { frequency: 'hourly' },
      [sync(1, cron('* * * * *'))],
      undefined,
    ],
  ])('moves to %s', (_, schedule, others, expected) => {
    expect(move(schedule, others)).toEqual(expected)
  })

  it('never moves onto another sync', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 })
    const hours = fc.constantFrom('*', '6', '6,7', '8')
    const anyCron = fc
      .tuple(minutes, hours, fc.constantFrom('*', '1', '2,3'))
      .map(([m, h, d]) => cron(`${String(m)} ${h} * * ${d}`))
    fc.assert(
      fc.property(anyCron, fc.array(anyCron, { maxLength: 12 }), (schedule, others) => {
        const planned = others.map((other, index) => sync(index + 1, other))
        const moved = move(schedule, planned)
        if (moved === undefined) return
        expect(collisionsOf(weekOf('UTC', wednesday), planned, sync(0, moved))).toEqual([])
      }),
    )
  })
})
