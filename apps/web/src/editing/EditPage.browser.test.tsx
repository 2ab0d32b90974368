import { MantineProvider } from '@mantine/core'
import { editDraft, fromCreateSync, fromStoredSync, type JsonObject } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { DraftLocal } from '../draft/draftLocal.ts'
import { editedSyncOf } from '../draft/editedSync.ts'
import {
  deleteDraft,
  draftsOfSync,
  keptIds,
  loadDraft,
  putDraft,
  saveContent,
  saveLocal,
} from '../draft/storage.ts'
import { markOpen } from '../draft/openInTabs.ts'
import { keepUnsaved } from '../draft/unsavedCopy.ts'
import EditPage from './EditPage.tsx'

const syncId = 7
const stored: JsonObject = { id: syncId, label: 'Signups', operation: 'upsert', mappings: [] }
const unchanged = fromCreateSync(fromStoredSync(stored))
const changed = editDraft(unchanged, [{ op: 'set', path: ['label'], value: 'Other' }])
const edited = editedSyncOf(syncId, stored, 500)

const goOn = page.getByRole('button', { name: 'Go on with these changes' })

function keep(id: string, draft = unchanged, local: DraftLocal = {}, savedAt = 1_000) {
  return putDraft({ id, draft, savedAt, local: { editedSync: edited, ...local } })
}

/** Keeps an unchanged draft of what the sync was before. */
function keepOlder(id: string) {
  const older = { ...stored, label: 'Older' }
  const editedSync = editedSyncOf(syncId, older, 400)
  return keep(id, fromCreateSync(fromStoredSync(older)), { editedSync })
}

/** Opens the page; the sync arrives when it is told to. */
async function openPage() {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const fetching = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    await arrived
    return Response.json({ status: 'success', data: stored })
  })
  const { hook, history } = memoryLocation({ path: `/syncs/${syncId}/edit`, record: true })
  await render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Router hook={hook}>
          <EditPage id={syncId} />
        </Router>
      </QueryClientProvider>
    </MantineProvider>,
  )
  await expect.poll(() => fetching.mock.calls.length).toBeGreaterThan(0)
  return { arrive, place: () => history.at(-1) }
}

const left = async () => (await draftsOfSync(syncId)).map(({ id }) => id).toSorted()

