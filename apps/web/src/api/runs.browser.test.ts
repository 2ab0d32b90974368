import type { SyncRun } from '@sync-builder/schema'
import { focusManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runsQuery } from './runs.ts'

const start = Date.parse('2026-11-25T20:00:00Z')
const startedAt = new Date(start).toISOString()
const working: SyncRun = { id: 9, status: 'working', created_at: startedAt }
const completed: SyncRun = { ...working, status: 'completed', completed_at: startedAt }

/** What the API answers at the moment; an error is a failed call. */
let answer: SyncRun[] | Error

/** The seconds after the start at which the API was asked. */
let asked: number[]

beforeEach(() => {
  asked = []
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  vi.setSystemTime(start)
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    asked.push((Date.now() - start) / 1000)
    if (answer instanceof Error) return Promise.reject(answer)
    const text = JSON.stringify({
      status: 'success',
      data: answer,
      pagination: { page: 1, next_page: null },
    })
    // A body of the browser's own is read outside of the clock that is moved here.
    return Promise.resolve(Object.assign(new Response(), { text: () => Promise.resolve(text) }))
  })
})

afterEach(() => {
  focusManager.setFocused(undefined)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Looks at the runs of a sync, as its page does. */
function look(byItself: boolean) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  // Mounted, it notices when the page is seen again.
  client.mount()
  const observer = new QueryObserver(client, runsQuery(7, { byItself }))
  const unsubscribe = observer.subscribe(() => undefined)
  const leave = () => {
    unsubscribe()
    client.unmount()
  }
  return { observer, leave }
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

describe('the runs of a sync', () => {
  it('are asked for ever less the longer a run takes, and no more once it is over', async () => {
    answer = [working]
    const { leave } = look(false)
    await pass(60)
    const waits = asked.slice(1).map((second, index) => second - asked[index]!)
    expect(waits[0]).toBe(1)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(5)
    expect(waits).toEqual(waits.toSorted((one, other) => one - other))

    answer = [completed]
    await pass(30)
    const last = asked.length
    await pass(3_600)
    expect(asked).toHaveLength(last)
    leave()
  })

  it('are not asked for while nobody sees them, and at once when they are seen again', async () => {
    answer = [working]
    const { leave } = look(false)
    await pass(3)
    focusManager.setFocused(false)
    const hidden = asked.length
    await pass(600)
    expect(asked).toHaveLength(hidden)
    focusManager.setFocused(true)
    await pass(0)
    expect(asked).toHaveLength(hidden + 1)
    leave()
  })

  it('are asked for slowly where a run may come by itself, and soon once one has come', async () => {
    answer = [completed]
    const { leave } = look(true)
    await pass(100)
    expect(asked).toEqual([0, 45, 90])
    answer = [
      { ...working, id: 10, created_at: new Date(start + 134_000).toISOString() },
      completed,
    ]
    await pass(38)
    expect(asked.slice(0, 6)).toEqual([0, 45, 90, 135, 136, 137])
    leave()
  })

  it('are asked for once where nothing starts a run', async () => {
    answer = [completed]
    const { leave } = look(false)
    await pass(3_600)
    expect(asked).toEqual([0])
    leave()
  })

  it('are tried again with growing waits when they cannot be read, and stay as they were', async () => {
    answer = [working]
    const { observer, leave } = look(false)
    await pass(10)
    answer = new TypeError('Failed to fetch')
    await pass(120)
    const result = observer.getCurrentResult()
    expect(result.error).not.toBeNull()
    expect(result.data?.runs).toEqual([working])
    const waits = asked.slice(1).map((second, index) => second - asked[index]!)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15)

    answer = [completed]
    await pass(60)
    expect(observer.getCurrentResult()).toMatchObject({ error: null, data: { runs: [completed] } })
    leave()
  })
})
