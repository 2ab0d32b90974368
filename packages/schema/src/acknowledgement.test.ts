import { describe, expect, it } from 'vitest'
import { acknowledge, isAcknowledged } from './acknowledgement.ts'
import { checkSync } from './checkSync.ts'

const mirror = { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' }
const code = 'loss-not-acknowledged'

describe('acknowledge', () => {
  it('adds what is known, and takes it away again', () => {
    expect(acknowledge(['gone-emptied'], ['gone-deleted'], true)).toEqual([
      'gone-emptied',
      'gone-deleted',
    ])
    expect(acknowledge(['gone-emptied', 'gone-deleted'], ['gone-deleted'], false)).toEqual([
      'gone-emptied',
    ])
  })

  it('asks again for what else may be lost', () => {
    expect(isAcknowledged(['gone-deleted'], ['gone-deleted'])).toBe(true)
    expect(isAcknowledged(['gone-deleted'], ['gone-deleted', 'all-replaced'])).toBe(false)
    expect(isAcknowledged([], [])).toBe(true)
  })

  it('of what the API decides says nothing of any one of them', () => {
    const undecided = ['gone-deleted', 'gone-emptied', 'all-replaced'] as const
    const known = acknowledge([], undecided, true)
    expect(isAcknowledged(known, undecided)).toBe(true)
    expect(isAcknowledged(known, ['all-replaced'])).toBe(false)
    expect(acknowledge(known, undecided, false)).toEqual([])
  })
})

describe('a sync that takes records away', () => {
  const codesOf = (...args: Parameters<typeof checkSync>) =>
    checkSync(...args).map((one) => one.code)

  it('is warned of until that is acknowledged, and blocks nothing', () => {
    const [problem] = checkSync(mirror, { acknowledged: [] }).filter((one) => one.code === code)
    expect(problem).toMatchObject({
      severity: 'warning',
      path: ['mirror_strategy'],
      message: expect.stringContaining('deletes records whose row has left the source'),
    })
    expect(codesOf(mirror, { acknowledged: ['gone-deleted'] })).not.toContain(code)
    expect(codesOf(mirror, { acknowledged: ['gone-emptied'] })).toContain(code)
  })

  it('is nothing to servers, whom nobody tells what is known', () => {
    expect(codesOf(mirror)).not.toContain(code)
  })

  it('is not what takes nothing away', () => {
    expect(codesOf({ operation: 'upsert' }, { acknowledged: [] })).not.toContain(code)
    expect(codesOf({ mappings: [] }, { acknowledged: [] })).not.toContain(code)
  })
})
