import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { destinationsQuery, sourcesQuery } from '../api/metadata.ts'
import { syncsQuery } from '../api/syncs.ts'
import type { List } from '../api/pages.ts'
import { SyncTable } from './SyncTable.tsx'

function listOf<T>(items: T[], unreadable = 0): List<T> {
  return { items, unreadable, lastRefreshedAt: undefined }
}

async function renderTable(syncs: List<{ id: number; label: string }>) {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false } },
  })
  client.setQueryData(sourcesQuery.queryKey, listOf([]))
  client.setQueryData(destinationsQuery.queryKey, listOf([]))
  client.setQueryData(syncsQuery.queryKey, syncs)
  await render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <SyncTable />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('keeps the list and the search when a refresh fails', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'))
  await renderTable(listOf([{ id: 1, label: 'New leads' }]))
  await userEvent.fill(page.getByLabelText('Search syncs'), 'leads')
  await userEvent.click(page.getByRole('button', { name: 'Refresh' }))
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'New leads' })).toBeVisible()
  await expect.element(page.getByLabelText('Search syncs')).toHaveValue('leads')
})

it('tells how many syncs could not be read', async () => {
  await renderTable(listOf([{ id: 1, label: 'New leads' }], 2))
  await expect.element(page.getByText(/^2 syncs could not be read/)).toBeVisible()
  await expect.element(page.getByText('1 sync', { exact: true })).toBeVisible()
})

it('does not call a workspace empty whose only sync cannot be read', async () => {
  await renderTable(listOf([], 1))
  await expect.element(page.getByText(/^1 sync could not be read/)).toBeVisible()
  expect(page.getByText('No syncs in this workspace yet').query()).toBeNull()
})
