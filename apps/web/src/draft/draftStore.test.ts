import { editDraft, emptyDraft, type SyncDraft } from '@sync-builder/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { neverKept } from './draftFormat.ts'
import type { DraftLocal } from './draftLocal.ts'
import { createDraftStore, type SaveDraft } from './draftStore.ts'

const readAt = 1_000

function labelled(label: string) {
  return (draft: SyncDraft) => editDraft(draft, [{ op: 'set', path: ['label'], value: label }])
}

function labelOf(draft: SyncDraft | undefined): unknown {
  return draft?.body.label
}

/** A browser that keeps drafts, or does not, and says what it was given. */
function createShelf() {
  const kept: { label: unknown; basedOn: number }[] = []
  const besides: Partial<DraftLocal>[] = []
  let answer: SaveDraft = (_, basedOn) => Promise.resolve(basedOn + 1)
  return {
    kept,
    besides,
    save: ((draft, basedOn, local) => {
      if (draft) kept.push({ label: labelOf(draft), basedOn })
      besides.push(local)
      return answer(draft, basedOn, local)
    }) satisfies SaveDraft,
    answerWith(next: SaveDraft) {
      answer = next
    },
    work() {
      answer = (_, basedOn) => Promise.resolve(basedOn + 1)
    },
    fail() {
      answer = () => Promise.reject(new Error('The disk is full'))
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('createDraftStore', () => {
  it('keeps the newest of several changes, over what was read', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    store.change(labelled('ab'))
    expect(store.snapshot().saved).toEqual({ kind: 'saving' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.kept).toEqual([{ label: 'ab', basedOn: readAt }])
    expect(store.snapshot().saved).toEqual({ kind: 'saved', at: readAt + 1 })
  })

  it('saves what was typed during a save over that save', async () => {
    const shelf = createShelf()
    const first = Promise.withResolvers<number>()
    shelf.answerWith(() => first.promise)
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    const flushed = store.flush()
    store.change(labelled('ab'))
    shelf.work()
    first.resolve(5_000)
    expect(await flushed).toEqual({ kind: 'saved', at: 5_001 })
    expect(shelf.kept).toEqual([
      { label: 'a', basedOn: readAt },
      { label: 'ab', basedOn: 5_000 },
    ])
  })

  it('saves nothing when nothing changed', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    expect(await store.flush()).toEqual({ kind: 'saved', at: readAt })
    expect(shelf.kept).toEqual([])
  })

  it('says that a change is kept when it was taken back before the save', async () => {
    const shelf = createShelf()
    const initial = emptyDraft()
    const store = createDraftStore(initial, readAt, shelf.save)
    store.change(labelled('a'))
    store.change(() => initial)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(store.snapshot().saved).toEqual({ kind: 'saved', at: readAt })
    expect(shelf.kept).toEqual([])
  })

  it('tells a flush that the browser did not keep it', async () => {
    const shelf = createShelf()
    shelf.fail()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    expect(await store.flush()).toEqual({ kind: 'failed', isFull: false })
    expect(await store.flush()).toEqual({ kind: 'failed', isFull: false })
    shelf.work()
    expect(await store.flush()).toEqual({ kind: 'saved', at: readAt + 1 })
  })

  it('tries a failed save again with growing pauses until it is kept', async () => {
    const shelf = createShelf()
    shelf.fail()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    const triesAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms)
      return shelf.kept.length
    }
    expect(await triesAfter(150)).toBe(1)
    expect(await triesAfter(1_000)).toBe(2)
    expect(await triesAfter(1_000)).toBe(2)
    expect(await triesAfter(1_000)).toBe(3)
    expect(store.snapshot().saved).toEqual({ kind: 'failed', isFull: false })
    shelf.work()
    expect(await triesAfter(4_000)).toBe(4)
    expect(store.snapshot().saved).toEqual({ kind: 'saved', at: readAt + 1 })
    expect(await triesAfter(600_000)).toBe(4)
  })

  it('saves nothing more once another tab has changed the draft, and loses nothing typed', async () => {
    const shelf = createShelf()
    shelf.answerWith(() => Promise.resolve('changed elsewhere'))
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    expect(await store.flush()).toEqual({ kind: 'changed elsewhere' })
    shelf.work()
    store.change(labelled('ab'))
    expect(await store.flush()).toEqual({ kind: 'changed elsewhere' })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(shelf.kept).toHaveLength(1)
    expect(labelOf(store.snapshot().draft)).toBe('ab')
  })

  it('gives way when told that another tab has changed the draft', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    store.giveWay()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(store.snapshot().saved).toEqual({ kind: 'changed elsewhere' })
    expect(shelf.kept).toEqual([])
  })

  it('tells of the save that is under way what it saves', async () => {
    const shelf = createShelf()
    const saved = Promise.withResolvers<number>()
    shelf.answerWith(() => saved.promise)
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    expect(store.unsaved()).not.toHaveProperty('underWay')
    const flushed = store.flush()
    store.change(labelled('ab'))
    expect(labelOf(store.unsaved()?.underWay)).toBe('a')
    expect(labelOf(store.unsaved()?.draft)).toBe('ab')
    shelf.work()
    saved.resolve(5_000)
    await flushed
    expect(store.unsaved()).toBeUndefined()
  })
})

