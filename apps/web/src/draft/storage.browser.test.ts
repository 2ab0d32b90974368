import { emptyDraft, type JsonObject } from '@sync-builder/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DraftLocal } from './draftLocal.ts'
import type { EditedSync } from './editedSync.ts'
import { neverKept, type CreateAttempt } from './draftFormat.ts'
import {
  deleteDraft,
  draftsOfSync,
  keepCreated,
  listDrafts,
  loadDraft,
  putBack,
  putDraft,
  renameDraft,
  saveContent,
  saveLocal,
  lastSent,
  settleAttempt,
  takeAttempt,
  takeSave,
  type StoredDraft,
} from './storage.ts'

const savedAt = 1_000
const payload: JsonObject = { label: 'Signups', mappings: [] }
const day = 24 * 60 * 60_000

let id = ''

function stored(more: Partial<StoredDraft> = {}): StoredDraft {
  return { id, draft: emptyDraft(), savedAt, local: {}, ...more }
}

function attempt(outcome: CreateAttempt['outcome'], syncId?: number): CreateAttempt {
  const key = '0b0e7a5c-3f5e-4b7e-9a57-0f1d2c3b4a59'
  return { key, startedAt: 500, outcome, payload, ...(syncId !== undefined && { syncId }) }
}

function another(outcome: CreateAttempt['outcome']): CreateAttempt {
  return { ...attempt(outcome), key: '7a6f2a4e-6f0c-4d3c-8f4e-1b2a3c4d5e6f' }
}

async function loaded(): Promise<StoredDraft> {
  const draft = await loadDraft(id)
  if (typeof draft === 'string') throw new Error(`The draft is ${draft}`)
  return draft
}

function deleteAll(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sync-builder')
    opening.addEventListener('error', () => reject(new Error('The database did not open')))
    opening.addEventListener('success', () => {
      const clearing = opening.result.transaction('drafts', 'readwrite')
      clearing.objectStore('drafts').clear()
      clearing.addEventListener('complete', () => {
        opening.result.close()
        resolve()
      })
    })
  })
}

beforeEach(async () => {
  id = crypto.randomUUID()
  await putDraft(stored())
})
afterEach(async () => {
  vi.restoreAllMocks()
  await deleteAll()
})

describe('loadDraft', () => {
  it('gives parked rows back, and what is not settled yet', async () => {
    const draft: StoredDraft['draft'] = {
      ...emptyDraft(),
      parkedRows: [{ row: { id: 'row-1', mapping: { to: 'A' } }, misfits: { source: 'Why' } }],
      rowOrder: ['row-1'],
      left: { destination: '[1,"contact"]' },
      wasAt: { source: [{ end: '["dataset",1]', names: ['email'] }] },
    }
    await putDraft(stored({ draft }))
    expect((await loaded()).draft).toEqual(draft)
  })
})

describe('what stands beside a draft', () => {
  it('is kept without the content, and does not count as a change of it', async () => {
    await saveLocal(id, { name: 'Monday', step: 'mapping' })
    await saveLocal(id, { name: undefined, brokenText: '{' })
    expect(await loaded()).toMatchObject({ savedAt, local: { step: 'mapping', brokenText: '{' } })
    expect((await loaded()).local).not.toHaveProperty('name')
  })

  it('is not overwritten by a save of the content that knows less of it', async () => {
    await saveLocal(id, { name: 'Monday' })
    await saveContent(id, emptyDraft(), savedAt, 2_000, { step: 'mapping' })
    expect((await loaded()).local).toEqual({ name: 'Monday', step: 'mapping' })
  })

  it('does not bring back a draft that is gone', async () => {
    await deleteDraft(id)
    expect(await saveLocal(id, { name: 'Monday' })).toBe('missing')
    expect(await loadDraft(id)).toBe('missing')
  })
})