beforeEach(async () => {
  for (const id of await keptIds()) {
    await saveLocal(id, { editedSync: undefined })
    await deleteDraft(id)
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('Opening an edit', () => {
  it.each<[string, DraftLocal]>([
    ['a text that is not in the form', { jsonText: { text: '{', basis: '' } }],
    ['a name', { name: 'For Monday' }],
  ])('offers a draft that holds no more than %s', async (_, local) => {
    await keep('a', unchanged, local)
    const { arrive } = await openPage()
    arrive()
    await expect.element(goOn).toBeVisible()
    expect(await left()).toEqual(['a'])
  })

  it.each<[string, Partial<typeof unchanged>]>([
    [
      'parked rows',
      {
        parkedRows: [{ row: { id: 'row-1', mapping: { to: 'A' } }, misfits: { source: 'Why' } }],
      },
    ],
    ['columns that were typed in', { typedColumns: [{ source: {}, columns: [] }] }],
  ])('offers a draft that holds %s', async (_, held) => {
    await keep('a', { ...unchanged, ...held })
    const { arrive } = await openPage()
    arrive()
    await expect.element(goOn).toBeVisible()
  })

  it('does not offer what was saved for its name', async () => {
    const saved = { at: 2_000, change: '{}' }
    await keep('a', unchanged, { name: 'For Monday', editedSync: { ...edited, saved } })
    const { arrive, place } = await openPage()
    arrive()
    await expect.poll(place).toMatch(/^\/drafts\/.*\/review$/u)
    expect(await loadDraft('a')).toMatchObject({ local: { name: 'For Monday' } })
    expect(await left()).toHaveLength(2)
  })

  it('goes on with a draft that nothing was changed in', async () => {
    await keep('a')
    const { arrive, place } = await openPage()
    arrive()
    await expect.poll(place).toBe('/drafts/a/review')
    expect(await left()).toEqual(['a'])
  })

  it('replaces a draft that nothing was changed in and that began with another answer', async () => {
    await keepOlder('a')
    const { arrive, place } = await openPage()
    arrive()
    await expect.poll(place).toMatch(/^\/drafts\/.*\/review$/u)
    const [one, ...others] = await left()
    expect(others).toEqual([])
    expect(one).not.toBe('a')
  })

  it('leaves to another tab what is open there, also unchanged', async () => {
    await keep('same')
    await keepOlder('older')
    const ends = ['same', 'older'].map(markOpen)
    const { arrive, place } = await openPage()
    arrive()
    await expect.poll(place).toMatch(/^\/drafts\/.*\/review$/u)
    expect(place()).not.toContain('same')
    expect(await left()).toHaveLength(3)
    for (const end of ends) end()
  })

  it('asks the browser once where it keeps no draft', async () => {
    const refuse = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    const { arrive } = await openPage()
    arrive()
    await expect.element(page.getByText('The draft could not be opened')).toBeVisible()
    const reading = vi.spyOn(IDBObjectStore.prototype, 'openCursor')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(refuse).toHaveBeenCalledTimes(1)
    expect(reading).not.toHaveBeenCalled()
  })

  it('offers what a page left unsaved when it went', async () => {
    await keep('a')
    keepUnsaved('a', { draft: changed, local: {}, basedOn: 1_000 })
    const { arrive } = await openPage()
    arrive()
    await expect.element(goOn).toBeVisible()
    expect(await left()).toEqual(['a'])
  })

  it.each([
    ['the form', () => saveContent('a', changed, 1_000, 2_000)],
    ['the text', () => saveLocal('a', { jsonText: { text: '{', basis: '' } })],
  ])('offers what another tab began in %s while the sync was read', async (_, type) => {
    await keep('a')
    const { arrive } = await openPage()
    await expect.element(page.getByRole('status', { name: 'Reading the sync' })).toBeInTheDocument()
    await type()
    arrive()
    await expect.element(goOn).toBeVisible()
    expect(await left()).toEqual(['a'])
  })
})

describe('Drafts that were left with changes', () => {
  it('are dropped together, with their number said', async () => {
    await keep('a', changed)
    await keep('b', changed, {}, 2_000)
    await keep('c')
    const { arrive, place } = await openPage()
    arrive()
    await expect.element(page.getByText(/holds 2 drafts with changes of this sync/u)).toBeVisible()
    await userEvent.click(page.getByRole('button', { name: 'Drop all 2 and start anew' }))
    await expect.poll(place).toMatch(/\/review$/u)
    const [one, ...others] = await left()
    expect(others).toEqual([])
    expect(place()).toBe(`/drafts/${one}/review`)
  })

  it('stay where something was typed in them since they were offered', async () => {
    await keep('a', changed)
    const { arrive, place } = await openPage()
    arrive()
    await expect.element(goOn).toBeVisible()
    await saveLocal('a', { jsonText: { text: '{', basis: '' } })
    await userEvent.click(page.getByRole('button', { name: 'Drop them and start anew' }))
    await expect.poll(place).toMatch(/\/review$/u)
    expect(await left()).toContain('a')
  })

  it('stay where they are open in another tab', async () => {
    await keep('a', changed)
    await keep('b', changed, {}, 2_000)
    const end = markOpen('b')
    const { arrive, place } = await openPage()
    arrive()
    await expect.element(page.getByText(/What is open in another tab stays/u)).toBeVisible()
    await userEvent.click(page.getByRole('button', { name: 'Drop 1 and start anew' }))
    await expect.poll(place).toMatch(/\/review$/u)
    end()
    const stay = await left()
    expect(stay).toHaveLength(2)
    expect(stay).toContain('b')
  })

  it('are not dropped before it is known how one ended that was sent', async () => {
    await keep('a', changed, { editedSync: { ...edited, sent: { at: 900, change: '{}' } } })
    await keep('b', changed, {}, 2_000)
    const { arrive, place } = await openPage()
    arrive()
    await userEvent.click(page.getByRole('button', { name: 'See how it ended' }))
    await expect.poll(place).toBe('/drafts/a/review')
    expect(await left()).toEqual(['a', 'b'])
  })
})
