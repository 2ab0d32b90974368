import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { destinationsQuery, objectQuery } from '../api/metadata.ts'
import { syncQuery } from '../api/syncs.ts'
import SyncPage from './SyncPage.tsx'

afterEach(() => {
  vi.restoreAllMocks()
})

it('compares what was sent with the sync as it is now, not with one read before', async () => {
  const before = { id: 7, label: 'Users', updated_at: '2026-11-25T20:00:00Z' }
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(syncQuery(7).queryKey, before)
  queries.setQueryData(['drafts', 'sent', 7], { kind: 'saved', payload: { label: 'People' } })
  const answer = Promise.withResolvers<Response>()
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => (await answer.promise).clone())
  await render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <SyncPage id={7} Export={() => null} Activity={() => null} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  await expect.element(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  expect(page.getByRole('alert').query()).toBeNull()
  answer.resolve(Response.json({ status: 'success', data: { ...before, label: 'People' } }))
  const told = page.getByRole('alert', { name: 'Saved, and stored as it was sent' })
  await expect.element(told).toBeVisible()
})

it('tells places apart though their keys contain dots', async () => {
  const complaints = vi.spyOn(console, 'error')
  const queries = new QueryClient()
  const payload = { advanced_configuration: { 'a.b': 1, a: { b: 2 } } }
  queries.setQueryData(['drafts', 'sent', 7], { kind: 'saved', payload })
  const sync = { id: 7, label: 'Users', advanced_configuration: { 'a.b': 3, a: { b: 4 } } }
  vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
    Promise.resolve(Response.json({ status: 'success', data: sync })),
  )
  await render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <SyncPage id={7} Export={() => null} Activity={() => null} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  await expect.element(page.getByText('advanced_configuration.a.b').nth(1)).toBeVisible()
  expect(complaints).not.toHaveBeenCalled()
})

it('says an expression in words, with itself beside them', async () => {
  const schedule = { frequency: 'expression', cron_expression: '31 9 * * 1,2' }
  const sync = { id: 7, label: 'Users', mode: { type: 'triggered', triggers: { schedule } } }
  vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
    Promise.resolve(Response.json({ status: 'success', data: sync })),
  )
  await render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <SyncPage id={7} Export={() => null} Activity={() => null} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  const words = page.getByText(/^At 09:31, only on Monday and Tuesday \(UTC\)/)
  await expect.element(words).toBeVisible()
  await expect.element(words.getByText('31 9 * * 1,2')).toBeVisible()
})

it('calls the object by its label, with the API’s name beside it', async () => {
  const destination_attributes = { connection_id: 3, object: 'lead_or_contact' }
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const destinations = {
    items: [{ id: 3, name: 'Salesforce' }],
    unreadable: 0,
    lastRefreshedAt: undefined,
  }
  queries.setQueryData(destinationsQuery.queryKey, destinations)
  const object = { full_name: 'lead_or_contact', label: 'Lead or Contact' }
  queries.setQueryData(objectQuery(3, 'lead_or_contact').queryKey, object)
  const sync = { id: 7, label: 'Users', destination_attributes }
  vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
    Promise.resolve(Response.json({ status: 'success', data: sync })),
  )
  await render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <SyncPage id={7} Export={() => null} Activity={() => null} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  const words = page.getByText(/^Lead or Contact in Salesforce/)
  await expect.element(words).toBeVisible()
  await expect.element(words.getByText('lead_or_contact')).toBeVisible()
})
