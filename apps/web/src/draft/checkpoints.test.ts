import { editDraft, emptyDraft, type SyncDraft } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostCharacters, mostCheckpoints, surplusOf } from './checkpointBounds.ts'
import { createRecorder, type KeepCheckpoint } from './checkpoints.ts'
import { createDraftStore } from './draftStore.ts'

function labelled(label: string) {
  return (draft: SyncDraft) => editDraft(draft, [{ op: 'set', path: ['label'], value: label }])
}

function sizes(...characters: number[]) {
  return characters.map((one, index) => ({ at: index, characters: one }))
}

describe('surplusOf', () => {
  it.each([
    ['nothing of few and small ones', sizes(10, 10), []],
    [
      'the oldest of too many',
      sizes(...Array.from({ length: mostCheckpoints + 2 }, () => 1)),
      [1, 0],
    ],
    ['the oldest of too large ones', sizes(1, mostCharacters / 2, mostCharacters / 2), [0]],
    ['not the newest, however large', sizes(1, mostCharacters + 1), [0]],
  ])('gives up %s', (_, checkpoints, given) => {
    expect(surplusOf(checkpoints).map(({ at }) => at)).toEqual(given)
  })

  it('leaves the newest, in number and size within the bounds', () => {
    const some = fc.array(fc.record({ at: fc.nat(), characters: fc.nat(mostCharacters) }), {
      maxLength: 80,
    })
    fc.assert(
      fc.property(some, (checkpoints) => {
        const surplus = surplusOf(checkpoints)
        const left = checkpoints.filter((one) => !surplus.includes(one))
        expect(left.length).toBeLessThanOrEqual(mostCheckpoints)
        expect(left.length).toBeGreaterThanOrEqual(Math.min(1, checkpoints.length))
        const characters = left.reduce((sum, one) => sum + one.characters, 0)
        if (left.length > 1) expect(characters).toBeLessThanOrEqual(mostCharacters)
        for (const one of surplus) {
          expect(left.every(({ at }) => at >= one.at)).toBe(true)
        }
      }),
    )
  })
})

function createWatched(openedAt: number | undefined, keep?: KeepCheckpoint) {
  const kept: { label: unknown; words: string; at: number }[] = []
  const clock = { now: 10_000 }
  const store = createDraftStore(
    emptyDraft(),
    1_000,
    (_, basedOn) => Promise.resolve(basedOn + 1),
    {},
    () => clock.now,
  )
  const recorder = createRecorder(store, openedAt, {
    keep:
      keep ??
      ((draft, words, at) => {
        kept.push({ label: draft.body.label, words, at })
        return Promise.resolve()
      }),
    wordsBetween: (_, after) => Promise.resolve(`Label set to ${JSON.stringify(after.body.label)}`),
    now: () => (clock.now += 5_000),
  })
  return { kept, store, recorder, clock }
}

describe('createRecorder', () => {
  it('keeps the draft as it was opened and as it is, once each', async () => {
    const { kept, store, recorder } = createWatched(1_000)
    await recorder.record()
    expect(kept).toEqual([])
    store.change(labelled('A'))
    await recorder.record()
    await recorder.record()
    expect(kept).toEqual([
      { label: undefined, words: 'As it was opened', at: 1_000 },
      { label: 'A', words: 'Label set to "A"', at: 15_000 },
    ])
  })

  it('keeps the draft as it was opened, and all that led on, where nothing was kept at first', async () => {
    const kept: [label: unknown, words: string][] = []
    let failures = 2
    const { store, recorder } = createWatched(1_000, (draft, words) => {
      if (failures > 0) {
        failures -= 1
        return Promise.reject(new Error('No room'))
      }
      kept.push([draft.body.label, words])
      return Promise.resolve()
    })
    const wordsOf = (label: string) => `Label set to ${JSON.stringify(label)}`
    store.change(labelled('A'))
    await recorder.record()
    await recorder.record()
    store.change(labelled('B'))
    await recorder.record()
    expect(kept).toEqual([
      [undefined, 'As it was opened'],
      ['B', wordsOf('B')],
    ])
    failures = 1
    store.change(labelled('C'))
    await recorder.record()
    await recorder.record()
    expect(kept.at(-1)).toEqual(['C', wordsOf('C')])
  })

  it('keeps nothing of how a new draft began', async () => {
    const { kept, store, recorder } = createWatched(undefined)
    store.change(labelled('A'))
    await recorder.record()
    expect(kept.map(({ words }) => words)).toEqual(['Label set to "A"'])
  })

  it('keeps a version after many steps, whoever asks or not', async () => {
    const { kept, store, clock, recorder } = createWatched(undefined)
    for (let n = 1; n <= 60; n++) {
      clock.now += 5_000
      store.change(labelled(String(n)))
    }
    await recorder.record()
    expect(kept.map(({ label }) => label)).toEqual(['60'])
    for (let n = 61; n <= 90; n++) {
      clock.now += 5_000
      store.change(labelled(String(n)))
    }
    await expect.poll(() => kept.length).toBe(2)
  })

  it('keeps what is left before it goes back, and goes back by one step', async () => {
    const { kept, store, recorder } = createWatched(undefined)
    const before = store.snapshot().draft
    store.change(labelled('A'))
    await recorder.record()
    const earlier = store.snapshot().draft
    store.change(labelled('B'))
    await recorder.restore(earlier, 'Back at A')
    expect(store.snapshot().draft.body.label).toBe('A')
    expect(kept.map(({ label, words }) => [label, words])).toEqual([
      ['A', 'Label set to "A"'],
      ['B', 'Label set to "B"'],
      ['A', 'Back at A'],
    ])
    store.goTo(store.snapshot().history.at - 1)
    expect(store.snapshot().draft.body.label).toBe('B')
    expect(before.body.label).toBeUndefined()
  })

  it('goes on, and goes back, where nothing can be kept', async () => {
    const { store, recorder } = createWatched(1_000, () => Promise.reject(new Error('No room')))
    const opened = store.snapshot().draft
    store.change(labelled('A'))
    await recorder.record()
    await recorder.restore(opened, 'Back')
    expect(store.snapshot().draft.body.label).toBeUndefined()
  })

  it('gives no id of a row twice after it went back', async () => {
    const { store, recorder } = createWatched(undefined)
    const opened = store.snapshot().draft
    const add = (draft: SyncDraft) =>
      editDraft(draft, [{ op: 'set', path: ['mappings', draft.rows.length], value: { to: 'A' } }])
    store.change(add)
    const [first] = store.snapshot().draft.rows
    await recorder.restore(opened, 'Back')
    store.change(add)
    expect(store.snapshot().draft.rows).toHaveLength(1)
    expect(store.snapshot().draft.rows[0]?.id).not.toBe(first?.id)
  })
})
