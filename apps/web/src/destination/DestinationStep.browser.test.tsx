import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { destinationsQuery } from '../api/metadata.ts'
import DestinationStep from './DestinationStep.tsx'

function filesAt15(): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(destinationsQuery.queryKey, {
    items: [{ id: 15, name: 'Files', is_file_system_destination: true }],
    unreadable: 0,
    lastRefreshedAt: undefined,
  })
  return queries
}

it('keeps the file path on the screen while it is emptied and typed anew', async () => {
  const attributes = { connection_id: 15, object: 'ab' }
  const store = await renderInBuilder(
    { destination_attributes: attributes },
    <DestinationStep />,
    {},
    filesAt15(),
  )
  await userEvent.click(page.getByLabelText('File path'))
  await userEvent.keyboard('{End}{Backspace}{Backspace}c.csv')
  await expect.element(page.getByLabelText('File path')).toHaveValue('c.csv')
  expect(store.snapshot().payload.destination_attributes).toEqual({
    ...attributes,
    object: 'c.csv',
  })
})
