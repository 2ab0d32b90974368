import { expect, it } from 'vitest'
import { inSlices } from './inSlices.ts'

function* counting(count: number, seen: number[]): Generator<undefined, string, undefined> {
  for (let step = 0; step < count; step++) {
    seen.push(step)
    yield
  }
  return 'done'
}

it('runs all steps and gives what they return', async () => {
  const seen: number[] = []
  expect(await inSlices(counting(3, seen), new AbortController().signal)).toBe('done')
  expect(seen).toEqual([0, 1, 2])
})

it('stops between two steps when it is aborted', async () => {
  const seen: number[] = []
  const controller = new AbortController()
  function* aborting(): Generator<undefined, string, undefined> {
    yield* counting(2, seen)
    controller.abort()
    yield* counting(2, seen)
    return 'never'
  }
  await expect(inSlices(aborting(), controller.signal)).rejects.toThrow('aborted')
  expect(seen).toEqual([0, 1, 0])
})

it('pauses for what waits meanwhile', async () => {
  const elsewhere: number[] = []
  setTimeout(() => elsewhere.push(performance.now()))
  function* long(): Generator<undefined, number, undefined> {
    const end = performance.now() + 200
    while (performance.now() < end && elsewhere.length === 0) yield
    return elsewhere.length
  }
  expect(await inSlices(long(), new AbortController().signal)).toBe(1)
})
