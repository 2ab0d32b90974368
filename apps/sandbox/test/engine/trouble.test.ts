import { describe, expect, it } from 'vitest'
import { dryRun } from '../../src/engine/dryRun.ts'
import { executeRun } from '../../src/engine/executeRun.ts'
import type { Trouble } from '../../src/trouble.ts'
import { createWorld, job, mapped } from './world.ts'

const rows = ['a', 'b', 'c', 'd', 'e'].map((ID) => ({ ID, NAME: ID.toUpperCase() }))
const lastStep = 'Committing sync to warehouse'
const records = rows.map(({ ID, NAME }) => ({ id: ID, name: NAME }))

describe('a destination that fails by name', () => {
  it('whose credentials have expired fails the run before anything is read', () => {
    using world = createWorld({ trouble: { kind: 'expired' } })
    world.setSource(rows)
    expect(world.run({ operation: 'upsert' })).toMatchObject({
      kind: 'failed',
      code: 'CONNECTION_EXPIRED',
      progress: { source_record_count: 0 },
    })
  })

  it('which rejects everything rejects each record, and the run is completed', () => {
    using world = createWorld({ trouble: { kind: 'rejecting', message: 'Not accepted' } })
    world.setSource(rows)
    expect(world.run({ operation: 'upsert' })).toMatchObject({
      kind: 'completed',
      progress: { records_processed: 5, records_updated: 0, records_failed: 5 },
    })
    expect(world.log()[0]).toMatchObject({ status: 'rejected', message: 'Not accepted' })
    expect(world.records()).toEqual([])
  })

  it('which resets the connection after a batch gets it again, and has each key once', () => {
    using world = createWorld({ trouble: { kind: 'drops-after-create' }, batchSize: 2 })
    world.setSource(rows)
    expect(world.run({ operation: 'upsert' })).toMatchObject({
      kind: 'completed',
      progress: { records_processed: 5, records_updated: 5 },
    })
    expect(world.records()).toEqual(records)
    expect(world.changes()).toMatchObject({ created: 5, updated: 0 })
  })

  it('which resets the connection after a batch without a key has that twice', () => {
    using world = createWorld({ trouble: { kind: 'drops-after-create' }, batchSize: 2 })
    world.setSource(rows)
    world.run({ operation: 'append' })
    expect(world.records()).toHaveLength(7)
    expect(world.changes()).toMatchObject({ created: 7, updated: 0 })
    expect(world.changes().records).toHaveLength(7)
  })

  it('which limits its rate is waited for before every other batch', () => {
    using world = createWorld({ trouble: { kind: 'rate-limited' }, batchSize: 2 })
    world.setSource(rows)
    const events = [
      ...executeRun({ ...world.engine, slowness: 1 }, job({ operation: 'upsert' }, 1), () => false),
    ]
    expect(events.filter(({ kind }) => kind === 'wait')).toEqual([
      { kind: 'wait', ms: 2_000 },
      { kind: 'wait', ms: 2_000 },
    ])
  })
})

describe('a dry run before a destination that fails by name', () => {
  it.each<Trouble>([
    { kind: 'expired' },
    { kind: 'rejecting', message: 'Not accepted' },
    { kind: 'drops-after-create' },
    { kind: 'rate-limited' },
    { kind: 'slow', metadataMs: 1, createMs: 1 },
  ])('$kind tells what the run does', (trouble) => {
    using world = createWorld({ trouble, batchSize: 2 })
    world.setSource(rows)
    const request = { operation: 'append' }
    const dry = world.dryRun(request)
    const outcome = world.run(request)
    expect(dry).toEqual(
      outcome.kind === 'failed'
        ? { kind: 'failed', message: outcome.message }
        : { kind: 'done', numbers: world.numbersOf(outcome) },
    )
  })

  it('leaves nothing when it is canceled between two batches', () => {
    using world = createWorld({ batchSize: 2 })
    world.setSource(rows)
    const untouched = world.dump()
    let steps = 0
    const going = dryRun(world.engine, job({ operation: 'upsert' }, 0), () => steps > 6)
    let next = going.next()
    for (; next.done !== true; next = going.next()) steps += 1
    expect(next.value).toEqual({ kind: 'canceled' })
    expect(steps).toBeGreaterThan(6)
    expect(world.dump()).toBe(untouched)
  })
})

describe('a run that is cut short', () => {
  it.each([1, 2, 3, 4])('after %i slices of sending goes on, and sends nothing twice', (slices) => {
    using world = createWorld({ batchSize: 1 })
    world.setSource([...rows, { ID: null, NAME: 'Nobody' }])
    const request = { operation: 'append', mappings: mapped('ID', 'NAME') }
    const first = executeRun(world.engine, job(request, 1), () => false)
    for (let sent = 0; sent < slices;) {
      const { value, done } = first.next()
      if (done) throw new Error('The run has ended')
      if (value.kind === 'progress' && value.progress.records_processed > sent) sent += 1
    }
    // The generator is left where it stands, as by a kill between two transactions.
    const outcome = world.run(request, { runId: 1 })
    expect(outcome).toMatchObject({
      kind: 'completed',
      progress: {
        source_record_count: 6,
        source_record_updates: 5,
        source_record_invalids: 1,
        records_processed: 5,
        records_updated: 5,
      },
    })
    expect(world.records()).toEqual(records)
    expect(
      world
        .log()
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(['invalid', ...rows.map(() => 'succeeded')])
    // Asked once more, it says how it ended.
    expect(world.run(request, { runId: 1 })).toEqual(outcome)
  })

  it('after all that is swapped was written, has it still', () => {
    using world = createWorld()
    world.setSource(rows)
    const request = { operation: 'mirror', mirror_strategy: 'upload_and_swap' }
    const first = executeRun(world.engine, job(request, 1), () => false)
    for (let next = first.next(); ; next = first.next()) {
      if (next.done === true) throw new Error('The run has ended')
      if (next.value.kind === 'progress' && next.value.progress.current_step === lastStep) break
    }
    expect(world.run(request, { runId: 1 })).toMatchObject({
      kind: 'completed',
      progress: {
        full_sync: true,
        source_record_updates: 5,
        records_processed: 5,
        records_updated: 5,
      },
    })
    expect(world.records()).toEqual(records)
    expect(world.log()).toHaveLength(5)
  })

  it('by a cancel before its turn reads nothing', () => {
    using world = createWorld()
    world.setSource([...rows, { ID: null, NAME: 'Nobody' }])
    const running = executeRun(world.engine, job({ operation: 'upsert' }, 1), () => true)
    let next = running.next()
    while (next.done !== true) next = running.next()
    expect(next.value).toMatchObject({ kind: 'canceled', progress: { source_record_count: 0 } })
  })

  it('by a cancel keeps what was sent, and the next run sends the rest', () => {
    using world = createWorld({ batchSize: 2 })
    world.setSource(rows)
    let isCanceled = false
    const running = executeRun(world.engine, job({ operation: 'upsert' }, 1), () => isCanceled)
    let next = running.next()
    while (next.done !== true) {
      const { value } = next
      isCanceled = value.kind === 'progress' && value.progress.records_processed > 0
      next = running.next()
    }
    expect(next.value).toMatchObject({ kind: 'canceled', progress: { records_processed: 2 } })
    expect(world.records()).toEqual(records.slice(0, 2))
    expect(world.run({ operation: 'upsert' }, { runId: 2 })).toMatchObject({
      kind: 'completed',
      progress: { source_record_updates: 3, records_processed: 3 },
    })
    expect(world.records()).toEqual(records)
  })
})
