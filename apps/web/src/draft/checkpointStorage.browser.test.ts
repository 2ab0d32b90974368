import { fromCreateSync } from '@sync-builder/schema'
import { beforeEach, describe, expect, it } from 'vitest'
import { mostCharacters, mostCheckpoints } from './checkpointBounds.ts'
import { forgetOtherCheckpoints, keepCheckpoint, listCheckpoints } from './checkpointStorage.ts'

const first = fromCreateSync({ label: 'First', mappings: [{ to: 'email' }] })
const second = fromCreateSync({ label: 'Second' })

let id = ''

async function listed(of = id): Promise<[at: number, words: string][]> {
  return (await listCheckpoints(of)).map(({ at, words }) => [at, words])
}

beforeEach(async () => {
  await forgetOtherCheckpoints(new Set())
  id = crypto.randomUUID()
})

describe('the versions of a draft', () => {
  it('come back newest first, with all that they hold, and none of another draft', async () => {
    await keepCheckpoint(id, first, 'Opened', 1_000)
    await keepCheckpoint(id, second, 'Label changed', 2_000)
    await keepCheckpoint('another', first, 'Opened', 3_000)
    expect(await listCheckpoints(id)).toEqual([
      { at: 2_000, words: 'Label changed', draft: second },
      { at: 1_000, words: 'Opened', draft: first },
    ])
  })

  it('are not kept twice when a visit begins with what the last one ended with', async () => {
    await keepCheckpoint(id, first, 'Label changed', 1_000)
    await keepCheckpoint(id, first, 'As it was opened', 1_500)
    await keepCheckpoint(id, second, 'Label changed', 2_000)
    expect(await listed()).toEqual([
      [2_000, 'Label changed'],
      [1_000, 'Label changed'],
    ])
  })

  it('are bounded by their number', async () => {
    for (let at = 1; at <= mostCheckpoints + 3; at++) {
      await keepCheckpoint(id, fromCreateSync({ label: String(at) }), String(at), at)
    }
    const all = await listed()
    expect(all).toHaveLength(mostCheckpoints)
    expect(all.at(-1)).toEqual([4, '4'])
  })

  it('are bounded by their size', async () => {
    const large = 'x'.repeat(mostCharacters / 3)
    for (let at = 1; at <= 4; at++) {
      await keepCheckpoint(id, fromCreateSync({ label: large + String(at) }), String(at), at)
    }
    expect((await listed()).map(([at]) => at)).toEqual([4, 3])
  })

  it('go with their draft', async () => {
    await keepCheckpoint(id, first, 'Opened', 1_000)
    await keepCheckpoint('gone', first, 'Opened', 1_000)
    await forgetOtherCheckpoints(new Set([id]))
    expect(await listed('gone')).toEqual([])
    expect(await listed()).toEqual([[1_000, 'Opened']])
  })
})
