import { editDraft, emptyDraft, type SyncDraft } from '@sync-builder/schema'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listCheckpoints } from './checkpointStorage.ts'
import { neverKept } from './draftFormat.ts'
import { openDraft } from './openDraft.ts'
import { markOpen, openDrafts } from './openInTabs.ts'
import { saveLeft } from './saveLeft.ts'
import { loadDraft, putDraft } from './storage.ts'
import { keepUnsaved, readUnsaved } from './unsavedCopy.ts'

function labelled(label: string): SyncDraft {
  return editDraft(emptyDraft(), [{ op: 'set', path: ['label'], value: label }])
}

let id = ''

async function kept() {
  const loaded = await loadDraft(id)
  if (typeof loaded === 'string') return loaded
  return { label: loaded.draft.body.label, ...loaded.local }
}

async function opened() {
  const result = await openDraft(id)
  if (typeof result === 'string') throw new Error(`The draft is ${result}`)
  return result.store
}

beforeEach(async () => {
  id = crypto.randomUUID()
  localStorage.clear()
  await putDraft({ id, draft: labelled('Kept'), savedAt: 1_000, local: { name: 'For Monday' } })
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('A draft that a page left with something unsaved', () => {
  it('goes on where the page left it, and can be taken back', async () => {
    keepUnsaved(id, { draft: labelled('Typed'), local: { step: 'options' }, basedOn: 1_000 })
    const store = await opened()
    expect(await kept()).toEqual({ label: 'Typed', name: 'For Monday', step: 'options' })
    expect(store.snapshot().history.states).toHaveLength(2)
    await expect.poll(() => readUnsaved(id)).toBeUndefined()
  })

  it('goes on from the save that was under way when the page went, and arrived', async () => {
    const copy = {
      draft: labelled('Typed and typed'),
      local: { name: 'For Tuesday' },
      basedOn: 500,
      underWay: labelled('Kept'),
    }
    keepUnsaved(id, copy)
    await opened()
    expect(await kept()).toEqual({ label: 'Typed and typed', name: 'For Tuesday' })
    expect(await listCheckpoints(id)).toEqual([])
  })

  it('has no step to take back where its content arrived', async () => {
    const draft = labelled('Kept')
    keepUnsaved(id, { draft, local: { name: 'For Tuesday' }, basedOn: 500, underWay: draft })
    const store = await opened()
    expect(await kept()).toEqual({ label: 'Kept', name: 'For Tuesday' })
    expect(store.snapshot().history.states).toHaveLength(1)
  })

  it('keeps what was typed over another content as a version, and the name as the name', async () => {
    keepUnsaved(id, { draft: labelled('Typed'), local: { name: 'For Tuesday' }, basedOn: 500 })
    await opened()
    expect(await kept()).toEqual({ label: 'Kept', name: 'For Tuesday' })
    const [version] = await listCheckpoints(id)
    expect(version?.draft?.body.label).toBe('Typed')
    expect(readUnsaved(id)).toBeUndefined()
  })
})

describe('What pages left unsaved', () => {
  it('is saved without opening the draft, also one that was never kept', async () => {
    const begun = crypto.randomUUID()
    keepUnsaved(id, { draft: labelled('Typed'), local: {}, basedOn: 1_000 })
    keepUnsaved(begun, { draft: labelled('Begun'), local: {}, basedOn: neverKept })
    await saveLeft()
    expect(await kept()).toMatchObject({ label: 'Typed' })
    expect(await loadDraft(begun)).toMatchObject({ draft: { body: { label: 'Begun' } } })
  })

  it('is left to the tab in which the draft is open', async () => {
    keepUnsaved(id, { draft: labelled('Typed'), local: {}, basedOn: 1_000 })
    const end = markOpen(id)
    await expect.poll(openDrafts).toContain(id)
    await saveLeft()
    expect(await kept()).toMatchObject({ label: 'Kept' })
    end()
    await expect.poll(openDrafts).not.toContain(id)
    await saveLeft()
    expect(await kept()).toMatchObject({ label: 'Typed' })
  })
})
