import { describe, expect, it } from 'vitest'
import { pastWords, dayTimeWords, momentWords } from './moments.ts'

const now = Date.parse('2026-11-25T21:00:00Z')

describe('a moment', () => {
  it.each([
    ['2026-11-25T20:26:05Z', 'UTC', 'Wed 25 Nov, 20:26 UTC'],
    ['2026-11-25T23:26:00Z', 'Europe/Berlin', 'Thu 26 Nov, 00:26 GMT+1'],
    ['2026-01-02T03:04:00Z', 'Asia/Kolkata', 'Fri 2 Jan, 08:34 GMT+5:30'],
    ['2027-01-01T06:00:00Z', 'UTC', 'Fri 1 Jan 2027, 06:00 UTC'],
    // In New York it is still the year before.
    ['2027-01-01T04:00:00Z', 'America/New_York', 'Thu 31 Dec, 23:00 GMT-5'],
  ])('%s in %s is %s', (at, zone, words) => {
    expect(momentWords(Date.parse(at), now, zone)).toBe(words)
    expect(words.startsWith(`${dayTimeWords(Date.parse(at), now, zone)} `)).toBe(true)
  })
})

describe('what happened a while ago', () => {
  it.each([
    ['2026-11-25T00:00:00Z', 'UTC', '00:00'],
    ['2026-11-24T23:59:00Z', 'UTC', 'Tue 24 Nov, 23:59 UTC'],
    ['2026-11-24T23:59:00Z', 'Europe/Berlin', '00:59'],
    ['2025-11-25T20:00:00Z', 'UTC', 'Tue 25 Nov 2025, 20:00 UTC'],
  ])('%s in %s is %s', (at, zone, words) => {
    expect(pastWords(Date.parse(at), now, zone)).toBe(words)
  })
})
