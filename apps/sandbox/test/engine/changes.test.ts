import { describe, expect, it } from 'vitest'
import { createWorld, mapped } from './world.ts'

function people(from: number, to: number, name: string) {
  return Array.from({ length: to - from }, (_, place) => ({ ID: `p${from + place}`, NAME: name }))
}

const kindsOf = (world: ReturnType<typeof createWorld>) => {
  const kinds = Map.groupBy(world.changes().records, ({ kind }) => kind)
  return Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]))
}

describe('the changed records of a run', () => {
  it('are a hundred at the most, of each kind some', () => {
    using world = createWorld({ batchSize: 1_000 })
    const sync = { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' }
    world.setSource(people(0, 400, 'Ada'))
    world.run(sync)
    expect(world.changes()).toMatchObject({ created: 400, updated: 0, deleted: 0 })
    expect(kindsOf(world)).toEqual({ created: 100 })

    world.setSource(people(200, 600, 'Ben'))
    world.run(sync)
    expect(world.changes()).toMatchObject({ created: 200, updated: 200, deleted: 200 })
    expect(kindsOf(world)).toEqual({ updated: 50, created: 25, deleted: 25 })

    world.setSource(people(200, 600, 'Cleo'))
    world.run(sync)
    expect(kindsOf(world)).toEqual({ updated: 100 })
  })

  it('of an object that is swapped are told by their key', () => {
    using world = createWorld({ batchSize: 1_000 })
    const sync = { operation: 'mirror', mirror_strategy: 'upload_and_swap' }
    world.setSource(people(0, 400, 'Ada'))
    world.run(sync)
    world.setSource(people(200, 600, 'Ben'))
    world.run(sync)
    expect(world.changes()).toMatchObject({
      destination_before: 400,
      destination_after: 400,
      created: 200,
      updated: 200,
      deleted: 200,
    })
    expect(kindsOf(world)).toEqual({ updated: 75, deleted: 25 })
    expect(world.changes().records[0]).toEqual({
      kind: 'updated',
      identifier: 'p200',
      before: { id: 'p200', name: 'Ada' },
      after: { id: 'p200', name: 'Ben' },
    })
  })

  it('have the fields that are mapped, and those that the record has', () => {
    using world = createWorld()
    world.setObject('person', [{ id: 'a', age: 7, tags: '["x"]' }])
    world.setSource([
      { ID: 'a', NAME: 'Ada' },
      { ID: 'b', NAME: null },
    ])
    world.run({ operation: 'upsert' })
    expect(world.changes().records).toEqual([
      {
        kind: 'updated',
        identifier: 'a',
        before: { id: 'a', name: null, age: 7, tags: ['x'] },
        after: { id: 'a', name: 'Ada', age: 7, tags: ['x'] },
      },
      { kind: 'created', identifier: 'b', before: null, after: { id: 'b', name: null } },
    ])
  })

  it('are no more when the run sent nothing, and none of a record that was rejected', () => {
    using world = createWorld()
    const sync = { operation: 'upsert', mappings: mapped('ID', 'AGE') }
    world.setSource([
      { ID: 'a', AGE: 1 },
      { ID: 'b', AGE: 1.5 },
      { ID: 'c', AGE: 2 },
    ])
    world.run(sync)
    expect(world.changes()).toMatchObject({ created: 2, updated: 0 })
    expect(world.changes().records.map(({ identifier }) => identifier)).toEqual(['a', 'c'])
    world.run(sync)
    expect(world.changes()).toMatchObject({ destination_before: 2, created: 0, records: [] })
  })
})
