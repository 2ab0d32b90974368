import type { DryRun, JsonObject } from '@sync-builder/schema'
import { describe, expect, it, vi } from 'vitest'
import { ApiFailure } from '../api/apiFailure.ts'
import { createDryRuns, type DryRunEdges } from './dryRuns.ts'

const payload: JsonObject = { label: 'Signups' }
const edited: JsonObject = { label: 'Signups of today' }

/** A service that answers when the test says so. */
function createWorld() {
  const asked: {
    payload: JsonObject
    signal: AbortSignal
    answered: PromiseWithResolvers<DryRun>
  }[] = []
  const ask = vi.fn<DryRunEdges['ask']>((of, signal) => {
    const answered = Promise.withResolvers<DryRun>()
    signal.addEventListener('abort', () => answered.reject(new DOMException('', 'AbortError')))
    asked.push({ payload: of, signal, answered })
    return answered.promise
  })
  const runs = createDryRuns({ ask, now: () => 1_000 })
  const ended = () => vi.waitFor(() => expect(runs.standing().since).toBeUndefined())
  return { runs, asked, ask, ended }
}

describe('createDryRuns', () => {
  it('asks nothing by itself', () => {
    const { runs, ask } = createWorld()
    expect(runs.standing()).toEqual({ since: undefined, last: undefined })
    expect(ask).not.toHaveBeenCalled()
  })

  it('keeps what it was told with the payload that was tried', async () => {
    const { runs, asked, ended } = createWorld()
    const heard = vi.fn<() => void>()
    runs.subscribe(heard)
    runs.start(payload)
    expect(runs.standing()).toEqual({ since: 1_000, last: undefined })
    asked[0]?.answered.resolve({ source_records: 3 })
    await ended()
    expect(runs.standing().last).toEqual({
      kind: 'told',
      payload,
      at: 1_000,
      answer: { source_records: 3 },
    })
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it('asks once, however often it is pressed', async () => {
    const { runs, asked, ask, ended } = createWorld()
    runs.start(payload)
    runs.start(payload)
    runs.start(edited)
    expect(ask).toHaveBeenCalledOnce()
    asked[0]?.answered.resolve({})
    await ended()
    runs.start(edited)
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('tells why it was told nothing', async () => {
    const { runs, asked, ended } = createWorld()
    runs.start(payload)
    asked[0]?.answered.reject(new ApiFailure({ kind: 'unreadable', status: 200, requestId: 'r' }))
    await ended()
    expect(runs.standing().last).toMatchObject({
      kind: 'failed',
      payload,
      error: { kind: 'unreadable' },
    })
  })

  it('can be stopped, and keeps what the one before told', async () => {
    const { runs, asked, ended } = createWorld()
    runs.start(payload)
    asked[0]?.answered.resolve({ source_records: 3 })
    await ended()
    runs.start(edited)
    runs.stop()
    expect(asked[1]?.signal.aborted).toBe(true)
    expect(runs.standing()).toMatchObject({ since: undefined, last: { payload } })
  })

  it('takes no answer of one that was stopped for that of the next', async () => {
    const { runs, asked, ended } = createWorld()
    runs.start(payload)
    runs.stop()
    runs.start(edited)
    asked[0]?.answered.resolve({ source_records: 1 })
    await vi.waitFor(() => expect(asked[0]?.signal.aborted).toBe(true))
    expect(runs.standing()).toEqual({ since: 1_000, last: undefined })
    asked[1]?.answered.resolve({ source_records: 2 })
    await ended()
    expect(runs.standing().last).toMatchObject({ payload: edited, answer: { source_records: 2 } })
  })
})
