import { expect, it } from 'vitest'
import { Gate } from './gate.ts'

it('gives places in turn, and one to each', async () => {
  const gate = new Gate({ places: 1, seats: 2 })
  const leave = await gate.enter()
  const order: string[] = []
  const second = gate.enter().then((next) => {
    order.push('second')
    return next
  })
  const third = gate.enter().then((next) => {
    order.push('third')
    return next
  })
  leave()
  leave()
  const next = await second
  expect([order, gate.underWay]).toEqual([['second'], 1])
  next()
  const last = await third
  last()
  expect([order, gate.underWay]).toEqual([['second', 'third'], 0])
})

it('refuses whoever would have to stand', async () => {
  const gate = new Gate({ places: 1, seats: 0 })
  await gate.enter()
  await expect(gate.enter()).rejects.toMatchObject({
    kind: 'overloaded',
    headers: { 'retry-after': '1' },
  })
})

it('passes over a client that left the queue', async () => {
  const gate = new Gate({ places: 1, seats: 2 })
  const leave = await gate.enter()
  const client = new AbortController()
  const left = gate.enter(client.signal)
  const patient = gate.enter()
  client.abort()
  await expect(left).rejects.toMatchObject({ kind: 'client_left' })
  leave()
  const last = await patient
  last()
  expect(gate.underWay).toBe(0)
})

it('keeps no place for a client that leaves in the moment of its turn', async () => {
  const gate = new Gate({ places: 1, seats: 2 })
  const leave = await gate.enter()
  const client = new AbortController()
  const left = gate.enter(client.signal)
  const patient = gate.enter()
  leave()
  client.abort()
  await expect(left).rejects.toMatchObject({ kind: 'client_left' })
  const last = await patient
  last()
  expect(gate.underWay).toBe(0)
})

it('tells when all have left', async () => {
  const gate = new Gate({ places: 2, seats: 0 })
  await gate.idle()
  const leave = await gate.enter()
  let idle = false
  const waiting = gate.idle().finally(() => {
    idle = true
  })
  await gate.enter().then((leaveToo) => leaveToo())
  expect(idle).toBe(false)
  leave()
  await waiting
})
