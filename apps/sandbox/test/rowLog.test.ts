import { expect, it } from 'vitest'
import * as z from 'zod'
import { executeRun } from '../src/engine/executeRun.ts'
import { recordsOf } from '../src/rowLog.ts'
import type { StoredRun } from '../src/runStore.ts'
import { createWorld, job, type World } from './engine/world.ts'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((ID, place) => ({
  ID,
  AGE: place % 3 === 1 ? 'old' : place,
}))
const sync = {
  operation: 'upsert',
  mappings: ['ID', 'AGE'].map((data) => ({
    from: { type: 'column', data },
    to: data.toLowerCase(),
    is_primary_identifier: data === 'ID',
  })),
}

const recordSchema = z.object({
  identifier: z.string().nullable(),
  status: z.string(),
  batch_started_at: z.string().nullable(),
  batch_completed_at: z.string().nullable(),
})

function stored(run: Pick<StoredRun, 'id' | 'status' | 'progress'>): StoredRun {
  const { request } = job(sync, run.id)
  const at = '2026-11-25T06:05:09.000Z'
  return {
    ...run,
    syncId: 61,
    request,
    isFullForced: false,
    reason: { ui_tag: 'Manual', ui_detail: '' },
    createdAt: at,
    updatedAt: at,
    completedAt: null,
    scheduledAt: null,
    error: null,
    isCanceled: false,
  }
}

function listing(world: World, run: StoredRun, filter: Parameters<typeof recordsOf>[2] = {}) {
  const reader = { database: () => world.engine.database, close: () => undefined }
  return recordsOf(reader, run, filter)
}

// Reference 3.3. The run before has records of its own, in the same table.
it('pages of a run hold what all of its records hold, in both orders, with and without a filter', () => {
  using world = createWorld({ batchSize: 2 })
  world.setSource([{ ID: 'z' }, { ID: null }])
  world.run(sync)
  world.setSource([...rows, { ID: null }, { ID: 'h' }, { ID: 'h' }])
  const { kind, progress } = world.run(sync)
  expect(kind).toBe('completed')
  const all = world.log().map(({ identifier, status }) => `${identifier} ${status}`)
  expect(all).toHaveLength(10)

  const run = stored({ id: 2, status: 'completed', progress })
  for (const filter of [
    {},
    { status: 'succeeded' },
    { status: 'rejected' },
    { status: 'invalid' },
    { primary_identifier: 'b' },
    { operation: 'upsert' },
    { operation: 'delete' },
  ] as const) {
    const expected = all.filter((record) => {
      const [identifier, status] = record.split(' ')
      if ('status' in filter) return status === filter.status
      if ('primary_identifier' in filter) return identifier === filter.primary_identifier
      return !('operation' in filter) || filter.operation === 'upsert'
    })
    const { total, slice } = listing(world, run, filter)
    expect(total).toBe(expected.length)
    for (const order of ['asc', 'desc'] as const) {
      const ordered = order === 'asc' ? expected : expected.toReversed()
      for (const offset of [0, 1, 4, 10]) {
        const page = slice(order, offset, 3).map((record) => {
          const { identifier, status } = recordSchema.parse(record)
          return `${identifier} ${status}`
        })
        expect(page, `${JSON.stringify(filter)} ${order} ${offset}`).toEqual(
          ordered.slice(offset, offset + 3),
        )
      }
    }
  }
})

it('what is still to be sent is no record yet', () => {
  using world = createWorld({ batchSize: 2 })
  world.setSource([...rows, { ID: null }])
  const totals: number[] = []
  for (const event of executeRun(world.engine, job(sync, 1), () => false)) {
    if (event.kind === 'wait' || event.progress.records_processed > 6) continue
    const { total, slice } = listing(world, stored({ id: 1, status: 'working', progress: null }))
    expect(slice('asc', 0, 100)).toHaveLength(total)
    totals.push(total)
  }
  expect([...new Set(totals)]).toEqual([0, 1, 3, 5, 7])
})

it('what is invalid was in no batch, and all else was in one', () => {
  using world = createWorld({ batchSize: 2 })
  let minute = 0
  const engine = { ...world.engine, now: () => new Date((minute += 60_000)) }
  world.setSource([...rows.slice(0, 3), { ID: null }])
  const running = executeRun(engine, job(sync, 1), () => false)
  let next = running.next()
  while (next.done !== true) next = running.next()
  const run = stored({ id: 1, status: 'completed', progress: next.value.progress })
  const minutes = listing(world, run)
    .slice('asc', 0, 10)
    .map((record) => {
      const { batch_started_at: from, batch_completed_at: to } = recordSchema.parse(record)
      return [from, to].map((at) => at && at.slice(14, 16))
    })
  expect(minutes).toEqual([
    [null, null],
    ['01', '02'],
    ['01', '02'],
    ['03', '04'],
  ])
})
