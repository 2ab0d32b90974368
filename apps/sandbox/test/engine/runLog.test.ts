import { expect, it } from 'vitest'
import { forgetOldRecords, recordRetentionMs } from '../../src/engine/runLog.ts'
import { createWorld } from './world.ts'

// Reference 3.3. The clock of a world stands at 0.
it('records are forgotten after their time, with the batches, and with those that were in none', () => {
  using world = createWorld()
  const { database } = world.engine
  const kept = () =>
    ['"records of 61"', 'batches'].map((table) =>
      Number(database.prepare(`SELECT count(*) AS total FROM ${table}`).get()?.total),
    )
  world.setSource([{ NAME: 'Nobody' }])
  world.run({ operation: 'upsert' })
  world.setSource([{ ID: 'a', NAME: 'Ada' }])
  world.run({ operation: 'upsert' })
  forgetOldRecords(database, new Date(recordRetentionMs))
  expect(kept()).toEqual([2, 1])
  forgetOldRecords(database, new Date(recordRetentionMs + 1))
  expect(kept()).toEqual([0, 0])
})
