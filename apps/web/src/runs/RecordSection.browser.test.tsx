import { MantineProvider } from '@mantine/core'
import type { SyncRun } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { RecordSection } from './RecordSection.tsx'

function addressOf(input: RequestInfo | URL): URL {
  return new URL(input instanceof Request ? input.url : input, location.href)
}

afterEach(() => {
  vi.restoreAllMocks()
})

const completed: SyncRun = {
  id: 94,
  sync_id: 52,
  status: 'completed',
  source_record_invalids: 1,
  records_failed: 3,
  completed_at: new Date().toISOString(),
}

function recordsAnswer(identifiers: string[], nextPage: number | null = null): Response {
  return Response.json({
    status: 'success',
    data: identifiers.map((identifier) => ({
      identifier,
      operation: 'upsert',
      status: 'rejected',
      status_message: `${identifier} is locked`,
      record_payload: { EMAIL: identifier },
    })),
    pagination: { page: 1, next_page: nextPage },
  })
}

/** Answers records with what comes next, counts with `total`; gives the queries for records. */
function answering(answers: Response[], total: number): string[] {
  const asked: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    const { pathname, search } = addressOf(input)
    if (pathname.endsWith('/records_count')) {
      return Promise.resolve(Response.json({ status: 'success', data: [{ record_count: total }] }))
    }
    asked.push(search)
    return Promise.resolve(answers.shift() ?? Response.error())
  })
  return asked
}

async function renderSection(run: SyncRun, queries = new QueryClient()) {
  const section = (shown: SyncRun) => (
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <RecordSection run={shown} />
      </QueryClientProvider>
    </MantineProvider>
  )
  const { rerender } = await render(section(run))
  return (next: SyncRun) => rerender(section(next))
}

const button = (name: string | RegExp) => page.getByRole('button', { name })

it('reads nothing before it is asked for, then page by page', async () => {
  const asked = answering([recordsAnswer(['a@b.c', 'd@e.f'], 2), recordsAnswer(['g@h.i'])], 3)
  await renderSection(completed)
  expect(asked).toEqual([])
  await button(/^Show rejected records/).click()
  await expect.element(page.getByText('2 of 3 rejected records read')).toBeVisible()
  // One cause, though each message names its own record.
  await expect.element(button('2 … is locked')).toBeVisible()
  await button('Read 100 more').click()
  await expect.element(button('3 … is locked')).toBeVisible()
  await expect.element(page.getByText('3 rejected records read')).toBeVisible()
  expect(asked).toEqual([
    '?status=rejected&page=1&per_page=100',
    '?status=rejected&page=2&per_page=100',
  ])
})

it('comes into sight where it was asked for at the lower edge of the window', async () => {
  answering([recordsAnswer(['a@b.c'])], 1)
  await renderSection(completed)
  const root = document.body
  root.style.paddingTop = `${window.innerHeight}px`
  root.style.paddingBottom = `${window.innerHeight}px`
  try {
    const opener = button(/^Show rejected records/)
    opener.element().scrollIntoView({ block: 'end' })
    await opener.click()
    await expect.element(page.getByText('1 rejected record read')).toBeInViewport()
  } finally {
    root.removeAttribute('style')
  }
})

it('shows the values of a record when it is opened', async () => {
  answering([recordsAnswer(['a@b.c'])], 1)
  await renderSection(completed)
  await button(/^Show rejected records/).click()
  const record = button('a@b.c')
  await expect.element(record).toBeVisible()
  expect(page.getByText('EMAIL').query()).toBeNull()
  await record.click()
  await expect.element(page.getByText('EMAIL')).toBeVisible()
})

it('says where the log does not count what the run does', async () => {
  answering([recordsAnswer(['a@b.c'])], 1)
  await renderSection(completed)
  await button(/^Show rejected records/).click()
  const told = page.getByText('The log holds 1, the run itself counts 3', { exact: false })
  await expect.element(told).toBeVisible()
})

it.each([
  [404, 'The API has no records of this run'],
  [410, 'The records of this run are no longer kept'],
])('tells a %i as what it is, and offers no other try', async (status, words) => {
  answering([Response.json({ status: 'error', message: 'No' }, { status })], 0)
  await renderSection(completed)
  await button('Show all records').click()
  await expect.element(page.getByRole('alert', { name: words })).toBeVisible()
  expect(button('Try again').query()).toBeNull()
  expect(page.getByText(/^There are no/).query()).toBeNull()
})

it('keeps the records that it has when the next page fails, and reads that again', async () => {
  const asked = answering(
    [
      recordsAnswer(['a@b.c'], 2),
      Response.json({ status: 500, message: 'Down' }, { status: 500 }),
      recordsAnswer(['d@e.f']),
    ],
    2,
  )
  await renderSection(completed)
  await button('Show all records').click()
  await button('Read 100 more').click()
  await expect.element(page.getByText('“Down”')).toBeVisible()
  await expect.element(button('a@b.c')).toBeVisible()
  await button('Try again').click()
  await expect.element(button('d@e.f')).toBeVisible()
  expect(asked.map((query) => /(?<!per_)page=(\d)/.exec(query)?.[1])).toEqual(['1', '2', '2'])
})

it('says that a run that goes on has logged a part, and reads again when it has ended', async () => {
  answering([recordsAnswer([]), recordsAnswer(['a@b.c'])], 0)
  const rerender = await renderSection({ ...completed, status: 'working', completed_at: null })
  await button(/^Show rejected records/).click()
  await expect.element(page.getByText('There are no rejected records so far.')).toBeVisible()
  await expect.element(page.getByText('The run goes on', { exact: false })).toBeVisible()
  await rerender(completed)
  await expect.element(page.getByText('The run has ended since', { exact: false })).toBeVisible()
  await button('Read again').click()
  await expect.element(button('a@b.c')).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Rejected records' })).toHaveFocus()
})

it('counts what could not be read', async () => {
  const data = [{ identifier: 7 }, { identifier: 'a@b.c' }]
  answering(
    [Response.json({ status: 'success', data, pagination: { page: 1, next_page: null } })],
    2,
  )
  await renderSection(completed)
  await button('Show all records').click()
  await expect.element(page.getByText('1 could not be read', { exact: false })).toBeVisible()
  await expect.element(page.getByText('2 records read')).toBeVisible()
})

it('keeps nothing of what it shows and looks for in the cache', async () => {
  answering([recordsAnswer(['a@b.c']), recordsAnswer(['a@b.c'])], 1)
  const queries = new QueryClient()
  await renderSection(completed, queries)
  await button(/^Show rejected records/).click()
  await expect.element(button('a@b.c')).toBeVisible()
  await page.getByRole('textbox', { name: 'Exact identifier' }).fill('a@b.c')
  await button('Look for a record').click()
  await expect.element(page.getByText('1 record with this identifier read')).toBeVisible()
  const kept = queries.getQueryCache().getAll()
  expect(JSON.stringify(kept.map(({ queryKey, state }) => [queryKey, state.data]))).not.toContain(
    'a@b.c',
  )
})

it('warns before records are asked for that are likely gone', async () => {
  answering([], 0)
  await renderSection({ ...completed, completed_at: '2020-01-01T00:00:00Z' })
  await expect.element(page.getByText('most likely gone', { exact: false })).toBeVisible()
})
