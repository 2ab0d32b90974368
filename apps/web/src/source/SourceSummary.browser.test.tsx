import type { JsonObject } from '@sync-builder/schema'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { sourcesQuery, topicsQuery } from '../api/metadata.ts'
import { SourceSummary } from './SourceSummary.tsx'

const table = { type: 'table', table_catalog: '', table_schema: '', table_name: 'users' }
const list = { unreadable: 0, lastRefreshedAt: undefined }

it.each<[JsonObject | undefined, string]>([
  [undefined, 'Not chosen yet'],
  [{ connection_id: 3 }, 'Warehouse'],
  [{ connection_id: 3, object: table }, 'users table in Warehouse'],
  [{ connection_id: 3, object: { ...table, table_name: '' } }, 'Table to be chosen in Warehouse'],
  [{ connection_id: 3, object: { type: 'topic', id: 7 } }, 'Topic user.signed_up in Warehouse'],
  [{ connection_id: 3, object: { type: 'topic', id: 8 } }, 'Topic 8 in Warehouse'],
  [{ connection_id: 4, object: table }, 'users table'],
])('says of %j: %s', async (source_attributes, words) => {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(sourcesQuery.queryKey, { ...list, items: [{ id: 3, name: 'Warehouse' }] })
  queries.setQueryData(topicsQuery(3).queryKey, {
    ...list,
    items: [{ id: 7, name: 'user.signed_up' }],
  })
  await renderInBuilder(
    source_attributes ? { source_attributes } : {},
    <p aria-label="Source">
      <SourceSummary open="Not chosen yet" />
    </p>,
    {},
    queries,
  )
  await expect.element(page.getByLabelText('Source')).toHaveTextContent(words)
})
