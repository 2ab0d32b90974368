import { editDraft, fromCreateSync } from '@sync-builder/schema'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { neverKept } from './draftFormat.ts'
import { createDraftStore } from './draftStore.ts'
import {
  forgetOnceSaved,
  forgetOtherCopies,
  forgetUnsaved,
  keepUnsaved,
  mostCharacters,
  readUnsaved,
} from './unsavedCopy.ts'

const draft = fromCreateSync({ label: 'Typed in haste', mappings: [{ to: 'email' }] })
const unsaved = { draft, local: { step: 'mapping' }, basedOn: 1_000 }

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

describe('the copy of what is not saved', () => {
  it('comes back as it was, until it is forgotten', () => {
    expect(keepUnsaved('a', unsaved)).toBe(true)
    expect(readUnsaved('a')).toEqual(unsaved)
    expect(readUnsaved('b')).toBeUndefined()
    forgetUnsaved('a')
    expect(readUnsaved('a')).toBeUndefined()
  })

  it('still knows which keys beside the draft were to be forgotten', () => {
    keepUnsaved('a', {
      ...unsaved,
      local: { jsonText: undefined, name: undefined, step: 'alerts' },
    })
    expect(readUnsaved('a')?.local).toStrictEqual({
      jsonText: undefined,
      name: undefined,
      step: 'alerts',
    })
    keepUnsaved('a', unsaved)
    expect(readUnsaved('a')?.local).toStrictEqual({ step: 'mapping' })
  })

  it('goes with its draft, unless that was never kept', () => {
    keepUnsaved('kept', unsaved)
    keepUnsaved('gone', unsaved)
    keepUnsaved('begun', { ...unsaved, basedOn: neverKept })
    localStorage.setItem('another key', 'stays')
    forgetOtherCopies(new Set(['kept']))
    expect(readUnsaved('gone')).toBeUndefined()
    expect(readUnsaved('kept')).toEqual(unsaved)
    expect(readUnsaved('begun')).toBeDefined()
    expect(localStorage).toHaveLength(3)
  })

  it('goes once a save that failed has succeeded, with all that was typed since', async () => {
    const saves = [false, false, true]
    const store = createDraftStore(draft, 1_000, (_, basedOn) =>
      saves.shift() === false ? Promise.reject(new Error('Busy')) : Promise.resolve(basedOn + 1),
    )
    store.change((before) => editDraft(before, [{ op: 'set', path: ['label'], value: 'Typed' }]))
    keepUnsaved('a', store.unsaved()!)
    forgetOnceSaved('a', store)
    await store.flush()
    await store.flush()
    expect(readUnsaved('a')).toBeDefined()
    await store.flush()
    await expect.poll(() => readUnsaved('a')).toBeUndefined()
  })

  it('stays while another tab has the draft', async () => {
    const store = createDraftStore(draft, 1_000, () => Promise.resolve('changed elsewhere'))
    store.change((before) => editDraft(before, [{ op: 'set', path: ['label'], value: 'Typed' }]))
    keepUnsaved('a', store.unsaved()!)
    forgetOnceSaved('a', store)
    await store.flush()
    expect(readUnsaved('a')).toBeDefined()
  })

  it('is not made of a draft that is too large', () => {
    const large = fromCreateSync({ label: 'x'.repeat(mostCharacters) })
    expect(keepUnsaved('a', { ...unsaved, draft: large })).toBe(false)
    expect(localStorage).toHaveLength(0)
  })

  it.each(['', 'null', '{', '{"draft":"{}","local":{},"basedOn":1}', '[1]'])(
    'is none when what stands there is %j',
    (text) => {
      localStorage.setItem('sync-builder unsaved a', text)
      expect(readUnsaved('a')).toBeUndefined()
    },
  )

  it('is none where the browser keeps nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('Denied', 'SecurityError')
    })
    expect(keepUnsaved('a', unsaved)).toBe(false)
    expect(readUnsaved('a')).toBeUndefined()
  })
})
