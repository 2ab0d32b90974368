import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { topicsQuery } from '../api/metadata.ts'
import { useBuilder } from '../draft/builder.ts'
import { DraftTitle } from './DraftTitle.tsx'

function Title() {
  return <DraftTitle store={useBuilder().store} />
}

it('calls both ends by what the API calls them, and keeps that for the list of drafts', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(topicsQuery(3).queryKey, {
    items: [{ id: 7, name: 'user.signed_up' }],
    unreadable: 0,
    lastRefreshedAt: undefined,
  })
  const store = await renderInBuilder(
    {
      source_attributes: { connection_id: 3, object: { type: 'topic', id: 7 } },
      destination_attributes: { connection_id: 1, object: 'user_data' },
    },
    <Title />,
    { object: { full_name: 'user_data', label: 'User data' } },
    queries,
  )
  await expect
    .element(page.getByRole('button', { name: 'Rename draft user.signed_up → User data' }))
    .toBeVisible()
  const labels = { 'topic 7': 'user.signed_up', user_data: 'User data' }
  expect(store.snapshot().local.labels).toEqual(labels)
})
