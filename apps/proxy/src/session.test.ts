import { expect, it } from 'vitest'
import { ProxyError } from './errors.ts'
import { createWorkspaceLookUp } from './session.ts'
import type { UpstreamResult } from './upstream.ts'

const answered = (body: string): UpstreamResult => ({
  kind: 'answered',
  answer: { status: 200, headers: {}, body },
})
const failed: UpstreamResult = {
  kind: 'failed',
  error: new ProxyError('upstream_unreachable'),
  reached: 'not sent',
}

it('asks once for all who ask at a time, and again when the answer is old', async () => {
  let calls = 0
  let nowMs = 0
  const lookUp = createWorkspaceLookUp(
    async () => {
      calls += 1
      return answered('{"status":"success","data":{"id":3167,"name":"Main","extra":1}}')
    },
    () => nowMs,
  )
  const known = { kind: 'known', workspace: { id: 3167, name: 'Main' } }
  expect(await Promise.all([lookUp(), lookUp()])).toEqual([known, known])
  expect(calls).toBe(1)
  nowMs = 61_000
  await lookUp()
  expect(calls).toBe(2)
})

it('tries soon again after a failure', async () => {
  let nowMs = 0
  const results = [failed, answered('{"status":"success","data":{}}')]
  const lookUp = createWorkspaceLookUp(
    async () => results.shift() ?? failed,
    () => nowMs,
  )
  expect(await lookUp()).toEqual({ kind: 'unreachable' })
  nowMs = 3_000
  expect(await lookUp()).toEqual({ kind: 'known', workspace: null })
})