describe('saveContent', () => {
  const typed = { ...emptyDraft(), nextRow: 7 }

  it('keeps what was typed over what was read', async () => {
    expect(await saveContent(id, typed, savedAt, 2_000)).toBe(2_000)
    expect(await loaded()).toMatchObject({ savedAt: 2_000, draft: { nextRow: 7 } })
  })

  it('keeps nothing over what another tab has kept since', async () => {
    await saveContent(id, { ...emptyDraft(), nextRow: 3 }, savedAt, 2_000)
    expect(await saveContent(id, typed, savedAt, 3_000)).toBe('changed elsewhere')
    expect(await loaded()).toMatchObject({ savedAt: 2_000, draft: { nextRow: 3 } })
  })

  it('lets one of two tabs win that save at the same moment', async () => {
    const both = await Promise.all([
      saveContent(id, typed, savedAt, savedAt),
      saveContent(id, typed, savedAt, savedAt),
    ])
    expect(both).toEqual([savedAt + 1, 'changed elsewhere'])
  })

  it('does not bring back what another tab has deleted', async () => {
    await deleteDraft(id)
    expect(await saveContent(id, typed, savedAt, 2_000)).toBe('changed elsewhere')
    expect(await loadDraft(id)).toBe('missing')
  })

  it('keeps a draft that was begun, once: of two tabs that show it the first wins', async () => {
    const begun = crypto.randomUUID()
    const both = await Promise.all([
      saveContent(begun, typed, neverKept, 2_000, { step: 'mapping' }),
      saveContent(begun, typed, neverKept, 2_000),
    ])
    expect(both).toEqual([2_000, 'changed elsewhere'])
    expect(await loadDraft(begun)).toMatchObject({ savedAt: 2_000, local: { step: 'mapping' } })
  })

  it('leaves the attempt alone', async () => {
    await putDraft(stored({ attempt: attempt('sent') }))
    await saveContent(id, typed, savedAt, 2_000)
    expect((await loaded()).attempt).toEqual(attempt('sent'))
  })

  it('rejects when the browser has no room', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError')
    })
    await expect(saveContent(id, typed, savedAt, 2_000)).rejects.toThrow('quota')
    expect(await loaded()).toMatchObject({ savedAt })
  })
})

describe('takeAttempt', () => {
  it('gives both of two tabs the attempt of the first', async () => {
    const [first, second] = await Promise.all([
      takeAttempt(id, attempt('sent'), savedAt),
      takeAttempt(id, another('sent'), savedAt),
    ])
    expect(first).toEqual(attempt('sent'))
    expect(second).toEqual(first)
  })

  it.each(['sent', 'unknown', 'created'] as const)(
    'keeps an attempt that is %s',
    async (outcome) => {
      await putDraft(stored({ attempt: attempt(outcome) }))
      expect(await takeAttempt(id, another('sent'), savedAt)).toEqual(attempt(outcome))
    },
  )

  it('replaces an attempt that came to nothing', async () => {
    await putDraft(stored({ attempt: attempt('refused') }))
    expect(await takeAttempt(id, another('sent'), savedAt)).toEqual(another('sent'))
    expect((await loaded()).attempt).toEqual(another('sent'))
  })

  it('starts nothing from a tab that shows an older draft', async () => {
    await saveContent(id, emptyDraft(), savedAt, 2_000)
    expect(await takeAttempt(id, attempt('sent'), savedAt)).toBe('changed elsewhere')
    expect((await loaded()).attempt).toBeUndefined()
  })

  it('starts nothing for a draft that was deleted', async () => {
    await deleteDraft(id)
    expect(await takeAttempt(id, attempt('sent'), savedAt)).toBe('changed elsewhere')
    expect(await loadDraft(id)).toBe('missing')
  })
})

describe('settleAttempt', () => {
  it.each<[before: CreateAttempt, settled: CreateAttempt, kept: 'before' | 'settled']>([
    [attempt('sent'), attempt('created', 77), 'settled'],
    [attempt('sent'), attempt('refused'), 'settled'],
    [attempt('sent'), attempt('unknown'), 'settled'],
    [attempt('unknown'), attempt('refused'), 'settled'],
    [attempt('unknown'), attempt('created', 77), 'settled'],
    [attempt('refused'), attempt('created', 77), 'settled'],
    [attempt('refused'), attempt('unknown'), 'before'],
    [attempt('created', 77), attempt('refused'), 'before'],
    [attempt('created', 77), attempt('unknown'), 'before'],
    [attempt('created', 77), attempt('created', 78), 'before'],
    [another('sent'), attempt('created', 77), 'before'],
  ])('of %j and then %j keeps the one %s', async (before, settled, kept) => {
    await putDraft(stored({ attempt: before }))
    const expected = kept === 'before' ? before : settled
    expect(await settleAttempt(id, settled)).toEqual(expected)
    expect((await loaded()).attempt).toEqual(expected)
  })
})

