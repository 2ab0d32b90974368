import { describe, expect, it } from 'vitest'
import { ageInWords } from './age.ts'

describe('ageInWords', () => {
  const now = Date.UTC(2026, 10, 23, 12)

  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [-5000, 'just now'],
    [60_000, '1 minute ago'],
    [3_599_999, '59 minutes ago'],
    [3_600_000, '1 hour ago'],
    [50 * 3_600_000, '2 days ago'],
  ])('says of %i ms: %s', (ageMs, words) => {
    expect(ageInWords(now - ageMs, now)).toBe(words)
  })
})
