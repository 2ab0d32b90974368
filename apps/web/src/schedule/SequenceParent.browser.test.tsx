import type { JsonObject } from '@sync-builder/schema'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { syncsQuery } from '../api/syncs.ts'
import { SequenceParent } from './SequenceParent.tsx'

const after = (id: number): JsonObject => ({
  mode: { type: 'triggered', triggers: { sync_sequence: { sync_id: id } } },
})

function workspace(): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const items = [
    { id: 1, label: 'Accounts', paused: true, ...after(9) },
    { id: 2, label: ' Contacts ', ...after(1) },
    { id: 3, label: 'Leads', ...after(4) },
    { id: 4, label: 'Owners', ...after(3) },
    { id: 9, label: 'Orders' },
  ]
  queries.setQueryData(syncsQuery.queryKey, { items, unreadable: 0, lastRefreshedAt: undefined })
  return queries
}

it.each([
  [
    'a paused one before it',
    2,
    undefined,
    'Note: Accounts is paused: until it is resumed, nothing starts after it.',
  ],
  ['the whole chain', 2, undefined, 'Runs last in: Orders → Accounts → Contacts → this sync'],
  [
    'a circle among the others',
    3,
    undefined,
    'Note: Leads and Owners run after each other in a circle.',
  ],
  [
    'a way back to the sync itself',
    2,
    9,
    'Note: Contacts itself waits for this sync: each would wait for the other.',
  ],
  [
    'a first one that is manual',
    9,
    undefined,
    'Note: Orders runs only when triggered, so this sync does too.',
  ],
])('names %s', async (_, parent, stored, words) => {
  const known = stored === undefined ? {} : { stored: { id: stored } }
  await renderInBuilder(after(parent), <SequenceParent />, known, workspace())
  await expect.element(page.getByText(words)).toBeVisible()
})

it('says once that a sync cannot follow itself', async () => {
  await renderInBuilder(after(9), <SequenceParent />, { stored: { id: 9 } }, workspace())
  await expect.element(page.getByText(/cannot run after itself/)).toBeVisible()
  expect(page.getByText(/cannot run after itself/).elements()).toHaveLength(1)
})

it('lists the syncs by their trimmed labels', async () => {
  await renderInBuilder(after(2), <SequenceParent />, {}, workspace())
  await expect.element(page.getByLabelText('Sync to follow')).toHaveValue('Contacts')
})