describe('what stands beside a draft', () => {
  it('is saved without the content, key by key', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save, { name: 'Monday' })
    store.keepLocal({ step: 'mapping' })
    store.keepLocal({ name: undefined })
    expect(store.snapshot().local).toEqual({ step: 'mapping' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.kept).toEqual([])
    expect(shelf.besides).toEqual([{ step: 'mapping', name: undefined }])
    expect(store.snapshot().history.states).toHaveLength(1)
  })

  it('is tried again with the next save when it was not kept', async () => {
    const shelf = createShelf()
    shelf.fail()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.keepLocal({ step: 'mapping' })
    expect(await store.flush()).toEqual({ kind: 'failed', isFull: false })
    shelf.work()
    store.change(labelled('a'))
    expect(await store.flush()).toMatchObject({ kind: 'saved' })
    expect(shelf.besides).toEqual([{ step: 'mapping' }, { step: 'mapping' }])
  })
})

describe('a draft that the browser does not keep yet', () => {
  it('is kept at its first change, not for having been looked at', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), neverKept, shelf.save)
    store.keepLocal({ step: 'mapping' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.besides).toEqual([])
    expect(store.snapshot().saved).toEqual({ kind: 'new' })
    expect(store.unsaved()).toBeUndefined()
    store.change(labelled('a'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.kept).toEqual([{ label: 'a', basedOn: neverKept }])
    expect(shelf.besides).toEqual([{ step: 'mapping' }])
    expect(store.snapshot().saved).toEqual({ kind: 'saved', at: 1 })
  })

  it('is kept with its content when it gets a name', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), neverKept, shelf.save)
    store.keepLocal({ name: 'Monday' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.kept).toEqual([{ label: undefined, basedOn: neverKept }])
  })

  it('is new again when its first change is taken back before it was kept', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), neverKept, shelf.save)
    store.change(labelled('a'))
    store.goTo(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.kept).toEqual([])
    expect(store.snapshot().saved).toEqual({ kind: 'new' })
  })
})

describe('what is not saved yet', () => {
  it('is all that was typed since, until the browser has it', async () => {
    const shelf = createShelf()
    const saving = Promise.withResolvers<number>()
    shelf.answerWith(() => saving.promise)
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    expect(store.unsaved()).toBeUndefined()
    store.change(labelled('a'))
    store.keepLocal({ acknowledged: ['deletes'] })
    expect(store.unsaved()).toMatchObject({ draft: { body: { label: 'a' } }, basedOn: readAt })
    const flushed = store.flush()
    store.keepLocal({ step: 'mapping' })
    expect(store.unsaved()).toMatchObject({
      draft: { body: { label: 'a' } },
      local: { acknowledged: ['deletes'], step: 'mapping' },
    })
    saving.resolve(5_000)
    await flushed
    expect(store.unsaved()).toBeUndefined()
  })

  it('says when the browser has no room for it', async () => {
    const shelf = createShelf()
    shelf.answerWith(() => Promise.reject(new DOMException('No room', 'QuotaExceededError')))
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    expect(await store.flush()).toEqual({ kind: 'failed', isFull: true })
    expect(store.unsaved()).toMatchObject({ draft: { body: { label: 'a' } } })
  })
})

describe('news of another tab', () => {
  it.each([
    ['later than what this tab knows', readAt + 1, 'changed elsewhere'],
    ['of the very draft that this tab knows', readAt, 'saved'],
    ['of a draft that was deleted', Infinity, 'changed elsewhere'],
  ])('that is %s', (_, savedAt, kind) => {
    const store = createDraftStore(emptyDraft(), readAt, createShelf().save)
    store.hear({ savedAt })
    expect(store.snapshot().saved.kind).toBe(kind)
  })

  it('gives the draft its new name, and nothing to save', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save, {
      name: 'Monday',
      step: 'source',
    })
    store.hear({ name: 'Tuesday' })
    expect(store.snapshot().local).toEqual({ name: 'Tuesday', step: 'source' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shelf.besides).toEqual([])
  })
})

describe('going back in a draft', () => {
  it('saves a state that was gone back to like any other', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    await vi.advanceTimersByTimeAsync(2_000)
    store.change(labelled('ab'))
    await vi.advanceTimersByTimeAsync(2_000)
    store.goTo(1)
    expect(store.snapshot().saved).toEqual({ kind: 'saving' })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(shelf.kept.map(({ label }) => label)).toEqual(['a', 'ab', 'a'])
  })

  it('saves nothing over what another tab has changed', async () => {
    const shelf = createShelf()
    const store = createDraftStore(emptyDraft(), readAt, shelf.save)
    store.change(labelled('a'))
    store.giveWay()
    store.goTo(0)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(labelOf(store.snapshot().draft)).toBeUndefined()
    expect(store.snapshot().saved).toEqual({ kind: 'changed elsewhere' })
    expect(shelf.kept).toEqual([])
  })

  it('shows the payload of a state again, so that what was said of it holds', () => {
    const store = createDraftStore(emptyDraft(), readAt, createShelf().save)
    store.change(labelled('a'))
    const { payload } = store.snapshot()
    store.goTo(0)
    store.goTo(1)
    expect(store.snapshot().payload).toBe(payload)
  })

  it('gives the id of a row that was taken back to no other row', () => {
    const store = createDraftStore(emptyDraft(), readAt, createShelf().save)
    const add = (to: string) =>
      store.change((draft) =>
        editDraft(draft, [{ op: 'set', path: ['mappings', draft.rows.length], value: { to } }]),
      )
    const idOfLast = () => store.snapshot().draft.rows.at(-1)?.id
    add('Email')
    const first = idOfLast()
    store.goTo(0)
    add('Name')
    expect(idOfLast()).not.toBe(first)
  })
})