describe('keepCreated', () => {
  it('writes down the sync that a check made', async () => {
    await keepCreated(id, attempt('created', 77))
    expect((await loaded()).attempt).toEqual(attempt('created', 77))
  })

  it('leaves the attempt of another tab', async () => {
    await putDraft(stored({ attempt: another('sent') }))
    await keepCreated(id, attempt('created', 77))
    expect((await loaded()).attempt).toEqual(another('sent'))
  })
})

/** A draft that changes sync 61. */
function editing(more: Partial<EditedSync> = {}): DraftLocal {
  return { editedSync: { id: 61, base: '{"id":61}', readAt: 900, ...more } }
}

describe('takeSave', () => {
  const sending = { id: 61, base: '{"id":61}', readAt: 900, sent: { at: 1_100, change: '{}' } }

  it('writes down what is sent, for one of two tabs', async () => {
    await putDraft(stored({ local: editing() }))
    const other = { ...sending, sent: { at: 1_200, change: '{"label":"x"}' } }
    expect(await takeSave(id, sending, savedAt)).toEqual(sending)
    expect(await takeSave(id, other, savedAt)).toEqual(sending)
    expect((await loaded()).local.editedSync).toEqual(sending)
    expect(await deleteDraft(id)).toBe('in doubt')
  })

  it('leaves a draft alone that another tab has changed since', async () => {
    await putDraft(stored({ savedAt: savedAt + 1, local: editing() }))
    expect(await takeSave(id, sending, savedAt)).toBe('changed elsewhere')
    expect((await loaded()).local).toEqual(editing())
    expect(await takeSave('none', sending, savedAt)).toBe('changed elsewhere')
  })
})

describe('a draft that changes a sync', () => {
  const saved = { at: 2_000, change: '{"label":"Users"}', updatedAt: 'then' }

  it('is found by its sync, the newest first', async () => {
    await putDraft(stored({ local: editing() }))
    await putDraft(stored({ id: 'newer', savedAt: 2_000, local: editing() }))
    await putDraft(stored({ id: 'of another', local: editing({ id: 62 }) }))
    expect((await draftsOfSync(61)).map((head) => head.id)).toEqual(['newer', id])
  })

  it('is listed until all of it is saved, and again once it is edited further', async () => {
    await putDraft(stored({ local: editing() }))
    expect((await listDrafts(day)).drafts).toHaveLength(1)
    await putDraft(stored({ local: editing({ saved }) }))
    expect((await listDrafts(day)).drafts).toEqual([])
    await putDraft(stored({ savedAt: 2_001, local: editing({ saved }) }))
    expect((await listDrafts(day)).drafts).toHaveLength(1)
  })

  it('tells what was saved last, until it is forgotten', async () => {
    await putDraft(stored({ id: 'made it', attempt: attempt('created', 61) }))
    expect(await lastSent(61)).toMatchObject({ kind: 'created' })
    await putDraft(stored({ local: editing({ saved }) }))
    expect(await lastSent(61)).toMatchObject({
      kind: 'saved',
      payload: { label: 'Users' },
      updatedAt: 'then',
    })
    await listDrafts(31 * day)
    expect(await lastSent(61)).toBeNull()
  })
})

