import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pollMs } from './polling.ts'

const calm = { failingForMs: 0, retryAfterMs: undefined }

describe('pollMs', () => {
  it.each([
    ['just begun', { ...calm, forMs: 0 }, 1_000],
    ['after a minute', { ...calm, forMs: 60_000 }, 6_000],
    ['after an hour', { ...calm, forMs: 3_600_000 }, 30_000],
    ['after it has failed for a while', { ...calm, forMs: 0, failingForMs: 4_000 }, 4_000],
    ['after it has failed for an hour', { ...calm, forMs: 0, failingForMs: 3_600_000 }, 30_000],
    ['when the API asks for more', { forMs: 0, failingForMs: 0, retryAfterMs: 45_000 }, 45_000],
    ['when the clock went back', { ...calm, forMs: -5_000 }, 1_000],
  ])('%s', (_case, waiting, ms) => {
    expect(pollMs(waiting)).toBe(ms)
  })

  it('never asks sooner than the API wants, nor later than twice a minute without that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
        fc.nat(10_000_000),
        fc.option(fc.nat(100_000), { nil: undefined }),
        (forMs, failingForMs, retryAfterMs) => {
          const ms = pollMs({ forMs, failingForMs, retryAfterMs })
          expect(ms).toBeGreaterThanOrEqual(Math.max(1_000, retryAfterMs ?? 0))
          expect(ms).toBeLessThanOrEqual(Math.max(30_000, retryAfterMs ?? 0))
        },
      ),
    )
  })
})
