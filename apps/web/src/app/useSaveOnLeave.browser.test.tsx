import { editDraft, emptyDraft } from '@sync-builder/schema'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import { createDraftStore, type SaveDraft } from '../draft/draftStore.ts'
import { readUnsaved } from '../draft/unsavedCopy.ts'
import { useSaveOnLeave } from './useSaveOnLeave.ts'

async function typeAnd(save: SaveDraft) {
  const store = createDraftStore(emptyDraft(), 1_000, save)
  await renderHook(() => useSaveOnLeave('a', store))
  store.change((draft) => editDraft(draft, [{ op: 'set', path: ['label'], value: 'Typed' }]))
}

/** True where the browser would ask before it leaves the page. */
function asksBeforeLeaving(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  return event.defaultPrevented
}

const never: SaveDraft = () => new Promise(() => {})

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.restoreAllMocks()
})

it('copies what is not saved when the page is to go, and forgets the copy once it is', async () => {
  const saved = Promise.withResolvers<number>()
  await typeAnd(() => saved.promise)
  expect(asksBeforeLeaving()).toBe(false)
  expect(readUnsaved('a')?.draft.body).toMatchObject({ label: 'Typed' })
  saved.resolve(2_000)
  await expect.poll(() => readUnsaved('a')).toBeUndefined()
})

it('asks where what is not saved cannot be copied', async () => {
  await typeAnd(never)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('No room', 'QuotaExceededError')
  })
  expect(asksBeforeLeaving()).toBe(true)
})
