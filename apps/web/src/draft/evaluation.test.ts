import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  createEvaluator,
  type EvaluationWorker,
  type Evaluate,
  type TemplateCall,
} from './evaluation.ts'

/** A worker that answers when it is told to. */
class Stand implements EvaluationWorker {
  readonly asked: TemplateCall[] = []
  isStopped = false
  #listeners = new EventTarget()

  addEventListener(type: string, listener: unknown): void {
    this.#listeners.addEventListener(type, listener as EventListener)
  }
  postMessage(call: TemplateCall): void {
    this.asked.push(call)
  }
  terminate(): void {
    this.isStopped = true
  }
  say(data: unknown): void {
    this.#listeners.dispatchEvent(new MessageEvent('message', { data }))
  }
  break(): void {
    this.#listeners.dispatchEvent(new Event('error'))
  }
}

const workers: Stand[] = []
const start = () => {
  const worker = new Stand()
  workers.push(worker)
  return worker
}
const kept = () => new AbortController().signal
const ask = (evaluate: Evaluate, template: string, signal = kept()) =>
  evaluate({ kind: 'template', template, records: [], columns: undefined }, signal)
const done = { kind: 'done', result: [{ text: 'x' }] }

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  workers.length = 0
  vi.useRealTimers()
})

it('starts one worker when it is first asked, and asks it one thing at a time', async () => {
  const evaluate = createEvaluator(start)
  expect(workers).toEqual([])
  const first = ask(evaluate, 'a')
  const second = ask(evaluate, 'b')
  const [worker] = workers
  worker?.say('ready')
  expect(worker?.asked.map(({ template }) => template)).toEqual(['a'])
  worker?.say([{ text: 'x' }])
  expect(await first).toEqual(done)
  worker?.say([{ text: 'x' }])
  expect(await second).toEqual(done)
  expect(workers).toHaveLength(1)
})

it('stops a call that takes more than a second, and puts the next to a new worker', async () => {
  const evaluate = createEvaluator(start)
  const first = ask(evaluate, 'a')
  const second = ask(evaluate, 'b')
  // Loading does not count.
  vi.advanceTimersByTime(5000)
  workers[0]?.say('ready')
  vi.advanceTimersByTime(999)
  expect(workers[0]?.isStopped).toBe(false)
  vi.advanceTimersByTime(1)
  expect(await first).toEqual({ kind: 'took too long', limitMs: 1000 })
  expect(workers[0]?.isStopped).toBe(true)
  // An answer that was under way is nobody's.
  workers[0]?.say([{ text: 'late' }])
  workers[1]?.say('ready')
  expect(workers[1]?.asked.map(({ template }) => template)).toEqual(['b'])
  workers[1]?.say([{ text: 'x' }])
  expect(await second).toEqual(done)
})

it('drops a call that was given up, waiting or running', async () => {
  const evaluate = createEvaluator(start)
  const [running, waiting] = [new AbortController(), new AbortController()]
  const calls = [
    ask(evaluate, 'a', running.signal),
    ask(evaluate, 'b', waiting.signal),
    ask(evaluate, 'c'),
  ]
  const refused = Promise.allSettled(calls.slice(0, 2))
  workers[0]?.say('ready')
  waiting.abort(new Error('stale'))
  running.abort(new Error('stale'))
  expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(workers[0]?.isStopped).toBe(true)
  workers[1]?.say('ready')
  expect(workers[1]?.asked.map(({ template }) => template)).toEqual(['c'])
  workers[1]?.say([{ text: 'x' }])
  expect(await calls[2]).toEqual(done)
})

it('tells that a worker could not be started, and tries again with the next call', async () => {
  const evaluate = createEvaluator(start)
  const first = ask(evaluate, 'a')
  workers[0]?.break()
  expect(await first).toEqual({ kind: 'failed' })
  const second = ask(evaluate, 'b')
  workers[1]?.say('ready')
  workers[1]?.say([{ text: 'x' }])
  expect(await second).toEqual(done)
})
