import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockChanges, offsetAt, wallTime } from './localTime.ts'

describe('offsetAt', () => {
  it.each([
    ['UTC', '2026-07-01T00:00:00Z', 0],
    ['Europe/Berlin', '2026-01-01T00:00:00Z', 60],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 120],
    ['America/New_York', '2026-01-01T00:00:00Z', -300],
    ['Asia/Kolkata', '2026-01-01T00:00:59.999Z', 330],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 345],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', 660],
    ['Pacific/Kiritimati', '2026-01-01T00:00:00Z', 840],
  ])('is right for %s at %s', (zone, at, minutes) => {
    expect(offsetAt(zone, new Date(at))).toBe(minutes)
  })

  it('throws for a zone that is none', () => {
    expect(() => offsetAt('Europe/Atlantis', new Date())).toThrow(RangeError)
  })
})

describe('wallTime', () => {
  it('has the fields of the zone', () => {
    expect(wallTime('Europe/Berlin', new Date('2026-11-25T23:30:00Z')).toISOString()).toBe(
      '2026-11-26T00:30:00.000Z',
    )
  })
})

describe('clockChanges', () => {
  const year = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')] as const

  it.each([
    ['UTC', []],
    ['Asia/Kolkata', []],
    [
      'Europe/Berlin',
      [
        { at: new Date('2026-03-29T01:00:00Z'), before: 60, after: 120 },
        { at: new Date('2026-10-25T01:00:00Z'), before: 120, after: 60 },
      ],
    ],
    [
      'America/New_York',
      [
        { at: new Date('2026-03-08T07:00:00Z'), before: -300, after: -240 },
        { at: new Date('2026-11-01T06:00:00Z'), before: -240, after: -300 },
      ],
    ],
    [
      'Australia/Lord_Howe',
      [
        { at: new Date('2026-04-04T15:00:00Z'), before: 660, after: 630 },
        { at: new Date('2026-10-03T15:30:00Z'), before: 630, after: 660 },
      ],
    ],
  ])('tells those of %s', (zone, changes) => {
    expect(clockChanges(zone, ...year)).toEqual(changes)
  })

  it('are the only times at which the offset changes', () => {
    const zones = fc.constantFrom('Europe/London', 'America/Santiago', 'Africa/Casablanca')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 365 * 24 }), (zone, hour) => {
        const at = new Date(year[0].getTime() + hour * 3_600_000)
        const changes = clockChanges(zone, year[0], at)
        expect(offsetAt(zone, at)).toBe(changes.at(-1)?.after ?? offsetAt(zone, year[0]))
      }),
      { numRuns: 30 },
    )
  })
})
