import { describe, expect, it } from 'vitest'
import { RefreshFailed, RefreshTakesLong, untilCompleted } from './refresh.ts'

describe('untilCompleted', () => {
  it('asks until the API says completed, and pauses between', async () => {
    const answers = ['processing', 'processing', 'completed', 'never asked']
    const pauses: number[] = []

    await untilCompleted(
      async () => answers.shift()!,
      async (ms) => void pauses.push(ms),
    )

    expect(answers).toEqual(['never asked'])
    expect(pauses).toEqual([500, 750])
  })

  it('gives up on a refresh that takes more than two minutes', async () => {
    let waitedMs = 0

    const refreshed = untilCompleted(
      async () => 'processing',
      async (ms) => void (waitedMs += ms),
    )

    await expect(refreshed).rejects.toThrow(RefreshTakesLong)
    expect(waitedMs).toBeGreaterThanOrEqual(120_000)
    expect(waitedMs).toBeLessThan(126_000)
  })

  it('does not wait for a refresh that failed', async () => {
    const answers = ['processing', 'failed', 'never asked']

    const refreshed = untilCompleted(
      async () => answers.shift()!,
      async () => {},
    )

    await expect(refreshed).rejects.toThrow(new RefreshFailed('failed'))
    expect(answers).toEqual(['never asked'])
  })

  it('passes on what goes wrong', async () => {
    const refreshed = untilCompleted(
      () => Promise.reject(new Error('refused')),
      async () => {},
    )

    await expect(refreshed).rejects.toThrow('refused')
  })
})