describe('deleteDraft', () => {
  it.each(['sent', 'unknown'] as const)('keeps the key of a create that is %s', async (outcome) => {
    await putDraft(stored({ attempt: attempt(outcome) }))
    expect(await deleteDraft(id)).toBe('in doubt')
    expect((await loaded()).attempt).toEqual(attempt(outcome))
  })

  it('forgets any other draft', async () => {
    expect(await deleteDraft(id)).toMatchObject({ record: { id } })
    expect(await loadDraft(id)).toBe('missing')
  })

  it.each([
    ['damaged', { version: 2, id: 'odd' }],
    ['newer', { version: 1_000, id: 'odd', shape: 'unknown' }],
  ])('gives what cannot be read (%s) so that it can be put back as it was', async (why, record) => {
    await putBack('odd', record)
    expect((await listDrafts(day)).unreadable).toEqual([{ id: 'odd', why, record }])
    expect(await loadDraft('odd')).toBe(why)
    expect(await saveContent('odd', emptyDraft(), 0, 1)).toBe('changed elsewhere')
    const gone = await deleteDraft('odd')
    expect(gone).toEqual({ record })
    expect((await listDrafts(day)).unreadable).toEqual([])
    await putBack('odd', record)
    expect((await listDrafts(day)).unreadable).toEqual([{ id: 'odd', why, record }])
  })
})

describe('listDrafts', () => {
  it('gives those that are no sync yet, newest first', async () => {
    await putDraft(stored({ id: 'newer', savedAt: 2_000 }))
    await putDraft(stored({ id: 'created', attempt: attempt('created', 77) }))
    const { drafts, unreadable } = await listDrafts(day)
    expect(drafts.map((draft) => draft.id)).toEqual(['newer', id])
    expect(unreadable).toEqual([])
  })

  it('forgets those that became a sync weeks ago, and only those', async () => {
    await putDraft(stored({ id: 'created', attempt: attempt('created', 77) }))
    await listDrafts(29 * day)
    expect(await lastSent(77)).toMatchObject({ kind: 'created', payload })
    await listDrafts(31 * day)
    expect(await lastSent(77)).toBeNull()
    expect(await loadDraft('created')).toBe('missing')
    expect(await loaded()).toMatchObject({ id })
  })
})

describe('what is done to a draft while the page goes', () => {
  /** Does something to which the database never answers, as to a page that is gone. */
  async function goDuring(...acts: (() => Promise<unknown>)[]): Promise<void> {
    const asked = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      const request = this.getAll(key)
      request.addEventListener('success', (event) => event.stopImmediatePropagation())
      return request
    })
    for (const act of acts) void act()
    await expect.poll(() => asked.mock.calls.length).toBe(acts.length)
    asked.mockRestore()
  }

  it('is a new name after all', async () => {
    await goDuring(
      () => renameDraft(id, 'For Monday'),
      () => renameDraft(id, 'For Tuesday'),
    )
    const { drafts } = await listDrafts(savedAt)
    expect(drafts.find((draft) => draft.id === id)?.local).toEqual({ name: 'For Tuesday' })
    await renameDraft(id, undefined)
    expect((await loaded()).local).toEqual({})
  })

  it('is a name taken away after all', async () => {
    await putDraft(stored({ local: { name: 'For Monday' } }))
    await goDuring(() => renameDraft(id, undefined))
    expect((await loaded()).local).toEqual({})
  })

  it('is a deletion after all', async () => {
    await goDuring(() => deleteDraft(id, savedAt))
    expect(await loadDraft(id)).toBe('missing')
  })

  it('is no deletion of what was changed since, or sent', async () => {
    await goDuring(() => deleteDraft(id, savedAt))
    // Another tab, which has not looked at what is written down.
    await saveContent(id, emptyDraft(), savedAt, 2_000)
    expect(await loaded()).toMatchObject({ savedAt: 2_000 })
    await putDraft(stored({ attempt: attempt('unknown') }))
    await goDuring(() => deleteDraft(id, savedAt))
    expect(await loaded()).toMatchObject({ attempt: { outcome: 'unknown' } })
  })

  it('is put back after all, once', async () => {
    await putDraft(stored({ local: { name: 'For Monday' } }))
    const gone = await deleteDraft(id, savedAt)
    if (gone === 'in doubt') throw new Error('It is not')
    await goDuring(() => putBack(id, gone.record))
    expect((await loaded()).local).toEqual({ name: 'For Monday' })
    await deleteDraft(id)
    expect(await loadDraft(id)).toBe('missing')
  })

  it('is not done later where the operator was told that it failed', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    await expect(renameDraft(id, 'For Monday')).rejects.toThrow()
    vi.restoreAllMocks()
    expect((await loaded()).local).toEqual({})
  })
})
