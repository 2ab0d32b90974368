import { MantineProvider } from '@mantine/core'
import { fromCreateSync } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { markOpen } from '../draft/openInTabs.ts'
import { keptIds, deleteDraft, putDraft } from '../draft/storage.ts'
import { keepUnsaved, readUnsaved } from '../draft/unsavedCopy.ts'
import { DraftList } from './DraftList.tsx'

const draft = fromCreateSync({ label: 'Signups' })
const button = (name: string) => page.getByRole('button', { name })

async function renderList(): Promise<void> {
  await render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <DraftList />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

beforeEach(async () => {
  for (const id of await keptIds()) await deleteDraft(id)
  localStorage.clear()
  for (const [savedAt, id] of ['first', 'second'].entries()) {
    await putDraft({ id, draft, savedAt: savedAt + 1, local: { name: id } })
  }
})

describe('The focus in the list of drafts', () => {
  it.each(['Enter', 'Escape'])('is at Rename again when %s ends the renaming', async (key) => {
    await renderList()
    await userEvent.click(button('Rename draft first'))
    await userEvent.keyboard(`again{${key}}`)
    const name = key === 'Enter' ? 'again' : 'first'
    await expect.element(button(`Rename draft ${name}`)).toHaveFocus()
  })

  it('goes where the operator goes when that ends the renaming', async () => {
    await renderList()
    await userEvent.click(button('Rename draft first'))
    await userEvent.keyboard('again{Tab}')
    await expect.element(page.getByRole('link', { name: 'again' })).toBeVisible()
    await userEvent.click(button('Rename draft again'))
    await userEvent.keyboard('third')
    await userEvent.click(button('Rename draft second'))
    await expect.element(page.getByRole('link', { name: 'third' })).toBeVisible()
    await expect.element(page.getByRole('textbox', { name: 'Name of the draft' })).toHaveFocus()
  })

  it('is at a draft that is put back', async () => {
    await renderList()
    await userEvent.click(button('Delete draft first'))
    await userEvent.click(button('Put back draft first'))
    await expect.element(page.getByRole('link', { name: 'first' })).toHaveFocus()
  })
})

it('forgets what was not saved in drafts that are gone', async () => {
  for (const id of ['first', 'gone']) keepUnsaved(id, { draft, local: {}, basedOn: 1 })
  const end = markOpen('first')
  await renderList()
  await expect.poll(() => readUnsaved('gone')).toBeUndefined()
  expect(readUnsaved('first')).toBeDefined()
  end()
})
