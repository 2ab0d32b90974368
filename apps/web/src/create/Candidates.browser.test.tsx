import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import Candidates from './Candidates.tsx'
import type { Create } from './useCreate.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('What a lost create may have made', () => {
  it.each([null, ''])('is named where its label is %j', async (label) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () =>
      Response.json({
        status: 'success',
        data: [{ id: 7, label }],
        pagination: { total_records: 1, per_page: 100, page: 1, last_page: 1, next_page: null },
      }),
    )
    const create: Create = {
      progress: { kind: 'idle' },
      verdict: undefined,
      isCurrent: false,
      validate: () => {},
      stopValidating: () => {},
      validateAndCreate: () => {},
      recognise: () => {},
      giveUpAttempt: () => {},
    }
    const attempt = {
      key: crypto.randomUUID(),
      startedAt: 0,
      outcome: 'unknown' as const,
      payload: { label: '' },
    }
    await render(
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <Candidates attempt={attempt} create={create} />
        </QueryClientProvider>
      </MantineProvider>,
    )
    await expect.element(page.getByRole('link', { name: 'Sync without a label (7)' })).toBeVisible()
  })
})
